package cn.healthylishui.assessment.interview;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulated;
import cn.healthylishui.assessment.result.ResultRevised;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Interviews in the running program: over HTTP, by the packaged model, with the rights that offices have. */
class InterviewJourneyTest extends StaffTest {

    private static final String LEADERS = Office.LEADING_GROUP;
    private static final byte[] PROOF = "已整改。".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Interviews interviews;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transactions;

    private long interview;

    @BeforeEach
    void circulateAFailure() {
        years.prepare(YEAR, Actor.SYSTEM);
        years.start(YEAR, Actor.SYSTEM);
        years.freeze(YEAR);
        at(LocalDateTime.of(YEAR + 1, 3, 1, 9, 0));
        result(1, "不合格", "756.50");
        jdbc.sql("insert into circulation (assessment_year, number, revision, state) values (:year, 1, 1, 'DONE')")
                .param("year", YEAR)
                .update();
        long circulation =
                jdbc.sql("select id from circulation").query(Long.class).single();
        jdbc.sql("insert into circulation_object (circulation, object_code) values (:id, :object)")
                .param("id", circulation)
                .param("object", YUNHE)
                .update();
        transactions.executeWithoutResult(tx -> events.publishEvent(new Circulated(YEAR, circulation)));
        interview = interviews.open(YEAR).get(0).id();
        Map<String, Object> variables = new HashMap<>(Map.of("year", YEAR, "interview", interview, "district", YUNHE));
        variables.put("township", null);
        processes.startProcessInstanceByKey("interview", YEAR + "/interview/" + interview, variables);
    }

    private void result(int number, String grade, String score) {
        jdbc.sql("""
                insert into result_revision (assessment_year, number, reason, approved_by, approved_at)
                values (:year, :number, '审定', 'li', :at)
                """)
                .param("year", YEAR)
                .param("number", number)
                .param("at", Timestamp.valueOf(LocalDateTime.of(YEAR + 1, 2, 18, 15, 0)))
                .update();
        jdbc.sql("""
                insert into result_object (assessment_year, revision, code, name, kind, district, reported_score, score,
                  must_pass_met, misconduct, grade, grade_reason)
                values (:year, :number, :code, '云和县', 'COUNTY', :code, :score, :score, true, false, :grade, '得分')
                """)
                .param("year", YEAR)
                .param("number", number)
                .param("code", YUNHE)
                .param("score", new BigDecimal(score))
                .param("grade", grade)
                .update();
    }

    private void done(Staff staff, OpenWork work) {
        staff.form(work.taskId());
        Answer answer = staff.complete(work.taskId());
        assertThat(answer.status()).as(work.key() + answer.body()).isLessThan(300);
    }

    private OpenWork announced(Staff leaders) {
        OpenWork notify = task("taskNotifyInterview", LEADERS);
        leaders.change(notify.taskId(), "talk", "talk", Map.of("date", "2022-03-08", "place", "市行政中心1号会议室"));
        leaders.change(notify.taskId(), "heads", "1", Map.of("name", "张三"));
        leaders.change(notify.taskId(), "heads", "2", Map.of("name", "李四"));
        done(leaders, notify);
        return task("taskSubmitMaterial", YUNHE_OFFICE);
    }

    private void reported(Staff county, String row) {
        OpenWork report = task("taskReportRectification", YUNHE_OFFICE);
        String file = county.attach(report.taskId(), "整改.txt", PROOF)
                .json()
                .path("id")
                .asText();
        county.change(report.taskId(), "items", row, Map.of("outcome", "已整改", "files", file));
        done(county, report);
    }

