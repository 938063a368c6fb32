package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.appraisal.process.CloseVotingForm;
import cn.healthylishui.assessment.appraisal.process.ConfirmAppraisalForm;
import cn.healthylishui.assessment.appraisal.process.PrepareAppraisalForm;
import cn.healthylishui.assessment.appraisal.process.VoteForm;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.process.ReportDistrictWorkForm;
import cn.healthylishui.assessment.districtwork.process.SetDistrictWorkForm;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.process.ConfirmMendedForm;
import cn.healthylishui.assessment.groupvisit.process.MendFindingsForm;
import cn.healthylishui.assessment.groupvisit.process.RecordVisitForm;
import cn.healthylishui.assessment.keywork.ProgressSheet;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.process.BatchHead;
import cn.healthylishui.assessment.keywork.process.BatchTasks;
import cn.healthylishui.assessment.keywork.process.ConfirmTasksForm;
import cn.healthylishui.assessment.keywork.process.DecomposeForm;
import cn.healthylishui.assessment.keywork.process.ReportProgressForm;
import cn.healthylishui.assessment.ownunit.process.ReviewOwnUnitsForm;
import cn.healthylishui.assessment.ownunit.process.ScoreOwnUnitForm;
import cn.healthylishui.assessment.ownunit.process.SetOwnTasksForm;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Verdict;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.unitreview.Completion;
import cn.healthylishui.assessment.unitreview.process.DecideDifferencesForm;
import cn.healthylishui.assessment.unitreview.process.ReviewSheet;
import cn.healthylishui.assessment.unitreview.process.ScoreOwnTasksForm;
import cn.healthylishui.assessment.workplan.process.ApprovePlanForm;
import cn.healthylishui.assessment.workplan.process.UrgeProgressForm;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.process.ConfirmRosterForm;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import cn.healthylishui.rehearsal.YearInput.Share;
import cn.healthylishui.rehearsal.YearInput.Task;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * 年度重点工作和市直单位考核的办理: roster, key work, progress, visits, self-scores, reviews and ballots, such that each year shows an
 * objection to a task, one that comes late, one that falls away, findings to mend, a return, reviewers who differ, a district that
 * leaves its own units out, and units of every grade.
 */
final class UnitWork {

    private static final BigDecimal FULL = BigDecimal.valueOf(100);
    private static final BigDecimal HALF_DONE = BigDecimal.valueOf(60);
    private static final int ALL_BUT_DONE = 96;
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private final int year;
    private final YearInput input;
    private final Clock clock;
    private final BiFunction<OpenWork, String, String> upload;
    private final Set<String> objected = new HashSet<>();
    private boolean mendedBadly;
    private int batches;

    /** @param upload puts a file of that name into the task and returns its id */
    UnitWork(YearInput input, Clock clock, BiFunction<OpenWork, String, String> upload) {
        this.year = input.year();
        this.input = input;
        this.clock = clock;
        this.upload = upload;
    }

    /** What is typed into the task; empty where it is another one. */
    Optional<List<Typing>> of(OpenWork work, FormView view) {
        return switch (work.key()) {
            case "taskConfirmRoster" -> Optional.of(roster(view));
            case "taskEnterKeyWork" ->
                Optional.of(
                        input.tasks().map(tasks -> givenKeyWork(tasks, view)).orElseGet(() -> keyWork(view)));
            case "taskDecompose" ->
                Optional.of(input.tasks().map(tasks -> groups(tasks, view)).orElse(List.of()));
            case "taskConfirmTasks" -> Optional.of(confirmTasks(work, view));
            case "taskSetDistrictWork" -> Optional.of(districtWork(work, view));
            case "taskApprovePlan" -> Optional.of(approvePlan(view));
            case "taskReportProgress" -> Optional.of(progress(work, view));
            case "taskReportDistrictWork" -> Optional.of(districtProgress(work, view));
            case "taskUrgeProgress" -> Optional.of(urge(view));
            case "taskRecordVisit" -> Optional.of(visit(view));
            case "taskMendFindings" -> Optional.of(mend(work, view));
            case "taskConfirmMended" -> Optional.of(confirmMended(view));
            case "taskScoreOwnTasks" -> Optional.of(selfScore(work, view));
            case "taskSubmitUnitPapers" -> Optional.of(papers(view));
            case "taskReviewByGroup", "taskReviewByCity" -> Optional.of(review(work, view));
            case "taskDecideDifferences" -> Optional.of(decide(work, view));
            case "taskSetOwnTasks" -> Optional.of(ownTasks(work));
            case "taskScoreOwnUnit" -> Optional.of(ownScores(work, view));
            case "taskReviewOwnUnits" -> Optional.of(reviewOwn(view));
            case "taskPrepareAppraisal" -> Optional.of(prepareAppraisal(view));
            case "taskCloseVoting" ->
                Optional.of(List.of(Typing.into(CloseVotingForm.CLOSING).with(CloseVotingForm.REASON, "已逐个催请，不再等。")));
            case "taskConfirmAppraisal" -> Optional.of(unrated(view));
            default -> Optional.empty();
        };
    }

