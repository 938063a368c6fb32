package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** In which words the running program refuses a page, an act of a page, or a call of the engine. */
class RefusedCallsTest extends StaffTest {

    private static final Actor SOMEBODY = new Actor("li", Office.CITY);

    @Autowired
    private AssessmentYears years;

    private static void refused(Answer answer, int status, String words) {
        assertThat(answer.message().isEmpty() ? answer.body() : answer.message())
                .contains(words);
        assertThat(answer.status()).as(words).isEqualTo(status);
    }

    private Staff administrator() {
        account("second-administrator", "camunda-admin");
        return Staff.byBasicLogin(port, "second-administrator", password);
    }

    @Test
    void pages_that_are_for_others_say_for_whom() {
        Staff member = staff("yunhe-wjj");
        Staff county = staff(YUNHE_OFFICE);

        refused(member.get("/my/adjustments"), 403, "指标调整只对市直单位、各地健康办、市健康丽水办和领导小组开放，您的账号不能查看。公开征求意见的草案对所有人开放，请从首页进入。");
        refused(member.get("/my/indicators"), 403, "指标表只对市直单位、县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。");
        refused(county.get("/my/log"), 403, "操作日志只对市健康丽水办、系统管理员和审计开放，您的账号不能查看。");
        refused(county.get("/my/processes"), 403, "这一页只对系统管理员和市健康丽水办开放，您的账号不能查看。");
        refused(staff(Office.CITY).get("/my/processes/1"), 403, "结束流程由系统管理员办理，您的账号不能办理。");
    }

    @Test
    void what_is_not_there_is_named() {
        Staff city = staff(Office.CITY);
        refused(city.get("/my/indicators"), 404, "还没有建立考核年度，没有指标表。市健康丽水办建立年度后，可在这里查看和修改。");
        years.prepare(2021, "按工作安排", SOMEBODY);

        refused(city.get("/my/adjustments/9999"), 404, "没有这次指标调整。请从“指标调整”页面重新进入。");
        refused(city.get("/my/indicators/blank/nothing.xlsx"), 404, "没有这种指标表。");
        refused(city.get("/my/indicators/tables/999999"), 404, "没有这个版本的指标表。");
        List<Long> oneOfEach = jdbc.sql("select min(id) from indicator_table group by applies_to order by 1")
                .query(Long.class)
                .list();
        refused(
                city.get("/my/indicators/compare?before=%d&after=%d".formatted(oneOfEach.get(0), oneOfEach.get(1))),
                404,
                "的，不能比较。请选择同一类的两个版本。");
        refused(city.get("/my/figures/2021?period=1"), 404, "2021年度没有要求报送这一期。");
        refused(city.get("/my/log.jsonl?from=2019-01-01&to=2019-01-02"), 404, "这些日期里没有封存的日志，没有可以导出的内容。");
        refused(administrator().get("/my/processes/1"), 404, "没有这个在办的流程，可能刚刚办完或已被结束。");
    }

    @Test
    void acts_of_pages_that_cannot_be_are_refused_in_words() {
        Staff city = staff(Office.CITY);
        Staff county = staff(YUNHE_OFFICE);
        years.prepare(2021, "按工作安排", SOMEBODY);
        Map<String, String> nothing = Map.of();

        refused(county.postFields("/my/follow-up/2021/cases/1/audit", nothing), 422, "只有市健康丽水办能请审计查看案件。");
        refused(city.postFields("/my/follow-up/2021/cases/1/audit", nothing), 422, "没有这个案件。请刷新页面后再办。");
        refused(
                staff("shi-wjw").postFields("/my/indicators/2021/precedence", nothing),
                403,
                "指标表只能由市健康丽水办编制，您的账号不能办理。");
        refused(
                city.postFields("/my/indicators/2021/precedence", Map.of("reason", "长".repeat(2001))),
                422,
                "理由超过2000字，请精简。");
        refused(
                city.postFields("/my/indicators/2021/precedence", Map.of("reason", "来文")),
                422,
                "只有已启动、结果还没有审定的年度可以改用现行次序，2021年度");
        refused(
                city.postFields("/my/indicators/2019/precedence", Map.of("reason", "来文")),
                422,
                "没有2019年度的考核，不能改用现行次序。请刷新页面后再办。");
        refused(city.postFields("/my/indicators/tables/999999/discard", nothing), 422, "没有这个版本的指标表。请刷新页面后再办。");
        refused(
                city.postParts("/my/indicators/2021/trial?kind=COUNTY", "file", "a.xlsx", new byte[0]),
                422,
                "请先选择要上传的表格。");
        refused(
                city.postParts("/my/indicators/2019/trial?kind=COUNTY", "file", "a.xlsx", new byte[] {1}),
                422,
                "还没有建立2019年度，不能编制它的指标表。");
        refused(county.postFields("/my/log/retention", nothing), 422, "校验和保存期限由市健康丽水办和系统管理员办理，您的账号不能办理。");
        refused(
                city.postFields("/my/log/retention", Map.of("days", "永远", "reason", "来文")),
                422,
                "保存期限“永远”不对：请填天数，例如3650；不填就是永久保存。");
        refused(city.postFields("/my/log/retention", Map.of("days", "1", "reason", "来文")), 422, "保存期限要在");
        refused(city.postFields("/my/log/retention", Map.of("days", "1", "reason", "来文")), 422, "天之间；不填就是永久保存。");
        refused(city.postFields("/my/log/retention", Map.of("days", "", "reason", "来文")), 422, "保存期限没有改动，不用保存。");
    }

    @Test
    void calls_of_the_engine_that_are_none_of_ours_are_refused_in_words() {
        Staff office = staff(ZONE_OFFICE);
        String list = office.engine("/task");
        Staff boss = administrator();

        refused(stranger().get(list), 401, "登录已失效，请重新登录。");
        refused(inTasklist(Office.CITY).get("/camunda/app/admin/default/setup/"), 403, "系统已由安装程序设好管理员，此处不开放。");
        refused(office.delete(list), 403, "您的账号不能这样操作。");
        refused(office.get(list + "?maxResults=1&maxResults=2"), 400, "查询条件重复了，没有查询。请刷新页面后再试。");
        refused(office.get(list + "?colour=red"), 403, "您的账号不能这样查询：不接受条件“colour”。");
        refused(office.get(list + "?firstResult=x"), 403, "您的账号不能这样查询。");
        refused(boss.post(list, "{"), 400, "发来的内容格式不对，没有办理。请刷新页面后再试。");
        refused(boss.post(list, "{\"colour\": \"red\"}"), 403, "您的账号不能这样操作：不接受“colour”或它的内容。");
        refused(
                office.post(office.engine("/process-definition/key/misconduct/start"), "{}"),
                403,
                "您的账号不能这样操作：发起和办结请在待办任务里进行。");
        refused(office.get("/my//account"), 400, "这个地址的写法不对，没有处理。请从首页重新进入。");
        refused(boss.postForm(list, "name=x"), 415, "发来的内容格式不对，没有办理。请刷新页面后再试。");
    }

    @Test
    void nobody_logs_in_past_the_login_page_and_nothing_is_put_off() {
        refused(stranger().post("/camunda/api/admin/auth/user/default/login/tasklist", "{}"), 403, "请在系统的登录页登录。");
        Staff administrator = administrator();
        refused(
                administrator.put(
                        administrator.engine("/process-definition/" + definition("misconduct") + "/suspended"),
                        "{\"suspended\": true, \"executionDate\": \"2031-01-01T00:00:00.000+0800\"}"),
                403,
                "只能立即暂停或恢复，不能定时。请选择“立即执行”。");
    }
}
