package cn.healthylishui.assessment.districtwork.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.districtwork.DistrictWork.Mechanism;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
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
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearMemberUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 确定当地重点工作: a district's own key work and key indicators (意见四(四)), and its coordination mechanism (办法三). */
@Component
class SetDistrictWorkForm implements TaskForm {

    static final String WORKS = "works";
    static final String INDICATORS = "indicators";
    static final String MECHANISM = "mechanism";
    static final int ROWS = 10;

    private final WorkPlans plans;
    private final DistrictWork districtWork;
    private final AssessmentYears years;

    SetDistrictWorkForm(WorkPlans plans, DistrictWork districtWork, AssessmentYears years) {
        this.plans = plans;
        this.districtWork = districtWork;
        this.years = years;
    }

    private record Line(
            Kind kind,
            String key,
            String title,
            String unit,
            String target,
            String measure,
            String indicator,
            List<Problem> problems) {

        boolean empty() {
            return (title + unit + target + measure + indicator).isEmpty();
        }
    }

    @Override
    public String taskKey() {
        return "taskSetDistrictWork";
    }

    @Override
    public void require(TaskRef task) {
        districtWork.requireToSet(plans.get(task.id(Variables.PLAN)), task.district());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Line> works = lines(task, draft, Kind.WORK);
        List<Line> indicators = lines(task, draft, Kind.INDICATOR);
        long workCount = works.stream().filter(line -> !line.empty()).count();
        long indicatorCount = indicators.stream().filter(line -> !line.empty()).count();
        List<String> problems = new ArrayList<>();
        if (workCount == 0) {
            problems.add("请至少确定一项年度重点工作。");
        }
        if (indicatorCount == 0) {
            problems.add("请至少确定一项关键性指标。");
        }
        return new FormContent(
                "提交后送市健康丽水办审定；审定后按季填报进展，完成情况可带入年度自查打分；年终由负责单位对口的市直单位逐项评审，计入“年度重点工作”。",
                List.of("意见四(四)", "办法三"),
                notices(task),
                List.of(
                        section(task, Kind.WORK, WORKS, works),
                        section(task, Kind.INDICATOR, INDICATORS, indicators),
                        mechanism(task, draft)),
                List.of(new Fact("重点工作", workCount + " 项"), new Fact("关键性指标", indicatorCount + " 项")),
                problems);
    }

    private List<Line> lines(TaskRef task, Draft draft, Kind kind) {
        String section = kind == Kind.WORK ? WORKS : INDICATORS;
        List<Work> stored = districtWork.of(task.year(), task.district()).stream()
                .filter(work -> work.kind() == kind)
                .toList();
        List<YearMemberUnit> units = years.memberUnits(task.year(), task.district());
        List<Indicator> fed = districtWork.fed(task.year(), task.district());
        List<Line> lines = new ArrayList<>();
        for (int no = 1; no <= ROWS; no++) {
            String row = String.valueOf(no);
            Optional<Work> before = no <= stored.size() ? Optional.of(stored.get(no - 1)) : Optional.empty();
            lines.add(new Line(
                    kind,
                    row,
                    draft.value(section, row, "title", before.map(Work::title).orElse("")),
                    draft.value(section, row, "unit", before.map(Work::unit).orElse("")),
                    draft.value(section, row, "target", before.map(Work::target).orElse("")),
                    draft.value(
                            section,
                            row,
                            "measure",
                            before.map(Work::unitOfMeasure).orElse("")),
                    draft.value(
                            section,
                            row,
                            "indicator",
                            before.map(Work::indicator).orElse("")),
                    new ArrayList<>()));
        }
        lines.stream().filter(line -> !line.empty()).forEach(line -> check(line, lines, units, fed));
        return lines;
    }

