package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.Change;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.adjustment.Hearings.Channel;
import cn.healthylishui.assessment.adjustment.Hearings.Hearing;
import cn.healthylishui.assessment.adjustment.process.AdjustmentSheet;
import cn.healthylishui.assessment.adjustment.process.ApproveAdjustmentForm;
import cn.healthylishui.assessment.adjustment.process.AssessImpactForm;
import cn.healthylishui.assessment.adjustment.process.HoldHearingForm;
import cn.healthylishui.assessment.adjustment.process.Onward;
import cn.healthylishui.assessment.adjustment.process.ProposeAdjustmentForm;
import cn.healthylishui.assessment.adjustment.process.ReviewAdjustmentForm;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.Origin;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * 指标调整: a municipal unit proposes to word a criterion more clearly, the public is heard, what somebody said is taken up in a second
 * draft, and the leading group agrees. No points change, so the year comes out as it would have.
 */
@RehearsalBean
public class AdjustmentWork {

    static final String PROCESS = "indicator-adjustment";
    static final String FIRST_TASK = "taskProposeAdjustment";

    /** Who proposes. */
    static final String PROPOSER = "shi-wjw";

    private static final Actor CITY = new Actor(Office.CITY, Office.CITY);

    /** What each draft adds to the criterion; the second one takes up what was said at the hearing. */
    private static final List<String> WORDINGS = List.of("以年度台账为准。", "以年度台账和现场走访情况为准，台账应当列明时间、地点和参加人。");

    private final Adjustments adjustments;
    private final Hearings hearings;
    private final IndicatorDrafts drafts;
    private final IndicatorTables tables;
    private final Clock clock;

    AdjustmentWork(
            Adjustments adjustments, Hearings hearings, IndicatorDrafts drafts, IndicatorTables tables, Clock clock) {
        this.adjustments = adjustments;
        this.hearings = hearings;
        this.drafts = drafts;
        this.tables = tables;
        this.clock = clock;
    }

    /** What is done for an adjustment outside of its tasks: drafts are made, and somebody of the public comments. */
    public void beside(int year) {
        for (Adjustment adjustment : adjustments.of(year)) {
            if (adjustment.state() == State.REVIEW) {
                draft(adjustment);
            } else if (adjustment.state() == State.HEARING) {
                comment(hearings.latest(adjustment.id()));
            }
        }
    }

    private void draft(Adjustment adjustment) {
        int made = (int) drafts.versions(adjustment.year()).stream()
                .filter(version -> version.kind() == TableKind.COUNTY && version.isDraft())
                .count();
        if (made > adjustment.returns().size() || made >= WORDINGS.size()) {
            return;
        }
        IndicatorTable current = tables.table(adjustment.year(), TableKind.COUNTY);
        String judged = judged(current).code();
        drafts.save(
                adjustment.year(),
                TableKind.COUNTY,
                current.title(),
                current.example(),
                Origin.IMPORT,
                made == 0 ? "按采纳的建议写清评分依据" : "按征求到的意见再作修改",
                current.indicators().stream()
                        .map(indicator -> indicator.code().equals(judged) ? worded(indicator, made) : indicator)
                        .toList(),
                CITY);
    }

    private static Indicator judged(IndicatorTable table) {
        return table.indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .findFirst()
                .orElseThrow();
    }

    private static Indicator worded(Indicator indicator, int made) {
        return new Indicator(
                indicator.code(),
                indicator.seq(),
                indicator.name(),
                indicator.field(),
                indicator.content(),
                indicator.parents(),
                indicator.mustPass(),
                indicator.points(),
                indicator.unitOfMeasure(),
                indicator.direction(),
                indicator.method(),
                indicator.sourceKind(),
                indicator.owner(),
                indicator.key(),
                indicator.evidenceRequired(),
                indicator.evidence(),
                indicator.criterion() + WORDINGS.get(made),
                indicator.stageTarget(),
                indicator.notApplicableAllowed(),
                indicator.dataSource(),
                indicator.confidence());
    }

