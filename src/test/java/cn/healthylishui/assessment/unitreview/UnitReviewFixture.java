package cn.healthylishui.assessment.unitreview;

import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Grades;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The year 2021 with a handful of approved tasks for a handful of units, over a database of its own. */
public final class UnitReviewFixture implements AutoCloseable {

    /** Sits in groups 1 (lead 市体育发展中心), 2 and 6 (lead 市卫生健康委) and 4 (lead 市委宣传部). */
    public static final String EDUCATION = "shi-jyj";

    /** Leads groups 2 (first deputy 市人力社保局) and 6 (市委宣传部), sits in 4 (lead 市委宣传部). */
    public static final String HEALTH = "shi-wjw";

    public static final String SPORT = "shi-tyzx";
    public static final String PUBLICITY = "shi-xcb";
    public static final String LABOUR = "shi-rsj";

    /** Sits in no group. */
    public static final String INSURANCE = "shi-ybj";

    public static final Actor TEACHER = new Actor("chen", EDUCATION);

    private final VerificationFixture base;

    public UnitReviewFixture(Class<?>... more) {
        this.base = new VerificationFixture(Stream.concat(
                        Stream.of(
                                YearGroups.class,
                                KeyTasks.class,
                                Progress.class,
                                DistrictWork.class,
                                ScoreBook.class,
                                Papers.class,
                                WrittenPapers.class,
                                BoundsAlone.class,
                                UnitReviews.class,
                                UnitProgress.class,
                                UnitPaperDrafts.class,
                                OwnUnits.class),
                        Arrays.stream(more))
                .toArray(Class<?>[]::new));
        jdbc().sql("""
                insert into work_plan (assessment_year, number, title, issued_on, state, round, entered_by, entered_at)
                values (:year, 1, '工作要点', date '2021-10-20', 'ADOPTED', 1, 'zhang', timestamp '2021-10-20 09:00:00')
                """).param("year", YEAR).update();
    }

    /** Grades by the bounds, as the decision table does for whoever has no townships. */
    static final class BoundsAlone implements Grades {

        @Override
        public Graded grade(
                int year, BigDecimal score, boolean mustPassMet, boolean excellentShareMet, boolean misconduct) {
            Grade grade = score.compareTo(new BigDecimal("900")) >= 0
                    ? Grade.EXCELLENT
                    : score.compareTo(new BigDecimal("800")) >= 0 ? Grade.QUALIFIED : Grade.UNQUALIFIED;
            return new Graded(grade, "得分" + score);
        }

        @Override
        public int currentVersion() {
            return 1;
        }
    }

    /** An approved task that one unit has, alone. */
    public UnitReviewFixture task(String code, String unit, boolean lead, Integer... groups) {
        int seq =
                jdbc().sql("select count(*) from key_task").query(Integer.class).single() + 1;
        jdbc().sql("""
                insert into key_task (assessment_year, code, plan, change_kind, state, seq, chapter, section, body, form, responsible)
                values (:year, :code, (select min(id) from work_plan), 'ADDED', 'ACTIVE', :seq, '普及健康生活', '加强全民健康教育',
                  :body, 'SINGLE', '有关单位')
                """)
                .param("year", YEAR)
                .param("code", code)
                .param("seq", seq)
                .param("body", "推进任务" + code + "。")
                .update();
        jdbc().sql("""
                insert into key_task_unit (task, unit, lead, seq, source_name, to_confirm, acceptance, round)
                values (%s, :unit, :lead, 1, '有关单位', false, '按要求完成', 1)
                """.formatted(id()))
                .param("code", code)
                .param("unit", unit)
                .param("lead", lead)
                .update();
        for (int group : Set.of(groups)) {
            jdbc().sql("insert into key_task_group (task, group_number) values (%s, :group)".formatted(id()))
                    .param("code", code)
                    .param("group", group)
                    .update();
        }
        return this;
    }

    /** The task asks for so many kilometres at least. */
    public UnitReviewFixture kilometres(String code, String atLeast) {
        jdbc().sql("""
                insert into key_task_target (task, seq, text, comparator, target_value, unit_of_measure)
                values (%s, 1, '新建绿道', '>=', :value, '公里')
                """.formatted(id()))
                .param("code", code)
                .param("value", atLeast)
                .update();
        return this;
    }

    private static String id() {
        return "(select id from key_task where code = :code)";
    }

    /** 教育局's five tasks: of group 1, of groups 2 and 4 (led by it), of group 6, of a group it is not in, of none. */
    public UnitReviewFixture educationTasks() {
        return task("J1", EDUCATION, false, 1)
                .task("J2", EDUCATION, true, 2, 4)
                .task("J3", EDUCATION, false, 6)
                .task("J4", EDUCATION, false, 3)
                .task("J5", EDUCATION, false);
    }

    public UnitReviewFixture started() {
        base.started();
        return this;
    }

    /** What the unit says of a task itself. */
    public void selfScore(String unit, String task, String percent) {
        get(Scorecards.class)
                .record(
                        YEAR,
                        unit,
                        task,
                        EntrySource.REPORTED,
                        new Answer(EntryState.VALUE, new BigDecimal(percent), null, null, false, null, List.of()),
                        new Actor("chen", unit));
    }

    /** Summary and report, as if handed in. */
    public void handInPapers(String unit) {
        WrittenPapers.KINDS.forEach(kind -> handIn(unit, kind));
    }

    public void handIn(String unit, PaperKind kind) {
        get(Papers.class).handIn(YEAR, unit, kind, kind.label() + "正文", null, new Actor("chen", unit));
    }

    public List<Returns.ReturnedItem> returned(Returns.Stage stage, String office) {
        return get(Returns.class).open(YEAR, stage, office);
    }

    public void review(String unit, String task, String reviewer, String percent) {
        reviews().score(YEAR, unit, task, reviewer, new BigDecimal(percent), null, new Actor("li", reviewer));
    }

    public static Actor of(String office) {
        return new Actor("li", office);
    }

    public static final Actor CITY = of(Office.CITY);

    public UnitReviews reviews() {
        return get(UnitReviews.class);
    }

    public OwnUnits ownUnits() {
        return get(OwnUnits.class);
    }

    public AssessmentYears years() {
        return base.years();
    }

    public YearRoster roster() {
        return base.roster();
    }

    public JdbcClient jdbc() {
        return base.jdbc();
    }

    public String file(Actor by) {
        return base.file(by);
    }

    public List<OperationLog.Line> logged(String object, String action) {
        return base.logged(object, action);
    }

    public <T> T get(Class<T> type) {
        return base.get(type);
    }

    @Override
    public void close() {
        base.close();
    }
}
