package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.closing.process.ArchiveForm;
import cn.healthylishui.assessment.closing.process.ConfirmReceiptForm;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
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

    private static final String DECISION = "decision";

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
            case "taskPostNotice" -> typed("text", Map.of("body", completed(view, "text", "body")));
            case "taskFileObjection" -> typed("objection", objection(work));
            case "taskInvestigateObjection" -> typed("investigation", Map.of("findings", "调阅台账，走访有关单位和群众，核对了原始数据。"));
            case "taskDecideObjection" -> typed(DECISION, decidedObjection(work));
            case "taskAnswerObjection" -> typed("answer", Map.of("how", "电话答复，并寄送书面答复"));
            case "taskProposeRevision" -> Optional.of(proposal(work));
            case "taskApproveRevision" -> typed(DECISION, Map.of(DECISION, first(view, DECISION), "comment", "同意"));
            case "taskCirculate", "taskHandOver" -> Optional.of(List.of());
            case "taskConfirmReceipt" ->
                Optional.of(List.of(Typing.into(ConfirmReceiptForm.RECEIPT)
                        .with(ConfirmReceiptForm.CHECK, ConfirmReceiptForm.CHECKED)
                        .with(ConfirmReceiptForm.RECEIVER, "周某")));
            case "taskArchive" ->
                Optional.of(List.of(Typing.into(DECISION).with(ArchiveForm.DECISION, ArchiveForm.ARCHIVE)));
            case "taskNotifyInterview" -> Optional.of(notice());
            case "taskSubmitMaterial" ->
                typed(
                        "material",
                        Map.of("how", "WRITE", "body", "考核中暴露的问题属实，主要是责任没有压实、日常工作抓得不紧。已召开专题会议研究，初步提出整改打算，将逐项落实到人。"));
            case "taskHoldInterview" -> Optional.of(talk(work));
            case "taskPlanRectification" -> Optional.of(plan(view));
            case "taskReportRectification" -> Optional.of(report(work, view));
            case "taskCheckRectification" -> Optional.of(check(view));
            case "taskReportMisconduct" ->
                typed("report", reported(input.misconduct().get(reports++)));
            case "taskInvestigateMisconduct" ->
                typed(
                        "facts",
                        Map.of(
                                "text", accused(work).facts(),
                                "files", upload.apply(work, "调查笔录"),
                                "accusation", accused(work).accusation()));
            case "taskHearAccused" ->
                typed(
                        "statement",
                        Map.of("answer", "STATES", "text", accused(work).statement()));
            case "taskFindMisconduct" -> typed("opinion", found(accused(work)));
            case "taskDecideMisconduct" ->
                typed(
                        DECISION,
                        Map.of(
                                DECISION,
                                first(view, DECISION),
                                "serious",
                                yes(accused(work).serious()),
                                "comment",
                                "同意认定意见"));
            case "taskRefer" -> typed("referral", Map.of("to", "有管理权限的纪检监察机关"));
            default -> Optional.empty();
        };
    }

    private static Optional<List<Typing>> typed(String section, Map<String, String> cells) {
        return Optional.of(List.of(new Typing(section, section, cells)));
    }

    /** The draft with what it leaves to people filled in. */
    private static String completed(FormView view, String section, String column) {
        return String.valueOf(section(view, section).rows().get(0).values().get(column))
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
    private Map<String, String> objection(OpenWork work) {
        Objection objection = input.objections().stream()
                .filter(one -> one.office().equals(work.office()))
                .skip(objections.merge(work.office(), 1, Integer::sum) - 1)
                .findFirst()
                .orElseThrow();
        Map<String, String> cells = new HashMap<>(Map.of("decision", "FILE", "year", String.valueOf(year)));
        if (!objection.objector().isEmpty()) {
            cells.put("objector", objection.objector());
        }
        cells.put("contact", objection.contact());
        cells.put("object", objection.object());
        if (!objection.item().isEmpty()) {
            cells.put("item", objection.item());
            cells.put("files", upload.apply(work, "全乡调查结果"));
        }
        cells.put("content", objection.content());
        return cells;
    }

    private Objection filed(OpenWork work) {
        return filed.apply((Long) Objects.requireNonNull(work.variables().get(Variables.OBJECTION)));
    }

    private Map<String, String> decidedObjection(OpenWork work) {
        Objection objection = filed(work);
        return Map.of(DECISION, objection.upheld() ? "UPHOLD" : "REJECT", "reason", objection.reason());
    }

    private List<Typing> proposal(OpenWork work) {
        Objection objection = filed(work);
        Correction correction = Objects.requireNonNull(objection.correction());
        Map<String, String> cells = new HashMap<>(Map.of("value", correction.value(), "reason", correction.reason()));
        if (!correction.reference().isEmpty()) {
            cells.put("reference", correction.reference());
        }
        if (!correction.item().equals(objection.item())) {
            cells.put("item", correction.item());
        }
        return List.of(new Typing(DECISION, DECISION, Map.of(DECISION, "PROPOSE")), new Typing("changes", "1", cells));
    }

    private Map<String, String> reported(Misconduct one) {
        return Map.of("year", String.valueOf(year), "object", one.object(), "source", one.source(), "clue", one.clue());
    }

    private static Map<String, String> found(Misconduct one) {
        return one.confirmed()
                ? Map.of("confirmed", "YES", "serious", yes(one.serious()), "reasons", one.reasons())
                : Map.of("confirmed", "NO", "reasons", one.reasons());
    }

    private static String yes(boolean yes) {
        return yes ? "YES" : "NO";
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
                new Typing("talk", "talk", Map.of("date", today().plusDays(3).toString(), "place", "市行政中心第三会议室")),
                new Typing("heads", "1", Map.of("name", "陈某")),
                new Typing("heads", "2", Map.of("name", "林某")));
    }

    /** Where a whole district is talked to, one of its heads sends a substitute. */
    private List<Typing> talk(OpenWork work) {
        boolean district = work.text(Variables.TOWNSHIP) == null;
        return List.of(
                new Typing("talk", "talk", Map.of("date", today().toString())),
                new Typing("heads", "1", Map.of("presence", "CAME")),
                new Typing(
                        "heads",
                        "2",
                        district
                                ? Map.of(
                                        "presence", "REPRESENTED",
                                        "substitute", "吴某，常务副职",
                                        "reason", "在外参加上级会议")
                                : Map.of("presence", "CAME")),
                new Typing(
                        "record",
                        "record",
                        Map.of("minutes", "通报了考核不合格的原因，逐项分析失分情况，要求制定整改方案、限期整改。被约谈人表示认识到位，将逐项整改并按期报告。")));
    }

    private List<Typing> plan(FormView view) {
        return section(view, "plan").rows().stream()
                .filter(row -> !String.valueOf(row.values().get("problem")).isEmpty())
                .map(row -> new Typing(
                        "plan",
                        row.key(),
                        Map.of(
                                "measure", "明确牵头单位和责任人，按月调度，补齐短板。",
                                "responsible", "分管负责人赵某",
                                "date", today().plusDays(20).toString())))
                .toList();
    }

    private List<Typing> report(OpenWork work, FormView view) {
        return section(view, "items").rows().stream()
                .filter(row -> !row.locked())
                .map(row -> new Typing(
                        "items", row.key(), Map.of("outcome", "已按方案完成整改，见佐证材料。", "files", upload.apply(work, "整改佐证"))))
                .toList();
    }

    /** Of all the year's checks the very first finds one item not mended. */
    private List<Typing> check(FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (FormView.Row row : section(view, "verdicts").rows()) {
            boolean failed = input.detours() && !checkFailed;
            checkFailed = true;
            typings.add(new Typing(
                    "verdicts",
                    row.key(),
                    failed
                            ? Map.of("verdict", "NOT_MENDED", "comment", "只有方案没有成效，请提供整改前后对比数据。")
                            : Map.of("verdict", "MENDED")));
            if (failed && comesAgain(view)) {
                typings.add(new Typing(
                        "next", "next", Map.of("date", today().plusDays(15).toString())));
            }
        }
        return typings;
    }

    /** After the last round there is no next report to set a day for. */
    private static boolean comesAgain(FormView view) {
        return view.sections().stream().anyMatch(section -> section.key().equals("next"));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
