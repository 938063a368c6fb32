package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.rehearsal.PlausibleFigures.Figure;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.FormView;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * 审定以后各单位的办理: publicity, objections, circulation, interviews, misconduct, hand-over and filing, such that each year shows an
 * objection upheld and one rejected, a rectification that fails its first check, and a confirmed case of misconduct.
 */
final class ResultUseWork {

    private static final String DECISION = "decision";

    private final int year;
    private final Clock clock;
    private final Supplier<PlausibleFigures> figures;
    private final BiFunction<OpenWork, String, String> upload;
    private boolean checkFailed;

    /** @param upload puts a file of that name into the task and returns its id */
    ResultUseWork(
            int year, Clock clock, Supplier<PlausibleFigures> figures, BiFunction<OpenWork, String, String> upload) {
        this.year = year;
        this.clock = clock;
        this.figures = figures;
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
            case "taskProposeRevision" -> Optional.of(proposal());
            case "taskApproveRevision" -> typed(DECISION, Map.of(DECISION, first(view, DECISION), "comment", "同意"));
            case "taskCirculate", "taskHandOver" -> Optional.of(List.of());
            case "taskConfirmReceipt" -> typed("receipt", Map.of("checked", "YES", "receiver", "周某"));
            case "taskArchive" -> typed(DECISION, Map.of(DECISION, "ARCHIVE"));
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
                typed(
                        "report",
                        Map.of(
                                "year",
                                String.valueOf(year),
                                "object",
                                figures.get().cheating(),
                                "source",
                                "群众来信",
                                "clue",
                                "来信反映该地家庭医生签约台账系年底集中补造，签名笔迹雷同。"));
            case "taskInvestigateMisconduct" ->
                typed(
                        "facts",
                        Map.of(
                                "text", "抽查签约服务记录60份，其中41份无法联系到本人，签名经比对出自同一人。",
                                "files", upload.apply(work, "调查笔录"),
                                "accusation", "经查，你地上报的家庭医生签约台账有41份无法核实，签名出自同一人，涉嫌弄虚作假。"));
            case "taskHearAccused" ->
                typed("statement", Map.of("answer", "STATES", "text", "台账确有补造，责任在我，愿意接受处理并立即整改。"));
            case "taskFindMisconduct" ->
                typed("opinion", Map.of("confirmed", "YES", "serious", "YES", "reasons", "证据确实，当事方对事实没有异议。"));
            case "taskDecideMisconduct" ->
                typed(DECISION, Map.of(DECISION, first(view, DECISION), "serious", "YES", "comment", "同意认定意见"));
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

    private Map<String, String> objection(OpenWork work) {
        Map<String, String> cells = new HashMap<>(Map.of("decision", "FILE", "year", String.valueOf(year)));
        if (work.office().equals(Office.CITY)) {
            cells.put("objector", "群众王某");
            cells.put("contact", "0578-0000001");
            cells.put("object", figures.get().doubted());
            cells.put("content", "该地环境卫生还有不少问题，不应评为优秀。");
        } else {
            cells.put("contact", "0578-0000002");
            cells.put("object", figures.get().underrated());
            cells.put("item", figures.get().underratedItem());
            cells.put("content", "调查样本只取了一个村，数据明显偏低，请按全乡调查结果核定。");
            cells.put("files", upload.apply(work, "全乡调查结果"));
        }
        return cells;
    }

    private Map<String, String> decidedObjection(OpenWork work) {
        boolean upheld = figures.get().underrated().equals(work.text(Variables.TOWNSHIP));
        return upheld
                ? Map.of(DECISION, "UPHOLD", "reason", "原数据只取了一个村的样本，应按全乡调查结果核定。")
                : Map.of(DECISION, "REJECT", "reason", "反映的问题已在考核期内整改，现场核查和抽样结果符合评分标准。");
    }

    private List<Typing> proposal() {
        Figure truth = figures.get().truth();
        return List.of(
                new Typing(DECISION, DECISION, Map.of(DECISION, "PROPOSE")),
                new Typing(
                        "changes",
                        "1",
                        Map.of("value", truth.value(), "reference", truth.reference(), "reason", "按全乡调查结果核定。")));
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
            boolean failed = !checkFailed;
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