    // ---- the plan
    // ---------------------------------------------------------------------------------------------------------------

    /** Read over and left as it is; what is doubtful stays marked. */
    private List<Typing> roster(FormView view) {
        return column(view, ConfirmRosterForm.YEAR, YearChoice.YEAR)
                .map(column -> List.of(Typing.into(ConfirmRosterForm.YEAR).with(YearChoice.YEAR, year)))
                .orElse(List.of());
    }

    /** First the document's tasks; later on one comes late, one changes and one falls away. */
    private List<Typing> keyWork(FormView view) {
        if (isFirst(view)) {
            return List.of(imported());
        }
        List<Typing> typings = new ArrayList<>();
        typings.add(document(year + "年健康丽水建设工作要点调整"));
        for (FormView.Section section : view.sections()) {
            for (FormView.Row row : section.rows()) {
                if (!section.key().startsWith(BatchTasks.TASKS)) {
                    continue;
                }
                Typing typing = Typing.into(section.key(), row.key());
                if (row.key().endsWith("-" + LateKeyWork.WITHDRAWN)) {
                    typings.add(typing.with(BatchTasks.ACT, BatchTasks.WITHDRAWN)
                            .with(BatchTasks.REASON, "博览会因疫情防控取消，不再组织参加。"));
                } else if (row.key().endsWith("-" + LateKeyWork.CHANGED)) {
                    typings.add(typing.with(BatchTasks.ACT, BatchTasks.CHANGED)
                            .with(BatchTasks.REASON, "建设项目的用地需要市建设局配合。")
                            .with(
                                    BatchTasks.UNITS,
                                    row.values().get(BatchTasks.UNITS.key()) + "、" + LateKeyWork.JOINING));
                }
            }
        }
        typings.add(Typing.into(BatchTasks.NEW, "1")
                .with(BatchTasks.CHAPTER, LateKeyWork.CHAPTER)
                .with(BatchTasks.SECTION, LateKeyWork.SECTION)
                .with(BatchTasks.BODY, LateKeyWork.BODY)
                .with(BatchTasks.LEAD, LateKeyWork.LEAD)
                .with(BatchTasks.UNITS, LateKeyWork.UNITS));
        return typings;
    }

    /** What has to be chosen before the rest of a form can be seen: that the year begins with the packaged document. */
    List<Typing> choices(OpenWork work, FormView view) {
        return work.key().equals("taskEnterKeyWork") && input.tasks().isPresent() && isFirst(view)
                ? List.of(imported())
                : List.of();
    }

    private static boolean isFirst(FormView view) {
        return column(view, BatchHead.PLAN, BatchHead.SOURCE).isPresent();
    }

    private Typing imported() {
        return document(year + "年健康丽水建设工作要点").with(BatchHead.SOURCE, BatchHead.IMPORT);
    }

    private Typing document(String title) {
        return Typing.into(BatchHead.PLAN)
                .with(BatchHead.YEAR, year)
                .with(BatchHead.TITLE, title)
                .with(BatchHead.ISSUED, today());
    }

