package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar without the profile demo: a closed system with one administrator, that survives a kill, and is restored elsewhere from
 * its backup. One installation goes through it all, since each start takes its time; after the kill the same data are gone on with by the
 * program unpacked.
 */
class PackagedJarIT {

    private static final String OWN_PASSWORD = "Qwzp-8265-mnrt";

    @Test
    void starts_closed_survives_a_kill_and_what_was_backed_up_while_it_ran_is_restored_elsewhere_and_runs_there(
            @TempDir Path directory) throws Exception {
        Staff administrator;
        try (PackagedProgram program = PackagedProgram.startJar(directory, "Started AssessmentApplication")) {
            assertThat(program.get("/engine-rest/task").statusCode()).isEqualTo(401);
            assertThat(program.get("/api/tasks/1/form").statusCode()).isEqualTo(401);
            assertThat(program.get("/").statusCode()).isEqualTo(200);
            assertThat(program.get("/forms/shared/form.js").statusCode()).isEqualTo(200);
            assertThat(program.get("/login").body())
                    .contains("账号名")
                    .as("where no other login is set up")
                    .doesNotContain("by-provider");
            for (String address : List.of(
                    "/oauth2/authorization/city", "/login/oauth2/code/city", "/logout/connect/back-channel/city")) {
                assertThat(program.get(address).statusCode()).as(address).isEqualTo(404);
            }
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
        String management = "--management.server.port=" + PackagedProgram.freePort();
        Path kept;
        try (PackagedProgram again = PackagedProgram.start(directory, "Started AssessmentApplication", management)) {
            assertThat(again.get("/").statusCode()).isEqualTo(200);
            assertThat(again.output()).as("printed once").doesNotContain("密码");
            Staff sameBrowser = Staff.inBrowser(again.port(), "admin");
            administrator.cookies().forEach(sameBrowser::takeCookie);
            assertThat(sameBrowser.get("/my/account").status())
                    .as("the login from before the kill")
                    .isEqualTo(200);
            String plugin = "/camunda/api/tasklist/plugin/tasklistPlugins/static/app/plugin.js";
            assertThat(sameBrowser.get(plugin).status())
                    .as("Tomcat finds what the libraries bring, unpacked too")
                    .isEqualTo(200);
            kept = made(command(directory, 0, "backup", management));
            sameBrowser.get("/my/state"); // and works on
            assertThat(command(directory, 1, "backup", "--management.server.port=-1"))
                    .contains("程序正在运行，但它的管理端口没有回答");
        }
        assertThat(made(command(directory, 0, "backup", management)))
                .as("of the file, when nothing runs")
                .isNotEqualTo(kept);

        Path elsewhere = directory.resolve("elsewhere");
        String restored = command(directory, 0, "restore", "--from", kept.toString(), "--to", elsewhere.toString());
        String[] settings = restored.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("--"))
                .map(line -> line.replace("\"", "")) // as a shell does
                .toArray(String[]::new);
        assertThat(settings).hasSize(3);
        assertThat(settings[0])
                .as("an address goes before that of any profile, and a kill loses nothing there either")
                .startsWith("--spring.datasource.url=jdbc:h2:file:" + elsewhere)
                .contains(";WRITE_DELAY=0;");
        assertThat(command(directory, 0, "verify-log", settings[0])).contains("没有发现问题");
        try (PackagedProgram program = PackagedProgram.start(directory, "Started AssessmentApplication", settings)) {
            Staff sameBrowser = Staff.inBrowser(program.port(), "admin");
            administrator.cookies().forEach(sameBrowser::takeCookie);
            assertThat(sameBrowser.get("/my/account").status()).isEqualTo(200);
        }
        assertThat(command(directory, 1, "restore", "--from", kept.toString(), "--to", elsewhere.toString()))
                .contains("不是空的");
    }

    private static Path made(String said) {
        Matcher backup = Pattern.compile("备份好了：([^（]+)（").matcher(said);
        assertThat(backup.find()).as(said).isTrue();
        return Path.of(backup.group(1));
    }

    /** @return what it said */
    private static String command(Path directory, int code, String... arguments) throws Exception {
        Path said = Files.createTempFile(directory, "command", ".log");
        Process command = PackagedProgram.run(directory, said, List.of(arguments));
        assertThat(command.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String output = Files.readString(said);
        assertThat(command.exitValue()).as(output).isEqualTo(code);
        return output;
    }
}
