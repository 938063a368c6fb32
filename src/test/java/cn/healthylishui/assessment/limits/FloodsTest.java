package cn.healthylishui.assessment.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.healthylishui.assessment.StaffTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Connections, half requests and large bodies from one address do not keep anybody else from a page. Heavier ones: {@code FloodBenchmark}. */
@ExtendWith(OutputCaptureExtension.class)
class FloodsTest extends StaffTest {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String LOGIN = "/login";
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final AtomicInteger ADDRESSES = new AtomicInteger(100);

    @Autowired
    private Limits limits;

    private Attacker attacker;
    private Attacker somebodyElse;

    @BeforeEach
    void warmUp() throws IOException {
        // at addresses of their own, which have used up nothing of what an address may ask for in a minute
        attacker = new Attacker(ADDRESSES.getAndIncrement(), port);
        somebodyElse = new Attacker(ADDRESSES.getAndIncrement(), port);
        somebodyElse.ask(Attacker.get("/"));
    }

    @AfterEach
    void goAway() throws IOException {
        attacker.close();
        somebodyElse.close();
    }

    private void othersGetTheirPage() throws IOException {
        Instant begun = Instant.now();
        assertThat(somebodyElse.ask(Attacker.get("/"))).startsWith("HTTP/1.1 200");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(SOON);
    }

    @Test
    void halfHeadsHoldNobodyUp() throws IOException {
        for (int i = 0; i < 220; i++) {
            attacker.begin("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
        }
        othersGetTheirPage();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGIN, "/engine-rest/task", "/api/tasks/1/rows", "/hearings/1/comments", "/", "/nowhere"})
    void halfBodiesHoldNobodyUpWhereverTheyAreSent(String path) throws IOException {
        for (int i = 0; i < 220; i++) {
            attacker.begin(Attacker.post(path, FORM, 1_000) + "username=");
        }
        othersGetTheirPage();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGIN, "/engine-rest/task", "/api/tasks/1/rows", "/hearings/1/comments", "/", "/nowhere"})
    void aSenderWhoBreaksOffLeavesNoTrace(String path, CapturedOutput log) throws IOException {
        for (String type : List.of(JSON, FORM, "multipart/form-data; boundary=x")) {
            Socket socket = attacker.begin(Attacker.post(path, type, 1_000) + "--x\r\nContent-Disposition: form-data");
            socket.shutdownOutput();
            Attacker.answer(socket);
        }
        assertThat(log.getAll()).doesNotContain("\tat ");
    }

    @Test
    void ofTheBodiesThatOneAddressIsSendingThereIsABound() throws IOException {
        // this form is for everybody, so it is read
        String half = Attacker.post("/hearings/1/comments", FORM, 1_000) + "text=";
        List<Socket> sent = new ArrayList<>();
        for (int i = 0; i <= limits.address().sending(); i++) {
            sent.add(attacker.begin(half));
        }
        // any of them may be the last to be looked at; the others wait for their rest
        await().atMost(Duration.ofSeconds(5)).until(() -> !answered(sent).isEmpty());
        assertThat(answered(sent)).hasSize(1);
        assertThat(Attacker.answer(answered(sent).get(0)))
                .startsWith("HTTP/1.1 503")
                .contains("Retry-After: 5", "现在正在发送的内容太多，请稍后再试");
        othersGetTheirPage();
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

    @ParameterizedTest
    @ValueSource(
            strings = {LOGIN, "/engine-rest/task", "/hearings/1/comments", "/", "/nowhere", "/camunda/", "//api/x"})
    void aLargeBodyIsRefusedByItsHeadWhereNobodyIsAskedWhoSendsIt(String path) throws IOException {
        for (String type : List.of(JSON, FORM, "multipart/form-data; boundary=x")) {
            assertThat(attacker.ask(Attacker.post(path, type, 500L << 20)))
                    .startsWith("HTTP/1.1 413")
                    .contains(type.startsWith("multipart") ? "文件太大" : "发来的内容太大");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGIN, "/hearings/1/comments", "/engine-rest/task"})
    void aBodyWithoutAnEndIsCutOffWhereTheLimitIs(String path) throws IOException {
        Socket socket = attacker.begin("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + FORM
                + "\r\nTransfer-Encoding: chunked\r\n\r\n");
        byte[] chunk = ("10000\r\n" + "a".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try {
            for (; sent < 512; sent++) {
                socket.getOutputStream().write(chunk);
            }
        } catch (IOException cutOff) {
            // as it should be
        }
        assertThat(sent).as("pieces of 64 KB taken in").isLessThan(512);
        othersGetTheirPage();
    }

    @Test
    void anAddressKeepsOnlySoManyConnectionsOpen() throws IOException {
        int refused = 0;
        for (int i = 0; i < limits.address().connections() + 20; i++) {
            attacker.begin("");
        }
        for (int i = 0; i < 5; i++) {
            refused += attacker.ask(Attacker.get("/clock")).isEmpty() ? 1 : 0;
        }
        assertThat(refused).isPositive();
        othersGetTheirPage();
    }

    @Test
    void whoAsksForPageAfterPageWithoutALoginIsToldToWaitAndOthersAreNot() throws IOException {
        // more than the server answers on one connection
        String answers = "";
        for (int i = 0; i < 30 && !answers.contains("HTTP/1.1 429"); i++) {
            Socket next = attacker.begin("");
            next.getOutputStream()
                    .write("GET /clock HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                            .repeat(99)
                            .getBytes(StandardCharsets.US_ASCII));
            next.getOutputStream().write(Attacker.get("/clock").getBytes(StandardCharsets.US_ASCII));
            answers = Attacker.answer(next);
        }
        assertThat(answers).contains("HTTP/1.1 429", "Retry-After: 60", "您所在的网络一分钟内打开的页面太多，请过一分钟再试。登录后不受这个限制。");
        othersGetTheirPage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /[ HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GE T / HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void whatTheServerItselfCannotReadIsAnsweredInChineseAndTellsNothingOfTheProgram(String request)
            throws IOException {
        assertThat(attacker.ask(request))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("Tomcat", "Bad Request</h1>", "Exception")
                .containsPattern("[\\u4e00-\\u9fff]{4,}");
    }

    @Test
    void aHeadTooLargeIsRefused() throws IOException {
        assertThat(attacker.ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsPattern("[\\u4e00-\\u9fff]{4,}");
    }
}