    /** First what of the document's tasks is given, with the units given; then, so many a batch, those that it does not have. */
    private List<Typing> givenKeyWork(List<Task> tasks, FormView view) {
        List<Typing> typings = new ArrayList<>();
        if (isFirst(view)) {
            Map<String, Task> byRow =
                    tasks.stream().collect(Collectors.toMap(task -> year + "-" + task.code(), Function.identity()));
            view.sections().stream()
                    .filter(section -> section.key().startsWith(BatchTasks.TASKS))
                    .forEach(section -> section.rows().forEach(row -> {
                        Task task = byRow.get(row.key());
                        Typing typing = Typing.into(section.key(), row.key());
                        typings.add(
                                task == null
                                        ? typing.with(BatchTasks.ACT, BatchTasks.LEAVE)
                                        : typing.with(BatchTasks.ACT, BatchTasks.TAKE)
                                                .with(BatchTasks.LEAD, names(task, true))
                                                .with(BatchTasks.UNITS, names(task, false)));
                    }));
            return typings;
        }
        typings.add(document(year + "年健康丽水建设工作要点调整"));
        List<Task> fresh = newTasks(tasks).stream()
                .skip((long) BatchTasks.NEW_ROWS * batches++)
                .limit(BatchTasks.NEW_ROWS)
                .toList();
        for (int i = 0; i < fresh.size(); i++) {
            Task task = fresh.get(i);
            typings.add(Typing.into(BatchTasks.NEW, String.valueOf(i + 1))
                    .with(BatchTasks.CHAPTER, task.chapter())
                    .with(BatchTasks.SECTION, task.section())
                    .with(BatchTasks.BODY, task.body())
                    .with(BatchTasks.LEAD, names(task, true))
                    .with(BatchTasks.UNITS, names(task, false)));
        }
        return typings;
    }

    /** In the order of their numbers, as they are given out. */
    private static List<Task> newTasks(List<Task> tasks) {
        return tasks.stream()
                .filter(Task::isNew)
                .sorted(Comparator.comparing((Task task) -> task.code().length())
                        .thenComparing(Task::code))
                .toList();
    }

    /** How many batches it takes after the first. */
    static int laterBatches(List<Task> tasks) {
        return (newTasks(tasks).size() + BatchTasks.NEW_ROWS - 1) / BatchTasks.NEW_ROWS;
    }

    private static String names(Task task, boolean lead) {
        return task.seats().stream()
                .filter(seat -> seat.lead() == lead)
                .map(YearInput.Seat::name)
                .collect(Collectors.joining("、"));
    }

