package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.limits.Attacker;
import cn.healthylishui.assessment.limits.Crowded;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who is counted behind a reverse proxy, from which all connections come: the one switch decides it for every limit. The proxy stands at
 * 127.0.0.9.
 */
class BehindProxyTest {

    private static final int PROXY = 9;
    private static final int SOMEBODY = 8;
    private static final String PUBLIC = "--assessment.web.public-address=https://khkh.lishui.example";

    /** What the server itself keeps. */
    static class OfServer implements ImportSelector {

        @Override
        public String[] selectImports(AnnotationMetadata imported) {
            return new String[] {"cn.healthylishui.assessment.limits.ServerLimits"};
        }
    }

    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class
    })
    @Import({OfServer.class, PublicAddress.class, PublicBudget.class, Pages.class})
    static class Program {

        @Bean
        IdentityService nobodyIsLoggedIn() {
            return mock(IdentityService.class);
        }
    }

    private static final Semaphore GO_ON = new Semaphore(1);

    @RestController
    static class Pages {

        @GetMapping("/page")
        String page() {
            return "a page";
        }

        /** Waits until the test lets it go on. */
        @GetMapping("/slow")
        String slow() throws InterruptedException {
            GO_ON.acquire();
            GO_ON.release();
            return "a slow page";
        }

        @PostMapping("/comment")
        String comment(HttpServletRequest request) throws IOException {
            return request.getInputStream().readAllBytes().length + " bytes";
        }

        @ExceptionHandler
        ResponseEntity<String> crowded(Crowded crowded) {
            return ResponseEntity.status(crowded.status()).body(crowded.getMessage());
        }
    }

    private ConfigurableApplicationContext program;
    private final List<Attacker> all = new ArrayList<>();

    private void start(String... settings) {
        program = new SpringApplicationBuilder(Program.class)
                .run(Stream.concat(
                                Stream.of("--server.port=0", "--assessment.web.proxies=127.0.0." + PROXY),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    @AfterEach
    void stop() throws IOException {
        for (Attacker attacker : all) {
            attacker.close();
        }
        program.close();
    }

    private Attacker at(int address) {
        Attacker attacker = new Attacker(
                address,
                ((ServletWebServerApplicationContext) program).getWebServer().getPort());
        all.add(attacker);
        return attacker;
    }

    private static String from(String address, String request) {
        return request.replaceFirst("Host:", "X-Forwarded-For: " + address + "\r\nHost:");
    }

    private static String page(String address) {
        return from(address, Attacker.get("/page"));
    }

    @Test
    void connections_of_the_proxy_are_those_of_everybody_and_of_others_their_own() throws IOException {
        start(PUBLIC, "--assessment.limits.address.connections=5");
        Attacker proxy = at(PROXY);
        for (int i = 0; i < 30; i++) {
            proxy.begin("");
        }
        assertThat(proxy.ask(page("203.0.113.7"))).startsWith("HTTP/1.1 200");
        assertThat(isOneTooMany(at(SOMEBODY), 5)).isTrue();
    }

    @Test
    void without_the_switch_nobody_is_the_proxy() throws IOException {
        start("--assessment.limits.address.connections=5");
        assertThat(isOneTooMany(at(PROXY), 5)).isTrue();
    }

    private static boolean isOneTooMany(Attacker attacker, int most) throws IOException {
        for (int i = 0; i < most + 2; i++) {
            attacker.begin("");
        }
        return attacker.ask(Attacker.get("/page")).isEmpty();
    }

    @Test
    void bodies_on_their_way_are_counted_by_who_sends_them_through_the_proxy() throws IOException {
        start(PUBLIC, "--assessment.limits.address.sending=2");
        String half = Attacker.post("/comment", "text/plain", 100) + "text=";
        Attacker proxy = at(PROXY);
        List<Socket> different = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            different.add(proxy.begin(from("203.0.113." + i, half)));
        }
        List<Socket> same = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            same.add(proxy.begin(from("203.0.113.77", half)));
        }
        await().atMost(Duration.ofSeconds(4)).until(() -> !answered(same).isEmpty());
        assertThat(answered(same)).hasSize(1);
        assertThat(Attacker.answer(answered(same).get(0))).startsWith("HTTP/1.1 503");
        assertThat(answered(different)).isEmpty();
    }

    private static List<Socket> answered(List<Socket> sockets) throws IOException {
        List<Socket> answered = new ArrayList<>();
        for (Socket socket : sockets) {
            if (socket.getInputStream().available() > 0) {
                answered.add(socket);
            }
        }
        return answered;
    }

    @Test
    void pages_are_counted_by_who_asks_through_the_proxy() throws IOException {
        start(PUBLIC, "--assessment.limits.address.pages-a-minute=5");
        assertThat(isToldToWait(PROXY, "203.0.113.7")).isTrue();
        assertThat(at(PROXY).ask(page("203.0.113.8"))).startsWith("HTTP/1.1 200");
        // who is not the proxy cannot hide behind ever new addresses
        String answer = "";
        for (int i = 0; i < 20 && !answer.startsWith("HTTP/1.1 429"); i++) {
            answer = at(SOMEBODY).ask(page("203.0.113.1" + i));
        }
        assertThat(answer).startsWith("HTTP/1.1 429");
    }

    @Test
    void of_the_pages_that_are_made_at_once_each_has_so_many_through_the_proxy() throws Exception {
        start(PUBLIC, "--assessment.limits.address.pages-at-once=3");
        GO_ON.acquire();
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                waiting.add(at(PROXY).begin(from("203.0.113.7", Attacker.get("/slow"))));
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> answered(waiting).size() == 2);
            assertThat(Attacker.answer(answered(waiting).get(0)))
                    .startsWith("HTTP/1.1 503")
                    .contains("您所在的网络同时打开的页面太多，请过几秒再试。登录后不受这个限制。");
            assertThat(at(PROXY).ask(page("203.0.113.8"))).startsWith("HTTP/1.1 200");
        } finally {
            GO_ON.release();
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> at(PROXY).ask(page("203.0.113.7")).startsWith("HTTP/1.1 200"));
    }

    /** More than twice as often as allowed, should a minute end meanwhile. */
    private boolean isToldToWait(int through, String address) throws IOException {
        for (int i = 0; i < 12; i++) {
            if (at(through).ask(page(address)).startsWith("HTTP/1.1 429")) {
                return true;
            }
        }
        return false;
    }
}
