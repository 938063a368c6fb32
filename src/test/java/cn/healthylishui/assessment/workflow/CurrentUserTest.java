package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.junit.jupiter.api.Test;

class CurrentUserTest {

    private final IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);
    private final CurrentUser currentUser = new CurrentUser(identity);

    private void loggedIn(String firstName, String lastName, String... groups) {
        User user = mock(User.class);
        when(user.getFirstName()).thenReturn(firstName);
        when(user.getLastName()).thenReturn(lastName);
        when(identity.getCurrentAuthentication()).thenReturn(new Authentication("zhang", List.of(groups)));
        when(identity.createUserQuery().userId("zhang").list()).thenReturn(List.of(user));
    }

    @Test
    void a_stranger_is_nobody() {
        when(identity.getCurrentAuthentication()).thenReturn(null);

        assertThat(currentUser.get()).isEmpty();
    }

    @Test
    void a_person_has_a_name_and_offices_in_order() {
        loggedIn("张", "三", "shi-wjw", "city-office");

        assertThat(currentUser.get())
                .contains(new CurrentUser.User("zhang", "张三", List.of("city-office", "shi-wjw"), false));
    }

    @Test
    void an_account_without_a_name_goes_by_its_id() {
        loggedIn(null, " ", "city-office");

        assertThat(currentUser.get()).get().extracting(CurrentUser.User::name).isEqualTo("zhang");
    }

    @Test
    void to_administer_is_no_office() {
        loggedIn("系统", "管理员", "camunda-admin");

        assertThat(currentUser.get()).contains(new CurrentUser.User("zhang", "系统管理员", List.of(), true));
    }
}
