package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.StatutoryDays;
import cn.healthylishui.assessment.calendar.StatutoryDays.Day;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 法定工作日. */
@Component
@Order(7)
class DaysTab implements Tab {

    private static final String WORKED = "WORKED";
    private static final String OFF = "OFF";

    private final StatutoryDays days;

    DaysTab(StatutoryDays days) {
        this.days = days;
    }

    @Override
    public String key() {
        return "statutory-days";
    }

    @Override
    public String label() {
        return "法定工作日";
    }

    @Override
    public String hint() {
        return "国务院办公厅每年公布的放假和调休。哪一年一天也没有填，那一年只按周末计算并注明。改了以后，“还剩几个工作日”和新算的期限照新的算；已经定下的日期（任务期限、公示期等）不变。";
    }

    @Override
    public List<String> heads() {
        return List.of("日期", "安排", "节日");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        return days.all().stream()
                .map(day -> Line.of(
                        day.date().toString(),
                        false,
                        WorkingDays.dateText(day.date()),
                        day.worked() ? "调休上班" : "放假",
                        day.occasion()))
                .toList();
    }

    @Override
    public Optional<Opened> open(String line) {
        return TypedDate.read(line)
                .flatMap(days::find)
                .map(day -> new Opened(WorkingDays.dateText(day.date()), List.of(new Group("", acts(day)))));
    }

    private static List<Act> acts(Day day) {
        Map<String, String> hidden = Tab.hidden(Typed.LINE, day.date().toString(), Typed.SEEN, day.text());
        return List.of(
                Act.of("change", "修改", null, hidden, kind(day.worked() ? WORKED : OFF), occasion(day.occasion())),
                Act.of("remove", "删除", "删除以后这一天按平常的星期算。", hidden));
    }

    private static Field kind(String value) {
        return Field.choice("kind", "安排", value, List.of(new Option(OFF, "放假"), new Option(WORKED, "调休上班")));
    }

    private static Field occasion(String value) {
        return Field.text("occasion", "节日", value);
    }

    @Override
    public List<Act> additions() {
        return List.of(Act.of(
                "add",
                "新增",
                "连着几天的一次加；只有一天的，结束日期不用填。",
                Map.of(),
                Field.date("first", "开始日期", ""),
                Field.date("last", "结束日期", ""),
                kind(OFF),
                occasion("")));
    }

    @Override
    public List<String> logged() {
        return List.of(StatutoryDays.KIND);
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        boolean worked = typed.text("kind").equals(WORKED);
        String occasion = typed.text("occasion");
        switch (act) {
            case "add" -> {
                LocalDate first = typed.date("first", "开始日期");
                LocalDate last = typed.text("last").isEmpty() ? first : typed.date("last", "结束日期");
                days.add(first, last, worked, occasion, typed.reason(), actor);
                return Done.of("已新增%s。".formatted(occasion), at(first.toString()));
            }
            case "change" ->
                days.change(typed.date(Typed.LINE, "日期"), worked, occasion, typed.seen(), typed.reason(), actor);
            case "remove" -> {
                days.remove(typed.date(Typed.LINE, "日期"), typed.seen(), typed.reason(), actor);
                return Done.of("已删除。", "/my/basic-data/" + key());
            }
            default -> throw unknown(act);
        }
        return Done.of("已保存。", at(typed.line()));
    }
}
