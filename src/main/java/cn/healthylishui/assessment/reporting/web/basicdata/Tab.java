package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 页签: one kind of basic data as a table, of which one line at a time is opened to be changed. */
interface Tab {

    /**
     * 一行.
     *
     * @param key by which it is opened
     * @param closed it is no more, and is out of sight unless asked for
     * @param fixed it is there to be read only
     */
    record Line(String key, List<String> cells, boolean closed, boolean fixed) {

        static Line of(String key, boolean closed, String... cells) {
            return new Line(key, List.of(cells), closed, false);
        }
    }

    enum Input {
        TEXT,
        LONG_TEXT,
        CHOICE,
        SUGGEST,
        DATE
    }

    record Option(String value, String label) {}

    /** 一格 to be filled in. */
    record Field(
            String name,
            String label,
            Input input,
            String value,
            List<Option> options,
            @Nullable String help) {

        static Field text(String name, String label, String value) {
            return new Field(name, label, Input.TEXT, value, List.of(), null);
        }

        static Field longText(String name, String label, String value) {
            return new Field(name, label, Input.LONG_TEXT, value, List.of(), null);
        }

        static Field date(String name, String label, String value) {
            return new Field(name, label, Input.DATE, value, List.of(), null);
        }

        static Field choice(String name, String label, String value, List<Option> options) {
            return new Field(name, label, Input.CHOICE, value, options, null);
        }

        /** Typed freely, with the known ones offered. */
        static Field suggest(String name, String label, List<Option> options) {
            return new Field(name, label, Input.SUGGEST, "", options, null);
        }

        static Field yesNo(String name, String label, boolean value) {
            return choice(name, label, value ? "YES" : "NO", List.of(new Option("YES", "是"), new Option("NO", "否")));
        }

        Field help(String text) {
            return new Field(name, label, input, value, options, text);
        }
    }

    /**
     * 一个操作 with its form.
     *
     * @param hidden what is sent along, such as what was shown
     * @param explanation what it does, where that is not plain
     */
    record Act(String key, String label, @Nullable String explanation, List<Field> fields, Map<String, String> hidden) {

        static Act of(
                String key, String label, @Nullable String explanation, Map<String, String> hidden, Field... fields) {
            return new Act(key, label, explanation, List.of(fields), hidden);
        }
    }

    /** @param title of what the acts are about; empty where that is the line itself */
    record Group(String title, List<Act> acts) {}

    /** An opened line: the first act is the one that is usually wanted. */
    record Opened(String title, List<Group> groups) {}

    /** What a form's answer says; {@code secret} is shown once. */
    record Done(
            String message, @Nullable String next, @Nullable String secret) {

        static Done of(String message, String next) {
            return new Done(message, next, null);
        }
    }

    String key();

    String label();

    /** What one should know before changing something. */
    String hint();

    List<String> heads();

    /** @param year as asked for; null for the usual one, and where the data have none */
    List<Line> lines(@Nullable Integer year);

    /** Empty where there is no such line, or it is there to be read only. */
    Optional<Opened> open(String line);

    /** What adds a line. */
    List<Act> additions();

    /** How the actions on these data begin in the log. */
    List<String> logged();

    /** Does what a form asks for; whatever is wrong is refused in Chinese. */
    Done perform(String act, Typed typed, Actor actor);

    /** Where the page is, with this line in view. */
    default String at(String line) {
        return "/my/basic-data/" + key() + "#r-" + line;
    }

    default Refused unknown(String act) {
        return new Refused("没有“%s”这个操作，请刷新页面后再试。".formatted(act));
    }

    static Map<String, String> hidden(String... pairs) {
        Map<String, String> hidden = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            hidden.put(pairs[i], pairs[i + 1]);
        }
        return hidden;
    }
}
