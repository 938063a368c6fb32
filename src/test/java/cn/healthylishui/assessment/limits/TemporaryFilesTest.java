package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFilesTest {

    private static Path left(Path parent, String name) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(name));
        Files.createFile(directory.resolve("lock"));
        Files.writeString(directory.resolve("download-1.tmp"), "somebody's");
        return directory;
    }

    @Test
    void what_a_killed_program_left_goes_and_what_another_still_uses_stays(@TempDir Path parent) throws IOException {
        Path dead = left(parent, "healthy-lishui-1");
        Path living = left(parent, "healthy-lishui-2");
        Path others = left(parent, "somebody-elses");
        Path link = Files.createSymbolicLink(parent.resolve("healthy-lishui-3"), others);
        try (FileChannel lock = FileChannel.open(living.resolve("lock"), StandardOpenOption.WRITE)) {
            lock.lock();
            TemporaryFiles.clear(parent);
        }
        assertThat(dead).doesNotExist();
        assertThat(living.resolve("download-1.tmp")).exists();
        assertThat(others.resolve("download-1.tmp")).exists();
        assertThat(link).isSymbolicLink();
    }

    /** A second program on the same machine, killed as nothing of Java would notice; then a third one starts. */
    @Test
    void a_program_that_is_killed_leaves_nothing_for_long(@TempDir Path parent) throws Exception {
        Process killed = program(parent, "60000");
        killed.inputReader().readLine();
        assertThat(files(parent)).hasSize(3);
        killed.destroyForcibly().waitFor();
        assertThat(files(parent)).as("nobody was there to delete it").hasSize(3);
        Process next = program(parent, "0");
        next.inputReader().readLine();
        next.waitFor();
        assertThat(files(parent)).isEmpty();
    }

    private static java.util.List<Path> files(Path parent) throws IOException {
        try (var all = Files.walk(parent)) {
            return all.filter(file -> !file.equals(parent)).toList();
        }
    }

    private static Process program(Path parent, String stays) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + parent,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        stays)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static final class Program {

        private Program() {}

        public static void main(String[] stays) throws Exception {
            Files.writeString(TemporaryFiles.create("download"), "somebody's");
            System.out.println("ready");
            Thread.sleep(Long.parseLong(stays[0]));
        }
    }

    @Test
    void nobody_else_on_the_machine_reads_what_lies_there() throws IOException {
        Path file = TemporaryFiles.create("test");
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TemporaryFiles.directory())))
                    .isEqualTo("rwx------");
        } finally {
            TemporaryFiles.delete(file);
        }
        assertThat(file).doesNotExist();
    }
}
