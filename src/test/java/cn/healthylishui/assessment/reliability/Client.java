package cn.healthylishui.assessment.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of an office who works without a pause: comes in, types into a draft, uploads files for it, begins procedures and brings them to their
 * end, changes a setting that is written into the log. Whatever is acknowledged goes into the ledger, what was not answered is looked
 * for as people do: at the form, at the list of tasks.
 */
final class Client {

    /**
     * @param notebook a task of the office that stays open, with the draft and the files of this client
     * @param definition of the procedure that is begun again and again
     * @param list of Tasklist, in which the office finds what it has to do
     */
    record Seat(int number, String account, String notebook, String definition, String list) {}

    /** The cell that is typed into. */
    static final String CELL = "reason";

    private static final String SECTION = "application";
    private static final String PROCEDURE = "deadline-extension";
    private static final String[] KINDS = {"SELF_CHECK", "TOWNSHIP_MATRIX", "ASSIGNMENT", "OWN_UNITS", "SPOT_CHECK"};
    private static final String STARTABLE =
            "/process-definition?latest=true&startableInTasklist=true&startablePermissionCheck=true&maxResults=100";
    private static final String APPLY = "taskApplyExtension";
    private static final String DECIDE = "taskDecideExtension";
    private static final int OK = 200;
    private static final int DONE = 204;
    private static final int LARGEST_FILE = 20_000;

    private final Seat seat;
    private final Ledger ledger;
    private final Random random;
    private final Observed observed;
    private final String mark;
    private final Way way;
    private final Staff city;
    private final Staff administrator;
    private final String definition;
    private Staff own;
    private int count;

    /** As it was last shown; null where it has to be looked at again. */
    private @Nullable Map<String, String> shown;

    private long version;
    private @Nullable Begun begun;

    private static final class Begun {
        private final String mark;
        private final String instance;
        private boolean handedIn;

        private Begun(String mark, String instance) {
            this.mark = mark;
            this.instance = instance;
        }
    }

    /**
     * @param mark tells what is done in this trial from what is done in others
     * @param way by which whoever has an account comes in
     */
    Client(Seat seat, Ledger ledger, Observed observed, long seed, String mark, Way way) {
        this.seat = seat;
        this.ledger = ledger;
        this.observed = observed;
        this.random = new Random(seed);
        this.mark = mark;
        this.way = way;
        this.own = requireNonNull(way.comes(seat.account(), observed));
        this.city = requireNonNull(way.comes(Installation.CITY_ACCOUNT, observed));
        this.administrator = requireNonNull(way.comes(Installation.ADMINISTRATOR, observed));
        this.definition = seat.definition();
    }