    private static void check(Line line, List<Line> all, List<YearMemberUnit> units, List<Indicator> fed) {
        List<Problem> problems = line.problems();
        Forms.wrongText(
                        line.title(),
                        "title",
                        line.kind() == Kind.WORK ? "请填写重点工作。" : "请填写指标名称。",
                        DistrictWork.LONGEST_TITLE)
                .ifPresent(problems::add);
        if (units.stream().noneMatch(unit -> unit.code().equals(line.unit()))) {
            problems.add(new Problem("unit", "请选择负责的成员单位。"));
        }
        Forms.wrongText(line.target(), "target", "请填写要达到的目标。", DistrictWork.LONGEST_TARGET)
                .ifPresent(problems::add);
        if (line.kind() == Kind.INDICATOR) {
            if (!line.target().isEmpty() && !line.target().matches("-?\\d{1,14}(\\.\\d{1,4})?")) {
                problems.add(new Problem("target", "目标值应是数字，最多4位小数，现在填的是“%s”。".formatted(shortened(line.target()))));
            }
            Forms.wrongText(line.measure(), "measure", "没有计量单位。请填写，如“%”“家”“公里”。", DistrictWork.LONGEST_MEASURE)
                    .ifPresent(problems::add);
        }
        if (!line.indicator().isEmpty()
                && fed.stream().noneMatch(item -> item.code().equals(line.indicator()))) {
            problems.add(new Problem("indicator", "所选的考核指标不在本年度标准里，请重选，或选“不对应”。"));
        }
        all.stream()
                .filter(other -> other != line
                        && !line.title().isEmpty()
                        && other.title().equals(line.title()))
                .findFirst()
                .ifPresent(other -> problems.add(new Problem("title", "与第%s行重复，请删去一行。".formatted(other.key()))));
        all.stream()
                .filter(other -> other != line
                        && !line.indicator().isEmpty()
                        && other.indicator().equals(line.indicator()))
                .findFirst()
                .ifPresent(other ->
                        problems.add(new Problem("indicator", "第%s行已经对应这项考核指标，一项指标只能对应一行。".formatted(other.key()))));
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    private Section section(TaskRef task, Kind kind, String key, List<Line> lines) {
        List<Option> units = years.memberUnits(task.year(), task.district()).stream()
                .map(unit -> new Option(unit.code(), unit.name()))
                .toList();
        List<Option> fed = Stream.concat(
                        Stream.of(new Option("", "不对应")),
                        districtWork.fed(task.year(), task.district()).stream()
                                .map(item -> new Option(item.code(), item.code() + " " + item.name())))
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("no", "序号", Width.S));
        columns.add(Column.input("title", kind == Kind.WORK ? "重点工作" : "指标", InputType.TEXT, Width.L));
        columns.add(Column.choice("unit", "负责单位", Width.M, units));
        columns.add(
                kind == Kind.WORK
                        ? Column.input("target", "年度目标", InputType.TEXT, Width.L)
                        : Column.input("target", "目标值", InputType.NUMBER, Width.S));
        if (kind == Kind.INDICATOR) {
            columns.add(Column.input("measure", "计量单位", InputType.TEXT, Width.S));
        }
        columns.add(Column.choice("indicator", "对应的考核指标", Width.M, fed));
        return Forms.table(
                key,
                kind.label(),
                "至少一项，空着的行不算。对应考核指标的，年末完成情况带入自查打分。",
                columns,
                lines.stream()
                        .map(line -> new Row(
                                line.key(),
                                false,
                                Map.of(
                                        "no", "第%s行".formatted(line.key()),
                                        "title", line.title(),
                                        "unit", line.unit(),
                                        "target", line.target(),
                                        "measure", line.measure(),
                                        "indicator", line.indicator()),
                                Map.of(),
                                line.problems()))
                        .toList());
    }

    private String mechanismText(TaskRef task, Draft draft) {
        return draft.value(
                MECHANISM, MECHANISM, "text", stored(task).map(Mechanism::text).orElse(""));
    }

    private List<String> mechanismFiles(TaskRef task, Draft draft) {
        return Draft.ids(draft.value(
                MECHANISM,
                MECHANISM,
                "files",
                stored(task)
                        .map(mechanism -> String.join(",", mechanism.evidence()))
                        .orElse("")));
    }

    private Optional<Mechanism> stored(TaskRef task) {
        return districtWork.mechanism(task.year(), task.district());
    }

    private Section mechanism(TaskRef task, Draft draft) {
        String confirmed = draft.value(MECHANISM, MECHANISM, "confirmed", "");
        List<Problem> problems = new ArrayList<>();
        Forms.wrongText(
                        mechanismText(task, draft),
                        "text",
                        "请写明组织协调机制，如牵头领导、办公室、成员单位和议事办法。",
                        DistrictWork.LONGEST_MECHANISM)
                .ifPresent(problems::add);
        if (mechanismFiles(task, draft).isEmpty()) {
            problems.add(new Problem("files", "请上传建立协调机制的文件。"));
        }
        if (!confirmed.equals("YES")) {
            problems.add(new Problem("confirmed", "请确认协调机制已经建立并在运行。"));
        }
        return Forms.questions(
                MECHANISM,
                "组织协调机制",
                List.of(
                        Column.input("text", "机制", InputType.LONG_TEXT, Width.L),
                        Column.input("files", "文件", InputType.FILES, Width.M),
                        Column.choice("confirmed", "确认", Width.M, List.of(new Option("YES", "已建立并在运行")))),
                Map.of(
                        "text",
                        mechanismText(task, draft),
                        "files",
                        String.join(",", mechanismFiles(task, draft)),
                        "confirmed",
                        confirmed),
                problems);
    }

    private List<Notice> notices(TaskRef task) {
        List<Notice> notices = new ArrayList<>();
        stored(task)
                .filter(mechanism -> mechanism.returnedReason() != null)
                .ifPresent(mechanism -> notices.add(new Notice(Level.WARNING, "退回修改：" + mechanism.returnedReason())));
        notices.add(new Notice(Level.INFO, "市工作要点里全市的总数（如新建绿道79公里）是市直单位的目标，不是县（市、区）的指标；这里填当地自己确定的工作和指标。"));
        return notices;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        WorkPlan plan = plans.get(task.id(Variables.PLAN));
        List<Work> works = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int seq = 0;
            for (Line line : lines(task, draft, kind)) {
                if (!line.empty()) {
                    works.add(new Work(
                            kind,
                            ++seq,
                            line.title(),
                            line.unit(),
                            line.target(),
                            line.measure().isEmpty() ? null : line.measure(),
                            line.indicator().isEmpty() ? null : line.indicator()));
                }
            }
        }
        districtWork.set(plan, task.district(), works, mechanismText(task, draft), mechanismFiles(task, draft), actor);
        return Map.of();
    }
}
