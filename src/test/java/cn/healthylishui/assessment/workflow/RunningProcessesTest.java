package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A procedure is ended on our page alone: by an administrator who saw what it leaves undone, with a reason, and for all to read. */
class RunningProcessesTest extends StaffTest {

    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

    @Test
    void an_administrator_ends_a_procedure_with_a_reason_and_the_city_office_reads_it() {
        startYear();
        account("boss", EngineDoor.ADMINISTRATORS);
        Staff boss = Staff.byBasicLogin(port, "boss", password);
        Staff city = staff(Office.CITY);
        Staff office = staff(ZONE_OFFICE);
        String id = processes
                .createProcessInstanceQuery()
                .processDefinitionKey("annual-assessment")
                .singleResult()
                .getId();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        office.form(task);

        String page = boss.get("/my/processes/" + id).body();
        assertThat(page).contains("年度考核", YEAR + "年度", "确认成员单位分工", "不能恢复");
        Matcher seen = SEEN.matcher(page);
        assertThat(seen.find()).isTrue();
        Map<String, String> wanted = Map.of("seen", seen.group(1), "reason", "重复发起。");

        for (Staff other : List.of(city, office)) {
            assertThat(end(other, id, wanted).status()).isEqualTo(403);
            assertThat(other.get("/my/processes/" + id).status()).isEqualTo(403);
        }
        assertThat(end(boss, id, Map.of("seen", seen.group(1), "reason", " ")).message())
                .contains("请写明结束的理由，理由会记入操作日志，市健康丽水办能看到。");
        assertThat(end(boss, id, Map.of("seen", "0-1", "reason", "重复发起。")).message())
                .contains("这个流程刚刚有了进展，与您看到的不同。请刷新页面，看清还有哪些任务没有办结再办。");
        assertThat(isOpen(task)).isTrue();

        Answer ended = end(boss, id, wanted);
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
        assertThat(count("task_draft")).as("what was typed and not handed in").isZero();
        assertThat(city.get("/my/processes").body()).contains("重复发起。", "年度考核（" + YEAR + "年度）", "没有办结的任务");
        assertThat(office.get("/my/processes").status()).isEqualTo(403);
        assertThat(end(boss, id, wanted).message()).contains("没有这个在办的流程");
    }

    private static Answer end(Staff staff, String id, Map<String, String> fields) {
        return staff.postFields("/my/processes/" + id + "/end", fields);
    }
}
