package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** 得分排名表, as the city office and the leading group both see it. */
final class StandingRows {

    private StandingRows() {}

    static Section section(Standings standings) {
        return Forms.table(
                "standings",
                "县（市、区）和丽水开发区得分排名",
                "丽水开发区单独评分，不参加排名。",
                List.of(
                        Column.label("name", "地区", Width.M),
                        Column.label("rank", "名次", Width.S),
                        Column.label("score", "得分", Width.S),
                        Column.label("provisional", "暂用数据", Width.S),
                        Column.label("mustPass", "必备指标", Width.M),
                        Column.label("townships", "优秀乡镇（街道）", Width.M),
                        Column.label("grade", "等级", Width.S),
                        Column.label("reason", "定级理由", Width.L)),
                standings.districts().stream()
                        .map(standing -> Forms.readOnly(
                                standing.district().code(),
                                Map.of(
                                        "name", standing.district().name(),
                                        "rank", standing.rank() == null ? "—" : String.valueOf(standing.rank()),
                                        "score", standing.result().score().toPlainString(),
                                        "provisional", provisional(standing),
                                        "mustPass", mustPass(standing),
                                        "townships",
                                                standing.townships().share().text(),
                                        "grade", standing.graded().grade().label(),
                                        "reason", standing.graded().reason())))
                        .toList());
    }

    private static String provisional(Standing standing) {
        long figures = standing.result().items().stream()
                .filter(ItemResult::provisional)
                .count();
        return figures == 0 ? "" : figures + "项";
    }

    static Section townships(Standings standings) {
        return Forms.table(
                "townships",
                "考核优秀乡镇（街道）",
                null,
                List.of(
                        Column.label("name", "地区", Width.M),
                        Column.label("count", "优秀", Width.M),
                        Column.label("list", "名单", Width.L)),
                standings.districts().stream()
                        .map(standing -> Forms.readOnly(
                                standing.district().code(),
                                Map.of(
                                        "name", standing.district().name(),
                                        "count", standing.townships().share().text(),
                                        "list", excellent(standing))))
                        .toList());
    }

    static Section units(Standings standings) {
        return Forms.table(
                "units",
                "市直单位得分排名",
                standings.units().isEmpty() ? "本年度没有考核市直单位。" : null,
                List.of(
                        Column.label("name", "单位", Width.M),
                        Column.label("rank", "名次", Width.S),
                        Column.label("review", "考评得分", Width.S),
                        Column.label("appraisal", "测评得分", Width.S),
                        Column.label("score", "得分", Width.S),
                        Column.label("grade", "等级", Width.S),
                        Column.label("reason", "怎样得出", Width.L)),
                standings.units().stream()
                        .map(unit -> Forms.readOnly(
                                unit.unit().code(),
                                Map.of(
                                        "name", unit.unit().name(),
                                        "rank", String.valueOf(unit.rank()),
                                        "review", unit.review().score().toPlainString(),
                                        "appraisal",
                                                unit.appraisal() == null
                                                        ? "—"
                                                        : unit.appraisal().toPlainString(),
                                        "score", unit.score().toPlainString(),
                                        "grade", unit.graded().grade().label(),
                                        "reason", unit.composition())))
                        .toList());
    }

    /** The units that a year leaves out, each with its reason. */
    static Section unitsLeftOut(List<YearUnit> units) {
        return Forms.table(
                "unitsLeftOut",
                "不列入考核的市直单位",
                null,
                List.of(Column.label("name", "单位", Width.M), Column.label("reason", "原因", Width.L)),
                units.stream()
                        .filter(unit -> !unit.assessed())
                        .map(unit -> Forms.readOnly(
                                unit.code(),
                                Map.of("name", unit.name(), "reason", Objects.requireNonNullElse(unit.reason(), ""))))
                        .toList());
    }

    static String excellent(Standing standing) {
        return standing.townships().excellent().isEmpty()
                ? "无"
                : standing.townships().excellent().stream()
                        .map(line -> line.township().name())
                        .collect(Collectors.joining("、"));
    }

    static String mustPass(Standing standing) {
        String failed = names(standing.result().mustPassFailed());
        String unknown = names(standing.result().mustPassUnknown());
        return failed.isEmpty() && unknown.isEmpty()
                ? "全部达标"
                : (failed.isEmpty() ? "" : "不达标：" + failed + " ") + (unknown.isEmpty() ? "" : "不明：" + unknown);
    }

    private static String names(List<ItemResult> items) {
        return items.stream().map(ItemResult::indicator).map(Indicator::name).collect(Collectors.joining("、"));
    }
}
