package cn.healthylishui.assessment.closing.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 移交考核结果: the city office hands the result over once all of it has been circulated (办法六). */
@Component
class HandOverForm implements TaskForm {

    private static final Field<String> NOTE = Field.longText("note", "说明（可不填）", L, 2000);

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions("note", "移交说明").asks(NOTE);

    private static final Table<ObjectLine> DISTRICTS = Table.of("districts", "移交的结果", ObjectLine::code)
            .shows("name", "县（市、区）和开发区", M, ObjectLine::name)
            .shows("rank", "名次", S, district -> district.rank() == null ? "—" : String.valueOf(district.rank()))
            .shows("score", "得分", S, district -> district.score().toPlainString())
            .shows("grade", "等级", S, district -> district.grade().label())
            .shows("townships", "优秀乡镇（街道）", M, district -> district.excellentTownships() + "/" + district.townships());

    private final HandOvers handOvers;
    private final Circulations circulations;
    private final Results results;
    private final YearRoster roster;

    HandOverForm(HandOvers handOvers, Circulations circulations, Results results, YearRoster roster) {
        this.handOvers = handOvers;
        this.circulations = circulations;
        this.results = results;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskHandOver";
    }

    @Override
    public void require(TaskRef task) {
        handOvers.require(task.id(Variables.HAND_OVER), HandOvers.State.PREPARING);
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
        long excellent = objects.stream()
                .filter(object -> object.grade() == Grade.EXCELLENT)
                .count();
        return FormContent.of(
                        "办结后，系统按第%d号考核结果生成一份Excel工作簿和一份JSON数据文件，记下各自的SHA-256校验值，交承接单位签收。".formatted(revision), "办法六")
                .part(DISTRICTS.read(districts, draft))
                .part(units(units.isEmpty()).read(units, draft))
                .part(QUESTIONS.read(task, draft))
                .fact("依据", "第%d号考核结果".formatted(revision))
                .fact("乡镇（街道）", objects.size() - districts.size() - units.size() + " 个")
                .fact("优秀", excellent + " 个")
                .problems(problems(year));
    }

    private static Table<ObjectLine> units(boolean none) {
        return Table.of("units", "移交的市直单位结果", ObjectLine::code)
                .hint(none ? "本年度没有考核市直单位。" : null)
                .shows("name", "市直单位", M, ObjectLine::name)
                .shows("rank", "名次", S, unit -> String.valueOf(unit.rank()))
                .shows("review", "考评得分", S, unit -> shown(unit.reviewScore()))
                .shows("appraisal", "民主测评得分", S, unit -> shown(unit.appraisalScore()))
                .shows("score", "得分", S, unit -> shown(unit.score()))
                .shows("grade", "等级", S, unit -> unit.grade().label());
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
                        problems.add("“%s”暂缓通报（%s），通报以后才能移交。".formatted(roster.fullName(year, object.code()), reason)));
        if (!pending.due().isEmpty()) {
            problems.add(
                    "还有%d个考核对象的结果没有通报，请先办结“通报考核结果”。".formatted(pending.due().size()));
        }
        return problems;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        handOvers.handOver(
                task.id(Variables.HAND_OVER), QUESTIONS.read(task, draft).only().text(NOTE), actor);
        return Map.of();
    }
}
