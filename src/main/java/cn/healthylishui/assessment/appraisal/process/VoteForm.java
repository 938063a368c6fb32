package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 填写测评票: one person's secret ballot, with every unit of the year on it (办法四(二)). */
@Component
class VoteForm implements TaskForm {

    static final String BALLOT = "ballot";
    static final String MARK = "mark";

    private static final List<Option> MARKS = Stream.of(AppraisalMark.values())
            .map(mark -> new Option(mark.name(), mark.label()))
            .toList();

    private final Appraisals appraisals;
    private final AssessmentYears years;

    VoteForm(Appraisals appraisals, AssessmentYears years) {
        this.appraisals = appraisals;
        this.years = years;
    }

    @Override
    public String taskKey() {
        return "taskVote";
    }

    @Override
    public boolean secret() {
        return true;
    }

    private static String seat(TaskRef task) {
        return (String) task.required(Variables.RATER);
    }

    private Map<String, AppraisalMark> marks(TaskRef task, Draft draft) {
        Map<String, AppraisalMark> marks = new TreeMap<>();
        appraisals.units(task.year()).forEach(unit -> mark(draft, unit).ifPresent(mark -> marks.put(unit, mark)));
        return marks;
    }

    private static Optional<AppraisalMark> mark(Draft draft, String unit) {
        String typed = draft.value(BALLOT, unit, MARK, "");
        return Stream.of(AppraisalMark.values())
                .filter(mark -> mark.name().equals(typed))
                .findFirst();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<String> units = appraisals.units(task.year());
        Map<String, AppraisalMark> marks = marks(task, draft);
        List<String> problems = new ArrayList<>();
        appraisals.wrongVoter(task.year(), seat(task)).ifPresent(problems::add);
        return new FormContent(
                "提交后测评票即投入票箱，不能再看，也不能再改。一人一票，请由本人填写。",
                List.of("办法四(二)"),
                notices(units, marks),
                List.of(Forms.table(
                        BALLOT,
                        "测评票",
                        "请对每个单位本年度的健康丽水建设工作选一个等次；不了解的选“不了解”，不计入得分。",
                        List.of(Column.label("name", "单位", Width.L), Column.choice(MARK, "评价", Width.M, MARKS)),
                        units.stream()
                                .map(unit -> row(task.year(), unit, draft))
                                .toList())),
                facts(units, marks),
                problems);
    }

    private Row row(int year, String unit, Draft draft) {
        return new Row(
                unit,
                false,
                Map.of("name", years.objectName(year, unit), MARK, draft.value(BALLOT, unit, MARK, "")),
                Map.of(),
                mark(draft, unit).isPresent() ? List.of() : List.of(new Problem(MARK, "请选择一个等次；不了解的选“不了解”。")));
    }

    private static List<Notice> notices(List<String> units, Map<String, AppraisalMark> marks) {
        List<Notice> notices = new ArrayList<>();
        notices.add(new Notice(Level.INFO, "投票不记名：系统只记您已经投票，不记您怎么投。提交以前填的内容是草稿，别人在系统里打不开；提交或者截止投票时，草稿即删除。"));
        if (marks.size() == units.size()
                && units.size() > 1
                && marks.values().stream().distinct().count() == 1) {
            notices.add(new Notice(Level.INFO, "您对全部单位的评价相同。可以这样提交；不是有意的，请核对。"));
        }
        return notices;
    }

    private static List<Fact> facts(List<String> units, Map<String, AppraisalMark> marks) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("已评价", "%d/%d".formatted(marks.size(), units.size())));
        for (AppraisalMark mark : AppraisalMark.values()) {
            facts.add(new Fact(mark.label(), Collections.frequency(marks.values(), mark) + " 个"));
        }
        return facts;
    }

    /** Routes nothing: a variable would stay in the engine's history. */
    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        appraisals.vote(task.year(), seat(task), marks(task, draft), actor);
        return Map.of();
    }
}
