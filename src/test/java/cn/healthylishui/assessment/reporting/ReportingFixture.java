package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearTownship;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Observation;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The year 2021 with a few figures of 青田县 and two of its townships, and what makes workbooks of them. */
final class ReportingFixture implements AutoCloseable {

    static final int YEAR = VerificationFixture.YEAR;
    static final String QINGTIAN = VerificationFixture.QINGTIAN;
    static final Actor LEADERS = new Actor("li", "leading-group");
    private static final Actor COUNTY = new Actor("wang", "qingtian-jkb");
    private static final Actor UNIT = new Actor("shi", "shi-wjw");

    /** Grades by one low bound; the decision table has tests of its own. */
    static class BoundGrades implements Grades {

        @Override
        public Graded grade(
                int year, BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct) {
            if (!mustPassMet) {
                return new Graded(Grade.UNQUALIFIED, "必备内容有指标不达标");
            }
            return score.compareTo(new BigDecimal("500")) >= 0
                    ? new Graded(Grade.EXCELLENT, "评分达到优秀")
                    : new Graded(Grade.UNQUALIFIED, "评分未达到合格");
        }

        @Override
        public int currentVersion() {
            return 1;
        }
    }

    private final VerificationFixture fixture = new VerificationFixture(
            BoundGrades.class,
            MisconductMarks.class,
            ScoreBook.class,
            TownshipBoard.class,
            CityBoard.class,
            Results.class,
            ScoreTables.class,
            ScoreWorkbook.class,
            DistrictWorkbook.class);

    ReportingFixture() {
        fixture.started();
    }

    <T> T get(Class<T> type) {
        return fixture.get(type);
    }

    VerificationFixture year() {
        return fixture;
    }

    List<YearTownship> townships() {
        return get(AssessmentYears.class).townships(YEAR, QINGTIAN);
    }

    /** The first scored item that is answered with a plain number and needs nothing else. */
    static Indicator plainItem(List<Indicator> indicators) {
        return indicators.stream()
                .filter(item ->
                        !item.mustPass() && !item.yesNo() && !item.checklist() && !(item.method() instanceof Deduction))
                .filter(item ->
                        !item.method().needsReference() && !item.method().judged())
                .findFirst()
                .orElseThrow();
    }

    Indicator ownItem() {
        return plainItem(get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators());
    }

    void reported(String object, Indicator indicator, String number) {
        record(object, indicator, EntrySource.REPORTED, number, COUNTY);
    }

    void official(String object, Indicator indicator, String number) {
        record(object, indicator, EntrySource.OFFICIAL, number, UNIT);
    }

    private void record(String object, Indicator indicator, EntrySource source, String number, Actor actor) {
        get(Scorecards.class)
                .record(
                        YEAR,
                        object,
                        indicator.code(),
                        source,
                        new Answer(EntryState.VALUE, new BigDecimal(number), null, null, false, null, List.of()),
                        actor);
    }

    /** Every must-pass item of a township met, every other as good as it gets without figures of other years. */
    void nearlyPerfect(String township) {
        get(IndicatorTables.class).ofTownshipsIn(YEAR, QINGTIAN).indicators().stream()
                .filter(indicator -> !indicator.method().needsReference())
                .forEach(indicator -> reported(township, indicator, best(indicator)));
    }

    static String best(Indicator indicator) {
        if (indicator.method() instanceof Deduction) {
            return "0";
        }
        if (indicator.method().judged()) {
            return indicator.points().toPlainString();
        }
        return IntStream.of(1, 100, 0, 5, 10, 1000, 50, 3, 2, 4)
                .mapToObj(String::valueOf)
                .filter(number -> indicator
                        .method()
                        .fault(indicator.points(), new Observation(new BigDecimal(number), null))
                        .isEmpty())
                .max((a, b) -> points(indicator, a).compareTo(points(indicator, b)))
                .orElse("1");
    }

    private static BigDecimal points(Indicator indicator, String number) {
        var score = indicator.method().score(indicator.points(), new Observation(new BigDecimal(number), null));
        return indicator.mustPass() ? BigDecimal.valueOf(score.met() ? 1 : 0) : score.points();
    }

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    static XSSFWorkbook opened(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
    }

    /** What the cells of a line show. */
    static List<String> line(XSSFSheet sheet, int row) {
        List<String> shown = new ArrayList<>();
        Row cells = sheet.getRow(row);
        for (int column = 0; cells != null && column < cells.getLastCellNum(); column++) {
            Cell cell = cells.getCell(column);
            shown.add(cell == null ? "" : new DataFormatter().formatCellValue(cell));
        }
        return shown;
    }

    static List<List<String>> lines(XSSFSheet sheet) {
        return IntStream.rangeClosed(0, sheet.getLastRowNum())
                .mapToObj(row -> line(sheet, row))
                .toList();
    }

    @Override
    public void close() {
        fixture.close();
    }
}
