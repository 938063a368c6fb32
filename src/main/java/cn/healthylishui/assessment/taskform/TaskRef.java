package cn.healthylishui.assessment.taskform;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One open user task, without the engine.
 *
 * @param key the id of the user task in its model
 * @param office code of the office whose task it is (its candidate group)
 * @param variables the routing facts of the process as the task sees them
 */
public record TaskRef(
        String id,
        String key,
        String name,
        String office,
        @Nullable LocalDate due,
        LocalDateTime created,
        Map<String, Object> variables) {

    /** The names of the variables that models and code share. */
    public static final class Variables {
        public static final String YEAR = "year";
        public static final String DISTRICT = "district";
        public static final String UNIT = "unit";
        public static final String TOWNSHIP = "township";
        public static final String OPENED = "opened";
        public static final String REJUDGE = "rejudge";
        public static final String SUBMISSION = "submission";
        public static final String ACCEPTED = "accepted";
        public static final String APPROVED = "approved";
        public static final String APPLICANT = "applicant";
        public static final String EXTENSION = "extension";
        public static final String GRANTED = "granted";

        private Variables() {}
    }

    public int year() {
        return (Integer) required(Variables.YEAR);
    }

    public String district() {
        return (String) required(Variables.DISTRICT);
    }

    public String unit() {
        return (String) required(Variables.UNIT);
    }

    public String township() {
        return (String) required(Variables.TOWNSHIP);
    }

    public Object required(String variable) {
        Object value = variables.get(variable);
        if (value == null) {
            throw new IllegalStateException("Task %s (%s) has no variable %s".formatted(id, key, variable));
        }
        return value;
    }
}
