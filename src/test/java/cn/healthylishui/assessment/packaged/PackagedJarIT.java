package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar without the profile demo: a closed system with one administrator, that survives a kill. */
class PackagedJarIT {

    @Test
    void starts_closed_with_one_administrator_whose_password_is_printed_once(@TempDir Path directory) throws Exception {
        try (PackagedProgram program = PackagedProgram.start(directory, "管理员账号 admin")) {
            assertThat(program.get("/engine-rest/task").statusCode()).isEqualTo(401);
            assertThat(program.get("/api/tasks/1/form").statusCode()).isEqualTo(401);
            assertThat(program.get("/").statusCode()).isEqualTo(200);
            assertThat(program.get("/forms/shared/form.js").statusCode()).isEqualTo(200);
            assertThat(program.get("/camunda/app/tasklist/default/").body()).contains("<html");
            assertThat(program.password()).isNotBlank();
            program.kill();
        }
        try (PackagedProgram again = PackagedProgram.start(directory, "Started AssessmentApplication")) {
            assertThat(again.get("/").statusCode()).isEqualTo(200);
            assertThat(again.output()).doesNotContain("密码");
        }
    }
}
