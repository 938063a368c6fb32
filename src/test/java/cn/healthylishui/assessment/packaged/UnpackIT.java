package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.start.Unpack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that lays the program out, and what Java has learnt of it then. */
class UnpackIT {

    /** Of the program at work; to learn on a database that it has nothing to do with would be worse than not to learn. */
    private static final Map<String, String> AT_WORK =
            Map.of("SPRING_PROFILES_ACTIVE", "postgres", "ASSESSMENT_DATABASE_ADDRESS", "127.0.0.1:1/none");

    @TempDir
    private Path directory;

    private String said(int code, List<String> command, Map<String, String> environment) throws Exception {
        Path log = Files.createTempFile(directory, "said", ".log");
        Process process = PackagedProgram.run(command, environment, directory, log);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(code);
        return Files.readString(log);
    }

    private static List<String> jar(String... arguments) {
        return Stream.concat(PackagedProgram.command(List.of(), PackagedProgram.jar()).stream(), Stream.of(arguments))
                .toList();
    }

    @Test
    void what_is_unpacked_starts_with_what_was_learnt_and_nothing_at_work_was_touched() throws Exception {
        Path program = directory.resolve("program");
        Path start = program.resolve(Unpack.START);
        assertThat(said(0, jar("unpack", "--to", program.toString()), AT_WORK)).contains("展开好了", "java @" + start);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(one -> !one.toString().endsWith(".log"))).containsExactly(program);
        }
        try (Stream<Path> inside = Files.list(program)) {
            assertThat(inside.map(one -> one.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            PackagedProgram.jar().getFileName().toString(), "lib", "classes.jsa", Unpack.START);
        }

        List<String> learnt = List.of("-Xshare:on", "-Xlog:class+load:file=classes");
        said(2, PackagedProgram.command(learnt, "@" + start, "unpack"), Map.of());
        assertThat(Files.readAllLines(directory.resolve("classes")))
                .anyMatch(line -> line.contains(" " + Unpack.class.getName() + " ")
                        && line.contains("source: shared objects file (top)"));

        assertThat(said(1, jar("unpack", "--to", program.toString()), Map.of())).contains("不是空的文件夹");
        Path chinese = directory.resolve("程序");
        assertThat(said(1, jar("unpack", "--to", chinese.toString()), Map.of())).contains("换一个只有字母、数字、点和横线的路径");
        assertThat(chinese).doesNotExist();
    }
}
