package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.scorecard.Grade;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 全市材料初稿: the city's summary, report and list as far as the data tell them (办法五(二)). */
@Component
public class CityPaperDrafts {

    private final Decisions decisions;

    CityPaperDrafts(Decisions decisions) {
        this.decisions = decisions;
    }

    public String summary(int year, Standings standings) {
        int townships = standings.districts().stream()
                .mapToInt(standing -> standing.townships().share().all())
                .sum();
        return """
                %d年度健康丽水建设工作总结

                一、总体情况
                %d年度，全市%d个县（市、区）、丽水开发区和%d个乡镇（街道）参加考核%s。

                二、主要成效
                %s

                三、存在问题
                %s
                """.formatted(
                        year,
                        year,
                        standings.districts().size() - 1,
                        townships,
                        standings.units().isEmpty()
                                ? ""
                                : "，同时考核市直单位%d个".formatted(standings.units().size()),
                        grades(standings),
                        weakest(standings));
    }

    public String report(int year, Standings standings) {
        return """
                %d年度健康丽水建设考核报告

                市委市政府健康丽水建设领导小组：
                按照《健康丽水考核办法（试行）》，市健康丽水办会同领导小组成员单位对各县（市、区）和丽水开发区%d年度健康建设情况进行了考核。现将考核情况和优秀建议名单报告如下，请审定。

                一、考核得分和等级
                %s

                二、必备指标
                %s

                三、市直单位
                %s

                四、优秀建议名单
                %s

                五、改判和核查不一致的决定
                %s
                %s""".formatted(
                year,
                year,
                standings.districts().stream().map(CityPaperDrafts::line).collect(Collectors.joining("\n")),
                mustPass(standings),
                units(standings),
                excellentList(standings),
                decided(year),
                provisional(standings));
    }

    private String decided(int year) {
        List<String> lines = Stream.concat(
                        decisions.precedenceTakenOver(year).map(text -> text + "。").stream(),
                        decisions.of(year).stream().map(decision -> decision.words() + "。"))
                .toList();
        return lines.isEmpty() ? "没有改判，核查与数据没有不一致。" : String.join("\n", lines);
    }

    /** A section of its own, where any score rests on figures that may still change. */
    private static String provisional(Standings standings) {
        String figures = standings.districts().stream()
                .filter(standing -> !standing.result().provisional().isEmpty())
                .map(standing -> "%s：%s。"
                        .formatted(
                                standing.district().name(),
                                standing.result().provisional().stream()
                                        .map(Indicator::name)
                                        .collect(Collectors.joining("、"))))
                .collect(Collectors.joining("\n"));
        return figures.isEmpty() ? "" : "\n六、暂用数据\n以下得分用的是暂用数据，正式数据公布后按程序更正。\n%s\n".formatted(figures);
    }

    public String excellentList(Standings standings) {
        String districts = standings.districts().stream()
                .filter(standing -> standing.graded().grade() == Grade.EXCELLENT)
                .map(standing -> standing.district().name())
                .collect(Collectors.joining("、"));
        String townships = standings.districts().stream()
                .filter(standing -> !standing.townships().excellent().isEmpty())
                .map(standing -> "%s（%d个）：%s。"
                        .formatted(
                                standing.district().name(),
                                standing.townships().excellent().size(),
                                standing.townships().excellent().stream()
                                        .map(line -> line.township().name())
                                        .collect(Collectors.joining("、"))))
                .collect(Collectors.joining("\n"));
        String units = standings.units().stream()
                .filter(standing -> standing.graded().grade() == Grade.EXCELLENT)
                .map(standing -> standing.unit().name())
                .collect(Collectors.joining("、"));
        return "县（市、区）和丽水开发区：%s。\n乡镇（街道）：\n%s\n市直单位：%s。"
                .formatted(
                        districts.isEmpty() ? "无" : districts,
                        townships.isEmpty() ? "无。" : townships,
                        units.isEmpty() ? "无" : units);
    }

    private static String line(Standing standing) {
        return "%s：%s分%s，%s（%s）。优秀乡镇（街道）%s。"
                .formatted(
                        standing.district().name(),
                        standing.result().score(),
                        standing.rank() == null ? "，单独评分" : "，第%d名".formatted(standing.rank()),
                        standing.graded().grade().label(),
                        standing.graded().reason(),
                        standing.townships().share().text());
    }

    private static String units(Standings standings) {
        return standings.units().isEmpty()
                ? "本年度没有考核市直单位。"
                : standings.units().stream()
                        .map(standing -> "%s：%s分，第%d名，%s。"
                                .formatted(
                                        standing.unit().name(),
                                        standing.score(),
                                        standing.rank(),
                                        standing.graded().grade().label()))
                        .collect(Collectors.joining("\n"));
    }

    private static String grades(Standings standings) {
        return List.of(Grade.values()).stream()
                .map(grade -> {
                    List<String> names = standings.districts().stream()
                            .filter(standing -> standing.graded().grade() == grade)
                            .map(standing -> standing.district().name())
                            .toList();
                    return "%s%d个%s"
                            .formatted(
                                    grade.label(), names.size(), names.isEmpty() ? "" : "：" + String.join("、", names));
                })
                .collect(Collectors.joining("；", "考核结果", "。"));
    }

    private static String mustPass(Standings standings) {
        List<String> failed = standings.districts().stream()
                .filter(standing -> !standing.result().mustPassFailed().isEmpty())
                .map(standing -> "%s：%s不达标。"
                        .formatted(
                                standing.district().name(),
                                standing.result().mustPassFailed().stream()
                                        .map(Indicator::name)
                                        .collect(Collectors.joining("、"))))
                .toList();
        return failed.isEmpty() ? "全部达标。" : String.join("\n", failed);
    }

    /** For each district the item on which it lost most. */
    private static String weakest(Standings standings) {
        return standings.districts().stream()
                .map(standing -> standing.result().items().stream()
                        .filter(item -> !item.indicator().mustPass() && item.applicable())
                        .max(Comparator.comparing(item ->
                                item.score().maximum().subtract(item.score().points())))
                        .filter(item ->
                                item.score().maximum().compareTo(item.score().points()) > 0)
                        .map(item -> "%s失分最多的是“%s”，满分%s分，得%s分。"
                                .formatted(
                                        standing.district().name(),
                                        item.indicator().name(),
                                        item.score()
                                                .maximum()
                                                .stripTrailingZeros()
                                                .toPlainString(),
                                        item.score().points()))
                        .orElse(standing.district().name() + "各项均得满分。"))
                .collect(Collectors.joining("\n"));
    }
}