    private void comment(Hearing hearing) {
        if (hearing.runsOn(LocalDate.now(clock))
                && hearings.comments(hearing.id()).isEmpty()) {
            hearings.comment(hearing.id(), "一名社区医生", "0578-2000000", "只看台账容易流于形式，建议把现场走访也写进评分依据。");
            hearings.comment(hearing.id(), "", "", "台账要写明时间和地点，不然没法核对。");
        }
    }

    /** Comments are gathered until the last day is over. */
    static boolean waits(OpenWork work, FormView view) {
        return work.key().equals("taskHoldHearing") && !view.problems().isEmpty();
    }

    /** What is typed into the task; empty for any other. */
    static Optional<List<Typing>> of(int year, OpenWork work, FormView view) {
        return switch (work.key()) {
            case FIRST_TASK -> Optional.of(proposals(year, view));
            case "taskReviewAdjustment" -> Optional.of(review(view));
            case "taskHoldHearing" -> Optional.of(hearing(view));
            case "taskAssessImpact" ->
                Optional.of(List.of(Typing.into(Forms.DECISION)
                        .with(AssessImpactForm.ONWARD, Onward.GO)
                        .with(AssessImpactForm.NOTE, "只写清评分依据，分值不变。")));
            case "taskApproveAdjustment" ->
                Optional.of(List.of(Typing.into(Forms.DECISION)
                        .with(ApproveAdjustmentForm.DECISION, ApproveAdjustmentForm.APPROVED)
                        .with(ApproveAdjustmentForm.COMMENT, "同意")));
            default -> Optional.empty();
        };
    }

    /** First the year, then the table, then what it offers. */
    private static List<Typing> proposals(int year, FormView view) {
        return List.of(
                Typing.into(ProposeAdjustmentForm.ADJUSTMENT)
                        .with(YearChoice.YEAR, year)
                        .with(ProposeAdjustmentForm.SUMMARY, "上一年度考核中，评判类指标的评分依据掌握不一，各地有意见。"),
                Typing.into(ProposeAdjustmentForm.PROPOSALS, "1")
                        .with(ProposeAdjustmentForm.TABLE, TableKind.COUNTY)
                        .with(ProposeAdjustmentForm.CHANGE, Change.CRITERION)
                        .with(
                                ProposeAdjustmentForm.INDICATOR,
                                indicators(view).findFirst().map(Option::value).orElse("C013"))
                        .with(ProposeAdjustmentForm.TEXT, "评判类指标在评分标准里写明以什么为评分依据。")
                        .with(ProposeAdjustmentForm.REASON, "依据写清楚，评判才有一致的尺度。"),
                Typing.into(ProposeAdjustmentForm.PROPOSALS, "2")
                        .with(ProposeAdjustmentForm.TABLE, TableKind.TOWNSHIP)
                        .with(ProposeAdjustmentForm.CHANGE, Change.ADD)
                        .with(ProposeAdjustmentForm.TEXT, "增加“村（社区）健身设施完好率”，20分。")
                        .with(ProposeAdjustmentForm.REASON, "群众反映健身器材损坏后维修不及时。"));
    }

    private static Stream<Option> indicators(FormView view) {
        return rows(view, ProposeAdjustmentForm.PROPOSALS)
                .flatMap(row -> Optional.ofNullable(row.inputs().get(ProposeAdjustmentForm.INDICATOR.key())).stream())
                .flatMap(input -> input.options().stream());
    }

    private static boolean heard(FormView view) {
        return view.sections().stream().anyMatch(section -> section.key().startsWith(AdjustmentSheet.HEARD));
    }

    private static Typing way(boolean heard) {
        Typing decision = Typing.into(Forms.DECISION);
        return heard
                ? decision.with(ReviewAdjustmentForm.DECISION, ReviewAdjustmentForm.DIRECT)
                        .with(ReviewAdjustmentForm.HEARING_REASON, "按公众意见作的文字修改，不再征求意见。")
                : decision.with(ReviewAdjustmentForm.DECISION, ReviewAdjustmentForm.HEARING)
                        .with(ReviewAdjustmentForm.HEARING_REASON, "评分依据关系各地，听取公众和基层意见。");
    }

