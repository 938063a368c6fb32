package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Appraisals.Ruling;
import cn.healthylishui.assessment.appraisal.Appraisals.UnitOutcome;
import cn.healthylishui.assessment.appraisal.Decision.Outcome;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 确认测评结果: turnout, sums and scores, and what becomes of units that nobody rated (办法四(二)). */
@Component
class ConfirmAppraisalForm implements TaskForm {

    static final String COMMON = "common";
    static final String UNRATED = "unrated";
    static final String OUTCOME = "outcome";
    static final String REASON = "reason";

    private static final List<Option> OUTCOMES = Stream.of(Outcome.values())
            .map(outcome -> new Option(outcome.name(), outcome.label()))
            .toList();

    private final Appraisals appraisals;
    private final SealedSeats seats;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;

    ConfirmAppraisalForm(
            Appraisals appraisals,
            SealedSeats seats,
            AssessmentYears years,
            YearRoster roster,
            Organization organization) {
        this.appraisals = appraisals;
        this.seats = seats;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskConfirmAppraisal";
    }

    @Override
    public void require(TaskRef task) {
        appraisals.require(task.year(), Poll.State.COUNTED);
    }

    /** What was typed for a unit, else what was typed for all. */
    private static String typed(Draft draft, String unit, String column) {
        String own = draft.value(UNRATED, unit, column, "");
        return own.isEmpty() ? draft.value(COMMON, COMMON, column, "") : own;
    }

