package cn.healthylishui.assessment.packaged;

import cn.healthylishui.rehearsal.SetBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;

/**
 * A set with some values changed, and what has to come of it: reckoned from the rules by hand, with nothing of the program but the
 * results before the change.
 */
final class ChangedSet {

    private static final DataFormatter SHOWN = new DataFormatter();
    private static final Map<String, Integer> WORTH = Map.of("优秀", 100, "良好", 80, "一般", 60, "较差", 40);
    private static final Map<String, Integer> WEIGHT = Map.of("领导小组成员", 40, "县（市、区）和开发区代表", 40, "两代表一委员", 20);

    private final ObjectNode results;

    /** What the drawn township reports of the item that is found otherwise. */
    private BigDecimal reported = BigDecimal.ZERO;

    private ChangedSet(ObjectNode results) {
        this.results = results;
    }

    JsonNode results() {
        return results;
    }

    static ChangedSet of(Path set, JsonNode before) throws IOException {
        ChangedSet changed = new ChangedSet(before.deepCopy());
        SetBook.change(set, "06-township-scores.xlsx", changed::townshipReportsLess);
        SetBook.change(set, "09-spot-checks.xlsx", changed::lessIsFound);
        SetBook.change(set, "08-official-figures.xlsx", changed::officialFigureIsLower);
        SetBook.change(set, "11-unit-tasks.xlsx", changed::aReviewerIsStricter);
        SetBook.change(set, "12-ballots.xlsx", changed::aRaterIsStricter);
        changed.results.path("units").forEach(unit -> {
            double score = number(decimal(unit, "reviewScore")
                    .multiply(new BigDecimal("0.8"))
                    .add(decimal(unit, "appraisalScore").multiply(new BigDecimal("0.2"))));
            ((ObjectNode) unit).put("score", score).put("grade", grade(score));
        });
        return changed;
    }

    /** 家庭医生签约覆盖率, 60 points, from 60 to 80: of a township that is not drawn. */
    private void townshipReportsLess(SetBook book) {
        reported = new BigDecimal(book.text("云和县", "数值", "331125004", "T016"));
        BigDecimal before = new BigDecimal(book.text("云和县", "数值", "331125105", "T016"));
        book.cell("云和县", "数值", "331125105", "T016").setCellValue(71.3);
        ObjectNode township = object("townships", "331125105");
        BigDecimal score =
                decimal(township, "score").subtract(share(before, 60, 20, 60)).add(new BigDecimal("33.90"));
        township.put("reportedScore", number(score)).put("score", number(score)).put("grade", grade(number(score)));
    }

    /** The same item of one that is drawn; and of one that is not, where it changes nothing. */
    private void lessIsFound(SetBook book) {
        book.cell("云和县", "核查值", "331125106", "T016").setCellValue(60);
        book.cell("云和县", "核查值", "331125004", "T016").setCellValue(75);
        BigDecimal lost = share(reported, 60, 20, 60).subtract(new BigDecimal("45.00"));
        ObjectNode township = object("townships", "331125004");
        BigDecimal score = decimal(township, "score").subtract(lost);
        township.put("verifiedScore", number(score)).put("score", number(score)).put("grade", grade(number(score)));
    }

    /**
     * 残疾人基本康复服务率 of a county, 25 points, from 70 to 85: what the county reports of it no longer matters, and nobody looks at it
     * on the spot.
     */
    private void officialFigureIsLower(SetBook book) {
        BigDecimal before = new BigDecimal(book.text("官方数据", "数值", "331125", "C028"));
        book.cell("官方数据", "数值", "331125", "C028").setCellValue(73);
        ObjectNode district = object("districts", "331125");
        BigDecimal score =
                decimal(district, "score").subtract(share(before, 70, 15, 25)).add(new BigDecimal("5.00"));
        district.put("score", number(score)).put("grade", grade(number(score)));
        List<JsonNode> counties = StreamSupport.stream(results.path("districts").spliterator(), false)
                .filter(one -> !one.path("rank").isNull())
                .sorted(Comparator.comparing((JsonNode one) -> decimal(one, "score"))
                        .reversed())
                .toList();
        for (int i = 0; i < counties.size(); i++) {
            ((ObjectNode) counties.get(i)).put("rank", i + 1);
        }
    }

