package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 材料初稿: what the system can already write of a district's summary and report; the office completes it or uploads its own. */
@Component
public class PaperDrafts {

    private final YearRoster roster;
    private final ScoreBook scoreBook;
    private final TownshipBoard townshipBoard;

    PaperDrafts(YearRoster roster, ScoreBook scoreBook, TownshipBoard townshipBoard) {
        this.roster = roster;
        this.scoreBook = scoreBook;
        this.townshipBoard = townshipBoard;
    }

    public String summary(int year, String district) {
        YearDistrict of = roster.district(year, district);
        Board board = townshipBoard.reported(year, district);
        return """
                %s%d年健康建设年度工作总结

                一、工作开展情况
                %d年，%s按照健康丽水建设年度工作任务，组织各成员单位和%d个乡镇（街道）推进健康建设各项工作。
                （请补充：组织领导、重点工作推进、特色做法。）

                二、主要成效
                %s
                （请补充：取得的成效和典型经验。）

                三、存在问题和下一步打算
                （请补充。）

                %s
                """.formatted(
                        of.name(),
                        year,
                        year,
                        of.name(),
                        board.lines().size(),
                        fieldLines(scoreBook.district(year, district, TownshipBoard.AS_REPORTED)),
                        of.officeName());
    }

    public String report(int year, String district) {
        YearDistrict of = roster.district(year, district);
        ObjectResult own = scoreBook.district(year, district, TownshipBoard.AS_REPORTED);
        Board board = townshipBoard.reported(year, district);
        List<Indicator> failed = own.mustPassFailed();
        return """
                %s%d年度健康建设自查报告

                市健康丽水办：
                按照《健康丽水考核办法（试行）》，%s对%d年度健康建设情况进行了自查，现将情况报告如下。

                一、自查得分
                本级自查得分%s分。必备指标%s。
                %s

                二、对乡镇（街道）的考核
                组织各成员单位对%d个乡镇（街道）逐一考核，最高%s分，最低%s分；考核优秀%d个，优秀比例%s。
                考核优秀乡镇（街道）：%s。

                三、失分原因和整改措施
                （请补充。）

                %s
                """.formatted(
                of.name(),
                year,
                of.officeName(),
                year,
                own.score(),
                failed.isEmpty()
                        ? "全部达标"
                        : "有%d项不达标：%s"
                                .formatted(
                                        failed.size(),
                                        failed.stream().map(Indicator::name).collect(Collectors.joining("、"))),
                fieldLines(own),
                board.lines().size(),
                board.lines().get(0).result().score(),
                board.lines().get(board.lines().size() - 1).result().score(),
                board.share().excellent(),
                board.share().text(),
                board.excellent().isEmpty()
                        ? "无"
                        : board.excellent().stream()
                                .map(line -> line.township().name())
                                .collect(Collectors.joining("、")),
                of.officeName());
    }

    private static String fieldLines(ObjectResult result) {
        Map<String, List<ItemResult>> fields = result.items().stream()
                .filter(item -> !item.indicator().mustPass() && item.applicable())
                .collect(Collectors.groupingBy(
                        item -> item.indicator().field(), LinkedHashMap::new, Collectors.toList()));
        return fields.entrySet().stream()
                .map(field -> "%s：得%s分（满分%s分）。"
                        .formatted(
                                field.getKey(),
                                sum(field.getValue().stream()
                                        .map(item -> item.score().points())
                                        .toList()),
                                Answer.plain(sum(field.getValue().stream()
                                        .map(ItemResult::indicator)
                                        .map(Indicator::points)
                                        .toList()))))
                .collect(Collectors.joining("\n"));
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
