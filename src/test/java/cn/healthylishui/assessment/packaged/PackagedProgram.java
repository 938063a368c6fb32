package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.start.Unpack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** The packaged program, started as a user would in a directory of its own: unpacked, where a test does not ask for the jar itself. */
public final class PackagedProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** It stops within two; one that writes down what Java has learnt of its classes takes longer on a busy machine. */
    private static final Duration STOPPING = Duration.ofMinutes(5);

    private static final Pattern PASSWORD = Pattern.compile("密码[ ：]+([A-Za-z0-9]+-[0-9]+-[a-z]+)");

    private static final String UNPACKED = "unpacked";

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
        return start(unpacked(), Map.of(), directory, said, arguments);
    }

    /** The same of the jar, as it was packaged. */
    static PackagedProgram startJar(Path directory, String said, String... arguments) throws Exception {
        return start(SHORT_LIVED, directory, said, arguments);
    }

    /** @param environment in place of what it would have taken over from us of the same names */
    static PackagedProgram startIn(Map<String, String> environment, Path directory, String said, String... arguments)
            throws Exception {
        return start(unpacked(), environment, directory, said, arguments);
    }

    /** @param java options for the jar */
    static PackagedProgram start(List<String> java, Path directory, String said, String... arguments) throws Exception {
        return start(command(java, jar()), Map.of(), directory, said, arguments);
    }

    private static PackagedProgram start(
            List<String> program, Map<String, String> environment, Path directory, String said, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        if (command.stream().noneMatch(argument -> argument.startsWith("--management.server.port="))) {
            command.add("--management.server.port=0");
        }
        return start(program, freePort(), environment, directory, said, command);
    }

    /** @param command that starts it, to which only its arguments are added */
    public static PackagedProgram start(
            List<String> command,
            int port,
            Map<String, String> environment,
            Path directory,
            String said,
            List<String> arguments)
            throws Exception {
        List<String> whole = new ArrayList<>(command);
        whole.add("--server.port=" + port);
        whole.addAll(arguments);
        Path log = Files.createTempFile(directory, "program", ".log");
        PackagedProgram program = new PackagedProgram(run(whole, environment, directory, log), log, port);
        try {
            program.await(said);
        } catch (AssertionError notStarted) {
            program.kill(); // it would go on beside the other tests
            throw notStarted;
        }
        return program;
    }

    static Process run(Path directory, Path log, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(unpacked());
        command.addAll(arguments);
        return run(command, Map.of(), directory, log);
    }

    /** The command that starts it unpacked; whoever asks first unpacks it for all. */
    public static List<String> unpacked() throws Exception {
        Path folder = jar().resolveSibling(UNPACKED);
        Path start = folder.resolve(Unpack.START);
        synchronized (UNPACKED) {
            try (FileChannel turn = FileChannel.open(
                            jar().resolveSibling(UNPACKED + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock held = turn.lock()) {
                if (!Files.exists(start)
                        || Files.getLastModifiedTime(start).compareTo(Files.getLastModifiedTime(jar())) < 0) {
                    FileSystemUtils.deleteRecursively(folder);
                    List<String> unpack = new ArrayList<>(command(SHORT_LIVED, jar()));
                    unpack.addAll(List.of("unpack", "--to", folder.toString()));
                    Path said = Files.createTempFile(UNPACKED, ".log");
                    assertThat(run(unpack, Map.of(), folder.getParent(), said).waitFor())
                            .as(Files.readString(said))
                            .isZero();
                }
            }
        }
        return command(SHORT_LIVED, "@" + start);
    }

    /** @param java its own options */
    static List<String> command(List<String> java, String... program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of(program));
        return command;
    }

    /** @param java its own options */
    static List<String> command(List<String> java, Path jar) {
        return command(java, "-jar", jar.toString());
    }

    static Path jar() {
        return Path.of(System.getProperty("assessment.jar", "target/healthy-lishui-assessment.jar"))
                .toAbsolutePath();
    }

    static Process run(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws IOException {
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().putAll(environment);
        return program.start();
    }

    /** Waits until it has said so. */
    public void await(String said) throws Exception {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!output().contains(said)) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                throw new AssertionError("The program did not say “%s”:%n%s".formatted(said, output()));
            }
            process.waitFor(300, TimeUnit.MILLISECONDS);
        }
    }

    public boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last password it printed. */
    public String password() {
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

    public int port() {
        return port;
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port, path);
    }

    public HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofString());
    }

    public long pid() {
        return process.pid();
    }

    /** As a power cut would: no chance to write anything more. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** As the system stops it: with a word before, and time to end what it does. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
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

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
