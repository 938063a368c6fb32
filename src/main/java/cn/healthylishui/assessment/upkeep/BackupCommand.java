package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.database.NodeTurns;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.TornFile;
import cn.healthylishui.assessment.start.ClockConfiguration;
import cn.healthylishui.assessment.start.Command;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * 备份: {@code backup} has the running program make one, over its management port; where none runs it makes it itself, of the file.
 * {@code --to FOLDER} copies it there as well. Settings are given as ever. Exit code 0 where it is there, 1 where it is not, 2 where it was
 * not understood.
 */
public final class BackupCommand implements Command {

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final String USAGE = """
            用法：backup [--to 文件夹] [与启动时相同的设置，如 --spring.profiles.active=…]
            　　　程序在运行的，由它备份；没有运行的，直接备份库文件。备份在 assessment.backup.folder；写了 --to 的，再复制一份到那里。""";

    /** No more than a database and what makes a backup of it: neither engine nor migrations. */
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @Import({ClockConfiguration.class, EvidenceFolder.class, NodeTurns.class, Backups.class})
    static class Database {}

    static class Settings {}

    /** What was not done, and why. */
    private static final class NotMade extends RuntimeException {
        NotMade(String message) {
            super(message);
        }
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public int run(List<String> arguments) {
        List<String> settings = new ArrayList<>();
        Path to = null;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--to") && i + 1 < arguments.size()) {
                to = Path.of(arguments.get(++i)).toAbsolutePath().normalize();
            } else if (argument.startsWith("--") && argument.contains("=")) {
                settings.add(argument);
            } else {
                System.err.println(USAGE);
                return NOT_UNDERSTOOD;
            }
        }
        try {
            Path made = make(settings);
            told("备份好了：", made);
            if (to != null) {
                told("复制好了：", copy(made, to));
            }
            return 0;
        } catch (NotMade | Refused e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            System.err.println("没有备份成：" + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static void told(String what, Path backup) throws IOException {
        Manifest manifest = Manifest.read(backup.resolve(Manifest.FILE));
        System.out.printf(
                "%s%s（%d张表%d行，材料文件%d个，共%.1f MB，用了%d秒）%n",
                what,
                backup,
                manifest.rows().size(),
                manifest.allRows(),
                manifest.evidence().files(),
                manifest.bytes() / 1048576.0,
                manifest.seconds());
        if (!manifest.evidence().damaged().isEmpty()) {
            System.out.printf(
                    "注意：有%d个材料文件缺失或损坏，不在备份里，见 manifest.json。%n",
                    manifest.evidence().damaged().size());
        }
        if (manifest.rows().isEmpty()) {
            System.out.println("这里只有材料文件；PostgreSQL 的数据库请用 pg_dump 备份，见 docs/operations.md。");
        }
    }

    private static ConfigurableApplicationContext context(Class<?> of, List<String> settings) {
        return new SpringApplicationBuilder(of)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("logging.level.root=off", "spring.main.banner-mode=off")
                .run(settings.toArray(String[]::new));
    }

    /** A program that is started so, as the demonstration is, cannot be asked. */
    private static final String NO_PORT = "-1";

    private static Path make(List<String> settings) throws IOException, InterruptedException {
        String port;
        String address;
        Path folder;
        try (ConfigurableApplicationContext context = context(Settings.class, settings)) {
            Environment environment = context.getEnvironment();
            port = environment.getProperty("management.server.port", "8081");
            address = "http://%s:%s%s/%s"
                    .formatted(
                            environment.getProperty("management.server.address", "127.0.0.1"),
                            port,
                            environment.getProperty("management.endpoints.web.base-path", "/actuator"),
                            BackupEndpoint.ID);
            folder = Path.of(environment.getRequiredProperty("assessment.backup.folder"))
                    .toAbsolutePath()
                    .normalize();
        }
        Optional<Path> made = port.equals(NO_PORT) ? Optional.empty() : byProgram(address, folder);
        return made.isPresent() ? made.get() : byFile(settings);
    }

    /** Empty where no program runs. */
    private static Optional<Path> byProgram(String address, Path folder) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
        JsonNode place;
        try {
            place = answer(client.send(request.GET().build(), BodyHandlers.ofString()), address);
        } catch (ConnectException nobody) {
            return Optional.empty();
        }
        if (!folder.toString().equals(place.path(BackupEndpoint.FOLDER).asText())) {
            throw new NotMade("没有备份：%s 上运行的程序备份到 %s，和这里的设置（%s）不同，是另一个程序。请在它的启动目录里、用它启动时的设置运行。"
                    .formatted(address, place.path(BackupEndpoint.FOLDER).asText(), folder));
        }
        JsonNode made = answer(
                client.send(
                        request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString()),
                address);
        if (made.has(BackupEndpoint.REFUSED)) {
            throw new NotMade(made.path(BackupEndpoint.REFUSED).asText());
        }
        return Optional.of(folder.resolve(made.path(BackupEndpoint.NAME).asText()));
    }

    private static JsonNode answer(HttpResponse<String> response, String address) throws IOException {
        if (response.statusCode() != 200) {
            throw new NotMade("没有备份：%s 没有照常回答（%d），这个端口上可能是别的程序。请检查 management.server.port。"
                    .formatted(address, response.statusCode()));
        }
        return new ObjectMapper().readTree(response.body());
    }

    private static Path byFile(List<String> settings) {
        try (ConfigurableApplicationContext context = context(Database.class, existing(settings))) {
            Backups backups = context.getBean(Backups.class);
            return backups.folder().resolve(backups.make(Actor.SYSTEM).name());
        } catch (Refused | NotMade e) {
            throw e;
        } catch (RuntimeException e) {
            throw new NotMade("没有备份：" + why(e));
        }
    }

    private static List<String> existing(List<String> settings) {
        try (ConfigurableApplicationContext context = context(Settings.class, settings)) {
            String url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
            List<String> all = new ArrayList<>(settings);
            all.add("--spring.datasource.hikari.initialization-fail-timeout=1"); // nobody waits for what is not there
            // Opened and closed in order by this command, a torn file would count as whole ever after.
            H2File.of(url).ifPresent(TornFile::mend);
            if (H2File.of(url).isPresent()) { // that of a server may hold a password, and stays where it was set
                all.removeIf(setting -> setting.startsWith("--spring.datasource.url="));
                all.add("--spring.datasource.url=" + H2File.existing(url));
            }
            return all;
        }
    }

    static String why(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (said.contains("" + H2File.IN_USE)) {
                return "程序正在运行，但它的管理端口没有回答（management.server.port 是 -1，或和启动时的不同）。请在系统管理员的“备份”页面上备份，或停下程序再来。";
            }
            if (said.contains("" + H2File.NOT_THERE)) {
                return "没有这个数据库文件，请检查 spring.datasource.url 和启动目录。";
            }
            if (said.toLowerCase(Locale.ROOT).contains("node_turn")) {
                return "数据库是以前的版本。请先用本版本的程序启动一次，完成升级。";
            }
        }
        return "连不上数据库，或读取出错：" + e.getMessage();
    }

    /** Whole, with the evidence that belongs to it. */
    private static Path copy(Path backup, Path to) throws IOException {
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC); // when a file was uploaded means nothing here
        return Backups.in(to, clock).take(backup);
    }
}
