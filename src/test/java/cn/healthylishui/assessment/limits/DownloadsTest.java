package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files on their way to readers of every kind. */
class DownloadsTest {

    private static final int MB = 1 << 20;

    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    @Import({ServerLimits.class, Downloads.class, Pages.class})
    static class Program {

        @Bean
        Asker asker() {
            return () -> "somebody";
        }
    }

    @RestController
    static class Pages {

        private final Downloads downloads;

        Pages(Downloads downloads) {
            this.downloads = downloads;
        }

        @GetMapping("/file")
        ResponseEntity<Resource> file(
                @RequestParam("size") int size,
                @RequestParam(name = "fails", defaultValue = "false") boolean fails,
                @RequestParam(name = "whole", defaultValue = "false") boolean whole) {
            Writing writing = out -> {
                byte[] piece = new byte[8_000];
                for (int left = size; left > 0; left -= piece.length) {
                    out.write(piece, 0, Math.min(left, piece.length));
                }
                if (fails) {
                    throw new IOException("the maker broke down");
                }
            };
            return whole
                    ? downloads.ofAnySize("全年.xlsx", Downloads.XLSX, writing)
                    : downloads.of("全年.xlsx", Downloads.XLSX, writing);
        }

        @ExceptionHandler({Crowded.class, TooLarge.class})
        ResponseEntity<String> refused(RuntimeException reason) {
            return ResponseEntity.status(reason instanceof Crowded crowded ? crowded.status() : 422)
                    .body(reason.getMessage());
        }
    }

    private ConfigurableApplicationContext program;
    private int port;
    private final List<Socket> open = new ArrayList<>();

    private void start(String... settings) {
        program = new SpringApplicationBuilder(Program.class)
                .run(Stream.concat(
                                Stream.of("--server.port=0", "--logging.level.org.apache.catalina=off"),
                                Stream.of(settings))
                        .toArray(String[]::new));
        port = ((ServletWebServerApplicationContext) program).getWebServer().getPort();
    }

    @BeforeEach
    void nothingLies() {
        assertThat(lying()).isEmpty();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        program.close();
        await().atMost(Duration.ofSeconds(15)).until(() -> lying().isEmpty());
    }

    private static List<Path> lying() {
        try (Stream<Path> files = Files.list(TemporaryFiles.directory())) {
            return files.filter(file -> file.getFileName().toString().startsWith("download"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Somebody who takes little at a time. */
    private Socket reader(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        open.add(socket);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String ask(String path) throws IOException {
        return new String(reader(path).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void slow_readers_of_large_files_take_none_of_the_memory() throws IOException {
        start("--assessment.limits.answer.of-one=100", "--server.tomcat.connection-timeout=60s");
        ask("/file?size=9000000");
        long before = used();
        int readers = 40;
        for (int i = 0; i < readers; i++) {
            reader("/file?size=" + 10 * MB);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> lying().size() == readers);
        for (int byteOfEach = 0; byteOfEach < 3; byteOfEach++) {
            for (Socket socket : open.subList(1, open.size())) {
                assertThat(socket.getInputStream().read()).isPositive();
            }
        }
        assertThat(used() - before)
                .as("bytes of the heap for 400 MB on their way")
                .isLessThan(40L * MB);
        assertThat(lying()).hasSize(readers);
    }

    @Test
    void a_file_arrives_whole_under_its_name_and_is_gone_then() throws IOException {
        start();
        for (int size : new int[] {0, 10, 65_536, 65_537, 3 * MB}) {
            String answer = ask("/file?size=" + size);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Length: " + size + "\r\n", "nosniff", "no-store", "default-src 'none'; sandbox")
                    .contains("attachment;", "filename*=UTF-8''%E5%85%A8%E5%B9%B4.xlsx");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(size);
            assertThat(lying()).isEmpty();
        }
    }

    @Test
    void what_is_small_never_lies_on_disk() throws IOException {
        start("--assessment.limits.answer.of-one=0");
        assertThat(ask("/file?size=65536")).startsWith("HTTP/1.1 200");
        assertThat(ask("/file?size=65537")).startsWith("HTTP/1.1 429");
    }

    @Test
    void whoever_breaks_off_leaves_nothing() throws IOException {
        start();
        Socket reader = reader("/file?size=" + 15 * MB);
        assertThat(reader.getInputStream().read()).isPositive();
        assertThat(lying()).hasSize(1);
        reader.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> lying().isEmpty());
    }

    @Test
    void a_maker_that_fails_leaves_nothing() throws IOException {
        start();
        assertThat(ask("/file?fails=true&size=" + 2 * MB)).startsWith("HTTP/1.1 500");
        assertThat(lying()).isEmpty();
    }

    @Test
    void a_file_larger_than_one_may_be_is_refused_in_a_sentence() throws IOException {
        start("--assessment.limits.answer.largest=2MB");
        assertThat(ask("/file?size=" + 2 * MB)).startsWith("HTTP/1.1 200");
        assertThat(ask("/file?size=" + (2 * MB + 1)))
                .startsWith("HTTP/1.1 422")
                .contains("超过2MB", "分几次下载", "assessment.limits.answer.largest");
        assertThat(lying()).isEmpty();
    }

    @Test
    void what_is_of_use_only_as_a_whole_ends_where_the_disk_ends() throws IOException {
        start("--assessment.limits.answer.largest=2MB");
        assertThat(ask("/file?whole=true&size=" + 40 * MB))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Length: " + 40 * MB);
        stop();
        start("--assessment.limits.answer.largest=1000TB"); // what must be left for others is more than there is
        assertThat(ask("/file?whole=true&size=" + MB))
                .startsWith("HTTP/1.1 503")
                .contains("服务器的磁盘空间不够，暂时不能下载。请告诉系统管理员。");
        assertThat(lying()).isEmpty();
    }

    @Test
    void one_asker_and_all_together_have_so_many_on_their_way() throws IOException {
        start("--assessment.limits.answer.of-one=2");
        for (int i = 0; i < 2; i++) {
            reader("/file?size=" + 15 * MB).getInputStream().read();
        }
        assertThat(ask("/file?size=" + 15 * MB)).startsWith("HTTP/1.1 429").contains("您正在下载的文件太多（最多同时2个），请等它们下载完再试。");
        assertThat(ask("/file?size=10")).startsWith("HTTP/1.1 200");
        open.get(0).close();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ask("/file?size=" + MB).startsWith("HTTP/1.1 200"));
        stop();
        start("--assessment.limits.answer.at-once=1");
        reader("/file?size=" + 15 * MB).getInputStream().read();
        assertThat(ask("/file?size=" + 15 * MB)).startsWith("HTTP/1.1 503").contains("现在正在下载的文件太多");
    }

    /** He takes a little again and again, so that nothing else would ever end it. */
    @Test
    void a_reader_who_is_too_slow_is_cut_off() throws Exception {
        start("--assessment.limits.answer.patience=1s", "--assessment.limits.answer.slowest=2MB");
        Socket reader = reader("/file?size=" + 19 * MB);
        InputStream in = reader.getInputStream();
        long taken = 0;
        byte[] little = new byte[20_000];
        try {
            for (int got = in.read(little); got >= 0; got = in.read(little)) {
                taken += got;
                Thread.sleep(20);
            }
        } catch (IOException cutOff) {
            // as it should be
        }
        assertThat(taken).as("taken of 19 MB").isBetween(1L, 15L * MB);
        await().atMost(Duration.ofSeconds(10)).until(() -> lying().isEmpty());
        assertThat(ask("/file?size=" + 5 * MB)).as("a quick one").startsWith("HTTP/1.1 200");
    }
}
