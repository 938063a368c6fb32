package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.UnitBoard.UnitStanding;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** 得分排名表, as the city office and the leading group both see it. */
final class StandingRows {

    private static final Table<Standing> DISTRICTS = Table.<Standing>of(
                    "districts", "县（市、区）和丽水开发区得分排名", one -> one.district().code())
            .hint("丽水开发区单独评分，不参加排名。")
            .shows("name", "地区", M, one -> one.district().name())
            .shows("rank", "名次", S, one -> one.rank() == null ? "—" : String.valueOf(one.rank()))
            .shows("score", "得分", S, one -> one.result().score().toPlainString())
            .shows("provisional", "暂用数据", S, StandingRows::provisional)
            .shows("mustPass", "必备指标", M, StandingRows::mustPass)
            .shows("townships", "优秀乡镇（街道）", M, one -> one.townships().share().text())
            .shows("grade", "等级", S, one -> one.graded().grade().label())
            .shows("reason", "定级理由", L, one -> one.graded().reason());

    private static final Table<Standing> TOWNSHIPS = Table.<Standing>of(
                    "townships", "考核优秀乡镇（街道）", one -> one.district().code())
            .shows("name", "地区", M, one -> one.district().name())
            .shows("count", "优秀", M, one -> one.townships().share().text())
            .shows("list", "名单", L, StandingRows::excellent);

    private static final Table<UnitStanding> UNITS = Table.<UnitStanding>of(
                    "units", "市直单位得分排名", one -> one.unit().code())
            .hintWhereEmpty("本年度没有考核市直单位。")
            .shows("name", "单位", M, one -> one.unit().name())
            .shows("rank", "名次", S, one -> String.valueOf(one.rank()))
            .shows("review", "考评得分", S, one -> one.review().score().toPlainString())
            .shows(
                    "appraisal",
                    "测评得分",
                    S,
                    one -> one.appraisal() == null ? "—" : one.appraisal().toPlainString())
            .shows("score", "得分", S, one -> one.score().toPlainString())
            .shows("grade", "等级", S, one -> one.graded().grade().label())
            .shows("reason", "怎样得出", L, UnitStanding::composition);

    /** The units that a year leaves out, each with its reason. */
    private static final Table<YearUnit> UNITS_LEFT_OUT = Table.of("unitsLeftOut", "不列入考核的市直单位", YearUnit::code)
            .shows("name", "单位", M, YearUnit::name)
            .shows("reason", "原因", L, unit -> Objects.requireNonNullElse(unit.reason(), ""));

    private StandingRows() {}

    static Section districts(Standings standings) {
        return DISTRICTS.section(standings.districts());
    }

    static Section townships(Standings standings) {
        return TOWNSHIPS.section(standings.districts());
    }

    static List<Section> units(Standings standings, List<YearUnit> units) {
        return List.of(
                UNITS.section(standings.units()),
                UNITS_LEFT_OUT.section(
                        units.stream().filter(unit -> !unit.assessed()).toList()));
    }

    private static String provisional(Standing standing) {
        int figures = standing.result().provisional().size();
        return figures == 0 ? "" : figures + "项";
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

    private static String names(List<Indicator> items) {
        return items.stream().map(Indicator::name).collect(Collectors.joining("、"));
    }
}
