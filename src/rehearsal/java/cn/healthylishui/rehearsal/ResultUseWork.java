package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.closing.process.ArchiveForm;
import cn.healthylishui.assessment.closing.process.ConfirmReceiptForm;
import cn.healthylishui.assessment.interview.process.CheckRectificationForm;
import cn.healthylishui.assessment.interview.process.HoldInterviewForm;
import cn.healthylishui.assessment.interview.process.NotifyInterviewForm;
import cn.healthylishui.assessment.interview.process.PlanRectificationForm;
import cn.healthylishui.assessment.interview.process.ReportRectificationForm;
import cn.healthylishui.assessment.interview.process.SubmitMaterialForm;
import cn.healthylishui.assessment.misconduct.process.DecideMisconductForm;
import cn.healthylishui.assessment.misconduct.process.FindMisconductForm;
import cn.healthylishui.assessment.misconduct.process.HearAccusedForm;
import cn.healthylishui.assessment.misconduct.process.InvestigateMisconductForm;
import cn.healthylishui.assessment.misconduct.process.ReferMisconductForm;
import cn.healthylishui.assessment.misconduct.process.ReportMisconductForm;
import cn.healthylishui.assessment.publicity.process.AnswerObjectionForm;
import cn.healthylishui.assessment.publicity.process.DecideObjectionForm;
import cn.healthylishui.assessment.publicity.process.FileObjectionForm;
import cn.healthylishui.assessment.publicity.process.InvestigateObjectionForm;
import cn.healthylishui.assessment.publicity.process.PostNoticeForm;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.result.process.CorrectedItem;
import cn.healthylishui.assessment.result.process.ProposeRevisionForm;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.rehearsal.YearInput.Correction;
import cn.healthylishui.rehearsal.YearInput.Misconduct;
import cn.healthylishui.rehearsal.YearInput.Objection;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * 审定以后各单位的办理: publicity, objections, circulation, interviews, misconduct, hand-over and filing, such that each year shows an
 * objection upheld and one rejected, a rectification that fails its first check, and a confirmed case of misconduct.
 */
final class ResultUseWork {

    private final int year;
    private final YearInput input;
    private final Clock clock;
    private final LongFunction<Objection> filed;
    private final BiFunction<OpenWork, String, String> upload;
    private final Map<String, Integer> objections = new HashMap<>();
    private int reports;
    private boolean checkFailed;

    /**
     * @param filed which of the year's objections an open one is
     * @param upload puts a file of that name into the task and returns its id
     */
    ResultUseWork(
            YearInput input, Clock clock, LongFunction<Objection> filed, BiFunction<OpenWork, String, String> upload) {
        this.year = input.year();
        this.input = input;
        this.clock = clock;
        this.filed = filed;
        this.upload = upload;
    }

    /** Whether the office waits with this task: until its day, or until everything else is done. */
    static boolean waits(OpenWork work, FormView view, LocalDate today) {
        return switch (work.key()) {
            case "taskHoldInterview" ->
                view.task().due() != null && today.isBefore(view.task().due());
            case "taskHandOver", "taskArchive" -> !view.problems().isEmpty();
            default -> false;
        };
    }

