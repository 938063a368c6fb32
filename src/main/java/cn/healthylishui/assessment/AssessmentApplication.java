package cn.healthylishui.assessment;

import cn.healthylishui.assessment.audit.VerifyLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TimeZone;
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
        if (!arguments.isEmpty() && arguments.get(0).equals("verify-log")) {
            System.exit(VerifyLog.run(arguments.subList(1, arguments.size())));
        }
        if (!arguments.isEmpty()) {
            for (Command command : ServiceLoader.load(Command.class)) {
                if (command.name().equals(arguments.get(0))) {
                    System.exit(command.run(arguments.subList(1, arguments.size())));
                }
            }
        }
        SpringApplication.run(AssessmentApplication.class, args);
    }
}