    /** Every unit's review from its tasks: 1000 times the mean of the percentages, tasks that it leads counted twice. */
    private void aReviewerIsStricter(SetBook book) {
        book.cell("评审", "得分率", "shi-mzj", "city-office").setCellValue(50);
        String task = book.text("评审", "任务编码", "shi-mzj", "city-office");
        book.cell("单位任务", "裁定得分率", "shi-mzj", task).setCellValue(62.5);
        Map<String, List<BigDecimal>> given = new HashMap<>();
        rows(book.sheet("评审"))
                .forEach(row -> given.computeIfAbsent(row.get("单位编码") + row.get("任务编码"), key -> new ArrayList<>())
                        .add(new BigDecimal(row.get("得分率"))));
        Map<String, BigDecimal> earned = new HashMap<>();
        Map<String, BigDecimal> weights = new HashMap<>();
        for (Map<String, String> row : rows(book.sheet("单位任务"))) {
            List<BigDecimal> percents = given.get(row.get("单位编码") + row.get("任务编码"));
            if (percents == null) {
                continue;
            }
            BigDecimal percent =
                    percents.stream().distinct().count() == 1 ? percents.get(0) : new BigDecimal(row.get("裁定得分率"));
            BigDecimal weight = new BigDecimal(row.get("牵头").equals("牵头") ? 2 : 1);
            earned.merge(row.get("单位编码"), weight.multiply(percent), BigDecimal::add);
            weights.merge(row.get("单位编码"), weight, BigDecimal::add);
        }
        earned.forEach((unit, sum) -> object("units", unit)
                .put(
                        "reviewScore",
                        number(sum.multiply(BigDecimal.TEN).divide(weights.get(unit), 2, RoundingMode.HALF_UP))));
    }

    /** Every unit's appraisal from its ballots: the mean of each group, weighted. */
    private void aRaterIsStricter(SetBook book) {
        book.cell("测评票", "评价", "ld-cy-01", "shi-mzj").setCellValue("较差");
        Map<String, String> groups = new HashMap<>();
        rows(book.sheet("测评人员")).forEach(row -> groups.put(row.get("席位编码"), row.get("类别")));
        Map<String, Map<String, List<Integer>>> marks = new HashMap<>();
        for (Map<String, String> row : rows(book.sheet("测评票"))) {
            Integer worth = WORTH.get(row.get("评价"));
            if (worth != null) {
                marks.computeIfAbsent(row.get("单位编码"), unit -> new HashMap<>())
                        .computeIfAbsent(groups.get(row.get("席位编码")), group -> new ArrayList<>())
                        .add(worth);
            }
        }
        marks.forEach((unit, ofUnit) -> {
            double sum = 0;
            int weights = 0;
            for (Map.Entry<String, List<Integer>> group : ofUnit.entrySet()) {
                int weight = WEIGHT.get(group.getKey());
                sum += weight
                        * group.getValue().stream()
                                .mapToInt(Integer::intValue)
                                .average()
                                .orElseThrow();
                weights += weight;
            }
            object("units", unit)
                    .put(
                            "appraisalScore",
                            number(BigDecimal.valueOf(sum / weights * 10).setScale(6, RoundingMode.HALF_UP)));
        });
    }

    private static BigDecimal share(BigDecimal value, int floor, int range, int points) {
        return value.subtract(BigDecimal.valueOf(floor))
                .multiply(BigDecimal.valueOf(points))
                .divide(BigDecimal.valueOf(range), 2, RoundingMode.HALF_UP)
                .max(BigDecimal.ZERO)
                .min(BigDecimal.valueOf(points));
    }

    private ObjectNode object(String kind, String code) {
        return StreamSupport.stream(((ArrayNode) results.path(kind)).spliterator(), false)
                .filter(one -> one.path("code").asText().equals(code))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + code + " among the " + kind));
    }

    private static BigDecimal decimal(JsonNode object, String field) {
        return new BigDecimal(object.path(field).asText());
    }

    /** As it is read back from JSON. */
    private static double number(BigDecimal score) {
        return score.setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    private static String grade(double score) {
        return score >= 900 ? "优秀" : score >= 800 ? "合格" : "不合格";
    }

    private static List<Map<String, String>> rows(Sheet sheet) {
        List<Map<String, String>> rows = new ArrayList<>();
        Row head = sheet.getRow(2);
        for (Row row : sheet) {
            if (row.getRowNum() > 2) {
                Map<String, String> cells = new HashMap<>();
                head.forEach(cell -> cells.put(
                        SHOWN.formatCellValue(cell), SHOWN.formatCellValue(row.getCell(cell.getColumnIndex()))));
                rows.add(cells);
            }
        }
        return rows;
    }
}
