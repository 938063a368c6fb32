package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApplicationTest;
import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whatever way somebody finds to change an account in the engine, past our pages and past the door, the log has it. */
class IdentityChangesTest extends ApplicationTest {

    private static final String BOSS = "changing-boss";
    private static final String OFFICE = "qingtian-jkb";

    @Autowired
    private IdentityService identity;

    private String newest = "";

    @BeforeEach
    void logIn() {
        newest = "changed-" + System.nanoTime();
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        BOSS, "", AuthorityUtils.createAuthorityList(EngineDoor.ADMINISTRATORS)));
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
        identity.deleteUser(newest);
        identity.deleteGroup(newest);
    }

    private record Act(String action, String from, String to) {}

    private List<Act> acts() {
        return jdbc.sql("select action, from_value, to_value from operation_log where user_id = :boss and"
                        + " office = :office and object_code = :object order by id")
                .param("boss", BOSS)
                .param("office", EngineDoor.ADMINISTRATORS)
                .param("object", newest)
                .query((rs, i) -> new Act(rs.getString(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    private void make() {
        User user = identity.newUser(newest);
        user.setFirstName("王五");
        identity.saveUser(user);
    }

    @Test
    void each_change_of_an_account_says_who_did_what_to_whom() {
        make();
        identity.createMembership(newest, OFFICE);
        User user = identity.createUserQuery().userId(newest).singleResult();
        user.setFirstName("王六");
        identity.saveUser(user);
        identity.deleteMembership(newest, OFFICE);
        identity.deleteUser(newest);

        assertThat(acts()).extracting(Act::action).containsExactly("账号：新增", "账号：加入单位", "账号：改姓名", "账号：移出单位", "账号：删除");
        assertThat(acts().get(0).to()).isEqualTo("王五");
        assertThat(acts().get(1).from()).isEqualTo("王五");
        assertThat(acts().get(1).to()).startsWith("王五，").contains("青田县");
        assertThat(acts().get(2).from()).startsWith("王五，");
        assertThat(acts().get(2).to()).isEqualTo("王六");
        assertThat(acts().get(4).from()).isEqualTo("王六");
    }

    @Test
    void each_change_of_a_group_does_too_and_ends_the_logins_of_its_members() {
        Group group = identity.newGroup(newest);
        group.setName("新单位");
        identity.saveGroup(group);
        make();
        identity.createMembership(newest, newest);
        long before = changes();
        identity.deleteGroup(newest);
        assertThat(acts()).extracting(Act::action).containsExactly("账号：改机构", "账号：新增", "账号：加入单位", "账号：删除机构");
        assertThat(changes()).isGreaterThan(before);
    }

    private long changes() {
        return jdbc.sql("select changes from account_state where user_id = :user")
                .param("user", newest)
                .query(Long.class)
                .single();
    }

    @Test
    void nobody_gives_another_a_password_that_way_and_the_program_itself_is_nobody() {
        make();
        User user = identity.createUserQuery().userId(newest).singleResult();
        user.setPassword("Kwfm-7294-tbxe");
        assertThatThrownBy(() -> identity.saveUser(user))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("密码在“我的登录”里改；别人的密码在“基础数据—机构和账号”里重设。这里没有改动。");
        assertThat(acts()).hasSize(1);
        SecurityContextHolder.clearContext();
        identity.saveUser(user);
        assertThat(acts()).hasSize(1);
    }

    @Test
    void nobody_is_put_under_a_tenant() {
        make();

        assertThatThrownBy(() -> identity.createTenantUserMembership("tenant", newest))
                .hasMessageContaining("本系统不用租户，没有改动。");
    }
}
