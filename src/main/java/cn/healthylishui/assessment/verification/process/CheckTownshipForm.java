package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 核查抽中的乡镇（街道）: the city office writes down what it found in one drawn township (办法五(二)). */
@Component
class CheckTownshipForm implements TaskForm {

    private final IndicatorTables tables;
    private final CheckSheet sheet;

    CheckTownshipForm(IndicatorTables tables, CheckSheet sheet) {
        this.tables = tables;
        this.sheet = sheet;
    }

    @Override
    public String taskKey() {
        return "taskCheckTownship";
    }

    @Override
    public void require(TaskRef task) {
        sheet.require(task.year(), task.district(), task.township());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        CheckSheet.Sheet shown = sheet.show(subject(task), draft);
        return FormContent.of("提交后，核查结果不能再改，送当地健康办提出意见；经逐项审核后，核查值只替换这一个乡镇（街道）的数据。", "办法四(一)", "办法五(二)")
                .parts(shown.sections())
                .facts(shown.summary());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        sheet.record(subject(task), draft, actor);
        return Map.of();
    }

    private CheckSheet.Subject subject(TaskRef task) {
        IndicatorTable table = tables.ofTownshipsIn(task.year(), task.district());
        return new CheckSheet.Subject(
                task.year(), task.district(), task.township(), table.shownTitle(), table.indicators());
    }
}