    /** Heard at first; what the public said is taken up in a second draft, which is not heard again. */
    private static List<Typing> review(FormView view) {
        boolean heard = heard(view);
        List<Typing> typings = new ArrayList<>();
        rows(view, ReviewAdjustmentForm.REPLIES)
                .map(row -> reply(
                        Typing.into(ReviewAdjustmentForm.REPLIES, row.key()),
                        row.key().equals("1")))
                .forEach(typings::add);
        typings.add(way(heard));
        newest(view)
                .ifPresent(draft -> typings.add(Typing.into(ReviewAdjustmentForm.DRAFTS)
                        .typed(ReviewAdjustmentForm.draftOf(TableKind.COUNTY), draft)));
        if (!heard) {
            rows(view, ReviewAdjustmentForm.ANNOUNCEMENT)
                    .findFirst()
                    .map(row -> String.valueOf(row.values().get(ReviewAdjustmentForm.NOTICE.key())))
                    .map(notice -> notice.replace("（请补充通信地址）", "丽水市花园路1号市健康丽水办").replace("（请补充电话）", "0578-2091000"))
                    .ifPresent(notice -> typings.add(
                            Typing.into(ReviewAdjustmentForm.ANNOUNCEMENT).with(ReviewAdjustmentForm.NOTICE, notice)));
        }
        return typings;
    }

    private static Typing reply(Typing proposal, boolean adopted) {
        return adopted
                ? proposal.with(ReviewAdjustmentForm.REPLY, Adjustment.Reply.ADOPTED)
                        .with(ReviewAdjustmentForm.ANSWER, "评分标准里写明评分依据。")
                : proposal.with(ReviewAdjustmentForm.REPLY, Adjustment.Reply.DECLINED)
                        .with(ReviewAdjustmentForm.ANSWER, "没有稳定的数据来源，先作调查，下一年度再研究。");
    }

    private static Optional<String> newest(FormView view) {
        return view.sections().stream()
                .filter(section -> section.key().equals(ReviewAdjustmentForm.DRAFTS))
                .flatMap(section -> section.columns().stream())
                .filter(column -> column.key()
                        .equals(ReviewAdjustmentForm.draftOf(TableKind.COUNTY).key()))
                .flatMap(column -> column.options().stream())
                .map(Option::value)
                .filter(value -> !value.equals(ReviewAdjustmentForm.NONE.value()))
                .findFirst();
    }

    private static List<Typing> hearing(FormView view) {
        return Stream.concat(
                        rows(view, HoldHearingForm.COMMENTS).map(row -> Typing.into(HoldHearingForm.COMMENTS, row.key())
                                .with(HoldHearingForm.REPLY, Hearings.Reply.ADOPTED)
                                .with(HoldHearingForm.ANSWER, "意见有道理，已写进修改后的草案。")),
                        Stream.of(
                                Typing.into(HoldHearingForm.FURTHER, "1")
                                        .with(HoldHearingForm.CHANNEL, Channel.PHONE)
                                        .with(HoldHearingForm.PERSON, "某乡镇干部")
                                        .with(HoldHearingForm.TEXT, "希望减少台账的数量。")
                                        .with(HoldHearingForm.REPLY, Hearings.Reply.DECLINED)
                                        .with(HoldHearingForm.ANSWER, "本次只明确评分依据，不增加台账；减少台账另行研究。"),
                                Typing.into(Forms.DECISION)
                                        .with(HoldHearingForm.ONWARD, Onward.REDRAFT)
                                        .with(HoldHearingForm.OUTCOME, "收到意见3条，采纳2条，评分依据加写现场走访和台账的要素。")))
                .toList();
    }

    private static Stream<FormView.Row> rows(FormView view, String key) {
        return view.sections().stream()
                .filter(section -> section.key().equals(key))
                .flatMap(section -> section.rows().stream());
    }
}
