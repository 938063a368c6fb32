package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.misconduct.process.MisconductSheet.problem;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.misconduct.MisconductCases.Case;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 登记问题线索: the city office opens a case on a district, a township or a municipal unit. Whoever opened the form by mistake drops it here. */
@Component
class ReportMisconductForm implements TaskForm {

    static final String REPORT = "report";
    static final String CHOICE = "decision";
    static final String OPEN = "OPEN";
    static final String DROP = "DROP";
    static final String YEAR = "year";
    static final String OBJECT = "object";
    static final String SOURCE = "source";
    static final String CLUE = "clue";
    static final String FILES = "files";

    private final MisconductCases cases;
    private final AssessmentYears years;

    ReportMisconductForm(MisconductCases cases, AssessmentYears years) {
        this.cases = cases;
        this.years = years;
    }

    /** What was typed, read as far as it can be. */
    private record Typed(
            String choice,
            List<Integer> started,
            @Nullable Integer year,
            String object,
            String source,
            String clue,
            List<String> files) {

        boolean dropped() {
            return choice.equals(DROP);
        }
    }

    @Override
    public String taskKey() {
        return "taskReportMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.MISCONDUCT);
    }

    private Typed read(Draft draft) {
        List<Integer> started = years.all().stream()
                .filter(AssessmentYear::isStarted)
                .map(AssessmentYear::year)
                .toList();
        String only = started.size() == 1 ? String.valueOf(started.get(0)) : "";
        String year = draft.value(REPORT, REPORT, YEAR, only);
        return new Typed(
                draft.value(REPORT, REPORT, CHOICE, OPEN),
                started,
                started.stream()
                        .filter(one -> String.valueOf(one).equals(year))
                        .findFirst()
                        .orElse(null),
                draft.value(REPORT, REPORT, OBJECT, ""),
                draft.value(REPORT, REPORT, SOURCE, ""),
                draft.value(REPORT, REPORT, CLUE, ""),
                MisconductSheet.ids(draft, REPORT, FILES));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(draft);
        Integer year = typed.year();
        List<Column> columns = List.of(
                Column.choice(CHOICE, "办理", Width.M, List.of(new Option(OPEN, "立案"), new Option(DROP, "不立案，关闭本任务"))),
                Column.choice(
                        YEAR,
                        "考核年度",
                        Width.M,
                        typed.started().stream()
                                .map(one -> new Option(String.valueOf(one), one + "年度"))
                                .toList()),
                Column.choice(OBJECT, "被反映对象", Width.L, year == null ? List.of() : objects(year))
                        .help(year == null ? "请先选择考核年度。" : "先列县（市、区）或丽水开发区本级，后面是它的乡镇（街道）；市直单位列在最后。"),
                Column.input(SOURCE, "线索来源", InputType.TEXT, Width.L).help("例如：群众来信、审计移交、现场核查中发现。"),
                Column.input(CLUE, "线索内容", InputType.LONG_TEXT, Width.L).help("写明反映的是哪些指标、哪些数据或材料，怎样发现的。"),
                Column.input(FILES, "线索材料", InputType.FILES, Width.L).help("可不上传。被反映单位看不到。"));
        Map<String, String> values = Map.of(
                CHOICE, typed.choice(),
                YEAR, year == null ? "" : String.valueOf(year),
                OBJECT, typed.object(),
                SOURCE, typed.source(),
                CLUE, typed.clue(),
                FILES, String.join(",", typed.files()));
        return new FormContent(
                "立案的，办结后编号，转入调查取证；发起有误的，选不立案，什么都不留下。向被反映单位告知前，除市健康丽水办、市领导小组和管理员外，别的单位看不到本案。",
                List.of(MisconductSheet.CLAUSE),
                List.of(new Notice(Level.INFO, "反映乡镇（街道）的选乡镇（街道），认定后只影响该乡镇（街道）及由此变化的优秀比例；反映县（市、区）或丽水开发区本级的，选本级。")),
                List.of(Forms.questions(REPORT, "问题线索", columns, values, problems(typed))),
                List.of(),
                List.of());
    }

    private List<Option> objects(int year) {
        return years.objects(year).stream()
                .map(code -> new Option(code, years.fullName(year, code)))
                .toList();
    }

    private List<Problem> problems(Typed typed) {
        return typed.dropped()
                ? List.of()
                : Stream.of(
                                problem(
                                        CHOICE,
                                        typed.choice().equals(OPEN) ? Optional.empty() : Optional.of("请选择立案或不立案。")),
                                problem(YEAR, wrongYear(typed)),
                                problem(OBJECT, wrongObject(typed.year(), typed.object())),
                                problem(
                                        SOURCE,
                                        MisconductCases.wrongText(
                                                "线索来源", typed.source(), MisconductCases.LONGEST_SOURCE)),
                                problem(
                                        CLUE,
                                        MisconductCases.wrongText("线索内容", typed.clue(), MisconductCases.LONGEST_TEXT)))
                        .flatMap(found -> found)
                        .toList();
    }

    private static Optional<String> wrongYear(Typed typed) {
        if (typed.started().isEmpty()) {
            return Optional.of("目前没有已经启动考核的年度，不能立案。请选“不立案”。");
        }
        return typed.year() == null ? Optional.of("请选择考核年度。") : Optional.empty();
    }

    private Optional<String> wrongObject(@Nullable Integer year, String object) {
        return year == null || object.isEmpty() ? Optional.of("请选择被反映对象。") : cases.wrongObject(year, object);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(draft);
        if (typed.dropped()) {
            return Map.of(Variables.REPORTED, false);
        }
        if (typed.year() == null) {
            throw new IllegalStateException("A report without a year was submitted");
        }
        long id = cases.report(typed.year(), typed.object(), typed.source(), typed.clue(), typed.files(), actor);
        Case opened = cases.get(id);
        Map<String, Object> variables = new HashMap<>();
        variables.put(Variables.REPORTED, true);
        variables.put(Variables.YEAR, opened.year());
        variables.put(Variables.MISCONDUCT, id);
        variables.putAll(years.variablesOf(opened.year(), opened.object()));
        return variables;
    }
}
