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

        /** Whether figures go back to their owners before a district's review ends; a model that cannot send them back has none. */
        public static final String REVERIFY = "reverify";

        public static final String SUBMISSION = "submission";
        public static final String ACCEPTED = "accepted";
        public static final String APPROVED = "approved";
        public static final String APPLICANT = "applicant";

        /** In whose name the applicant began the procedure. */
        public static final String OFFICE = "office";

        public static final String EXTENSION = "extension";
        public static final String GRANTED = "granted";
        public static final String NOTICE = "notice";
        public static final String CIRCULATION = "circulation";
        public static final String HAND_OVER = "handOver";
        public static final String OBJECTION = "objection";
        public static final String FILED = "filed";
        public static final String UPHELD = "upheld";
        public static final String PROPOSAL = "proposal";
        public static final String PROPOSED = "proposed";
        /** The leading group's word on a proposal: {@code APPROVED}, {@code RETURNED} or {@code REFUSED}. */
        public static final String RULING = "ruling";

        public static final String INTERVIEW = "interview";
        public static final String MENDED = "mended";
        public static final String EXHAUSTED = "exhausted";
        public static final String MISCONDUCT = "misconduct";
        public static final String REPORTED = "reported";
        public static final String CONFIRMED = "confirmed";
        public static final String SERIOUS = "serious";

        /** The period of figures that is reported: the month that it ends with. */
        public static final String PERIOD = "period";

        /** The municipal unit to which figures are reported. */
        public static final String OWNER = "owner";

        /** What the owner of figures has to answer, because they were found otherwise. */
        public static final String QUERY = "query";

        /** The request that asked for figures. */
        public static final String REQUEST = "request";

        public static final String CORRECTION = "correction";

        public static final String PLAN = "plan";
        public static final String QUARTER = "quarter";
        public static final String REVIEWER = "reviewer";
        public static final String RATER = "rater";
        public static final String VISIT = "visit";
        public static final String TO_MEND = "toMend";
        public static final String ASSESS_OWN = "assessOwn";

        public static final String ADJUSTMENT = "adjustment";

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

    /** An id of ours that the process carries. */
    public long id(String variable) {
        return (Long) required(variable);
    }

    /** @throws OutOfStep where the process has its record already: this task is the one that makes it */
    public void requireWithout(String variable) {
        OutOfStep.require(!variables.containsKey(variable), "“%s”".formatted(name), "已经办过");
    }

    /** @throws OutOfStep where the process does not carry it, so that there is nothing the task could be about */
    public Object required(String variable) {
        Object value = variables.get(variable);
        if (value == null) {
            throw new OutOfStep("“%s”没有对应的业务记录（%s），不能办理。请告诉系统管理员。".formatted(name, variable));
        }
        return value;
    }
}
