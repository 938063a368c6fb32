package cn.healthylishui.assessment.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How the command {@code backup} asks the running program, and what it says where that does not do. */
@ExtendWith(OutputCaptureExtension.class)
class BackupCommandTest {

    @TempDir
    private Path directory;

    private HttpServer program;
    private int status = 200;
    private String place = "";
    private String made = "";

    @BeforeEach
    void aProgram() throws IOException {
        place = directory.resolve("backups").toString();
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/actuator/backup", exchange -> {
            String answer = exchange.getRequestMethod().equals("GET") ? "{\"folder\":\"%s\"}".formatted(place) : made;
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        program.start();
    }

    @AfterEach
    void stop() {
        program.stop(0);
    }

    private int backup() {
        return backup(program.getAddress().getPort());
    }

    private int backup(int port) {
        return new BackupCommand()
                .run(List.of(
                        "--management.server.port=" + port,
                        "--assessment.backup.folder=" + directory.resolve("backups"),
                        "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("none")));
    }

    @Test
    void the_running_program_makes_it_and_the_command_says_what_is_in_it(CapturedOutput output) throws Exception {
        Path one = Files.createDirectories(directory.resolve("backups/2022-01-05-021000"));
        Files.write(
                one.resolve(Manifest.FILE),
                new Manifest(
                                one.getFileName().toString(),
                                "2022-01-05T02:10:00",
                                3,
                                "0.6.0",
                                "36",
                                "PostgreSQL",
                                new TreeMap<>(),
                                new TreeMap<>(),
                                new Manifest.Evidence(120, 5 << 20, List.of("damaged")),
                                false,
                                null)
                        .json());
        made = "{\"folder\":\"%s\",\"name\":\"2022-01-05-021000\"}".formatted(place);

        assertThat(backup()).isZero();
        assertThat(output)
                .contains("备份好了：" + one, "材料文件120个，共5.0 MB，用了3秒", "有1个材料文件缺失或损坏")
                .contains("PostgreSQL 的数据库请用 pg_dump 备份");
    }

    @Test
    void what_the_program_refuses_is_said(CapturedOutput output) {
        made = "{\"refused\":\"正在备份。\"}";

        assertThat(backup()).isEqualTo(1);
        assertThat(output).contains("正在备份。");
    }

    @Test
    void another_program_is_not_asked_to_back_up(CapturedOutput output) {
        place = "/elsewhere";
        assertThat(backup()).isEqualTo(1);
        assertThat(output).contains("备份到 /elsewhere，和这里的设置", "是另一个程序。请在它的启动目录里、用它启动时的设置运行。");

        status = 404;
        assertThat(backup()).isEqualTo(1);
        assertThat(output).contains("没有照常回答（404），这个端口上可能是别的程序。请检查 management.server.port。");
    }

    @Test
    void where_neither_a_program_nor_a_database_is_there_it_is_said(CapturedOutput output) {
        program.stop(0);

        assertThat(backup()).isEqualTo(1);
        assertThat(output).contains("没有这个数据库文件，请检查 spring.datasource.url 和启动目录。");
        assertThat(directory.resolve("none.mv.db")).doesNotExist();
    }

    @Test
    void a_program_that_has_no_management_port_is_not_asked_but_its_file_is_seen_to_be_in_use(CapturedOutput output)
            throws Exception {
        DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("none"), "sa", "")
                .close();
        // As a program holds it.
        try (FileChannel file = FileChannel.open(directory.resolve("none.mv.db"), StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            assertThat(backup(-1)).isEqualTo(1);
            assertThat(held.isValid()).isTrue();
        }
        assertThat(output).contains("请在系统管理员的“备份”页面上备份，或停下程序再来。");
    }

    @Test
    void why_a_file_cannot_be_opened_is_said_in_words() {
        assertThat(BackupCommand.why(new IllegalStateException(new IOException("locked [90020-232]"))))
                .startsWith("程序正在运行，但它的管理端口没有回答")
                .endsWith("请在系统管理员的“备份”页面上备份，或停下程序再来。");
        assertThat(BackupCommand.why(new IllegalStateException("Table \"NODE_TURN\" not found")))
                .isEqualTo("数据库是以前的版本。请先用本版本的程序启动一次，完成升级。");
        assertThat(BackupCommand.why(new IllegalStateException("refused"))).isEqualTo("连不上数据库，或读取出错：refused");
    }
}
