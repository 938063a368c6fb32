package cn.healthylishui.assessment.interview;

import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interviews.Invitation;
import cn.healthylishui.assessment.interview.Interviews.Invited;
import cn.healthylishui.assessment.interview.Interviews.Outcome;
import cn.healthylishui.assessment.interview.Interviews.Planned;
import cn.healthylishui.assessment.interview.Interviews.Presence;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulated;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.KeptScores;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.rehearsal.RehearsalClock;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The year 2021 after approval, with results that a test writes itself, and a clock that it sets. */
public final class InterviewFixture implements AutoCloseable {

    public static final int YEAR = VerificationFixture.YEAR;
    public static final String QINGTIAN = VerificationFixture.QINGTIAN;
    public static final String YUNHE = "331125";
    public static final Actor COUNTY = VerificationFixture.COUNTY;
    public static final Actor LEADERS = new Actor("li", Office.LEADING_GROUP);

    public static final String MINUTES = "指出健康素养水平低、医联体建设滞后两个问题，被约谈人表态立行立改。";

    private final VerificationFixture year;

    /** @param now such as 2022-03-01T09:00 */
    public InterviewFixture(String now, Class<?>... more) {
        year = new VerificationFixture(Stream.concat(Stream.of(Beans.class), Arrays.stream(more))
                        .toArray(Class<?>[]::new))
                .started();
        setNow(now);
        revision(1);
    }

    /** Says what other features would, and hears what this one says. */
    public static class Events {

        private final ApplicationEventPublisher publisher;
        private final List<Long> withdrawn = new ArrayList<>();

        public Events(ApplicationEventPublisher publisher) {
            this.publisher = publisher;
        }

        @EventListener
        void heard(InterviewWithdrawn event) {
            withdrawn.add(event.interview());
        }
    }

    /** Results and circulations are only read here; what would work them out is not needed. */
    @TestConfiguration
    @Import({
        WorkingDays.class,
        Deadlines.class,
        Results.class,
        Circulations.class,
        InterviewRules.class,
        Interviews.class,
        Events.class
    })
    static class Beans {

        @Bean
        @Primary
        RehearsalClock setClock() {
            return new RehearsalClock(LocalDateTime.of(2022, 1, 4, 9, 0));
        }

        @Bean
        CityBoard cityBoard() {
            return mock(CityBoard.class);
        }

        @Bean
        TownshipBoard townshipBoard() {
            return mock(TownshipBoard.class);
        }

        @Bean
        ScoreBook scoreBook() {
            return mock(ScoreBook.class);
        }

        @Bean
        KeptScores keptScores() {
            return mock(KeptScores.class);
        }

        @Bean
        Notices notices() {
            return mock(Notices.class);
        }

        @Bean
        Objections objections() {
            return mock(Objections.class);
        }
    }

    public <T> T get(Class<T> type) {
        return year.get(type);
    }

    public Interviews interviews() {
        return get(Interviews.class);
    }

    public void setNow(String now) {
        get(RehearsalClock.class).moveTo(LocalDateTime.parse(now));
    }

    public List<Long> withdrawn() {
        return get(Events.class).withdrawn;
    }

    public List<OperationLog.Line> logged(String object, String action) {
        return year.logged(object, action);
    }

    /** The first township of 青田县. */
    public String township() {
        return year.roster().townships(YEAR, QINGTIAN).get(0).code();
    }

    public void revision(int number) {
        jdbc().sql("""
                insert into result_revision (assessment_year, number, reason, approved_by, approved_at)
                values (:year, :number, '审定', 'li', :at)
                """)
                .param("year", YEAR)
                .param("number", number)
                .param("at", Timestamp.valueOf(LocalDateTime.of(2022, 2, 18, 15, 0)))
                .update();
    }

    /** What a result says of a district or township. */
    public void says(int revision, String object, Grade grade, String score, String reason) {
        boolean township = object.length() > 6;
        jdbc().sql("""
                insert into result_object (assessment_year, revision, code, name, kind, district, reported_score, score,
                  must_pass_met, misconduct, grade, grade_reason)
                values (:year, :revision, :code, :code, :kind, :district, :score, :score, true, false, :grade, :reason)
                """)
                .param("year", YEAR)
                .param("revision", revision)
                .param("code", object)
                .param("kind", township ? "TOWNSHIP" : "COUNTY")
                .param("district", township ? object.substring(0, 6) : object)
                .param("score", new BigDecimal(score))
                .param("grade", grade.label())
                .param("reason", reason)
                .update();
    }

