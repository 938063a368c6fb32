package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.healthylishui.assessment.StaffTest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Who asks for a page and does not read it keeps nobody else from one. */
class SlowReadersTest extends StaffTest {

    /** More than any page for everybody has: the result of a year is the largest, with about 100 KB. */
    private static final int PAGE = 160_000;

    private static final class Page extends HttpServlet {

        private static final long serialVersionUID = 1;

        /** Pages that no thread is at any more. */
        private final AtomicInteger written = new AtomicInteger();

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[request.getServletPath().equals("/page") ? PAGE : 1]);
            written.incrementAndGet();
        }
    }

    @Test
    void readers_who_do_not_read_hold_no_thread() throws Exception {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        new ServerLimits().limitsOfServer(Limits.standard()).customize(factory);
        Page page = new Page();
        WebServer server =
                factory.getWebServer(context -> context.addServlet("page", page).addMapping("/"));
        server.start();
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 220; i++) {
                Socket reader = new Socket();
                reader.setReceiveBufferSize(1_024);
                reader.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
                reader.getOutputStream().write(Attacker.get("/page").getBytes(StandardCharsets.US_ASCII));
                readers.add(reader);
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> page.written.get() == readers.size());
            long begun = System.nanoTime();
            try (Attacker somebodyElse = new Attacker(2, server.getPort())) {
                assertThat(somebodyElse.ask(Attacker.get("/"))).startsWith("HTTP/1.1 200");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
            server.stop();
        }
    }

    /** Of all files that lie where the server finds them. */
    @Test
    void no_file_for_everybody_is_so_large_that_reading_it_slowly_holds_a_thread() throws Exception {
        Set<String> large = new TreeSet<>();
        for (String where : List.of("META-INF/resources/", "static/", "public/", "resources/", "forms/")) {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + where + "**/*.*")) {
                String address = file.getURL().toString();
                // what shows the coverage of tests is not part of the program
                if (file.isReadable() && file.contentLength() > PAGE && !address.contains("test-coverage")) {
                    String path = address.substring(address.lastIndexOf(where) + where.length());
                    large.addAll(List.of(
                            "/" + path,
                            "/" + path.replaceFirst("^webjars/", ""),
                            "/" + path.replaceFirst("^webjars/[^/]+/", ""),
                            "/forms/" + path));
                }
            }
        }
        assertThat(large).contains("/camunda/lib/deps.js", "/webjars/camunda/lib/deps.js");
        for (String path : large) {
            assertThat(stranger().get(path).status()).as(path).isIn(401, 404);
        }
        assertThat(inTasklist(ZONE_OFFICE).get("/camunda/lib/deps.js").status()).isEqualTo(200);
    }
}
