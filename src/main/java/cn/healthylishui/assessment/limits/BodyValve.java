package cn.healthylishui.assessment.limits;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Bounds what is sent to the program before anything reads it: how large a body may be where it is sent to, how slowly it may come, and
 * how many may be on their way at the same time, since each of them holds a thread. It stands in the server itself, because a form or a
 * file is read there and not through the request that a filter could wrap.
 */
final class BodyValve extends ValveBase {

    /** Where a login is asked for before anything is read. */
    private static final List<String> CLOSED = List.of("/api/", "/my/");

    /** So long the rest of a body that nobody wants is still taken in, so that its sender hears the answer. */
    private static final long LEAVE = TimeUnit.SECONDS.toNanos(1);

    /** Where there are too many already. */
    private static final long LEAVE_REFUSED = TimeUnit.MILLISECONDS.toNanos(100);

    private final Limits.Request limits;
    private final int mostOfAddress;
    private final AtomicInteger sending = new AtomicInteger();
    private final Map<String, Integer> sendingByAddress = new ConcurrentHashMap<>();

    BodyValve(Limits limits) {
        super(true);
        this.limits = limits.request();
        this.mostOfAddress = limits.address().sending();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request wire = request.getCoyoteRequest();
        long length = length(wire);
        boolean chunked = length < 0 && wire.getMimeHeaders().getHeader("transfer-encoding") != null;
        if (length <= 0 && !chunked) {
            getNext().invoke(request, response);
            return;
        }
        boolean file = isFile(wire);
        long most = most(request, file);
        Body body = new Body(wire.getInputBuffer(), length, most, request.getRemoteAddr());
        if (!body.begin()) {
            refuse(response, 503, 5, "现在正在发送的内容太多，请稍后再试。您填的内容还在。");
            // or the server would wait for the rest, with a thread for each
            body.leave(wire, LEAVE_REFUSED);
            return;
        }
        wire.setInputBuffer(body);
        try {
            if (length > most) {
                refuse(response, 413, 0, file ? "文件太大，没有上传。请压缩图片或拆成几个文件后再上传。" : "发来的内容太大，没有办理。请分几次填写，详细内容可以作为材料上传。");
            } else {
                getNext().invoke(request, response);
            }
            if (!request.isAsync()) {
                body.leave(wire, LEAVE);
            }
        } finally {
            body.end();
            wire.setInputBuffer(body.server);
        }
    }

    /** 0 where it is no number: the server has refused the request for it already, and only wants to say so. */
    private static long length(org.apache.coyote.Request wire) {
        try {
            return wire.getContentLengthLong();
        } catch (IllegalArgumentException malformed) {
            return 0;
        }
    }

    private static boolean isFile(org.apache.coyote.Request wire) {
        String type = wire.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private long most(Request request, boolean file) {
        String path = request.getDecodedRequestURI();
        boolean closed = path != null && CLOSED.stream().anyMatch(path::startsWith);
        return (!closed ? limits.fromAnybody() : file ? limits.upload() : limits.save()).toBytes();
    }

    private static void refuse(Response response, int status, int retryAfter, String message) throws IOException {
        byte[] body = "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        if (retryAfter > 0) {
            response.setHeader("Retry-After", String.valueOf(retryAfter));
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }

    /** One body on its way. */
    private final class Body implements InputBuffer {

        private final InputBuffer server;
        private final long length;
        private final long most;
        private final String address;
        private final long begun = System.nanoTime();
        private long read;
        private boolean complete;
        private boolean counted;

        /** @param length -1 where it is not known */
        Body(InputBuffer server, long length, long most, String address) {
            this.server = server;
            this.length = length;
            this.most = most;
            this.address = address;
        }

        boolean begin() {
            if (sending.incrementAndGet() > limits.sending()) {
                sending.decrementAndGet();
                return false;
            }
            if (sendingByAddress.merge(address, 1, Integer::sum) > mostOfAddress) {
                counted = true;
                end();
                return false;
            }
            counted = true;
            return true;
        }

        void end() {
            if (counted) {
                counted = false;
                sending.decrementAndGet();
                sendingByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
            }
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            int got = server.doRead(handler);
            if (got > 0) {
                read += got;
            }
            complete = got < 0 || length >= 0 && read >= length;
            if (complete) {
                end();
            } else if (read > most && length < 0) {
                throw new BadRequestException("The body is too large");
            } else if (isTooSlow()) {
                throw new BadRequestException("The body comes too slowly");
            }
            return got;
        }

        private boolean isTooSlow() {
            double late = (System.nanoTime() - begun - limits.patience().toNanos()) / 1e9;
            return late > 0 && read < late * limits.slowest().toBytes();
        }

        @Override
        public int available() {
            return server.available();
        }

        /** Takes in what is left, as far as it is there; where it does not come, the connection ends with the answer. */
        void leave(org.apache.coyote.Request wire, long patience) {
            long deadline = System.nanoTime() + patience;
            try {
                // of a body in chunks nobody can tell whether reading on would have to wait
                while (!complete && length >= 0 && System.nanoTime() < deadline) {
                    wire.action(ActionCode.AVAILABLE, true);
                    if (wire.getAvailable() > 0) {
                        doRead(new Discarded());
                    } else {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                    }
                }
            } catch (IOException broken) {
                complete = false;
            }
            if (!complete) {
                wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    private static final class Discarded implements ApplicationBufferHandler {

        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer given) {
            buffer = given;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // what is thrown away needs no room
        }
    }
}
