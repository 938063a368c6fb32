package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How somebody reaches the program. */
interface Way {

    /** Of whoever took a request and did not answer it: it may have been done or not. */
    Answer UNANSWERED =
            new Answer(0, "", MissingNode.getInstance(), "", HttpHeaders.of(Map.of(), (name, value) -> true));

    /** @return null where nobody let the person in */
    @Nullable
    Staff comes(String account, Observed observed);

    /** Logs in once more, where there is something to log in to. */
    default @Nullable Staff comesAgain(Staff who, Observed observed) {
        return who;
    }

    default Answer ask(Supplier<Answer> call) {
        return call.get();
    }

    /** With the password in each request: nobody has to log in after a kill. */
    static Way straight(int port) {
        return (account, observed) -> Staff.byBasicLogin(port, account, Installation.PASSWORD);
    }

    /**
     * With a browser, by a proxy that knows nothing of its people: each request goes to any node, and to the other where nobody takes it.
     * For one thread.
     */
    final class OfTwo implements Way {

        private static final int LET_IN = 302;

        private final List<Integer> ports;
        private final Random random;
        private int next;

        OfTwo(List<Integer> ports, long seed) {
            this.ports = List.copyOf(ports);
            this.random = new Random(seed);
        }

        @Override
        public @Nullable Staff comes(String account, Observed observed) {
            Staff browser = Staff.throughProxy(() -> ports.get(next), account);
            Answer in = observed.of(() -> ask(() -> browser.logIn(Installation.PASSWORD, "")));
            return in.status() == LET_IN ? browser : null;
        }

        @Override
        public @Nullable Staff comesAgain(Staff who, Observed observed) {
            return comes(who.user(), observed);
        }

        @Override
        public Answer ask(Supplier<Answer> call) {
            next = random.nextInt(ports.size());
            try {
                return call.get();
            } catch (UncheckedIOException failed) {
                if (!(failed.getCause() instanceof ConnectException)) {
                    return UNANSWERED;
                }
            }
            next = (next + 1) % ports.size();
            return call.get();
        }
    }
}
