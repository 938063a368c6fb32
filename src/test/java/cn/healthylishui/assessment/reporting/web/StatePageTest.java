package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 运行状况 as administrators see it, and failed steps tried again from there. */
@OnBothDatabases
class StatePageTest extends StaffTest {

    @Autowired
    private ManagementService management;

    private List<Job> timers() {
        return management.createJobQuery().timers().orderByJobDuedate().asc().list();
    }

    @Test
    void a_program_that_is_well_says_so_part_by_part() {
        String page = staff("camunda-admin").get("/my/state").body();

        assertThat(page)
                .contains("程序", "数据库", "磁盘：", "后台作业", "失败的步骤", "定时", "备份", "登录", "操作日志", "程序的错误")
                .contains("还没有备份。", "没有失败的步骤。", "毫秒应答", "在办任务0项")
                .doesNotContain("迟到的定时", "现在查不到", "全部重试");
    }

    @Test
    void what_cannot_be_looked_at_is_told_of_and_takes_nothing_of_the_others_along() {
        Staff admin = staff("camunda-admin");
        jdbc.sql("alter table spring_session rename to not_there").update();
        Answer page;
        try {
            page = admin.get("/my/state");
        } finally {
            jdbc.sql("alter table not_there rename to spring_session").update();
        }
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).containsOnlyOnce("现在查不到").contains("没有失败的步骤。", "毫秒应答");
    }

    @Test
    void a_step_that_failed_for_good_is_named_with_its_year_and_tried_again_by_a_button() {
        startYear();
        Job job = timers().get(0);
        management.setJobRetries(job.getId(), 0);
        Staff admin = staff("camunda-admin");

        String page = admin.get("/my/state").body();
        assertThat(page)
                .contains("1个步骤试完仍没有办成", YEAR + "年度", "年度考核", "/camunda/app/cockpit/default/#/process-instance/", "重试")
                .doesNotContain("全部重试");
        String incident = processes.createIncidentQuery().singleResult().getId();
        Answer done = admin.postFields("/my/state/retry", Map.of("id", incident));

        assertThat(done.body()).contains("已让程序马上重试1个步骤");
        assertThat(processes.createIncidentQuery().count()).isZero();
        Job again = management.createJobQuery().jobId(job.getId()).singleResult();
        assertThat(again.getRetries()).isEqualTo(1);
        assertThat(again.getDuedate()).isBeforeOrEqualTo(java.sql.Timestamp.valueOf(LocalDateTime.now(clock)));
        assertThat(jdbc.sql("select count(*) from operation_log where action = '流程监控：重试作业'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(admin.postFields("/my/state/retry", Map.of("id", incident)))
                .extracting(Answer::status, Answer::body)
                .satisfies(answer -> assertThat(answer.toString()).contains("422", "这个步骤已经不在失败的步骤里"));
    }

    @Test
    void all_that_failed_are_tried_again_at_once() {
        startYear();
        List<Job> some = timers().subList(0, Math.min(3, timers().size()));
        some.forEach(job -> management.setJobRetries(job.getId(), 0));
        Staff admin = staff("camunda-admin");
        assertThat(admin.get("/my/state").body()).contains("全部重试");

        assertThat(admin.postFields("/my/state/retry", Map.of()).body()).contains("重试%d个步骤".formatted(some.size()));
        assertThat(processes.createIncidentQuery().count()).isZero();
        assertThat(admin.postFields("/my/state/retry", Map.of()).body()).contains("没有可以重试的步骤");
    }

    @Test
    void a_timer_that_should_have_begun_is_told_when_it_should() {
        startYear();
        Job next = timers().get(0);
        LocalDateTime due = new java.sql.Timestamp(next.getDuedate().getTime()).toLocalDateTime();
        at(due.plusMinutes(4));
        assertThat(staff("camunda-admin").get("/my/state").body()).contains("没有过了时间还没有开始的");
        at(due.plusMinutes(6));
        assertThat(staff("camunda-admin").get("/my/state").body()).contains("迟到的定时", "个到期的定时过了5分钟还没有开始");
    }

    @Test
    void nobody_but_an_administrator_sees_it_or_tries_anything_again() {
        Staff city = staff(Office.CITY);
        assertThat(city.get("/my/state").body()).contains("运行状况只对系统管理员开放");
        assertThat(city.get("/").body()).doesNotContain("运行状况");
        assertThat(city.postFields("/my/state/retry", Map.of()).body()).contains("重试失败的步骤由系统管理员办理，您的账号不能办理。");
        assertThat(staff("camunda-admin").get("/").body()).contains("运行状况");
    }
}
