package cn.healthylishui.assessment.workplan.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.workplan.Laggards;
import cn.healthylishui.assessment.workplan.Laggards.Laggard;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 督办滞后任务: after the reports of a quarter are due, a word to every office that has not reported, and on every task that lags. */
@Component
public class UrgeProgressForm implements TaskForm {

    public static final String URGED = "urged";

    public static final Field<String> NOTE =
            Field.longText("note", "督办意见", L, Progress.LONGEST_WORD).help("上面没有单独写的，都用这一句。");
    private static final Field<String> WORD = Field.text("word", "督办意见", L, Progress.LONGEST_WORD);

    private final Laggards laggards;
    private final Progress progress;
    private final Organization organization;

    UrgeProgressForm(Laggards laggards, Progress progress, Organization organization) {
        this.laggards = laggards;
        this.progress = progress;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskUrgeProgress";
    }

    @Override
    public void require(TaskRef task) {
        progress.requireToUrge(task.year(), ProgressSheet.quarter(task));
    }

    private Filled<Laggard> missing(TaskRef task, Draft draft) {
        return read("missing", "没有填报的单位", laggards.missing(task.year(), ProgressSheet.quarter(task)), draft);
    }

    private Filled<Laggard> lagging(TaskRef task, Draft draft) {
        return read("lagging", "滞后和未启动的任务", laggards.lagging(task.year()), draft);
    }

    private Filled<Laggard> read(String key, String title, List<Laggard> laggards, Draft draft) {
        return Table.of(key, title, Laggard::key)
                .hint(laggards.isEmpty() ? "目前没有。" : null)
                .shows("office", "单位", M, one -> organization.officeName(one.office()))
                .shows("about", "任务", L, Laggard::about)
                .shows("state", "进展", S, Laggard::state)
                .shows("said", "单位说明", L, Laggard::said)
                .asks(WORD)
                .read(laggards, draft);
    }

    private static Filled<TaskRef> forAll(Field<String> note, TaskRef task, Draft draft) {
        return Table.<TaskRef>questions(URGED, "统一的督办意见").asks(note).read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<Laggard> missing = missing(task, draft);
        Filled<Laggard> lagging = lagging(task, draft);
        return FormContent.of("期限已到，各单位照常填报。提交后，督办意见显示在被督办单位的填报页面上；办结只表示已经督办。", "办法七(二)", "意见四(四)")
                .part(missing)
                .part(lagging)
                .part(forAll(note(missing, lagging), task, draft))
                .fact("没有填报", missing.size() + " 家")
                .fact("滞后和未启动", lagging.size() + " 项");
    }

    /** Who is not given a word of its own gets the one for all; where nobody is late, that is said. */
    private static Field<String> note(Filled<Laggard> missing, Filled<Laggard> lagging) {
        if (missing.isEmpty() && lagging.isEmpty()) {
            return NOTE.required("没有未填报和滞后的，请写“无”。");
        }
        boolean wordless = Stream.concat(missing.stream(), lagging.stream())
                .anyMatch(late -> late.typed().isEmpty(WORD));
        return wordless ? NOTE.required("有的单位还没有写督办意见。请逐家写，或在这里写一句统一的督办意见。") : NOTE;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        String note = forAll(NOTE, task, draft).only().text(NOTE);
        Stream.concat(missing(task, draft).stream(), lagging(task, draft).stream())
                .forEach(late -> progress.urge(
                        task.year(),
                        ProgressSheet.quarter(task),
                        late.item().office(),
                        late.item().task(),
                        late.find(WORD).orElse(note),
                        actor));
        return Map.of();
    }
}