    /** What is typed into the task; empty for a task of the time before the approval. */
    Optional<List<Typing>> of(OpenWork work, FormView view) {
        return switch (work.key()) {
            case "taskPostNotice" ->
                questions(Typing.into(PostNoticeForm.TEXT).with(PostNoticeForm.BODY, completed(view)));
            case "taskFileObjection" -> questions(objection(work));
            case "taskInvestigateObjection" ->
                questions(Typing.into(InvestigateObjectionForm.INVESTIGATION)
                        .with(InvestigateObjectionForm.FINDINGS, "调阅台账，走访有关单位和群众，核对了原始数据。"));
            case "taskDecideObjection" -> questions(decidedObjection(work));
            case "taskAnswerObjection" ->
                questions(Typing.into(AnswerObjectionForm.SECTION).with(AnswerObjectionForm.HOW, "电话答复，并寄送书面答复"));
            case "taskProposeRevision" -> Optional.of(proposal(work));
            case "taskApproveRevision" -> questions(ruling(view, "同意"));
            case "taskCirculate", "taskHandOver" -> Optional.of(List.of());
            case "taskConfirmReceipt" ->
                Optional.of(List.of(Typing.into(ConfirmReceiptForm.RECEIPT)
                        .with(ConfirmReceiptForm.CHECK, ConfirmReceiptForm.CHECKED)
                        .with(ConfirmReceiptForm.RECEIVER, "周某")));
            case "taskArchive" ->
                Optional.of(List.of(Typing.into(Forms.DECISION).with(ArchiveForm.DECISION, ArchiveForm.ARCHIVE)));
            case "taskNotifyInterview" -> Optional.of(notice());
            case "taskSubmitMaterial" ->
                questions(Typing.into(SubmitMaterialForm.MATERIAL)
                        .with(SubmitMaterialForm.HOW, SubmitMaterialForm.WRITE)
                        .with(SubmitMaterialForm.BODY, "考核中暴露的问题属实，主要是责任没有压实、日常工作抓得不紧。已召开专题会议研究，初步提出整改打算，将逐项落实到人。"));
            case "taskHoldInterview" -> Optional.of(talk(work));
            case "taskPlanRectification" -> Optional.of(plan(view));
            case "taskReportRectification" -> Optional.of(report(work, view));
            case "taskCheckRectification" -> Optional.of(check(view));
            case "taskReportMisconduct" -> questions(reported(input.misconduct().get(reports++)));
            case "taskInvestigateMisconduct" ->
                questions(Typing.into(InvestigateMisconductForm.FACTS)
                        .with(InvestigateMisconductForm.TEXT, accused(work).facts())
                        .with(InvestigateMisconductForm.FILES, List.of(upload.apply(work, "调查笔录")))
                        .with(
                                InvestigateMisconductForm.ACCUSATION,
                                accused(work).accusation()));
            case "taskHearAccused" ->
                questions(Typing.into(HearAccusedForm.STATEMENT)
                        .with(HearAccusedForm.ANSWER, HearAccusedForm.STATES)
                        .with(HearAccusedForm.TEXT, accused(work).statement()));
            case "taskFindMisconduct" -> questions(found(accused(work)));
            case "taskDecideMisconduct" ->
                questions(ruling(view, "同意认定意见")
                        .with(
                                DecideMisconductForm.GRAVITY,
                                accused(work).serious()
                                        ? DecideMisconductForm.SERIOUS
                                        : DecideMisconductForm.NOT_SERIOUS));
            case "taskRefer" ->
                questions(Typing.into(ReferMisconductForm.REFERRAL).with(ReferMisconductForm.TO, "有管理权限的纪检监察机关"));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Typing>> questions(Typing typing) {
        return Optional.of(List.of(typing));
    }

    private static Typing ruling(FormView view, String comment) {
        return Typing.into(Forms.DECISION)
                .with(Ruling.DECISION, first(view, Forms.DECISION))
                .with(Ruling.COMMENT, comment);
    }

    /** The draft with what it leaves to people filled in. */
    private static String completed(FormView view) {
        return String.valueOf(section(view, PostNoticeForm.TEXT)
                        .rows()
                        .get(0)
                        .values()
                        .get(PostNoticeForm.BODY.key()))
                .replace("（请补充电话）", "0578-0000000")
                .replace("（请补充地址）", "市行政中心");
    }

    /** The first of the choices in a section: to approve. */
    private static String first(FormView view, String section) {
        return section(view, section).columns().stream()
                .filter(column -> !column.options().isEmpty())
                .findFirst()
                .orElseThrow()
                .options()
                .get(0)
                .value();
    }

    private static FormView.Section section(FormView view, String key) {
        return view.sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No section " + key));
    }

    /** Each office files its objections in their order; the city office those of the public. */
    private Typing objection(OpenWork work) {
        Objection objection = input.objections().stream()
                .filter(one -> one.office().equals(work.office()))
                .skip(objections.merge(work.office(), 1, Integer::sum) - 1)
                .findFirst()
                .orElseThrow();
        Typing typing = Typing.into(FileObjectionForm.SECTION)
                .with(YearChoice.YEAR, year)
                .with(FileObjectionForm.CONTACT, objection.contact())
                .with(FileObjectionForm.OBJECT, objection.object())
                .with(FileObjectionForm.CONTENT, objection.content());
        if (!objection.objector().isEmpty()) {
            typing = typing.with(FileObjectionForm.OBJECTOR, objection.objector());
        }
        return objection.item().isEmpty()
                ? typing
                : typing.with(FileObjectionForm.ITEM, objection.item())
                        .with(FileObjectionForm.FILES, List.of(upload.apply(work, "全乡调查结果")));
    }

    private Objection filed(OpenWork work) {
        return filed.apply((Long) Objects.requireNonNull(work.variables().get(Variables.OBJECTION)));
    }

    private Typing decidedObjection(OpenWork work) {
        Objection objection = filed(work);
        return Typing.into(Forms.DECISION)
                .with(
                        DecideObjectionForm.DECISION,
                        objection.upheld() ? DecideObjectionForm.UPHOLD : DecideObjectionForm.REJECT)
                .with(DecideObjectionForm.REASON, objection.reason());
    }

    private List<Typing> proposal(OpenWork work) {
        Objection objection = filed(work);
        Correction correction = Objects.requireNonNull(objection.correction());
        Typing typing = Typing.into(ProposeRevisionForm.CHANGES, "1")
                .with(CorrectedItem.VALUE, correction.value())
                .with(ProposeRevisionForm.REASON, correction.reason());
        if (!correction.reference().isEmpty()) {
            typing = typing.with(CorrectedItem.REFERENCE, correction.reference());
        }
        if (!correction.item().equals(objection.item())) {
            typing = typing.with(CorrectedItem.ITEM, correction.item());
        }
        return List.of(
                Typing.into(Forms.DECISION).with(ProposeRevisionForm.DECISION, ProposeRevisionForm.PROPOSE), typing);
    }

    private Typing reported(Misconduct one) {
        return Typing.into(ReportMisconductForm.REPORT)
                .with(YearChoice.YEAR, year)
                .with(ReportMisconductForm.OBJECT, one.object())
                .with(ReportMisconductForm.SOURCE, one.source())
                .with(ReportMisconductForm.CLUE, one.clue());
    }

    private static Typing found(Misconduct one) {
        Typing typing = Typing.into(FindMisconductForm.FINDING)
                .with(
                        FindMisconductForm.OPINION,
                        one.confirmed() ? FindMisconductForm.CONFIRMED : FindMisconductForm.NOT_CONFIRMED)
                .with(FindMisconductForm.REASONS, one.reasons());
        return one.confirmed()
                ? typing.with(
                        FindMisconductForm.GRAVITY,
                        one.serious() ? FindMisconductForm.SERIOUS : FindMisconductForm.NOT_SERIOUS)
                : typing;
    }

    /** The case that the work is about: there is one an object at most. */
    private Misconduct accused(OpenWork work) {
        List<String> objects = Stream.of(Variables.TOWNSHIP, Variables.UNIT, Variables.DISTRICT)
                .flatMap(variable -> Stream.ofNullable(work.text(variable)))
                .toList();
        return input.misconduct().stream()
                .filter(one -> one.object().equals(objects.get(0)))
                .findFirst()
                .orElseThrow();
    }

    private List<Typing> notice() {
        return List.of(
                Typing.into(NotifyInterviewForm.TALK)
                        .with(NotifyInterviewForm.DATE, today().plusDays(3))
                        .with(NotifyInterviewForm.PLACE, "市行政中心第三会议室"),
                Typing.into(NotifyInterviewForm.HEADS, "1").with(NotifyInterviewForm.NAME, "陈某"),
                Typing.into(NotifyInterviewForm.HEADS, "2").with(NotifyInterviewForm.NAME, "林某"));
    }

    /** Where a whole district is talked to, one of its heads sends a substitute. */
    private List<Typing> talk(OpenWork work) {
        boolean district = work.text(Variables.TOWNSHIP) == null;
        Typing second = Typing.into(HoldInterviewForm.HEADS, "2");
        return List.of(
                Typing.into(HoldInterviewForm.TALK).with(HoldInterviewForm.DATE, today()),
                Typing.into(HoldInterviewForm.HEADS, "1").with(HoldInterviewForm.PRESENCE, HoldInterviewForm.CAME),
                district
                        ? second.with(HoldInterviewForm.PRESENCE, HoldInterviewForm.REPRESENTED)
                                .with(HoldInterviewForm.SUBSTITUTE, "吴某，常务副职")
                                .with(HoldInterviewForm.REASON, "在外参加上级会议")
                        : second.with(HoldInterviewForm.PRESENCE, HoldInterviewForm.CAME),
                Typing.into(HoldInterviewForm.RECORD)
                        .with(HoldInterviewForm.MINUTES, "通报了考核不合格的原因，逐项分析失分情况，要求制定整改方案、限期整改。被约谈人表示认识到位，将逐项整改并按期报告。"));
    }

    private List<Typing> plan(FormView view) {
        return section(view, PlanRectificationForm.PLAN).rows().stream()
                .filter(row -> !String.valueOf(row.values().get(PlanRectificationForm.PROBLEM.key()))
                        .isEmpty())
                .map(row -> Typing.into(PlanRectificationForm.PLAN, row.key())
                        .with(PlanRectificationForm.MEASURE, "明确牵头单位和责任人，按月调度，补齐短板。")
                        .with(PlanRectificationForm.RESPONSIBLE, "分管负责人赵某")
                        .with(PlanRectificationForm.DATE, today().plusDays(20)))
                .toList();
    }

    private List<Typing> report(OpenWork work, FormView view) {
        return section(view, ReportRectificationForm.ITEMS).rows().stream()
                .filter(row -> !row.locked())
                .map(row -> Typing.into(ReportRectificationForm.ITEMS, row.key())
                        .with(ReportRectificationForm.OUTCOME, "已按方案完成整改，见佐证材料。")
                        .with(ReportRectificationForm.FILES, List.of(upload.apply(work, "整改佐证"))))
                .toList();
    }

    /** Of all the year's checks the very first finds one item not mended. */
    private List<Typing> check(FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (FormView.Row row : section(view, CheckRectificationForm.VERDICTS).rows()) {
            boolean failed = input.detours() && !checkFailed;
            checkFailed = true;
            Typing verdict = Typing.into(CheckRectificationForm.VERDICTS, row.key());
            typings.add(
                    failed
                            ? verdict.with(CheckRectificationForm.VERDICT, CheckRectificationForm.NOT_MENDED)
                                    .with(CheckRectificationForm.COMMENT, "只有方案没有成效，请提供整改前后对比数据。")
                            : verdict.with(CheckRectificationForm.VERDICT, CheckRectificationForm.MENDED));
            if (failed && comesAgain(view)) {
                typings.add(Typing.into(CheckRectificationForm.NEXT)
                        .with(CheckRectificationForm.DATE, today().plusDays(15)));
            }
        }
        return typings;
    }

    /** After the last round there is no next report to set a day for. */
    private static boolean comesAgain(FormView view) {
        return view.sections().stream().anyMatch(section -> section.key().equals(CheckRectificationForm.NEXT));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
