package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 核查本级重点指标: the city office writes down what it found on a district's own key indicators (办法四(一)). */
@Component
class CheckDistrictForm implements TaskForm {

    private final IndicatorTables tables;
    private final CheckSheet sheet;

    CheckDistrictForm(IndicatorTables tables, CheckSheet sheet) {
        this.tables = tables;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskCheckDistrict";
    }

    @Override
    public void require(TaskRef task) {
        sheet.require(task.year(), task.district(), task.district());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        CheckSheet.Sheet shown = sheet.show(subject(task), draft);
        return new FormContent(
                "提交后，核查结果不能再改，送当地健康办提出意见；经逐项审核后作为本级得分的依据，同一指标有官方数据的，以官方数据为准。",
                List.of("办法四(一)", "办法五(二)"),
                List.of(),
                shown.sections(),
                shown.summary(),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        sheet.record(subject(task), draft, actor);
        return Map.of();
    }

    private CheckSheet.Subject subject(TaskRef task) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        return new CheckSheet.Subject(
                task.year(),
                task.district(),
                task.district(),
                table.shownTitle(),
                table.indicators().stream().filter(Indicator::key).toList());
    }

    @Override
    public boolean inWorkbook(String section) {
        return true;
    }
}
