package cn.healthylishui.assessment.filecheck;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * 病毒检查: asks a ClamAV daemon, where one is named, over its INSTREAM command: the file in chunks, each behind its length in four bytes, a
 * length of 0 at the end.
 */
final class VirusScan {

    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_ANSWER = 4096;
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int USUAL_PORT = 3310;

    /** The daemon could not be asked, or gave no verdict. */
    static final class Unavailable extends Exception {
        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        Unavailable(String message) {
            super(message);
        }
    }

    private final String scanner;

    /** @param scanner host and port of the daemon; empty where none is asked */
    VirusScan(String scanner) {
        this.scanner = scanner.strip();
    }

    /** The name of what was found. */
    Optional<String> find(Path file) throws Unavailable {
        if (scanner.isEmpty()) {
            return Optional.empty();
        }
        String answer;
        try {
            answer = ask(file);
        } catch (IOException | IllegalArgumentException failed) {
            throw new Unavailable(String.valueOf(failed.getMessage()), failed);
        }
        if (answer.endsWith(" OK")) {
            return Optional.empty();
        }
        if (answer.endsWith(" FOUND")) {
            return Optional.of(answer.replaceFirst("^stream: ", "").replaceFirst(" FOUND$", ""));
        }
        throw new Unavailable(answer);
    }

    private String ask(Path file) throws IOException {
        int colon = scanner.lastIndexOf(':');
        String host = colon < 0 ? scanner : scanner.substring(0, colon);
        int port = colon < 0 ? USUAL_PORT : Integer.parseInt(scanner.substring(colon + 1));
        try (Socket socket = new Socket();
                InputStream content = Files.newInputStream(file)) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[CHUNK];
            for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                out.writeInt(read);
                out.write(chunk, 0, read);
            }
            out.writeInt(0);
            out.flush();
            return new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8)
                    .replace("\0", "")
                    .strip();
        }
    }
}
