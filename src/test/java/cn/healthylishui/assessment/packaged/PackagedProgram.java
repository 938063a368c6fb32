package cn.healthylishui.assessment.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar, started as a user would in a directory of its own. */
final class PackagedProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Pattern PASSWORD = Pattern.compile("密码[ ：]+([A-Za-z0-9]+-[0-9]+-[a-z]+)");

    /** It ends before a second compilation of its code would pay. */
    private static final List<String> SHORT_LIVED = List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final Path log;
    private final int port;

    private PackagedProgram(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts it and waits until {@code said} stands in its output. */
    static PackagedProgram start(Path directory, String said, String... arguments) throws Exception {
        return start(SHORT_LIVED, directory, said, arguments);
    }

    /** @param environment in place of what it would have taken over from us of the same names */
    static PackagedProgram startIn(Map<String, String> environment, Path directory, String said, String... arguments)
            throws Exception {
        return start(SHORT_LIVED, environment, directory, said, arguments);
    }

    /** @param java its own options */
    static PackagedProgram start(List<String> java, Path directory, String said, String... arguments) throws Exception {
        return start(java, Map.of(), directory, said, arguments);
    }

    private static PackagedProgram start(
            List<String> java, Map<String, String> environment, Path directory, String said, String... arguments)
            throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("--server.port=" + port));
        command.addAll(List.of(arguments));
        if (command.stream().noneMatch(argument -> argument.startsWith("--management.server.port="))) {
            command.add("--management.server.port=0");
        }
        Path log = Files.createTempFile(directory, "program", ".log");
        PackagedProgram program = new PackagedProgram(run(java, environment, directory, log, command), log, port);
        try {
            program.await(said);
        } catch (AssertionError notStarted) {
            program.kill(); // it would go on beside the other tests
            throw notStarted;
        }
        return program;
    }

    static Process run(Path directory, Path log, List<String> arguments) throws IOException {
        return run(SHORT_LIVED, Map.of(), directory, log, arguments);
    }

    private static Process run(
            List<String> java, Map<String, String> environment, Path directory, Path log, List<String> arguments)
            throws IOException {
        Path jar = Path.of(System.getProperty("assessment.jar", "target/healthy-lishui-assessment.jar"))
                .toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().putAll(environment);
        return program.start();
    }

    /** Waits until it has said so. */
    void await(String said) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!output().contains(said)) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                throw new AssertionError("The program did not say “%s”:%n%s".formatted(said, output()));
            }
            process.waitFor(300, TimeUnit.MILLISECONDS);
        }
    }

    boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last password it printed. */
    String password() {
        Matcher matcher = PASSWORD.matcher(output());
        String last = null;
        while (matcher.find()) {
            last = matcher.group(1);
        }
        if (last == null) {
            throw new AssertionError("No password in the output:\n" + output());
        }
        return last;
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port, path);
    }

    HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As a power cut would: no chance to write anything more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** As the system stops it: with a word before, and time to end what it does. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not stop:\n" + output());
        }
        return process.exitValue();
    }

    /** Asks it to stop, and goes on meanwhile. */
    void askToStop() {
        process.destroy();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
