package cn.healthylishui.assessment.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs what is written for the browser where no browser is needed. */
public final class Node {

    private static final String COMPILER = "lib/_tsc.js";

    /** @param said all that it wrote */
    public record Ended(int exit, String said) {}

    private Node() {}

    /** Whether the tests of scripts can run here, or have to. */
    public static boolean isUsable() {
        if (Boolean.getBoolean("browser.required")) {
            return true;
        }
        try {
            return run(Path.of("."), List.of("--version")).exit() == 0;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    public static Ended run(Path directory, List<String> arguments) {
        try {
            Process node = new ProcessBuilder(
                            Stream.concat(Stream.of("node"), arguments.stream()).toList())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!node.waitFor(2, TimeUnit.MINUTES)) {
                node.destroyForcibly();
                throw new IllegalStateException("It did not end: " + said);
            }
            return new Ended(node.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lays TypeScript's compiler, which comes as a webjar, into a folder; gives the script to run. */
    static Path typeScript(Path folder) throws IOException, URISyntaxException {
        URI there = Objects.requireNonNull(
                        Node.class.getResource("/META-INF/resources/webjars/typescript"), "the webjar of TypeScript")
                .toURI();
        try (FileSystem jar = FileSystems.newFileSystem(there, Map.of());
                Stream<Path> versions = Files.list(jar.getPath("/META-INF/resources/webjars/typescript"))) {
            Path lib = versions.findFirst().orElseThrow().resolve("lib");
            try (Stream<Path> files = Files.list(lib)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        }
        return folder.resolve(Path.of(COMPILER).getFileName());
    }
}
