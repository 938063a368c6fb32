package cn.healthylishui.assessment.reporting;

import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.analysis.Analyses;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.AppraisalScore;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.reading.FileSubjects;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.Reviewers;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.Decisions;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.UnitBoard;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.MisconductMarks;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Observation;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The year 2021 with a few figures of 青田县 and two of its townships, and what makes workbooks of them. */
public final class ReportingFixture implements AutoCloseable {

    public static final int YEAR = VerificationFixture.YEAR;
    public static final String QINGTIAN = VerificationFixture.QINGTIAN;
    public static final String WJW = "shi-wjw";
    public static final String JYJ = "shi-jyj";
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
            KeptScores.class,
            TownshipBoard.class,
            UnitBoard.class,
            CityBoard.class,
            Results.class,
            ScoreTables.class,
            ScoreWorkbook.class,
            DistrictWorkbook.class,
            UnitWorkbook.class,
            FileSubjects.class,
            Reviewers.class,
            HandOverPackage.class,
            YearGroups.class,
            GivenTasks.class,
            GivenAppraisal.class,
            Assignments.class,
            ObjectReports.class,
            ScoreExplanations.class,
            Decisions.class,
            Analyses.class,
            AnalysisWorkbook.class,
            NoFiles.class);

    public ReportingFixture() {
        fixture.started();
        AssessmentYears years = get(AssessmentYears.class);
        YearRoster roster = get(YearRoster.class);
        roster.assessedUnits(YEAR).stream()
                .map(YearUnit::code)
                .filter(unit -> get(GivenTasks.class).of(YEAR, unit).isEmpty())
                .forEach(unit -> years.excludeUnit(YEAR, unit, "没有任务", LEADERS));
    }

    /** Two tasks of 市卫生健康委, which it leads one of, and one of 市教育局. */
    static class GivenTasks implements UnitTasks {

        private static final UnitTask LED = task("K1-01", 1, "健康促进行动", true, Set.of(1));
        private static final UnitTask SHARED = task("K2-03", 2, "校园健康", false, Set.of());

        private static UnitTask task(String code, int seq, String title, boolean lead, Set<Integer> groups) {
            return new UnitTask(code, seq, title, "普及健康生活", "第一节", title + "的全文。", lead, groups, "有总结");
        }

        @Override
        public List<UnitTask> of(int year, String unit) {
            return switch (unit) {
                case WJW -> List.of(LED, SHARED);
                case JYJ -> List.of(SHARED);
                default -> List.of();
            };
        }
    }

    /** 市卫生健康委 was rated, 市教育局 was not. */
    @TestConfiguration
    static class GivenAppraisal {

        @Bean
        AppraisalOutcomes appraisalOutcomes() {
            AppraisalOutcomes appraisalOutcomes = mock(AppraisalOutcomes.class);
            when(appraisalOutcomes.score(anyInt(), anyString())).thenReturn(Optional.empty());
            when(appraisalOutcomes.score(YEAR, WJW))
                    .thenReturn(Optional.of(new AppraisalScore(new BigDecimal("900.00"), "平均")));
            return appraisalOutcomes;
        }
    }

    /** Whether a file may be opened has tests of its own. */
    @TestConfiguration
    static class NoFiles {

        @Bean
        ReadableFiles files() {
            return mock(ReadableFiles.class);
        }
    }

    /** A unit says of itself how much of a task it has done, or the city office settles it. */
    public void percent(String unit, String task, EntrySource source, String percent, String... files) {
        get(Scorecards.class)
                .record(
                        YEAR,
                        unit,
                        task,
                        source,
                        new Answer(EntryState.VALUE, new BigDecimal(percent), null, null, false, "理由", List.of(files)),
                        new Actor(unit, source == EntrySource.REPORTED ? unit : "city-office"));
    }

    public <T> T get(Class<T> type) {
        return fixture.get(type);
    }

    public VerificationFixture year() {
        return fixture;
    }

    List<YearTownship> townships() {
        return get(YearRoster.class).townships(YEAR, QINGTIAN);
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

    /** The id of a file that may prove something. */
    String file() {
        String id = UUID.randomUUID().toString();
        get(JdbcClient.class)
                .sql("""
                insert into evidence (id, sha256, file_name, media_type, size_bytes, content, task_id, office, uploaded_by,
                  uploaded_at)
                values (:id, :hash, '通报.pdf', 'application/pdf', 1, X'00', 'task', 'shi-wjw', 'shi', current_timestamp)
                """)
                .param("id", id)
                .param("hash", "0".repeat(64))
                .update();
        return id;
    }
}
