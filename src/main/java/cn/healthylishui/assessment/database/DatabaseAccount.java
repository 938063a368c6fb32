package cn.healthylishui.assessment.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * 数据库的账号: address, account and password of a PostgreSQL come from the environment, the password from a file where one is named, as
 * systemd and containers hand it over; never from the command line, which everybody on the machine can read.
 */
public final class DatabaseAccount {

    /** Names of settings; in the environment {@code ASSESSMENT_DATABASE_ADDRESS} and so on. */
    private static final String ADDRESS = "assessment.database.address";

    private static final String USER = "assessment.database.user";
    private static final String PASSWORD = "assessment.database.password";
    private static final String PASSWORD_FILE = "assessment.database.password-file";

    private static final String POSTGRESQL = "jdbc:postgresql://";
    private static final Pattern HOST_AND_NAME = Pattern.compile("[^/\\s]+/[^/?\\s]+(\\?\\S*)?");

    /** In the text of an address or of settings given as JSON. */
    private static final Pattern PASSWORD_WITHIN = Pattern.compile("(?i)password[\"']?\\s*[:=]\\s*[\"']?[^\"'&;}\\s]");

    /** Whatever else the program is known by elsewhere is as secret on the command line. */
    private static final String SECRET = "secret";

    private DatabaseAccount() {}

    /**
     * Takes the password out of its file into the settings.
     *
     * @return what is wrong, in sentences; empty where nothing is
     */
    public static List<String> read(ConfigurableEnvironment settings) {
        List<String> faults = new ArrayList<>(onCommandLine(settings));
        String file = settings.getProperty(PASSWORD_FILE, "");
        if (!file.isEmpty()) {
            if (!settings.getProperty(PASSWORD, "").isEmpty()) {
                faults.add("ASSESSMENT_DATABASE_PASSWORD 和 ASSESSMENT_DATABASE_PASSWORD_FILE 都设了，不知道用哪一个。请只留一个。");
            }
            try {
                String password = Files.readString(Path.of(file)).stripTrailing();
                settings.getPropertySources()
                        .addFirst(new MapPropertySource("database-password-file", Map.of(PASSWORD, password)));
            } catch (IOException | InvalidPathException unreadable) {
                faults.add("读不到数据库的密码文件“%s”（ASSESSMENT_DATABASE_PASSWORD_FILE）。请检查写的是不是文件的位置，运行程序的账号能不能读它。"
                        .formatted(file));
            }
        }
        if (settings.matchesProfiles("postgres")) {
            faults.addAll(missing(settings));
        }
        return faults;
    }

    private static List<String> missing(Environment settings) {
        List<String> faults = new ArrayList<>();
        String url = settings.getProperty("spring.datasource.url", "");
        if (url.startsWith(POSTGRESQL)
                && !HOST_AND_NAME.matcher(url.substring(POSTGRESQL.length())).matches()) {
            faults.add("不知道 PostgreSQL 在哪里：请设环境变量 ASSESSMENT_DATABASE_ADDRESS=主机:端口/库名，例如 127.0.0.1:5432/assessment。");
        }
        if (settings.getProperty("spring.datasource.username", "").isBlank()) {
            faults.add("不知道用哪个账号连接 PostgreSQL：请设环境变量 ASSESSMENT_DATABASE_USER。");
        }
        return faults;
    }

    private static List<String> onCommandLine(ConfigurableEnvironment settings) {
        return settings.getPropertySources().stream()
                .filter(source -> source instanceof CommandLinePropertySource<?>
                        || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME))
                .flatMap(source -> java.util.Arrays.stream(names(source))
                        .filter(name -> isSecret(name, Objects.toString(source.getProperty(name), ""))))
                .map(name -> (name.toLowerCase(Locale.ROOT).endsWith(SECRET)
                                ? "统一身份认证给的密钥写在了命令行上（%s），这台机器上的别人用 ps 就看得到。请从命令行上去掉，改设环境变量 ASSESSMENT_LOGIN_SECRET。"
                                : "密码写在了命令行上（%s），这台机器上的别人用 ps 就看得到。请从命令行上去掉，改设环境变量 ASSESSMENT_DATABASE_PASSWORD，或者把密码写进只许运行程序的账号读的文件，用 ASSESSMENT_DATABASE_PASSWORD_FILE 指明。")
                        .formatted(name))
                .toList();
    }

    private static String[] names(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> known ? known.getPropertyNames() : new String[0];
    }

    /** Of what Java itself is given nothing is judged. */
    private static boolean isSecret(String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '.');
        boolean ours = plain.startsWith("spring.") || plain.startsWith("assessment.") || plain.startsWith("camunda.");
        return ours
                && !value.isEmpty()
                && (plain.endsWith("password")
                        || plain.endsWith(SECRET)
                        || PASSWORD_WITHIN.matcher(value).find());
    }
}
