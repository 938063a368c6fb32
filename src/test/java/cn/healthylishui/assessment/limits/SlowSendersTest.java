package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/** The slowest that a body may come, with a patience of one second. */
class SlowSendersTest {

    private static final int LENGTH = 40_000;

    /** Reads what is sent. */
    private static final class Reader extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getInputStream().readAllBytes().length + " bytes");
        }
    }

    private WebServer server;

    @BeforeEach
    void start() {
        Limits usual = Limits.standard();
        Limits.Request request = usual.request();
        Limits quick = new Limits(
                usual.cell(),
                usual.rowsASave(),
                usual.workbook(),
                new Limits.Request(
                        request.fromAnybody(),
                        request.save(),
                        request.upload(),
                        Duration.ofSeconds(1),
                        DataSize.ofKilobytes(2),
                        request.sending()),
                usual.address(),
                usual.heavy(),
                usual.logins(),
                usual.answer(),
                usual.logLinesAMinute());
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        new ServerLimits().limitsOfServer(quick).customize(factory);
        server = factory.getWebServer(
                context -> context.addServlet("reader", new Reader()).addMapping("/"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** @return for how many seconds it was taken in, and what was answered */
    private String send(int piece, int pause) throws Exception {
        try (Attacker attacker = new Attacker(1, server.getPort())) {
            Socket socket = attacker.begin(
                    Attacker.post("/", "text/plain", LENGTH).replaceFirst("Host", "Connection: close\r\nHost"));
            try {
                for (int sent = 0; sent < LENGTH; sent += piece) {
                    if (socket.getInputStream().available() > 0) {
                        break;
                    }
                    socket.getOutputStream().write(new byte[Math.min(piece, LENGTH - sent)]);
                    Thread.sleep(pause);
                }
            } catch (IOException cutOff) {
                return "cut off";
            }
            return Attacker.answer(socket);
        }
    }

    @Test
    void whoever_keeps_to_the_rate_is_heard_to_the_end() throws Exception {
        assertThat(send(2_000, 100)).startsWith("HTTP/1.1 200").endsWith(LENGTH + " bytes");
    }

    @Test
    void a_few_bytes_now_and_then_are_cut_off_when_the_patience_is_over() throws Exception {
        long begun = System.nanoTime();
        assertThat(send(10, 50)).doesNotContain("bytes");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    }

    @Test
    void who_begins_quickly_and_then_slows_down_is_cut_off_too() throws Exception {
        long begun = System.nanoTime();
        try (Attacker attacker = new Attacker(1, server.getPort())) {
            Socket socket = attacker.begin(Attacker.post("/", "text/plain", LENGTH) + "a".repeat(4_000));
            for (int i = 0; i < 400 && socket.getInputStream().available() == 0; i++) {
                socket.getOutputStream().write('a');
                Thread.sleep(20);
            }
        } catch (IOException cutOff) {
            // as it should be
        }
        // 4,000 bytes are worth two seconds after the first
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(6));
    }

    @Test
    void who_stops_sending_is_not_waited_for() throws Exception {
        long begun = System.nanoTime();
        try (Attacker attacker = new Attacker(1, server.getPort())) {
            assertThat(attacker.ask(Attacker.post("/", "text/plain", LENGTH) + "a"))
                    .doesNotContain("bytes");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
}
