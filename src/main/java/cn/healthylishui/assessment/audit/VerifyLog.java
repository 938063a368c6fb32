package cn.healthylishui.assessment.audit;

import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.TornFile;
import cn.healthylishui.assessment.start.Command;
import cn.healthylishui.assessment.start.UnsafeStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

/**
 * 校验操作日志: {@code verify-log} checks the chain in the database that the program is configured for, {@code verify-log FILE} an exported
 * file. {@code --anchor HASH} asks for a hash that was noted elsewhere, such as that of a day. Settings are given as ever, such as
 * {@code --spring.datasource.url=…}. Exit code 0 where nothing is wrong, 1 where something is, 2 where it could not be checked.
 */
public final class VerifyLog implements Command {

    private static final String ANCHOR = "--anchor";
    private static final int NOT_CHECKED = 2;
    private static final String USAGE = """
            用法：verify-log [--anchor 校验值]… [--spring.datasource.url=…等数据库设置]　　校验数据库里的操作日志（H2数据库要先停止程序）
            　　　verify-log 文件 [--anchor 校验值]…　　校验导出的文件""";

    /** No more than a database: neither engine nor migrations, and nothing is changed. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @Import(LogCheck.class)
    static class Database {

        @Bean
        Clock clock() {
            return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC); // a check asks for no time
        }
    }

    @Override
    public String name() {
        return "verify-log";
    }

    @Override
    public int run(List<String> arguments) {
        List<String> anchors = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        String file = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(ANCHOR)
                    && i + 1 < arguments.size()
                    && arguments.get(i + 1).matches("[0-9a-f]{64}")) {
                anchors.add(arguments.get(++i));
            } else if (argument.startsWith("--") && argument.contains("=")) {
                settings.add(argument);
            } else if (!argument.startsWith("--") && file == null) {
                file = argument;
            } else {
                System.err.println(USAGE);
                return NOT_CHECKED;
            }
        }
        return file == null ? database(anchors, settings) : file(file, anchors);
    }

    private static int database(List<String> anchors, List<String> settings) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Database.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("logging.level.root=off", "spring.main.banner-mode=off")
                .initializers(unchangedDatabase())
                .run(settings.toArray(String[]::new))) {
            LogCheck.Result result = context.getBean(LogCheck.class).check(anchors);
            System.out.printf("操作日志封存到第%d号，校验值 %s%n", result.through(), result.hash());
            System.out.printf(
                    "在库%d条，按保存期限清除%d条，待封存%d条（程序运行时最多等10秒，停止后的在下次启动时封存）%n",
                    result.entries(), result.removed(), result.unsealed());
            result.removals().forEach(removal -> System.out.println("  清除：" + removal));
            return verdict(result.faultCount(), result.faults());
        } catch (RuntimeException e) {
            return notChecked(why(e));
        }
    }

    /** A mistyped address must not make a new, empty database, whose log is whole. */
    private static ApplicationContextInitializer<ConfigurableApplicationContext> unchangedDatabase() {
        return context -> {
            String url = context.getEnvironment().getProperty("spring.datasource.url", "");
            if (!url.contains(H2File.READ_ONLY)) {
                H2File.of(url).ifPresent(TornFile::mend); // as every opening does
            }
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "verify-log",
                            Map.of(
                                    "spring.datasource.url",
                                    H2File.existing(url),
                                    "spring.datasource.hikari.initialization-fail-timeout",
                                    "1"))); // nobody waits for what is not there
        };
    }

    private static String why(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnsafeStart unsafe) {
                return String.join("", unsafe.reasons());
            }
            String said = String.valueOf(cause.getMessage());
            if (said.contains("" + H2File.IN_USE)) {
                return "数据库正被使用：程序还在运行。请先停止程序，或在“操作日志”页面上校验。";
            }
            if (said.contains("" + H2File.NOT_THERE)) {
                return "没有这个数据库文件，请检查 spring.datasource.url 和启动目录。";
            }
            if (said.contains("90013") || said.toLowerCase(Locale.ROOT).contains("operation_log_head")) {
                return "这个数据库里还没有封存的操作日志：请先用本版本的程序启动一次，完成升级。";
            }
        }
        return "连不上数据库，或读取出错：" + e.getMessage();
    }

    private static int file(String name, List<String> anchors) {
        try (BufferedReader reader = Files.newBufferedReader(Path.of(name))) {
            ExportCheck.Result result = ExportCheck.check(reader, anchors);
            System.out.printf(
                    "文件含第%d号至第%d号共%d条，最后一号的校验值 %s%n", result.first(), result.last(), result.lines(), result.hash());
            System.out.printf("隐去%d个字段，只有校验值的%d条（已清除，或不对导出人开放）%n", result.hidden(), result.bare());
            return verdict(result.faults().size(), result.faults());
        } catch (InvalidPathException | CharacterCodingException e) {
            return notChecked("文件读不出来：" + name);
        } catch (IOException e) {
            return notChecked("没有这个文件，或不能读取：" + name);
        }
    }

    private static int verdict(int count, List<String> faults) {
        if (count == 0) {
            System.out.println("没有发现问题。");
            return 0;
        }
        System.out.printf("发现%d处问题：%n", count);
        faults.forEach(fault -> System.out.println("  " + fault));
        return 1;
    }

    private static int notChecked(@Nullable String why) {
        System.err.println("没有校验成：" + why);
        return NOT_CHECKED;
    }
}
