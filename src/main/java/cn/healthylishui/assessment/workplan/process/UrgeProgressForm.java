package cn.healthylishui.assessment.workplan.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.workplan.Laggards;
import cn.healthylishui.assessment.workplan.Laggards.Laggard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 督办滞后任务: after the reports of a quarter are due, a word to every office that has not reported, and on every task that lags. */
@Component
class UrgeProgressForm implements TaskForm {

    static final String MISSING = "missing";
    static final String LAGGING = "lagging";
    static final String WORD = "word";
    static final String URGED = "urged";
    static final String NOTE = "note";

    private final Laggards laggards;
    private final Progress progress;
    private final Organization organization;

    UrgeProgressForm(Laggards laggards, Progress progress, Organization organization) {
        this.laggards = laggards;
        this.progress = progress;
        this.organization = organization;
    }

    private record Late(Laggard laggard, String word) {}

    @Override
    public String taskKey() {
        return "taskUrgeProgress";
    }

    @Override
    public void require(TaskRef task) {
        progress.requireToUrge(task.year(), ProgressSheet.quarter(task));
    }

    private static String note(Draft draft) {
        return draft.value(URGED, URGED, NOTE, "");
    }

    private List<Late> missing(TaskRef task, Draft draft) {
        return worded(MISSING, laggards.missing(task.year(), ProgressSheet.quarter(task)), draft);
    }

    private List<Late> lagging(TaskRef task, Draft draft) {
        return worded(LAGGING, laggards.lagging(task.year()), draft);
    }

    private static List<Late> worded(String section, List<Laggard> laggards, Draft draft) {
        return laggards.stream()
                .map(one -> new Late(one, draft.value(section, one.key(), WORD, "")))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Late> missing = missing(task, draft);
        List<Late> lagging = lagging(task, draft);
        String note = note(draft);
        boolean wordless = missing.stream().anyMatch(late -> late.word().isEmpty())
                || lagging.stream().anyMatch(late -> late.word().isEmpty());
        List<Problem> problems = new ArrayList<>();
        if (note.isEmpty() && (wordless || (missing.isEmpty() && lagging.isEmpty()))) {
            problems.add(new Problem(NOTE, wordless ? "有的单位还没有写督办意见。请逐家写，或在这里写一句统一的督办意见。" : "没有未填报和滞后的，请写“无”。"));
        }
        Forms.tooLong(note, NOTE, Progress.LONGEST_WORD).ifPresent(problems::add);
        return new FormContent(
                "期限已到，各单位照常填报。提交后，督办意见显示在被督办单位的填报页面上；办结只表示已经督办。",
                List.of("办法七(二)", "意见四(四)"),
                List.of(),
                List.of(
                        section(MISSING, "没有填报的单位", missing),
                        section(LAGGING, "滞后和未启动的任务", lagging),
                        Forms.questions(
                                URGED,
                                "统一的督办意见",
                                List.of(Column.input(NOTE, "督办意见", InputType.LONG_TEXT, Width.L)
                                        .help("上面没有单独写的，都用这一句。")),
                                Map.of(NOTE, note),
                                problems)),
                List.of(new Fact("没有填报", missing.size() + " 家"), new Fact("滞后和未启动", lagging.size() + " 项")),
                List.of());
    }

    private Section section(String key, String title, List<Late> lines) {
        return Forms.table(
                key,
                title,
                lines.isEmpty() ? "目前没有。" : null,
                List.of(
                        Column.label("office", "单位", Width.M),
                        Column.label("about", "任务", Width.L),
                        Column.label("state", "进展", Width.S),
                        Column.label("said", "单位说明", Width.L),
                        Column.input(WORD, "督办意见", InputType.TEXT, Width.L)),
                lines.stream()
                        .map(late -> new Row(
                                late.laggard().key(),
                                false,
                                Map.of(
                                        "office",
                                        organization.officeName(late.laggard().office()),
                                        "about",
                                        late.laggard().about(),
                                        "state",
                                        late.laggard().state(),
                                        "said",
                                        late.laggard().said(),
                                        WORD,
                                        late.word()),
                                Map.of(),
                                Forms.tooLong(late.word(), WORD, Progress.LONGEST_WORD).stream()
                                        .toList()))
                        .toList());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        List<Late> late = new ArrayList<>(missing(task, draft));
        late.addAll(lagging(task, draft));
        late.forEach(one -> progress.urge(
                task.year(),
                ProgressSheet.quarter(task),
                one.laggard().office(),
                one.laggard().task(),
                one.word().isEmpty() ? note(draft) : one.word(),
                actor));
        return Map.of();
    }
}
