package cn.healthylishui.assessment;

import cn.healthylishui.assessment.audit.VerifyLog;
import cn.healthylishui.assessment.database.Move;
import cn.healthylishui.assessment.start.Command;
import cn.healthylishui.assessment.start.Unpack;
import cn.healthylishui.assessment.upkeep.BackupCommand;
import cn.healthylishui.assessment.upkeep.RestoreCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.camunda.bpm.spring.boot.starter.annotation.EnableProcessApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** 健康丽水考核: the yearly assessment of Lishui's districts, townships and municipal units. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableProcessApplication
public class AssessmentApplication {

    public static void main(String[] args) {
        // Every date that an office reads or sets is a date in Lishui, wherever the server stands.
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        // What the console says is Chinese, whatever the server's locale.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        List<String> arguments = List.of(args);
        if (!arguments.isEmpty()) {
            commands()
                    .filter(command -> command.name().equals(arguments.get(0)))
                    .findFirst()
                    .ifPresent(command -> System.exit(command.run(arguments.subList(1, arguments.size()))));
        }
        SpringApplication.run(AssessmentApplication.class, args);
    }

    /** Our own, and those that lie beside us in the jar and are not named here. */
    private static Stream<Command> commands() {
        return Stream.concat(
                Stream.of(
                        new VerifyLog(),
                        new Move(),
                        new BackupCommand(),
                        new RestoreCommand(),
                        new Unpack(AssessmentApplication.class)),
                ServiceLoader.load(Command.class).stream().map(ServiceLoader.Provider::get));
    }
}
