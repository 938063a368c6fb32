package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.ReminderMoment;
import cn.healthylishui.assessment.year.ReminderTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 提醒文字. */
@Component
@Order(8)
class RemindersTab implements Tab {

    private final ReminderTexts texts;

    RemindersTab(ReminderTexts texts) {
        this.texts = texts;
    }

    @Override
    public String key() {
        return "reminders";
    }

    @Override
    public String label() {
        return "提醒文字";
    }

    @Override
    public String hint() {
        return "发给各单位的到期提醒。{对象}{任务}{期限}{剩余}发出时换成实际内容。已启动的年度用它启动时的文字；提前几天提醒，在“年度参数和期限”里改。";
    }

    @Override
    public List<String> heads() {
        return List.of("什么时候", "文字", "发出来的样子");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        return Arrays.stream(ReminderMoment.values())
                .map(moment -> Line.of(moment.name(), false, moment.label(), texts.text(moment), example(moment)))
                .toList();
    }

    private String example(ReminderMoment moment) {
        return ReminderTexts.filled(
                texts.text(moment),
                "2021年度 青田县",
                "上报四项材料",
                "2022年1月14日（星期五）",
                switch (moment) {
                    case BEFORE -> "还剩3个工作日";
                    case DUE_TODAY -> "今天到期";
                    case OVERDUE -> "已逾期1个工作日";
                });
    }

    @Override
    public Optional<Opened> open(String line) {
        return moment(line)
                .map(moment -> new Opened(
                        moment.label() + "的提醒",
                        List.of(new Group(
                                "",
                                List.of(Act.of(
                                        "change",
                                        "修改",
                                        null,
                                        Tab.hidden(Typed.LINE, line, Typed.SEEN, texts.text(moment)),
                                        Field.longText("text", "文字", texts.text(moment))
                                                .help("要有{任务}和{期限}；最多%d字".formatted(ReminderTexts.LONGEST))))))));
    }

    private static Optional<ReminderMoment> moment(String name) {
        return Arrays.stream(ReminderMoment.values())
                .filter(moment -> moment.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Act> additions() {
        return List.of();
    }

    @Override
    public List<String> logged() {
        return List.of(ReminderTexts.KIND);
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        if (!act.equals("change")) {
            throw unknown(act);
        }
        ReminderMoment moment = moment(typed.line()).orElseThrow(() -> new Refused("没有这一种提醒，请刷新页面后再改。"));
        texts.change(moment, typed.text("text"), typed.seen(), typed.reason(), actor);
        return Done.of("已保存。", at(moment.name()));
    }
}
