package cn.healthylishui.assessment.reliability;

import cn.healthylishui.assessment.Staff.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the clients were answered: how often what, how long it took, and what no user should be told. */
final class Observed {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}{4}");
    private static final int LOGGED_OUT = 401;
    private static final int SERVER = 500;
    private static final int UNAVAILABLE = 503;

    private final Map<Integer, Long> answers = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private Duration longestRefusal = Duration.ZERO;
    private @Nullable Instant lastDone;
    private @Nullable Instant lastRefused;

    /** Asks and notes the answer. */
    Answer of(Supplier<Answer> call) {
        long begun = System.nanoTime();
        Answer answer = call.get();
        note(answer, Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    private synchronized void note(Answer answer, Duration took) {
        answers.merge(answer.status(), 1L, Long::sum);
        if (answer.status() == Way.UNANSWERED.status()) {
            return;
        }
        if (answer.status() == LOGGED_OUT) {
            wrong.add("Logged out");
        }
        if (answer.status() < SERVER) {
            lastDone = Instant.now();
            return;
        }
        lastRefused = Instant.now();
        longestRefusal = took.compareTo(longestRefusal) > 0 ? took : longestRefusal;
        if (answer.status() != UNAVAILABLE || !CHINESE.matcher(answer.body()).find()) {
            wrong.add("Answered with %d: %s"
                    .formatted(
                            answer.status(), answer.body().lines().findFirst().orElse("")));
        }
    }

    synchronized void wrong(String what) {
        wrong.add(what);
    }

    synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    synchronized Map<Integer, Long> answers() {
        return Map.copyOf(answers);
    }

    synchronized long refused() {
        return answers.getOrDefault(UNAVAILABLE, 0L);
    }

    synchronized Duration longestRefusal() {
        return longestRefusal;
    }

    /** Whether something was done after this moment. */
    synchronized boolean doneSince(Instant moment) {
        Instant last = lastDone;
        return last != null && last.isAfter(moment);
    }

    synchronized boolean refusedSince(Instant moment) {
        Instant last = lastRefused;
        return last != null && last.isAfter(moment);
    }
}
