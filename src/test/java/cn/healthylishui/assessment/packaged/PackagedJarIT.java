package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar without the profile demo: a closed system with one administrator, that survives a kill. */
class PackagedJarIT {

    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";

    @Test
    void starts_closed_with_one_administrator_whose_password_is_printed_once(@TempDir Path directory) throws Exception {
        Staff administrator;
        try (PackagedProgram program = PackagedProgram.start(directory, "Started AssessmentApplication")) {
            assertThat(program.get("/engine-rest/task").statusCode()).isEqualTo(401);
            assertThat(program.get("/api/tasks/1/form").statusCode()).isEqualTo(401);
            assertThat(program.get("/").statusCode()).isEqualTo(200);
            assertThat(program.get("/forms/shared/form.js").statusCode()).isEqualTo(200);
            assertThat(program.get("/login").body()).contains("账号名");
            assertThat(program.output()).contains("管理员账号 admin");
            administrator = Staff.inTasklist(program.port(), "admin", program.password());
            assertThat(administrator.get("/my/account").status())
                    .as("before a password of its own")
                    .isEqualTo(403);
            assertThat(administrator
                            .postFields(
                                    "/my/password",
                                    Map.of("old", program.password(), "fresh", OWN_PASSWORD, "repeated", OWN_PASSWORD))
                            .status())
                    .isEqualTo(200);
            assertThat(administrator.get("/my/account").status()).isEqualTo(200);
            program.kill();
        }
        try (PackagedProgram again = PackagedProgram.start(directory, "Started AssessmentApplication")) {
            assertThat(again.get("/").statusCode()).isEqualTo(200);
            assertThat(again.output()).doesNotContain("密码");
            Staff sameBrowser = Staff.inBrowser(again.port(), "admin");
            administrator.cookies().forEach(sameBrowser::takeCookie);
            assertThat(sameBrowser.get("/my/account").status())
                    .as("the login from before the kill")
                    .isEqualTo(200);
        }
    }
}
