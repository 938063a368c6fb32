package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a JSON object sent to the engine may hold: each field by name and kind, nothing beside them.
 *
 * @param required fields that must be there
 */
record JsonShape(Map<String, Kind> fields, Set<String> required) {

    /** Who is calling, as far as fields depend on it. */
    interface Caller {

        String user();

        /** Whether the account shares an office with the caller. */
        boolean isColleague(String account);

        /** Whether the caller belongs to the office. */
        boolean belongsTo(String office);
    }

    /** What a field, or a parameter of an address, may hold. A field may also be null, which says nothing. */
    enum Kind {
        /** One line. */
        TEXT,
        NUMBER,
        /** How many of a list are asked for. */
        PAGE_SIZE,
        /** From which on. */
        PAGE_START,
        FLAG,
        /** Nothing but true: what makes a question harmless. */
        TRUE,
        TEXTS,
        /** A text, a number or a flag. */
        VALUE,
        /** One of the three expressions that lists of tasks need. */
        EXPRESSION,
        /** An empty object. */
        NOTHING,
        /** Nothing, or in the name of which of the caller's own offices. */
        IN_WHOSE_NAME,
        /** Null alone. */
        ABSENT,
        /** The caller's own account. */
        ME,
        /** An account of an office that the caller belongs to. */
        COLLEAGUE,
        /** Conditions on variables or dates. */
        CONDITIONS,
        /** The variable that a list is ordered by. */
        VARIABLE,
        /** Of an account, as the check of a new password wants it. */
        PROFILE,
        SORTING,
        /** Alternatives of the same shape, one level deep. */
        ALTERNATIVES;

        private boolean accepts(JsonNode value, JsonShape whole, Caller caller) {
            if (value.isNull()) {
                return true;
            }
            return switch (this) {
                case TEXT -> isLine(value);
                case NUMBER -> value.isInt();
                case PAGE_SIZE -> value.isInt() && isWithin(MOST_RESULTS, value.asInt());
                case PAGE_START -> value.isInt() && isWithin(LAST_START, value.asInt());
                case FLAG -> value.isBoolean();
                case TRUE -> value.isBoolean() && value.asBoolean();
                case TEXTS -> isListOf(value, Kind::isLine);
                case VALUE -> isLine(value) || value.isNumber() || value.isBoolean();
                case EXPRESSION -> value.isTextual() && QueryExpressions.isHarmless(value.asText());
                case NOTHING -> value.isObject() && value.isEmpty();
                case IN_WHOSE_NAME -> NOTHING.accepts(value, whole, caller) || isOwnOffice(value, caller);
                case ABSENT -> false;
                case ME -> value.isTextual() && value.asText().equals(caller.user());
                case COLLEAGUE -> value.isTextual() && isColleague(value.asText(), caller);
                case CONDITIONS -> isListOf(value, one -> CONDITION.accepts(one, caller));
                case VARIABLE -> ORDERING_VARIABLE.accepts(value, caller);
                case PROFILE -> ACCOUNT.accepts(value, caller);
                case SORTING -> isListOf(value, one -> ORDERING.accepts(one, caller));
                case ALTERNATIVES -> {
                    JsonShape alternative = whole.without(ALTERNATIVES);
                    yield isListOf(value, one -> alternative.accepts(one, caller));
                }
            };
        }

        /** Of a parameter of an address, where everything is written as text. */
        boolean accepts(String value, Caller caller) {
            return switch (this) {
                case TEXT, TEXTS -> LINE.matcher(value).matches();
                case NUMBER -> INTEGER.matcher(value).matches();
                case PAGE_SIZE -> INTEGER.matcher(value).matches() && isWithin(MOST_RESULTS, Integer.parseInt(value));
                case PAGE_START -> INTEGER.matcher(value).matches() && isWithin(LAST_START, Integer.parseInt(value));
                case FLAG -> value.equals("true") || value.equals("false");
                case TRUE -> value.equals("true");
                case EXPRESSION -> QueryExpressions.isHarmless(value);
                case ME -> value.equals(caller.user());
                case COLLEAGUE -> isColleague(value, caller);
                case VALUE, NOTHING, IN_WHOSE_NAME, ABSENT, CONDITIONS, VARIABLE, PROFILE, SORTING, ALTERNATIVES ->
                    false;
            };
        }

        private static boolean isWithin(int most, int value) {
            return value >= 0 && value <= most;
        }

        private static boolean isLine(JsonNode value) {
            return value.isTextual() && LINE.matcher(value.asText()).matches();
        }

        private static boolean isOwnOffice(JsonNode variables, Caller caller) {
            JsonNode office = variables.path(Variables.OFFICE);
            return variables.size() == 1
                    && OFFICE.accepts(office, caller)
                    && caller.belongsTo(office.path("value").asText());
        }

        private static boolean isColleague(String account, Caller caller) {
            return account.equals(caller.user()) || caller.isColleague(account);
        }

        private static boolean isListOf(JsonNode value, Predicate<JsonNode> each) {
            return value.isArray()
                    && value.size() <= LONGEST_LIST
                    && StreamSupport.stream(value.spliterator(), false).allMatch(each);
        }
    }

    /** As many as the web applications ask for at once, and nobody needs more. */
    static final int MOST_RESULTS = 2000;

    private static final int LAST_START = 10_000_000;
    private static final int LONGEST_LIST = 2000;
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029]{0,500}");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

    private static final JsonShape CONDITION =
            none().text("name").text("operator").and("value", Kind.VALUE);
    private static final JsonShape OFFICE = none().text("value", "type").requiring("value", "type");
    private static final JsonShape ORDERING_VARIABLE =
            none().text("variable", "type").and("value", Kind.VALUE);
    private static final JsonShape ORDERING = none().text("sortBy", "sortOrder").and("parameters", Kind.VARIABLE);

    private static final JsonShape ACCOUNT = none().text("id", "firstName", "lastName", "email");

    /** An object without any field. */
    static JsonShape none() {
        return new JsonShape(Map.of(), Set.of());
    }

    JsonShape and(String name, Kind kind) {
        Map<String, Kind> more = new LinkedHashMap<>(fields);
        more.put(name, kind);
        return new JsonShape(more, required);
    }

    JsonShape and(Kind kind, String... names) {
        return Stream.of(names).reduce(this, (shape, name) -> shape.and(name, kind), (a, b) -> b);
    }

    JsonShape text(String... names) {
        return and(Kind.TEXT, names);
    }

    JsonShape requiring(String... names) {
        return new JsonShape(fields, Set.of(names));
    }

    private JsonShape without(Kind kind) {
        Map<String, Kind> fewer = new LinkedHashMap<>(fields);
        fewer.values().removeIf(kind::equals);
        return new JsonShape(fewer, required);
    }

    private boolean accepts(JsonNode object, Caller caller) {
        return wrong(object, caller).isEmpty();
    }

    /** The first field that may not be there, holds something else, or is missing; the empty text where it is no object at all. */
    Optional<String> wrong(JsonNode object, Caller caller) {
        if (!object.isObject()) {
            return Optional.of("");
        }
        return Stream.concat(
                        object.properties().stream()
                                .filter(field -> !isRight(field.getKey(), field.getValue(), caller))
                                .map(Map.Entry::getKey),
                        required.stream().filter(name -> !object.hasNonNull(name)))
                .findFirst();
    }

    private boolean isRight(String name, JsonNode value, Caller caller) {
        Kind kind = fields.get(name);
        return kind != null && kind.accepts(value, this, caller);
    }
}