    private static Optional<Outcome> outcome(Draft draft, String unit) {
        String typed = typed(draft, unit, OUTCOME);
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome.name().equals(typed))
                .findFirst();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Poll poll = appraisals.get(task.year());
        Turnout turnout = appraisals.turnout(task.year());
        List<UnitOutcome> outcomes = appraisals.outcomes(task.year());
        List<String> unrated = appraisals.unrated(task.year());
        boolean shown = appraisals.enoughToShow(task.year());
        List<Section> sections = new ArrayList<>();
        sections.add(TurnoutTable.of(turnout));
        if (!unrated.isEmpty()) {
            if (unrated.size() > 1) {
                sections.add(common(draft));
            }
            sections.add(unrated(task.year(), unrated, draft));
        }
        if (shown) {
            sections.add(scores(task.year(), outcomes));
            sections.add(tallies(task.year(), outcomes));
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("投票", turnout.text()));
        if (shown && poll.alikeBallots() != null) {
            facts.add(new Fact("对全部单位评价相同的票", poll.alikeBallots() + " 张"));
        }
        facts.add(new Fact("没有有效测评结果", unrated.size() + " 个"));
        return new FormContent(
                "提交后测评得分生效，与考评得分一起计入市直单位的考核得分，不能再改。",
                List.of("办法四(二)"),
                notices(task.year(), poll, unrated, shown),
                sections,
                facts,
                List.of());
    }

    private List<Notice> notices(int year, Poll poll, List<String> unrated, boolean shown) {
        List<Notice> notices = new ArrayList<>(Reissues.notices(seats, organization, year));
        String closingReason = poll.closingReason();
        if (closingReason != null) {
            notices.add(new Notice(Level.INFO, "截止时的说明：" + closingReason));
        }
        int smallest = years.settings(year).smallestShownRaterGroup();
        if (!shown) {
            notices.add(new Notice(Level.WARNING, "全部投票不足%d张，为保密只列投票情况，不列各单位的票数和得分；得分按规则计入考核结果。".formatted(smallest)));
        } else if (appraisals.isMerged(year)) {
            notices.add(new Notice(Level.INFO, "有的测评人员类别不足%d张票，为保密各类合并列出；得分仍按各类的平均分加权计算。".formatted(smallest)));
        }
        if (!unrated.isEmpty()) {
            notices.add(new Notice(Level.WARNING, "有%d个单位没有有效的测评结果，请逐个选择怎样处理并写明理由。".formatted(unrated.size())));
        }
        return notices;
    }

    private static Section common(Draft draft) {
        Map<String, String> values = new HashMap<>();
        values.put(OUTCOME, draft.value(COMMON, COMMON, OUTCOME, ""));
        values.put(REASON, draft.value(COMMON, COMMON, REASON, ""));
        return Forms.questions(
                COMMON,
                "统一处理（可不填）",
                List.of(
                        Column.choice(OUTCOME, "处理", Width.M, OUTCOMES).help("在这里填一次，下表没有单独填的单位都照此处理。"),
                        Column.input(REASON, "理由", InputType.LONG_TEXT, Width.L)),
                values,
                List.of());
    }

    private Section unrated(int year, List<String> units, Draft draft) {
        return Forms.table(
                UNRATED,
                "没有有效测评结果的单位",
                "没有人投票，或者投票的人都选“不了解”。",
                List.of(
                        Column.label("name", "单位", Width.L),
                        Column.choice(OUTCOME, "处理", Width.M, OUTCOMES),
                        Column.input(REASON, "理由", InputType.TEXT, Width.L)),
                units.stream().map(unit -> unratedRow(year, unit, draft)).toList());
    }

    private Row unratedRow(int year, String unit, Draft draft) {
        List<Problem> problems = new ArrayList<>();
        if (outcome(draft, unit).isEmpty()) {
            problems.add(new Problem(OUTCOME, "请选择怎样处理。"));
        }
        Appraisals.wrongDecisionReason(typed(draft, unit, REASON))
                .ifPresent(message -> problems.add(new Problem(REASON, message)));
        return new Row(
                unit,
                false,
                Map.of(
                        "name",
                        roster.objectName(year, unit),
                        OUTCOME,
                        typed(draft, unit, OUTCOME),
                        REASON,
                        typed(draft, unit, REASON)),
                Map.of(),
                problems);
    }

    private Section scores(int year, List<UnitOutcome> outcomes) {
        return Forms.table(
                "scores",
                "测评得分",
                null,
                List.of(
                        Column.label("name", "单位", Width.L),
                        Column.label("score", "得分", Width.S),
                        Column.label("explanation", "怎样得出", Width.L)),
                outcomes.stream()
                        .map(outcome -> Forms.readOnly(
                                outcome.unit(),
                                Map.of(
                                        "name",
                                        roster.objectName(year, outcome.unit()),
                                        "score",
                                        outcome.score().score() == null
                                                ? "—"
                                                : String.valueOf(outcome.score().score()),
                                        "explanation",
                                        outcome.score().explanation())))
                        .toList());
    }

    private Section tallies(int year, List<UnitOutcome> outcomes) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", "单位", Width.L));
        columns.add(Column.label("groups", "测评人员", Width.M));
        for (AppraisalMark mark : AppraisalMark.values()) {
            columns.add(Column.label(mark.name(), mark.label(), Width.S).unit("票"));
        }
        List<Row> rows = new ArrayList<>();
        for (UnitOutcome outcome : outcomes) {
            for (Appraisals.ShownTally sum : outcome.tallies()) {
                Map<String, String> values = new HashMap<>();
                values.put("name", roster.objectName(year, outcome.unit()));
                values.put("groups", sum.label());
                for (AppraisalMark mark : AppraisalMark.values()) {
                    values.put(mark.name(), String.valueOf(sum.tally().count(mark)));
                }
                rows.add(Forms.readOnly(
                        outcome.unit() + "-" + sum.groups().iterator().next().name(), values));
            }
        }
        return Forms.table("tallies", "得票", null, columns, rows);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Map<String, Ruling> rulings = new TreeMap<>();
        appraisals
                .unrated(task.year())
                .forEach(unit ->
                        rulings.put(unit, new Ruling(outcome(draft, unit).orElseThrow(), typed(draft, unit, REASON))));
        appraisals.confirm(task.year(), rulings, actor);
        return Map.of();
    }
}
