package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes.Ruling;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes.UnitOutcome;
import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Decision.Outcome;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 确认测评结果: turnout, sums and scores, and what becomes of units that nobody rated (办法四(二)). */
@Component
public class ConfirmAppraisalForm implements TaskForm {

    public static final String UNRATED = "unrated";
    public static final Field<Outcome> OUTCOME =
            Field.choice("outcome", "处理", M, Outcome.values(), Outcome::label).required("请选择怎样处理。");
    public static final Field<String> REASON = Field.text("reason", "理由", L, AppraisalOutcomes::wrongDecisionReason);

    private static final Table<TaskRef> COMMON_QUESTIONS = Table.<TaskRef>questions("common", "统一处理（可不填）")
            .asks(OUTCOME.help("在这里填一次，下表没有单独填的单位都照此处理。"))
            .asks(Field.longText(REASON.key(), REASON.label(), L, AppraisalOutcomes::wrongDecisionReason))
            .askedOnlyIf(false);

    private final Appraisals appraisals;
    private final AppraisalOutcomes appraisalOutcomes;
    private final SealedSeats seats;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;

    ConfirmAppraisalForm(
            Appraisals appraisals,
            AppraisalOutcomes appraisalOutcomes,
            SealedSeats seats,
            AssessmentYears years,
            YearRoster roster,
            Organization organization) {
        this.appraisals = appraisals;
        this.appraisalOutcomes = appraisalOutcomes;
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

    /** For each unit what was typed for it, else what was typed for all; a cell that is emptied says nothing of its own. */
    private Filled<String> unrated(TaskRef task, Draft draft) {
        List<String> units = appraisalOutcomes.unrated(task.year());
        Typed common = COMMON_QUESTIONS.read(task, draft).only().typed();
        Map<String, Typed> own = unrated(task.year(), (unit, field) -> "").read(units, draft).stream()
                .collect(Collectors.toMap(line -> line.item(), line -> line.typed()));
        return unrated(task.year(), (unit, field) -> Stream.of(own.get(unit), common)
                        .map(said -> said.text(field))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""))
                .read(units, Draft.EMPTY);
    }

    private Table<String> unrated(int year, BiFunction<String, Field<?>, String> stored) {
        return Table.<String>of(UNRATED, "没有有效测评结果的单位", unit -> unit)
                .hint("没有人投票，或者投票的人都选“不了解”。")
                .shows("name", "单位", L, unit -> roster.objectName(year, unit))
                .asks(OUTCOME, unit -> stored.apply(unit, OUTCOME))
                .asks(REASON, unit -> stored.apply(unit, REASON));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        int year = task.year();
        Poll poll = appraisals.get(year);
        Turnout turnout = appraisals.turnout(year);
        List<UnitOutcome> outcomes = appraisalOutcomes.outcomes(year);
        Filled<String> unrated = unrated(task, draft);
        boolean shown = appraisalOutcomes.enoughToShow(year);
        List<Section> sections = new ArrayList<>();
        sections.add(TurnoutTable.of(turnout));
        if (unrated.size() > 1) {
            sections.add(COMMON_QUESTIONS.read(task, draft).section());
        }
        if (!unrated.isEmpty()) {
            sections.add(unrated.section());
        }
        if (shown) {
            sections.add(scores(year, outcomes));
            sections.add(tallies(year, outcomes));
        }
        FormContent content = FormContent.of("提交后测评得分生效，与考评得分一起计入市直单位的考核得分，不能再改。", "办法四(二)")
                .notices(notices(year, poll, unrated.size(), shown))
                .parts(sections)
                .fact("投票", turnout.text());
        return (shown && poll.alikeBallots() != null
                        ? content.fact("对全部单位评价相同的票", poll.alikeBallots() + " 张")
                        : content)
                .fact("没有有效测评结果", unrated.size() + " 个");
    }

    private List<Notice> notices(int year, Poll poll, int unrated, boolean shown) {
        List<Notice> notices = new ArrayList<>(Reissues.notices(seats, organization, year));
        String closingReason = poll.closingReason();
        if (closingReason != null) {
            notices.add(new Notice(Level.INFO, "截止时的说明：" + closingReason));
        }
        int smallest = years.settings(year).smallestShownRaterGroup();
        if (!shown) {
            notices.add(new Notice(Level.WARNING, "全部投票不足%d张，为保密只列投票情况，不列各单位的票数和得分；得分按规则计入考核结果。".formatted(smallest)));
        } else if (appraisalOutcomes.isMerged(year)) {
            notices.add(new Notice(Level.INFO, "有的测评人员类别不足%d张票，为保密各类合并列出；得分仍按各类的平均分加权计算。".formatted(smallest)));
        }
        if (unrated > 0) {
            notices.add(new Notice(Level.WARNING, "有%d个单位没有有效的测评结果，请逐个选择怎样处理并写明理由。".formatted(unrated)));
        }
        return notices;
    }

    private Section scores(int year, List<UnitOutcome> outcomes) {
        return Table.of("scores", "测评得分", UnitOutcome::unit)
                .shows("name", "单位", L, outcome -> roster.objectName(year, outcome.unit()))
                .shows(
                        "score",
                        "得分",
                        S,
                        outcome -> Objects.toString(outcome.score().score(), "—"))
                .shows("explanation", "怎样得出", L, outcome -> outcome.score().explanation())
                .section(outcomes);
    }

    private record Tallied(String unit, AppraisalOutcomes.ShownTally sum) {

        String key() {
            return unit + "-" + sum.groups().iterator().next().name();
        }
    }

    private Section tallies(int year, List<UnitOutcome> outcomes) {
        Table<Tallied> table = Table.of("tallies", "得票", Tallied::key)
                .shows("name", "单位", L, tallied -> roster.objectName(year, tallied.unit()))
                .shows("groups", "测评人员", M, tallied -> tallied.sum().label());
        for (AppraisalMark mark : AppraisalMark.values()) {
            table.shows(
                    Column.label(mark.name(), mark.label(), S).unit("票"),
                    (tallied, typed) -> String.valueOf(tallied.sum().tally().count(mark)));
        }
        return table.section(outcomes.stream()
                .flatMap(outcome -> outcome.tallies().stream().map(sum -> new Tallied(outcome.unit(), sum)))
                .toList());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Map<String, Ruling> rulings = new TreeMap<>();
        unrated(task, draft).stream()
                .forEach(line -> rulings.put(line.item(), new Ruling(line.get(OUTCOME), line.get(REASON))));
        appraisalOutcomes.confirm(task.year(), rulings, actor);
        return Map.of();
    }
}
