package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.StartNotice;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells before the start by which tables a year will be assessed, and what would come too late for it. */
@Component
class AdjustmentAtStart implements StartNotice {

    private final Adjustments adjustments;
    private final IndicatorTables tables;
    private final AssessmentYears years;

    AdjustmentAtStart(Adjustments adjustments, IndicatorTables tables, AssessmentYears years) {
        this.adjustments = adjustments;
        this.tables = tables;
        this.years = years;
    }

    @Override
    public Said of(int year) {
        if (years.find(year).isEmpty()) {
            return new Said(false, "%d年度的指标表在启动时建立：沿用最近一个年度的，没有的用系统示例。".formatted(year));
        }
        String open = adjustments.of(year).stream()
                .filter(Adjustment::isOpen)
                .map(one -> "第%d次（%s）".formatted(one.number(), one.state().label()))
                .collect(Collectors.joining("、"));
        return open.isEmpty()
                ? new Said(
                        false,
                        "启动后按现行指标表考核：%s。"
                                .formatted(TableKind.KEPT.stream()
                                        .map(kind -> "%s第%d版"
                                                .formatted(
                                                        kind.label(),
                                                        tables.table(year, kind).version()))
                                        .collect(Collectors.joining("，"))))
                : new Said(true, "本年度还有没办完的指标调整：%s。启动后指标表冻结，这些调整不能再发布。要按调整后的指标考核的，请先办完再启动。".formatted(open));
    }
}
