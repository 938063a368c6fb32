package cn.healthylishui.assessment.misconduct.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 登记问题线索: the city office opens a case on a district, a township or a municipal unit. Whoever opened the form by mistake drops it here. */
@Component
public class ReportMisconductForm implements TaskForm {

    public static final String REPORT = "report";

    private static final Option OPEN = new Option("OPEN", "立案");
    private static final Option DROP = new Option("DROP", "不立案，关闭本任务");
    private static final Field<Option> CHOICE =
            Field.choice("decision", "办理", M, OPEN, DROP).required("请选择立案或不立案。");
    public static final Field<String> OBJECT =
            Field.choice("object", "被反映对象", L, List.of()).required("请选择被反映对象。");
    public static final Field<String> SOURCE = MisconductSheet.line("source", "线索来源", MisconductCases.LONGEST_SOURCE)
            .help("例如：群众来信、审计移交、现场核查中发现。");
    public static final Field<String> CLUE =
            MisconductSheet.text("clue", "线索内容").help("写明反映的是哪些指标、哪些数据或材料，怎样发现的。");
    private static final Field<List<String>> FILES = Field.files("线索材料", L).help("可不上传。被反映单位看不到。");

    private final MisconductCases cases;
    private final AssessmentYears years;
    private final YearRoster roster;

    ReportMisconductForm(MisconductCases cases, AssessmentYears years, YearRoster roster) {
        this.cases = cases;
        this.years = years;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskReportMisconduct";
    }

    @Override
    public void require(TaskRef task) {
        task.requireWithout(Variables.MISCONDUCT);
    }

    private Filled<TaskRef> read(TaskRef task, Draft draft) {
        YearChoice started = YearChoice.of(years, AssessmentYear::isStarted);
        return Table.<TaskRef>questions(REPORT, "问题线索")
                .asks(CHOICE, any -> CHOICE.written(OPEN))
                .asks(
                        started.years().isEmpty()
                                ? started.field().required("目前没有已经启动考核的年度，不能立案。请选“不立案”。")
                                : started.field(),
                        any -> started.stored())
                .asks(started.chosen(REPORT, draft).map(this::object).orElse(OBJECT.help("请先选择考核年度。")))
                .asks(SOURCE)
                .asks(CLUE)
                .asks(FILES)
                .showsOnlyOffered(YearChoice.YEAR)
                .askedOnlyWhere((any, typed) -> !typed.is(CHOICE, DROP))
                .read(task, draft);
    }

    private Field<String> object(int year) {
        return OBJECT.offering(roster.objects(year).stream()
                        .map(code -> new Option(code, roster.fullName(year, code)))
                        .toList())
                .checked(object -> cases.wrongObject(year, object))
                .help("先列县（市、区）或丽水开发区本级，后面是它的乡镇（街道）；市直单位列在最后。");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        return FormContent.of(
                        "立案的，办结后编号，转入调查取证；发起有误的，选不立案，什么都不留下。向被反映单位告知前，除市健康丽水办、市领导小组和管理员外，别的单位看不到本案。",
                        MisconductSheet.CLAUSE)
                .inform("反映乡镇（街道）的选乡镇（街道），认定后只影响该乡镇（街道）及由此变化的优秀比例；反映县（市、区）或丽水开发区本级的，选本级。")
                .part(read(task, draft));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Line<TaskRef> report = read(task, draft).only();
        if (report.is(CHOICE, DROP)) {
            return Map.of(Variables.REPORTED, false);
        }
        long id = cases.report(
                report.get(YearChoice.YEAR),
                report.get(OBJECT),
                report.get(SOURCE),
                report.get(CLUE),
                report.get(FILES),
                actor);
        MisconductCase opened = cases.get(id);
        Map<String, Object> variables = new HashMap<>();
        variables.put(Variables.REPORTED, true);
        variables.put(Variables.YEAR, opened.year());
        variables.put(Variables.MISCONDUCT, id);
        variables.putAll(roster.variablesOf(opened.year(), opened.object()));
        return variables;
    }
}
