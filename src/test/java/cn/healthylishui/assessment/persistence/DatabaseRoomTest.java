package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up to the last byte under an H2 database: a small one of its own, which only root can put there. */
class DatabaseRoomTest {

    /** What waits for room that nobody makes ends then, and so does its test. */
    private static final int LONGEST_MINUTES = 4;

    @TempDir
    private Path directory;

    private String said(String... command) throws Exception {
        String[] apart = {
            "unshare", "--mount", "sh", "-c", "mount -t tmpfs -o size=100m none . && cd \"$PWD\" && exec \"$@\"", "sh"
        };
        String[] whole = new String[apart.length + command.length];
        System.arraycopy(apart, 0, whole, 0, apart.length);
        System.arraycopy(command, 0, whole, apart.length, command.length);
        Process process = new ProcessBuilder(whole)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(LONGEST_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : "ended by itself: " + said;
    }

    @Test
    void nothing_that_was_saved_is_lost_and_what_is_there_can_be_looked_at() throws Exception {
        String mounted = said("true");
        assumeTrue(mounted.isEmpty(), "no disk of its own here: " + mounted);

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String lines = said(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(one -> Path.of(one).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                FullDisk.class.getName());

        assertThat(lines.lines())
                .as(lines)
                .contains(
                        "reserve: " + (20 << 20),
                        "full before: false",
                        "made again when somebody took it away: true",
                        "saved on the full disk: 100",
                        "full: true",
                        "reserve is given up: true",
                        "waits: true",
                        "read meanwhile: true",
                        "not full again: true",
                        "reserve again: " + (20 << 20),
                        "waits again: true",
                        "ends when the program stops: true");
        assertThat(lines).containsPattern("found of (\\d+): \\1\n");
    }
}
