package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.start.UnsafeStart;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** What the program takes a request for that came through a proxy, or pretends to. */
class PublicAddressTest {

    private static final String HERE = "127.0.0.1";

    /** Says what the program would know. */
    private static final class Told extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(request.getRequestURL() + " " + request.isSecure() + " " + request.getRemoteAddr());
        }
    }

    private static String told(String publicAddress, String proxy) throws IOException {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        new PublicAddress(publicAddress, List.of(proxy)).customize(factory);
        WebServer server = factory.getWebServer(
                context -> context.addServlet("told", new Told()).addMapping("/"));
        server.start();
        try (Socket socket = new Socket(HERE, server.getPort())) {
            socket.getOutputStream().write("""
                    GET /x HTTP/1.1\r
                    Host: evil.example:99\r
                    X-Forwarded-For: 203.0.113.7\r
                    X-Forwarded-Proto: https\r
                    X-Forwarded-Host: evil.example\r
                    X-Forwarded-Port: 99\r
                    Forwarded: for=203.0.113.7;host=evil.example;proto=https\r
                    Connection: close\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4).replaceAll("(?m)^[0-9a-f]+\r\n|\r\n", "");
        } finally {
            server.stop();
        }
    }

    @Test
    void with_a_public_address_every_address_is_built_from_it_and_the_asker_is_the_one_the_proxy_tells()
            throws Exception {
        assertThat(told("https://khkh.lishui.example", HERE))
                .isEqualTo("https://khkh.lishui.example/x true 203.0.113.7");
        assertThat(told("https://khkh.lishui.example:8443/", HERE))
                .isEqualTo("https://khkh.lishui.example:8443/x true 203.0.113.7");
    }

    @Test
    void who_is_not_the_proxy_is_not_believed() throws Exception {
        assertThat(told("https://khkh.lishui.example", "192.0.2.1"))
                .isEqualTo("https://khkh.lishui.example/x true " + HERE);
    }

    @Test
    void without_a_public_address_nothing_passed_on_is_believed() throws Exception {
        assertThat(told("", HERE)).startsWith("http://").endsWith(" false " + HERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "khkh.lishui.example",
                "ftp://khkh",
                "https://",
                "https://a/b",
                "https://u@a",
                "https://a b",
                "https://a?b"
            })
    void a_public_address_that_is_none_is_refused_at_the_start(String address) {
        assertThatThrownBy(() -> new PublicAddress(address, List.of(HERE)))
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("assessment.web.public-address");
    }
}
