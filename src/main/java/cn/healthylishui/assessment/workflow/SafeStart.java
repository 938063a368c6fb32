package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.database.DatabaseAccount;
import cn.healthylishui.assessment.start.UnsafeStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * 拒绝不安全的启动: what the settings alone tell is looked at before anything is opened or written. What only the running engine knows
 * {@link EngineCheck} looks at.
 */
public final class SafeStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String DEMO = "demo";

    private static final String ELSEWHERE = "assessment.demo.reachable-from-elsewhere";

    /** Passwords of databases that stand in manuals and images, besides the user's own name. */
    private static final Set<String> USUAL = Set.of(
            "",
            "postgres",
            "postgresql",
            "camunda",
            "password",
            "admin",
            "root",
            "sa",
            "secret",
            "changeme",
            "123456",
            "12345678");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<String> faults = new ArrayList<>(DatabaseAccount.read(context.getEnvironment()));
        faults.addAll(faults(context.getEnvironment()));
        if (!faults.isEmpty()) {
            throw new UnsafeStart(faults);
        }
    }

    /** @return what is wrong with the settings; empty where nothing is */
    static List<String> faults(Environment settings) {
        boolean demo = settings.acceptsProfiles(Profiles.of(DEMO));
        List<String> faults = new ArrayList<>();
        if (!settings.getProperty("camunda.bpm.authorization.enabled", Boolean.class, false)) {
            faults.add("流程引擎的权限检查被关掉了（camunda.bpm.authorization.enabled）。请删去这一项，或改为 true。");
        }
        if (settings.containsProperty("camunda.bpm.admin-user.id")
                || settings.containsProperty("camunda.bpm.admin-user.password")) {
            faults.add("设置里写着管理员的账号或密码（camunda.bpm.admin-user）。请删去：管理员由程序第一次启动时建立，密码只在控制台显示一次。");
        }
        if (settings.getProperty("spring.h2.console.enabled", Boolean.class, false)) {
            faults.add("数据库的网页控制台被打开了（spring.h2.console.enabled）。请删去这一项。");
        }
        faults.addAll(ProviderSettings.faults(settings));
        if (!demo) {
            database(settings, faults);
        } else if (!isThisMachineOnly(settings.getProperty("server.address", ""))
                && !settings.getProperty(ELSEWHERE, Boolean.class, false)) {
            faults.add("演示要在本机以外的地址（server.address）上提供服务，而演示的账号和口令是给人看的。确实要给别的机器看，请加上 --%s=true；不然请删去 server.address。"
                    .formatted(ELSEWHERE));
        }
        return faults;
    }

    private static void database(Environment settings, List<String> faults) {
        String url = settings.getProperty("spring.datasource.url", "").toLowerCase(Locale.ROOT);
        String user = settings.getProperty("spring.datasource.username", "").toLowerCase(Locale.ROOT);
        String password = settings.getProperty("spring.datasource.password", "").toLowerCase(Locale.ROOT);
        boolean byNetwork =
                !url.startsWith("jdbc:h2:") || url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
        if (byNetwork && (USUAL.contains(password) || password.equals(user))) {
            faults.add(
                    "数据库的密码（spring.datasource.password）是空的，或是人人知道的默认密码。请在数据库里换一个，再设环境变量 ASSESSMENT_DATABASE_PASSWORD 或 ASSESSMENT_DATABASE_PASSWORD_FILE。");
        }
    }

    static String portTaken(int port, Environment settings) {
        String management = "management.server.port";
        boolean forManagement = String.valueOf(port).equals(settings.getProperty(management));
        return "端口%d已被别的程序占用，可能这个程序已经在运行。请停下占用它的程序，或用 --%s=端口 换一个%s。"
                .formatted(port, forManagement ? management : "server.port", forManagement ? "（-1是不要运行维护的端口）" : "");
    }

    private static boolean isThisMachineOnly(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Says on the console why, in sentences and without a trace. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    public static final class Reporter implements SpringBootExceptionReporter {

        private static final Logger LOG = LoggerFactory.getLogger(SafeStart.class);

        private final Environment settings;

        public Reporter(ConfigurableApplicationContext context) {
            this.settings = context.getEnvironment();
        }

        @Override
        public boolean reportException(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnsafeStart refused) {
                    LOG.error("没有启动：");
                    refused.reasons().forEach(reason -> LOG.error("  {}", reason));
                    return true;
                }
                if (cause instanceof PortInUseException taken) {
                    LOG.error("没有启动：");
                    LOG.error("  {}", portTaken(taken.getPort(), settings));
                    return true;
                }
            }
            return false;
        }
    }
}
