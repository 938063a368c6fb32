package cn.healthylishui.assessment.closing.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 移交考核结果: the city office hands the result over once all of it has been circulated (办法六). */
@Component
class HandOverForm implements TaskForm {

    private static final String SECTION = "note";

    private final HandOvers handOvers;
    private final Circulations circulations;
    private final Results results;
    private final AssessmentYears years;

    HandOverForm(HandOvers handOvers, Circulations circulations, Results results, AssessmentYears years) {
        this.handOvers = handOvers;
        this.circulations = circulations;
        this.results = results;
        this.years = years;
    }

    @Override
    public String taskKey() {
        return "taskHandOver";
    }

    @Override
    public void require(TaskRef task) {
        handOvers.require(task.id(Variables.HAND_OVER), HandOvers.State.PREPARING);
    }

    private static String note(Draft draft) {
        return draft.value(SECTION, SECTION, "note", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        int year = task.year();
        int revision = results.latestNumber(year);
        List<ObjectLine> objects = results.objects(year, revision);
        List<ObjectLine> districts =
                objects.stream().filter(ObjectLine::isDistrict).toList();
        List<ObjectLine> units = objects.stream()
                .filter(ObjectLine::isUnit)
                .sorted(ObjectLine.BY_RANK)
                .toList();
        Optional<Problem> tooLong = Forms.tooLong(note(draft), "note", 2000);
        return new FormContent(
                "办结后，系统按第%d号考核结果生成一份Excel工作簿和一份JSON数据文件，记下各自的SHA-256校验值，交承接单位签收。".formatted(revision),
                List.of("办法六"),
                List.of(),
                List.of(
                        Forms.table(
                                "districts",
                                "移交的结果",
                                null,
                                List.of(
                                        Column.label("name", "县（市、区）和开发区", Width.M),
                                        Column.label("rank", "名次", Width.S),
                                        Column.label("score", "得分", Width.S),
                                        Column.label("grade", "等级", Width.S),
                                        Column.label("townships", "优秀乡镇（街道）", Width.M)),
                                districts.stream()
                                        .map(object -> Forms.readOnly(
                                                object.code(),
                                                Map.of(
                                                        "name", object.name(),
                                                        "rank",
                                                                object.rank() == null
                                                                        ? "—"
                                                                        : String.valueOf(object.rank()),
                                                        "score", object.score().toPlainString(),
                                                        "grade", object.grade().label(),
                                                        "townships",
                                                                object.excellentTownships()
                                                                        + "/"
                                                                        + object.townships())))
                                        .toList()),
                        Forms.table(
                                "units",
                                "移交的市直单位结果",
                                units.isEmpty() ? "本年度没有考核市直单位。" : null,
                                List.of(
                                        Column.label("name", "市直单位", Width.M),
                                        Column.label("rank", "名次", Width.S),
                                        Column.label("review", "考评得分", Width.S),
                                        Column.label("appraisal", "民主测评得分", Width.S),
                                        Column.label("score", "得分", Width.S),
                                        Column.label("grade", "等级", Width.S)),
                                units.stream()
                                        .map(unit -> Forms.readOnly(
                                                unit.code(),
                                                Map.of(
                                                        "name", unit.name(),
                                                        "rank", String.valueOf(unit.rank()),
                                                        "review", shown(unit.reviewScore()),
                                                        "appraisal", shown(unit.appraisalScore()),
                                                        "score", shown(unit.score()),
                                                        "grade", unit.grade().label())))
                                        .toList()),
                        Forms.questions(
                                SECTION,
                                "移交说明",
                                List.of(Column.input("note", "说明（可不填）", InputType.LONG_TEXT, Width.L)),
                                Map.of("note", note(draft)),
                                tooLong.stream().toList())),
                List.of(
                        new Fact("依据", "第%d号考核结果".formatted(revision)),
                        new Fact("乡镇（街道）", objects.size() - districts.size() - units.size() + " 个"),
                        new Fact(
                                "优秀",
                                objects.stream()
                                                .filter(object -> object.grade() == Grade.EXCELLENT)
                                                .count()
                                        + " 个")),
                problems(year));
    }

    private static String shown(@Nullable BigDecimal score) {
        return score == null ? "—" : score.toPlainString();
    }

    /** What has not been told everyone is not settled, and not handed over. */
    private List<String> problems(int year) {
        Pending pending = circulations.pending(year);
        List<String> problems = new ArrayList<>();
        pending.held()
                .forEach((object, reason) ->
                        problems.add("“%s”暂缓通报（%s），通报以后才能移交。".formatted(years.fullName(year, object.code()), reason)));
        if (!pending.due().isEmpty()) {
            problems.add(
                    "还有%d个考核对象的结果没有通报，请先办结“通报考核结果”。".formatted(pending.due().size()));
        }
        return problems;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        handOvers.handOver(task.id(Variables.HAND_OVER), note(draft), actor);
        return Map.of();
    }
}
