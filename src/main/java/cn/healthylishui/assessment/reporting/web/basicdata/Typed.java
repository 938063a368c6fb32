package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.LocalDate;
import java.util.Map;

/** What a form sent. */
record Typed(Map<String, String> values) {

    static final String REASON = "reason";
    static final String LINE = "line";
    static final String SEEN = "seen";

    /** Blanks around it taken off; empty where nothing was sent. */
    String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    String reason() {
        return text(REASON);
    }

    /** The line that the form stands in. */
    String line() {
        return text(LINE);
    }

    /** The line as it was shown. */
    String seen() {
        return values.getOrDefault(SEEN, "");
    }

    boolean yes(String name) {
        return text(name).equals("YES");
    }

    /** @param label what the form calls it */
    LocalDate date(String name, String label) {
        String typed = text(name);
        return TypedDate.read(typed)
                .orElseThrow(() -> new Refused("“%s”：%s".formatted(label, TypedDate.problem(typed))));
    }
}
