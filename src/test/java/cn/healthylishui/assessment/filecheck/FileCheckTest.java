package cn.healthylishui.assessment.filecheck;

import static cn.healthylishui.assessment.TestFiles.pdf;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.TestFiles;
import cn.healthylishui.assessment.filecheck.SuspectFiles.Honest;
import cn.healthylishui.assessment.filecheck.SuspectFiles.Suspect;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileCheckTest {

    @TempDir
    private Path directory;

    private Format check(FileCheck check, String name, String declared, byte[] content) {
        try {
            Path file = Files.write(directory.resolve("file"), content);
            return check.check(name, declared, file, "wang@qingtian-wjj");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Honest> honest() {
        return SuspectFiles.honest();
    }

    private static List<Suspect> suspects() {
        return SuspectFiles.suspects();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("honest")
    void what_offices_send_is_accepted(Honest file) {
        assertThat(check(new FileCheck(""), file.name(), null, file.content()).mediaType())
                .isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("suspects")
    void what_hides_something_is_refused_with_the_reason_and_what_to_do(Suspect file) {
        assertThatThrownBy(() -> check(new FileCheck(""), file.name(), null, file.content()))
                .isInstanceOf(Unfit.class)
                .message()
                .contains(file.words())
                .contains("请")
                .endsWith("。")
                .doesNotContain("。。", "null");
    }

    @ParameterizedTest(name = "{1} for {0}: {2}")
    @CsvSource({
        "报告.pdf, application/pdf, true",
        "报告.pdf, application/octet-stream, true",
        "报告.pdf, text/html, false",
        "报告.pdf, application/x-msdownload, false",
        "报告.pdf, image/png, false",
        "报告.docx, application/msword, true",
        "报告.docx, application/wps-office.docx, true",
        "报告.docx, application/java-archive, false",
        "说明.txt, text/plain; charset=GBK, true",
        "说明.txt, text/html, false",
    })
    void the_declared_type_must_not_contradict(String name, String declared, boolean accepted) {
        byte[] content = name.endsWith("pdf")
                ? pdf("")
                : name.endsWith("docx") ? TestFiles.zip(TestFiles.wordParts()) : utf8("说明");
        if (accepted) {
            assertThat(check(new FileCheck(""), name, declared, content)).isNotNull();
        } else {
            assertThatThrownBy(() -> check(new FileCheck(""), name, declared, content))
                    .isInstanceOf(Unfit.class)
                    .hasMessageContaining("上传时说明的类型");
        }
    }

    @Test
    void a_stored_name_with_hidden_signs_is_shown_with_boxes() {
        assertThat(FileNames.shown("报告\u202Efdp.pdf")).isEqualTo("报告□fdp.pdf");
        assertThat(FileNames.shown("报告（1）　.pdf")).isEqualTo("报告（1）　.pdf");
    }

    @Test
    void whoever_is_not_seen_to_in_time_is_asked_to_come_again() {
        FileCheck busy = new FileCheck("", 0, Duration.ZERO);

        assertThatThrownBy(() -> check(busy, "说明.txt", null, utf8("说明")))
                .isInstanceOf(Unfit.class)
                .hasMessage("文件“说明.txt”没有上传：现在上传的人很多，还没轮到检查它。请过一会儿再上传。");
    }

    @Test
    void a_look_ends_after_ten_seconds_and_four_hundred_megabytes() {
        AtomicLong now = new AtomicLong();
        Budget budget = new Budget(now::get);
        budget.part();
        now.set(Duration.ofSeconds(11).toNanos());

        assertThatThrownBy(budget::part).isInstanceOf(Finding.class).hasMessage("太复杂，10秒内没有检查完");
        assertThatThrownBy(() -> new Budget().bytes(401L << 20))
                .isInstanceOf(Finding.class)
                .hasMessage("解开后超过400 MB，系统无法检查");
    }

    // ---- the scanner

    /** A daemon that takes one file by the protocol and answers what the file is told to contain. */
    private record FakeDaemon(ServerSocket socket, CompletableFuture<byte[]> received) implements AutoCloseable {

        static FakeDaemon answering(String answer) throws IOException {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> {
                try (Socket client = socket.accept()) {
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    String command = new String(in.readNBytes("zINSTREAM\0".length()), StandardCharsets.US_ASCII);
                    assertThat(command).isEqualTo("zINSTREAM\0");
                    byte[] all = new byte[0];
                    for (int length = in.readInt(); length > 0; length = in.readInt()) {
                        byte[] more = new byte[all.length + length];
                        System.arraycopy(all, 0, more, 0, all.length);
                        in.readFully(more, all.length, length);
                        all = more;
                    }
                    client.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.UTF_8));
                    return all;
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            return new FakeDaemon(socket, received);
        }

        String address() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void a_scanner_that_finds_nothing_lets_the_file_through_after_it_has_seen_all_of_it() throws Exception {
        byte[] large = utf8("记录".repeat(50_000));
        try (FakeDaemon daemon = FakeDaemon.answering("stream: OK")) {
            assertThat(check(new FileCheck(daemon.address()), "说明.txt", null, large))
                    .isEqualTo(Format.TEXT);
            assertThat(daemon.received().join()).isEqualTo(large);
        }
    }

    @Test
    void what_the_scanner_finds_is_refused_by_its_name() throws Exception {
        try (FakeDaemon daemon = FakeDaemon.answering("stream: Win.Test.EICAR_HDB-1 FOUND")) {
            assertThatThrownBy(() -> check(new FileCheck(daemon.address()), "说明.txt", null, utf8("x")))
                    .isInstanceOf(Unfit.class)
                    .hasMessageContaining("文件“说明.txt”被查出病毒（Win.Test.EICAR_HDB-1），没有保存。请不要再打开或转发它，并告诉本单位的网络管理员。");
        }
    }

    @Test
    void a_scanner_without_a_verdict_or_out_of_reach_lets_nothing_through() throws Exception {
        String closed;
        try (FakeDaemon daemon = FakeDaemon.answering("INSTREAM size limit exceeded. ERROR")) {
            closed = daemon.address();
            assertThatThrownBy(() -> check(new FileCheck(daemon.address()), "说明.txt", null, utf8("x")))
                    .hasMessageContaining("没有保存：查病毒的程序现在没有回应");
        }
        assertThatThrownBy(() -> check(new FileCheck(closed), "说明.txt", null, utf8("x")))
                .hasMessageContaining("没有保存：查病毒的程序现在没有回应");
    }

    /** In a program of its own, with what the usual one of 512 MB has to spare. */
    @Test
    void a_look_into_the_largest_files_needs_little_memory(@TempDir Path directory) throws Exception {
        Map<String, Path> files = LargeFiles.write(directory);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeFiles.Program.class.getName()));
        files.values().forEach(file -> command.add(file.toString()));
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).doesNotContain("OutOfMemoryError");
        files.keySet().forEach(name -> assertThat(said)
                .contains((name.startsWith("refused") ? LargeFiles.REFUSED : LargeFiles.KEPT) + name));
    }
}
