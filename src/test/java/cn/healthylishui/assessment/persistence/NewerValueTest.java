package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import org.junit.jupiter.api.Test;

/** While one node after the other is changed, an older one meets what a newer one wrote. */
class NewerValueTest extends StaffTest {

    private static final String SAID = "这里有更新的版本写下的内容，您连到的这台机器还没有换到那个版本，这一步没有办，什么也没有改。请过几分钟再试；一直这样的，请联系系统管理员。";

    @Test
    void whoever_meets_it_is_told_so_and_nothing_is_changed() {
        startYear();
        Staff city = inTasklist(Office.CITY);
        String task = tasks.createTaskQuery()
                .taskCandidateGroup(Office.CITY)
                .listPage(0, 1)
                .get(0)
                .getId();
        assertThat(city.form(task).status()).isEqualTo(200);
        jdbc.sql("update assessment_year set state = 'ON_HOLD'").update();

        Answer page = city.get("/");
        Answer form = city.form(task);
        Answer completed = city.complete(task);

        for (Answer answer : new Answer[] {page, form, completed}) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains(SAID);
        }
        assertThat(tasks.createTaskQuery().taskId(task).count()).isOne();
    }
}