    private static List<Typing> groups(List<Task> tasks, FormView view) {
        Map<String, Task> byCode = tasks.stream().collect(Collectors.toMap(Task::code, Function.identity()));
        return rows(view, DecomposeForm.GROUPS)
                .map(row -> Typing.into(DecomposeForm.GROUPS, row.key())
                        .typed(
                                DecomposeForm.NUMBERS,
                                Objects.requireNonNull(byCode.get(row.key())).groups().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(","))))
                .toList();
    }

    /** One unit does not think a task its own at first. */
    private List<Typing> confirmTasks(OpenWork work, FormView view) {
        List<FormView.Row> tasks = rows(view, ConfirmTasksForm.TASKS).toList();
        if (input.detours() && "shi-swj".equals(work.text(Variables.UNIT)) && objected.add("task")) {
            return List.of(
                    Typing.into(Forms.DECISION).with(ConfirmTasksForm.DECISION, ConfirmTasksForm.EACH),
                    Typing.into(ConfirmTasksForm.TASKS, tasks.get(0).key())
                            .with(ConfirmTasksForm.REPLY, ConfirmTasksForm.OBJECT)
                            .with(ConfirmTasksForm.REASON, "节点目标太紧，建议改为年底前完成。"));
        }
        return List.of(Typing.into(Forms.DECISION).with(ConfirmTasksForm.DECISION, ConfirmTasksForm.AGREE_ALL));
    }

    private List<Typing> districtWork(OpenWork work, FormView view) {
        String district = Objects.requireNonNull(work.text(Variables.DISTRICT));
        List<Typing> typings = new ArrayList<>();
        Map<Kind, Integer> rows = new EnumMap<>(Kind.class);
        for (ListEntry own : input.ownList(district)) {
            boolean key = own.kind() == Kind.WORK;
            String section = key ? SetDistrictWorkForm.WORKS : SetDistrictWorkForm.INDICATORS;
            Typing typing = Typing.into(section, String.valueOf(rows.merge(own.kind(), 1, Integer::sum)))
                    .with(SetDistrictWorkForm.TITLE, own.title())
                    .with(SetDistrictWorkForm.UNIT, member(view, section, own.unit()))
                    .with(SetDistrictWorkForm.TARGET, own.target())
                    .with(SetDistrictWorkForm.INDICATOR, own.fed().isEmpty() ? "" : fed(view, own.fed()));
            typings.add(key ? typing : typing.with(SetDistrictWorkForm.MEASURE, own.measure()));
        }
        typings.add(Typing.into(SetDistrictWorkForm.MECHANISM)
                .with(SetDistrictWorkForm.TEXT, "建立健康建设工作领导小组，由政府主要负责人任组长，办公室设在卫生健康局，每季度会商。")
                .with(SetDistrictWorkForm.FILES, List.of(upload.apply(work, SetDistrictWorkForm.MECHANISM)))
                .with(SetDistrictWorkForm.CONFIRMED, SetDistrictWorkForm.RUNNING));
        return typings;
    }

    /** The district's unit of that code or type; where it has none, the first there is. */
    private static String member(FormView view, String section, String named) {
        List<Option> units =
                column(view, section, SetDistrictWorkForm.UNIT).orElseThrow().options();
        return units.stream()
                .map(Option::value)
                .filter(unit -> unit.equals(named) || unit.endsWith("-" + named))
                .findFirst()
                .orElseGet(() -> units.get(0).value());
    }

    private static String fed(FormView view, String indicator) {
        return column(view, SetDistrictWorkForm.INDICATORS, SetDistrictWorkForm.INDICATOR)
                .orElseThrow()
                .options()
                .stream()
                .filter(option -> option.label().endsWith(indicator))
                .map(option -> option.value())
                .findFirst()
                .orElse("");
    }

    /** What is objected to goes back, the rest is approved. */
    private static List<Typing> approvePlan(FormView view) {
        boolean objections = rows(view, ApprovePlanForm.OBJECTIONS).findAny().isPresent();
        Typing typing = Typing.into(Forms.DECISION);
        return List.of(
                objections
                        ? typing.with(ApprovePlanForm.DECISION, ApprovePlanForm.RETURNED)
                                .with(ApprovePlanForm.COMMENT, "采纳意见，调整节点目标。")
                        : typing.with(ApprovePlanForm.DECISION, ApprovePlanForm.APPROVED)
                                .with(ApprovePlanForm.COMMENT, "同意下达"));
    }

    private List<Typing> progress(OpenWork work, FormView view) {
        String unit = Objects.requireNonNull(work.text(Variables.UNIT));
        return open(view, ReportProgressForm.TASKS)
                .map(row -> report(ReportProgressForm.TASKS, row, work, input.progress(unit, row.key())))
                .toList();
    }

    private List<Typing> districtProgress(OpenWork work, FormView view) {
        return open(view, ReportDistrictWorkForm.WORKS)
                .map(row -> report(ReportDistrictWorkForm.WORKS, row, work, 100))
                .toList();
    }

    /** Whoever has a target has reached it where its work is good, and most of it where it is not. */
    private Typing report(String section, FormView.Row row, OpenWork work, int percent) {
        boolean measured = Optional.ofNullable(row.inputs().get(ProgressSheet.FIGURE.key()))
                .filter(input -> input.type() == InputType.LABEL)
                .isEmpty();
        ProgressState state = percent >= ALL_BUT_DONE
                ? ProgressState.DONE
                : percent >= 75 ? ProgressState.ON_SCHEDULE : ProgressState.LAGGING;
        Typing typing = Typing.into(section, row.key())
                .with(ProgressSheet.STATE, state)
                .with(ProgressSheet.NOTE, state == ProgressState.LAGGING ? "前期手续办得慢，下一步加快进度。" : "按计划推进。");
        if (measured) {
            typing = typing.typed(ProgressSheet.FIGURE, reached(target(row), percent));
        }
        return OfficeWork.noFiles(row)
                ? typing.with(ProgressSheet.FILES, List.of(upload.apply(work, row.key())))
                : typing;
    }

    private static String target(FormView.Row row) {
        return String.valueOf(row.values().getOrDefault("targets", row.values().get("target")));
    }

    /** The number that a target names, or as much of the way to it as the work is done; where less is better, one too many. */
    private static String reached(String target, int percent) {
        BigDecimal goal = number(target.replaceFirst("^.*[≥≤=<>]", ""), BigDecimal.ONE);
        if (percent >= ALL_BUT_DONE) {
            return goal.toPlainString();
        }
        if (target.matches(".*[≤<][^≥>]*")) {
            return goal.add(BigDecimal.ONE).toPlainString();
        }
        BigDecimal start = number(target.replaceFirst("^.*?(基期|$)", ""), BigDecimal.ZERO);
        return start.add(goal.subtract(start)
                        .multiply(BigDecimal.valueOf(percent))
                        .divide(FULL, 0, RoundingMode.DOWN))
                .toPlainString();
    }

    private static BigDecimal number(String text, BigDecimal otherwise) {
        Matcher number = NUMBER.matcher(text);
        return number.find() ? new BigDecimal(number.group()) : otherwise;
    }

    private static List<Typing> urge(FormView view) {
        return List.of(Typing.into(UrgeProgressForm.URGED).with(UrgeProgressForm.NOTE, "请抓紧推进，本周内补报。"));
    }

    private List<Typing> visit(FormView view) {
        String group = column(view, RecordVisitForm.VISIT, RecordVisitForm.GROUP)
                .orElseThrow()
                .options()
                .get(0)
                .value();
        return List.of(
                Typing.into(RecordVisitForm.VISIT)
                        .with(RecordVisitForm.YEAR, year)
                        .typed(RecordVisitForm.GROUP, group)
                        .with(RecordVisitForm.KIND, GroupVisits.Kind.INSPECTION)
                        .with(RecordVisitForm.VISITED, "331121")
                        .with(RecordVisitForm.DAY, today())
                        .with(RecordVisitForm.CONTENT, "实地查看全民健身设施和体医融合服务开展情况。"),
                Typing.into(RecordVisitForm.FINDINGS, "1")
                        .with(RecordVisitForm.TEXT, "部分健身路径器材损坏没有及时维修。")
                        .with(RecordVisitForm.DUE, today().plusDays(20)));
    }

    private List<Typing> mend(OpenWork work, FormView view) {
        return open(view, MendFindingsForm.FINDINGS)
                .map(row -> Typing.into(MendFindingsForm.FINDINGS, row.key())
                        .with(MendFindingsForm.OUTCOME, "损坏的器材已全部更换，建立了每月巡查台账。")
                        .with(MendFindingsForm.FILES, List.of(upload.apply(work, row.key()))))
                .toList();
    }

    /** What is mended is found wanting at the first look. */
    private List<Typing> confirmMended(FormView view) {
        boolean wanting = !mendedBadly;
        mendedBadly = true;
        return open(view, ConfirmMendedForm.FINDINGS)
                .map(row -> Typing.into(ConfirmMendedForm.FINDINGS, row.key()))
                .map(typing -> wanting
                        ? typing.with(ConfirmMendedForm.RESULT, ConfirmMendedForm.NOT_MENDED)
                                .with(ConfirmMendedForm.COMMENT, "仍有两处没有更换。")
                                .with(ConfirmMendedForm.DUE, today().plusDays(10))
                        : typing.with(ConfirmMendedForm.RESULT, ConfirmMendedForm.MENDED)
                                .with(ConfirmMendedForm.COMMENT, "已到位"))
                .toList();
    }

    // ---- the units' assessment
    // ----------------------------------------------------------------------------------------------------

    private List<Typing> selfScore(OpenWork work, FormView view) {
        String unit = Objects.requireNonNull(work.text(Variables.UNIT));
        String figure = ScoreOwnTasksForm.FIGURE.key();
        boolean figures =
                column(view, ScoreOwnTasksForm.TASKS, ScoreOwnTasksForm.FIGURE).isPresent();
        return open(view, ScoreOwnTasksForm.TASKS)
                .map(row -> {
                    boolean measured = figures
                            && Optional.ofNullable(row.inputs().get(figure))
                                    .filter(one -> one.type() == InputType.LABEL)
                                    .isEmpty();
                    Share own = input.selfScore(unit, row.key(), measured);
                    BigDecimal percent = new BigDecimal(own.percent());
                    Typing typing = Typing.into(ScoreOwnTasksForm.TASKS, row.key())
                            .with(
                                    ScoreOwnTasksForm.STATE,
                                    percent.compareTo(FULL) == 0
                                            ? Completion.DONE
                                            : percent.compareTo(HALF_DONE) >= 0
                                                    ? Completion.PARTLY
                                                    : Completion.NOT_DONE)
                            .typed(ScoreOwnTasksForm.PERCENT, own.percent())
                            .with(ScoreOwnTasksForm.REASON, own.reason());
                    if (measured) {
                        typing = typing.typed(ScoreOwnTasksForm.FIGURE, figure(row, percent.intValue()));
                    }
                    return OfficeWork.noFiles(row)
                            ? typing.with(ScoreOwnTasksForm.FILES, List.of(upload.apply(work, row.key())))
                            : typing;
                })
                .toList();
    }

    /** What the last quarter's report says; else as much of what the task asks for as is done. */
    private static String figure(FormView.Row row, int percent) {
        String reported = String.valueOf(row.values().getOrDefault(ScoreOwnTasksForm.FIGURE.key(), ""));
        return reported.isBlank() ? reached(String.valueOf(row.values().get("standard")), percent) : reported;
    }

    private static List<Typing> papers(FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (PaperKind paper : WrittenPapers.KINDS) {
            FormView.Row row = rows(view, paper.name()).findFirst().orElseThrow();
            if (!row.locked()) {
                typings.add(OfficeWork.written(paper, row));
            }
        }
        return typings;
    }

    /** Reviewers give each task its percentage; what is sent back comes again. */
    private List<Typing> review(OpenWork work, FormView view) {
        String unit = Objects.requireNonNull(work.text(Variables.UNIT));
        List<Typing> typings = new ArrayList<>();
        boolean sendBack = input.sendsBack(unit, work.office());
        for (FormView.Row row : open(view, ReviewSheet.TASKS).toList()) {
            Typing typing = Typing.into(ReviewSheet.TASKS, row.key());
            if (sendBack) {
                sendBack = false;
                typings.add(typing.with(Verdict.VERDICT, Verdict.RETURN).with(Verdict.REASON, "材料看不出完成了多少，请补充。"));
                continue;
            }
            Share given = input.review(unit, row.key(), work.office(), own(row));
            typings.add(typing.with(Verdict.VERDICT, Verdict.SCORE)
                    .typed(Verdict.PERCENT, given.percent())
                    .with(Verdict.REASON, given.reason()));
        }
        open(view, ReviewSheet.PAPERS)
                .forEach(row -> typings.add(
                        Typing.into(ReviewSheet.PAPERS, row.key()).with(ReviewSheet.PAPER_VERDICT, ReviewSheet.PASS)));
        return typings;
    }

    /** What the unit gave itself, without the sign. */
    private static String own(FormView.Row row) {
        return String.valueOf(row.values().get("own")).replaceAll("[^\\d.].*$", "");
    }

    private List<Typing> decide(OpenWork work, FormView view) {
        String unit = Objects.requireNonNull(work.text(Variables.UNIT));
        return open(view, DecideDifferencesForm.DIFFERENCES)
                .map(row -> {
                    Share decided = input.decided(unit, row.key(), own(row));
                    return Typing.into(DecideDifferencesForm.DIFFERENCES, row.key())
                            .typed(DecideDifferencesForm.PERCENT, decided.percent())
                            .with(DecideDifferencesForm.REASON, decided.reason());
                })
                .toList();
    }

    private List<Typing> ownTasks(OpenWork work) {
        Typing decision = Typing.into(Forms.DECISION);
        return List.of(input.ownUnitsLeftOut(Objects.requireNonNull(work.text(Variables.DISTRICT)))
                .map(reason -> decision.with(SetOwnTasksForm.DECISION, SetOwnTasksForm.LEAVE_OUT)
                        .with(SetOwnTasksForm.REASON, reason))
                .orElse(decision.with(SetOwnTasksForm.DECISION, SetOwnTasksForm.ASSESS)));
    }

    private List<Typing> ownScores(OpenWork work, FormView view) {
        String unit = Objects.requireNonNull(work.text(Variables.UNIT));
        return open(view, ScoreOwnUnitForm.TASKS)
                .map(row -> {
                    int percent = input.ownUnitScore(unit, row.key());
                    return Typing.into(ScoreOwnUnitForm.TASKS, row.key())
                            .typed(ScoreOwnUnitForm.PERCENT, String.valueOf(percent))
                            .with(ScoreOwnUnitForm.REASON, percent == 100 ? "" : "个别环节没有按序时完成。");
                })
                .toList();
    }

    private List<Typing> reviewOwn(FormView view) {
        List<Typing> typings = new ArrayList<>();
        List<FormView.Row> rows = open(view, ReviewOwnUnitsForm.TASKS).toList();
        boolean sendBack = input.sendsOwnBack() && !rows.isEmpty();
        for (FormView.Row row : rows) {
            Typing typing = Typing.into(ReviewOwnUnitsForm.TASKS, row.key());
            typings.add(
                    sendBack
                            ? typing.with(Verdict.VERDICT, Verdict.RETURN).with(Verdict.REASON, "自评理由太笼统，请补充。")
                            : typing.with(Verdict.VERDICT, Verdict.SCORE).typed(Verdict.PERCENT, own(row)));
            sendBack = false;
        }
        return typings;
    }

    // ---- the appraisal
    // --------------------------------------------------------------------------------------------------------------

    private List<Typing> prepareAppraisal(FormView view) {
        List<Typing> typings = new ArrayList<>();
        typings.add(Typing.into(PrepareAppraisalForm.WEIGHTS)
                .with(
                        PrepareAppraisalForm.DELEGATES,
                        input.delegatesInvited() ? PrepareAppraisalForm.INVITED : PrepareAppraisalForm.NOT_INVITED));
        rows(view, PrepareAppraisalForm.RATERS).forEach(row -> {
            YearInput.Rater rater = input.rater(row.key());
            typings.add(Typing.into(PrepareAppraisalForm.RATERS, row.key())
                    .with(
                            PrepareAppraisalForm.ATTENDANCE,
                            rater.attends() ? PrepareAppraisalForm.ATTENDS : PrepareAppraisalForm.ABSENT)
                    .with(PrepareAppraisalForm.PERSON, rater.person()));
        });
        return typings;
    }

    /** Whom nobody knows is graded by its review alone, or not at all. */
    private List<Typing> unrated(FormView view) {
        return rows(view, ConfirmAppraisalForm.UNRATED)
                .map(row -> {
                    YearInput.Ruling ruling = input.unrated(row.key());
                    return Typing.into(ConfirmAppraisalForm.UNRATED, row.key())
                            .typed(ConfirmAppraisalForm.OUTCOME, ruling.outcome())
                            .with(ConfirmAppraisalForm.REASON, ruling.reason());
                })
                .toList();
    }

    /** What is cast: a ballot is never typed into a draft. */
    List<SecretForm.Answer> vote(OpenWork work, FormView view) {
        String rater = Objects.requireNonNull(work.text(Variables.RATER));
        return rows(view, VoteForm.BALLOT)
                .map(row -> new SecretForm.Answer(row.key(), input.mark(rater, row.key())))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static Stream<FormView.Row> rows(FormView view, String section) {
        return view.sections().stream().filter(one -> one.key().equals(section)).flatMap(one -> one.rows().stream());
    }

    private static Stream<FormView.Row> open(FormView view, String section) {
        return rows(view, section).filter(row -> !row.locked());
    }

    private static Optional<FormView.Column> column(FormView view, String section, Field<?> field) {
        return view.sections().stream()
                .filter(one -> one.key().equals(section))
                .flatMap(one -> one.columns().stream())
                .filter(column -> column.key().equals(field.key()) && column.type() != InputType.LABEL)
                .findFirst();
    }
}