    public void fails(int revision, String object) {
        says(revision, object, Grade.UNQUALIFIED, "756.50", "得分低于800分");
    }

    public void item(int revision, String object, String indicator, String points, String maximum, boolean met) {
        jdbc().sql("""
                insert into result_item (assessment_year, revision, code, indicator, points, maximum, met, explanation)
                values (:year, :revision, :code, :indicator, :points, :maximum, :met, :explanation)
                """)
                .param("year", YEAR)
                .param("revision", revision)
                .param("code", object)
                .param("indicator", indicator)
                .param("points", new BigDecimal(points))
                .param("maximum", new BigDecimal(maximum))
                .param("met", met)
                .param("explanation", "自报：" + indicator)
                .update();
    }

    /** Circulates what a result says of these objects. */
    public long circulate(int revision, String... objects) {
        Integer number = jdbc().sql("select count(*) + 1 from circulation")
                .query(Integer.class)
                .single();
        jdbc().sql(
                        "insert into circulation (assessment_year, number, revision, state) values (:year, :number, :revision, 'DONE')")
                .param("year", YEAR)
                .param("number", number)
                .param("revision", revision)
                .update();
        long id = jdbc().sql("select id from circulation where number = :number")
                .param("number", number)
                .query(Long.class)
                .single();
        for (String object : objects) {
            jdbc().sql("insert into circulation_object (circulation, object_code) values (:id, :object)")
                    .param("id", id)
                    .param("object", object)
                    .update();
        }
        publish(new Circulated(YEAR, id));
        return id;
    }

    /** Tells that a result written before holds now. */
    public void revised(int number) {
        publish(new ResultRevised(YEAR, number));
    }

    private void publish(Object event) {
        get(TransactionTemplate.class)
                .executeWithoutResult(tx -> get(Events.class).publisher.publishEvent(event));
    }

    /** The interview of 青田县, which fails in the first result. */
    public long opened() {
        return openedFor(QINGTIAN);
    }

    public long openedFor(String object) {
        fails(1, object);
        circulate(1, object);
        return interviews().all(YEAR).stream()
                .filter(interview -> interview.object().equals(object))
                .findFirst()
                .orElseThrow()
                .id();
    }

    public static Invitation invitation(String heldOn) {
        return new Invitation(
                LocalDate.parse(heldOn),
                "市行政中心1号会议室",
                "书面材料",
                "关于约谈青田县党政负责人的通知",
                List.of(new Invited("县委书记", "张三"), new Invited("县长", "李四")));
    }

    public static List<Presence> bothCame() {
        return List.of(new Presence(true, null, null), new Presence(true, null, null));
    }

    /** Announced today for a week later, its material handed in, held on that day, which is today from then on. */
    public long held() {
        long id = opened();
        interviews().announce(id, invitation("2022-03-08"), LEADERS);
        interviews().handInMaterial(id, "原因和打算", List.of(), COUNTY);
        setNow("2022-03-08T15:00");
        interviews().hold(id, LocalDate.of(2022, 3, 8), bothCame(), MINUTES, List.of(), LEADERS);
        return id;
    }

    /** With two problems to be mended. */
    public long planned() {
        long id = held();
        interviews()
                .plan(
                        id,
                        List.of(
                                new Planned("健康素养水平低", "开展健康讲座", "王五", LocalDate.of(2022, 3, 31)),
                                new Planned("医联体建设滞后", "派驻医师", "赵六", LocalDate.of(2022, 4, 7))),
                        COUNTY);
        return id;
    }

    public void report(long id, Integer... seqs) {
        interviews()
                .report(
                        id,
                        Arrays.stream(seqs)
                                .map(seq -> new Outcome(seq, "已整改", List.of(file())))
                                .toList(),
                        COUNTY);
    }

    public String file() {
        return year.file(COUNTY);
    }

    /** An open task of the interview. */
    public TaskRef task(TaskForm form, long id) {
        return new TaskRef(
                "task",
                form.taskKey(),
                "任务",
                COUNTY.office(),
                null,
                LocalDateTime.of(2022, 3, 1, 9, 0),
                Map.of("year", YEAR, "interview", id, "district", QINGTIAN));
    }

    public JdbcClient jdbc() {
        return year.jdbc();
    }

    @Override
    public void close() {
        year.close();
    }
}