    @Test
    void from_the_notice_to_a_second_round_and_the_leading_group() {
        Staff leaders = staff(LEADERS);
        Staff county = staff(YUNHE_OFFICE);

        OpenWork material = announced(leaders);
        assertThat(leaders.form(material.taskId()).status()).isEqualTo(404);
        county.change(material.taskId(), "material", "material", Map.of("body", "原因和打算"));
        done(county, material);

        at(LocalDateTime.of(YEAR + 1, 3, 8, 15, 0));
        OpenWork talk = task("taskHoldInterview", LEADERS);
        leaders.change(talk.taskId(), "heads", "1", Map.of("presence", "CAME"));
        leaders.change(talk.taskId(), "heads", "2", Map.of("presence", "CAME"));
        leaders.form(talk.taskId());
        Answer withoutMinutes = leaders.complete(talk.taskId());
        assertThat(withoutMinutes.status()).isEqualTo(422);
        assertThat(withoutMinutes.message()).contains("没有约谈记录的约谈不能办结");
        assertThat(isOpen(talk.taskId())).isTrue();
        leaders.change(talk.taskId(), "record", "record", Map.of("minutes", InterviewFixture.MINUTES));
        done(leaders, talk);

        OpenWork plan = task("taskPlanRectification", YUNHE_OFFICE);
        county.change(
                plan.taskId(),
                "plan",
                "1",
                Map.of("problem", "健康素养低", "measure", "开展讲座", "responsible", "王五", "date", "2022-04-07"));
        county.change(
                plan.taskId(),
                "plan",
                "2",
                Map.of("problem", "签约率低", "measure", "逐村签约", "responsible", "赵六", "date", "2022-04-07"));
        done(county, plan);

        OpenWork report = task("taskReportRectification", YUNHE_OFFICE);
        String file = county.attach(report.taskId(), "整改.txt", PROOF)
                .json()
                .path("id")
                .asText();
        county.change(report.taskId(), "items", "1", Map.of("outcome", "已办12场", "files", file));
        reported(county, "2");
        assertThat(leaders.get("/api/files/" + file).status()).isEqualTo(200);
        OpenWork check = task("taskCheckRectification", LEADERS);
        assertThat(Staff.row(leaders.form(check.taskId()).json(), "reports", "1-1")
                        .path("values")
                        .path("files")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("整改.txt");
        leaders.change(check.taskId(), "verdicts", "1", Map.of("verdict", "MENDED"));
        leaders.change(check.taskId(), "verdicts", "2", Map.of("verdict", "NOT_MENDED", "comment", "缺两个村"));
        leaders.change(check.taskId(), "next", "next", Map.of("date", "2022-03-28"));
        done(leaders, check);

        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey("taskReportRectification")
                        .singleResult()
                        .getDueDate())
                .isEqualTo("2022-03-28T23:59:59");
        OpenWork again = task("taskReportRectification", YUNHE_OFFICE);
        assertThat(county.change(again.taskId(), "items", "1", Map.of("outcome", "改口"))
                        .status())
                .as("what was found mended is locked")
                .isEqualTo(422);
        reported(county, "2");
        OpenWork last = task("taskCheckRectification", LEADERS);
        leaders.change(last.taskId(), "verdicts", "2", Map.of("verdict", "NOT_MENDED", "comment", "还缺一个村"));
        done(leaders, last);

        OpenWork review = task("taskReviewUnmended", LEADERS);
        leaders.change(review.taskId(), "decision", "decision", Map.of("decision", "列入下年度督查。"));
        done(leaders, review);
        runJobs();

        assertThat(interviews.get(interview).state()).isEqualTo(Interview.State.REPORTED);
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void a_result_that_no_longer_fails_takes_the_open_task_away() {
        Staff county = staff(YUNHE_OFFICE);
        OpenWork material = announced(staff(LEADERS));
        county.change(material.taskId(), "material", "material", Map.of("body", "写到一半"));
        result(2, "合格", "801.00");

        engine.as(LEADERS, () -> {
            transactions.executeWithoutResult(tx -> events.publishEvent(new ResultRevised(YEAR, 2)));
            return LEADERS;
        });
        runJobs();

        assertThat(interviews.get(interview).state()).isEqualTo(Interview.State.WITHDRAWN);
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
        Answer late = county.complete(material.taskId());
        assertThat(late.status()).isEqualTo(404);
        assertThat(late.message()).isEqualTo("这项任务已经办结，或不归您办理。请回到任务清单查看。");
        assertThat(interviews.get(interview).material()).isNull();
    }

    @Test
    void one_that_still_fails_leaves_it() {
        OpenWork material = announced(staff(LEADERS));
        result(2, "不合格", "760.00");

        transactions.executeWithoutResult(tx -> events.publishEvent(new ResultRevised(YEAR, 2)));
        runJobs();

        assertThat(isOpen(material.taskId())).isTrue();
        assertThat(interviews.get(interview).state()).isEqualTo(Interview.State.OPEN);
    }
}
