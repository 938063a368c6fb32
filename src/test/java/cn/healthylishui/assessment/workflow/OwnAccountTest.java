package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.StaffTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camunda's web applications call one's profile leads to our own page of it, by the files that they serve. */
class OwnAccountTest extends StaffTest {

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void the_entry_in_the_header_leads_to_our_own_page(String application) {
        account("chief", StaffAccounts.ADMINISTRATORS);
        Staff staff = Staff.inTasklist(port, "chief", password); // an office sees but the first of the four
        String here = "/camunda/app/" + application;

        String settings = staff.get(here + "/scripts/config.js").body();
        String script =
                staff.get("/camunda/app/tasklist/scripts/own-account.js").body();

        assertThat(settings)
                .contains(
                        application.equals("tasklist")
                                ? "import './own-account.js';"
                                : "import '../../tasklist/scripts/own-account.js';");
        assertThat(script)
                .contains("'[cam-widget-header] .account .profile > a'")
                .contains("[ng-click=\"showForm(\\'password\\')\"]")
                .contains("new URL('../../../../my/account', import.meta.url)");
        assertThat(staff.get(here + "/camunda-" + application + "-bootstrap.js").body())
                .as("the entry is still where the script looks for it")
                .contains("<li class=\"account dropdown\"")
                .containsPattern("<li class=\"profile\"[^<]*>\\\\n +<a ng-href=");
        assertThat(staff.get(here + "/default/").body()).contains("cam-widget-header");
        assertThat(staff.get(here + "/locales/zh.json")
                        .json()
                        .findValue("CAM_WIDGET_HEADER_MY_PROFILE")
                        .asText())
                .isEqualTo("我的登录");
        assertThat(staff.get("/camunda/app/welcome/camunda-welcome-bootstrap.js")
                        .body())
                .as("and so is Welcome's own")
                .contains("<a ng-click=\"showForm(\\'password\\')\">");
        assertThat(staff.get("/my/account").body())
                .contains("<h1>我的登录</h1>")
                .as("times are written as on every page")
                .containsPattern("data-label=\"登录时间\">\\d{4}年\\d{1,2}月\\d{1,2}日 \\d\\d:\\d\\d<");
    }
}