    /** Works until it is told to stop, or the program is gone; may be told to go on with another one on the same database. */
    void work(AtomicBoolean stopped) {
        try {
            while (!stopped.get()) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> type();
                    case 3 -> comeAgain();
                    case 4 -> upload();
                    case 5, 6 -> note();
                    default -> goOn();
                }
            }
        } catch (UncheckedIOException gone) {
            if (!stopped.get()) {
                observed.wrong("The program is gone: " + gone);
            }
        }
    }

    private String next() {
        return "%s-%d-%d".formatted(mark, seat.number(), count++);
    }

    private Answer ask(Supplier<Answer> call) {
        return observed.of(() -> way.ask(call));
    }

    private void comeAgain() {
        Staff again = way.comesAgain(own, observed);
        if (again != null) {
            own = again;
        }
    }

    private void type() {
        Map<String, String> cells = shown;
        if (cells == null) {
            Answer form = ask(() -> own.form(seat.notebook()));
            if (form.status() != OK) {
                return;
            }
            cells = take(form.json());
            String wrong = ledger.wrong(seat.notebook(), cells.getOrDefault(CELL, ""));
            if (!wrong.isEmpty()) {
                observed.wrong(wrong);
            }
        }
        long number = ledger.typing(seat.notebook());
        Map<String, String> typed = new HashMap<>(cells);
        typed.put(CELL, "第%d次".formatted(number));
        shown = null;
        Answer answer = ask(() -> own.type(seat.notebook(), SECTION, SECTION, version, typed));
        if (answer.status() == OK) {
            ledger.typed(seat.notebook(), number);
            take(answer.json());
        }
    }

    private Map<String, String> take(JsonNode view) {
        JsonNode row = Staff.row(view, SECTION, SECTION);
        version = row.path("version").asLong();
        Map<String, String> cells = Staff.cells(Staff.section(view, SECTION), row);
        shown = cells;
        return cells;
    }

    private void upload() {
        String name = "trial-%s.txt".formatted(next());
        byte[] content = (name + "\n" + "工作台账。".repeat(random.nextInt(LARGEST_FILE / 15))).getBytes(UTF_8);
        ledger.sending(name, content);
        if (ask(() -> own.attach(seat.notebook(), name, content)).status() == OK) {
            ledger.sent(name);
        }
    }

    private void note() {
        String reason = "trial-" + next();
        Map<String, String> fields = Map.of("days", String.valueOf(3650 + random.nextInt(1000)), "reason", reason);
        ledger.noting(reason);
        if (ask(() -> administrator.postFields("/my/log/retention", fields)).status() == OK) {
            ledger.noted(reason);
        }
    }

    /** One step further with the procedure that is under way. */
    private void goOn() {
        Begun current = begun;
        if (current == null) {
            String reason = "延期" + next();
            ledger.beginning(seat.account(), reason);
            Answer answer = ask(() -> own.start(definition));
            if (answer.status() == OK) {
                String instance = answer.json().path("id").asText();
                ledger.begun(seat.account(), reason, instance);
                begun = new Begun(reason, instance);
            }
        } else if (!current.handedIn) {
            handIn(current);
        } else {
            decide(current);
        }
    }

    private void handIn(Begun current) {
        String task = open(own, current, APPLY);
        if (task == null) {
            return;
        }
        if (task.isEmpty()) {
            current.handedIn = true; // when nobody answered any more
            return;
        }
        Map<String, String> application = Map.of(
                "year",
                String.valueOf(Installation.YEAR),
                "kind",
                KINDS[seat.number() % KINDS.length],
                "date",
                LocalDate.now().plusYears(1).toString(),
                CELL,
                current.mark);
        if (type(own, task, SECTION, application)
                && ask(() -> own.complete(task)).status() == DONE) {
            ledger.handedIn(current.mark);
            current.handedIn = true;
        }
    }

    private void decide(Begun current) {
        String task = open(city, current, DECIDE);
        if (task == null) {
            return;
        }
        if (task.isEmpty()) {
            begun = null; // likewise
            return;
        }
        Map<String, String> decision = Map.of("decision", "REFUSE", "date", "", "reason", "来得及。");
        if (type(city, task, "decision", decision)
                && ask(() -> city.complete(task)).status() == DONE) {
            ledger.decided(current.mark);
            begun = null;
        }
    }

    private boolean type(Staff who, String task, String section, Map<String, String> cells) {
        Answer form = ask(() -> who.form(task));
        return form.status() == OK
                && ask(() -> who.type(
                                        task,
                                        section,
                                        section,
                                        Staff.row(form.json(), section, section)
                                                .path("version")
                                                .asLong(),
                                        cells))
                                .status()
                        == OK;
    }

    /** @return empty where there is no such open task; null where nobody knows */
    private @Nullable String open(Staff who, Begun current, String key) {
        Answer answer = ask(
                () -> list(who, seat.list(), Map.of("processInstanceId", current.instance, "taskDefinitionKey", key)));
        return answer.status() == OK ? answer.json().path(0).path("id").asText("") : null;
    }

    /** Begins an application that stays open: the draft that its office types into, and uploads files for. */
    static Seat seat(int number, String account, int port) {
        Staff who = Staff.byBasicLogin(port, account, Installation.PASSWORD);
        String definition = Staff.stream(who.get(who.engine(STARTABLE)).json()).stream()
                .filter(one -> one.path("key").asText().equals(PROCEDURE))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();
        String list = Staff.stream(who.get(who.engine("/filter")).json()).stream()
                .filter(one -> one.path("name").asText().equals("我的待办"))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();
        Answer begun = who.start(definition);
        String instance = begun.json().path("id").asText();
        if (instance.isEmpty()) {
            throw new AssertionError("Nothing was begun with %s: %s".formatted(definition, begun));
        }
        return new Seat(
                number, account, first(list(who, list, Map.of("processInstanceId", instance))), definition, list);
    }

    /** As Tasklist asks for the tasks of one of its lists. */
    private static Answer list(Staff who, String list, Map<String, String> narrowed) {
        return who.post(who.engine("/filter/%s/list?firstResult=0&maxResults=5".formatted(list)), Staff.text(narrowed));
    }

    private static String first(Answer answer) {
        String id = answer.json().path(0).path("id").asText();
        if (id.isEmpty()) {
            throw new AssertionError("Nothing there: " + answer);
        }
        return id;
    }
}
