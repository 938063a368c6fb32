package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 核查本级重点指标: the city office writes down what it found on a district's own key indicators (办法四(一)). */
@Component
class CheckDistrictForm implements TaskForm {

    private final IndicatorTables tables;
    private final CheckSheet sheet;
    private final AssessmentYears years;
    private final Contradictions contradictions;

    CheckDistrictForm(IndicatorTables tables, CheckSheet sheet, AssessmentYears years, Contradictions contradictions) {
        this.tables = tables;
        this.sheet = sheet;
        this.years = years;
        this.contradictions = contradictions;
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
        Precedence precedence = years.get(task.year()).precedence();
        return FormContent.of(
                        "提交后，核查结果不能再改，送当地健康办提出意见。本级得分按“%s”的次序采用数据%s"
                                .formatted(
                                        precedence.words(),
                                        precedence.heedsFindings() ? "；核查与排在前面的数据不一致的，请填报单位答复，由市健康丽水办逐项决定并写明理由。" : "。"),
                        "办法四(一)",
                        "办法五(二)")
                .parts(shown.sections())
                .facts(shown.summary());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        sheet.record(subject(task), draft, actor);
        contradictions.open(task.year(), task.district(), actor);
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
}
