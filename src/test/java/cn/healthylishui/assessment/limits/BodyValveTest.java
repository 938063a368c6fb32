package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/** The limits of bodies and connections to the byte and to the one, in a server that does nothing else. */
class BodyValveTest {

    /** More than the other tests need. */
    private static final int CONNECTIONS = 60;

    private static final String TEXT = "text/plain";
    private static final String FILE = "multipart/form-data; boundary=x";

    /** Reads what is sent. */
    private static final class Reader extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getInputStream().readAllBytes().length + " bytes");
        }
    }

    private WebServer server;
    private Attacker one;
    private Attacker another;

    @BeforeEach
    void start() {
        Limits usual = Limits.standard();
        Limits small = new Limits(
                usual.cell(),
                usual.rowsASave(),
                usual.workbook(),
                new Limits.Request(
                        DataSize.ofKilobytes(1),
                        DataSize.ofKilobytes(2),
                        DataSize.ofKilobytes(4),
                        Duration.ofSeconds(30),
                        DataSize.ofBytes(1),
                        3),
                new Limits.Address(
                        CONNECTIONS,
                        2,
                        usual.address().pagesAMinute(),
                        usual.address().pagesAtOnce()),
                usual.heavy(),
                usual.logins(),
                usual.answer(),
                usual.logLinesAMinute());
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        new ServerLimits().limitsOfServer(small).customize(factory);
        server = factory.getWebServer(
                context -> context.addServlet("reader", new Reader()).addMapping("/"));
        server.start();
        one = new Attacker(1, server.getPort());
        another = new Attacker(2, server.getPort());
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        another.close();
        server.stop();
    }

    private static String head(String path, String type, int length) {
        return Attacker.post(path, type, length).replaceFirst("Host", "Connection: close\r\nHost");
    }

    private String send(String path, String type, int length) throws IOException {
        return one.ask(head(path, type, length) + "a".repeat(length));
    }

    @Test
    void a_body_may_be_so_long_and_no_byte_longer_by_where_it_is_sent() throws IOException {
        for (String path : new String[] {"/", "/login", "/apix", "/engine-rest/task"}) {
            assertThat(send(path, TEXT, 1_024)).as(path).endsWith(" bytes");
            assertThat(send(path, TEXT, 1_025))
                    .as(path)
                    .startsWith("HTTP/1.1 413")
                    .contains("发来的内容太大，没有办理。请分几次填写，详细内容可以作为材料上传。");
            assertThat(send(path, FILE, 1_025))
                    .as(path)
                    .startsWith("HTTP/1.1 413")
                    .contains("文件太大，没有上传。请压缩图片或拆成几个文件后再上传。");
        }
        for (String path : new String[] {"/api/x", "/my/x"}) {
            assertThat(send(path, TEXT, 2_048)).as(path).endsWith("2048 bytes");
            assertThat(send(path, TEXT, 2_049)).as(path).startsWith("HTTP/1.1 413");
            assertThat(send(path, FILE, 4_096)).as(path).endsWith("4096 bytes");
            assertThat(send(path, FILE, 4_097)).as(path).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_is_read_no_further_either() throws IOException {
        String head = head("/", TEXT, 0).replaceFirst("Content-Length: 0", "Transfer-Encoding: chunked");
        assertThat(one.ask(head + "400\r\n" + "a".repeat(1_024) + "\r\n0\r\n\r\n"))
                .contains("1024 bytes");
        assertThat(one.ask(head + "401\r\n" + "a".repeat(1_025) + "\r\n401\r\n" + "a".repeat(1_025) + "\r\n0\r\n\r\n"))
                .doesNotContain("bytes");
    }

    @Test
    void an_address_sends_so_many_bodies_at_once_and_all_together_so_many() throws IOException {
        Socket first = one.begin(head("/", TEXT, 10) + "a");
        one.begin(head("/", TEXT, 10) + "a");
        await().until(() -> send("/", TEXT, 10).startsWith("HTTP/1.1 503"));
        String whole = head("/", TEXT, 10) + "a".repeat(10);
        assertThat(another.ask(whole)).as("another address").endsWith("10 bytes");

        another.begin(head("/", TEXT, 10) + "a");
        await().until(() -> another.ask(whole).startsWith("HTTP/1.1 503"));

        first.getOutputStream().write("a".repeat(9).getBytes(StandardCharsets.US_ASCII));
        assertThat(Attacker.answer(first)).as("what was begun").endsWith("10 bytes");
        await().until(() -> another.ask(whole).endsWith("10 bytes"));
    }

    @Test
    void an_address_keeps_so_many_connections_open() throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            one.begin("");
        }
        await().until(() -> one.ask(Attacker.get("/")).isEmpty());
        assertThat(another.ask(Attacker.get("/"))).startsWith("HTTP/1.1 200");
        one.close();
        await().until(() -> one.ask(Attacker.get("/")).startsWith("HTTP/1.1 200"));
    }
}
