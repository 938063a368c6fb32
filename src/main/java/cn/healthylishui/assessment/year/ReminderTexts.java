package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.BasicData;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 提醒文字: how offices are told of deadlines, with places for what differs. A year that has started keeps those of its start. */
@Component
public class ReminderTexts {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "提醒文字：";

    public static final int LONGEST = 200;

    static final String OBJECT = "{对象}";
    static final String TASK = "{任务}";
    static final String DUE = "{期限}";
    static final String REMAINING = "{剩余}";

    /** What may stand in a text for what differs. */
    public static final List<String> PLACES = List.of(OBJECT, TASK, DUE, REMAINING);

    private static final Pattern PLACE = Pattern.compile("\\{[^{}]*}");

    /** As long as the column that keeps a reminder. */
    private static final int LONGEST_REMINDER = 500;

    private record TextRow(ReminderMoment moment, String body) {}

    private final Rows rows;
    private final BasicData basicData;

    ReminderTexts(JdbcClient jdbc, BasicData basicData) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
    }

    /** The text for years that have not started and for tasks of no year. */
    public String text(ReminderMoment moment) {
        return stored(rows, moment).orElse(ReminderMoment.USUAL_TEXT);
    }

    /** As the year keeps it from its start on. */
    static Optional<String> stored(Rows rows, int year, ReminderMoment moment) {
        return rows.find(
                String.class,
                "select body from year_reminder_text where assessment_year = :year and moment = :moment",
                year,
                moment);
    }

    static Optional<String> stored(Rows rows, ReminderMoment moment) {
        return rows.find(String.class, "select body from reminder_text where moment = :moment", moment);
    }

    @Transactional
    public void change(ReminderMoment moment, String text, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        String before = text(moment);
        basicData.requireUnchanged(KIND, moment.name(), seen, before);
        String after = text.strip();
        Refused.because(wrong(after));
        if (after.equals(before)) {
            throw new Refused("文字没有改动，不用保存。");
        }
        rows.update("delete from reminder_text where moment = :moment", moment);
        rows.insert("reminder_text", new TextRow(moment, after));
        basicData.record(actor, KIND + moment.label(), moment.name(), before, after, reason);
    }

    /** Why a text will not do; empty where it will. */
    public static Optional<String> wrong(String text) {
        if (text.isBlank()) {
            return Optional.of("请填写提醒文字。");
        }
        if (text.length() > LONGEST) {
            return Optional.of("提醒文字最多%d字，现在有%d字，请缩短。".formatted(LONGEST, text.length()));
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("提醒文字只能是一行，请去掉换行。");
        }
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            if (!PLACES.contains(place.group())) {
                return Optional.of("不认识“%s”，可以用的有%s。".formatted(place.group(), String.join("、", PLACES)));
            }
        }
        if (PLACE.matcher(text).replaceAll("").matches(".*[{}].*")) {
            return Optional.of("花括号不成对，可以用的有%s，请核对。".formatted(String.join("、", PLACES)));
        }
        return text.contains(TASK) && text.contains(DUE)
                ? Optional.empty()
                : Optional.of("提醒文字里要有%s和%s，否则收到的人不知道是什么事、什么时候到期。".formatted(TASK, DUE));
    }

    /** A text as it is sent. */
    public static String filled(String text, String about, String task, String due, String remaining) {
        Map<String, String> values = Map.of(OBJECT, about, TASK, task, DUE, due, REMAINING, remaining);
        String filled = PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(), place.group())))
                .strip();
        return filled.length() <= LONGEST_REMINDER ? filled : filled.substring(0, LONGEST_REMINDER - 1) + "…";
    }
}
