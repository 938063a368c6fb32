package cn.healthylishui.assessment.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.database.Move;
import cn.healthylishui.assessment.packaged.PackagedProgram;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.TornFile;
import cn.healthylishui.assessment.reliability.Client.Seat;
import cn.healthylishui.rehearsal.ReleasedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An installation with a year under way and ten offices at work: prepared once, then copied and moved for each part. */
final class Installation {

    static final int YEAR = 2021;
    static final String ADMINISTRATOR = "admin";
    static final String CITY_ACCOUNT = "trial-city";
    static final String PASSWORD = "Qwzp-8265-mnrt";
    private static final String DATABASE_PASSWORD = "Vq7-Kd2-Lm9";
    static final String STARTED = "Started AssessmentApplication";

    /** What differs from a city's own: nothing is backed up, and looking at a password costs less than the step itself. */
    private static final List<String> ARGUMENTS = List.of(
            "--management.server.port=-1", "--assessment.security.password-rounds=1000", "--assessment.backup.at=");

    private static final String RELEASE = "0.5.0";
    private static final List<String> OFFICES = List.of(
            "liandu-jkb",
            "longquan-jkb",
            "qingtian-jkb",
            "yunhe-jkb",
            "qingyuan-jkb",
            "jinyun-jkb",
            "suichang-jkb",
            "songyang-jkb",
            "jingning-jkb",
            "kfq-jkb");

    private final Path directory;
    private final List<String> command;
    private final int port;
    private final List<Seat> seats;
    private final @Nullable String postgreSql;

    private Installation(
            Path directory, List<String> command, int port, List<Seat> seats, @Nullable String postgreSql) {
        this.directory = directory;
        this.command = List.copyOf(command);
        this.port = port;
        this.seats = List.copyOf(seats);
        this.postgreSql = postgreSql;
    }

    static Installation prepare(Path directory) throws Exception {
        List<String> program = PackagedProgram.unpacked();
        Path first = Files.createDirectories(directory.resolve("prepared"));
        Path database = Files.createDirectories(first.resolve("data")).resolve("assessment");
        ReleasedDatabase.inFile(RELEASE, database);
        withoutAdministrator(database);
        int port = PackagedProgram.freePort();
        List<Seat> seats = new ArrayList<>();
        try (PackagedProgram once = PackagedProgram.start(program, port, Map.of(), first, "管理员账号 admin", ARGUMENTS)) {
            changePassword(port, ADMINISTRATOR, once.password());
            Staff administrator = Staff.byBasicLogin(port, ADMINISTRATOR, PASSWORD);
            account(administrator, port, "city-office", CITY_ACCOUNT);
            for (String office : OFFICES) {
                String account = "trial-" + seats.size();
                account(administrator, port, office, account);
                seats.add(Client.seat(seats.size(), account, port));
            }
            once.stop();
        }
        return new Installation(first, program, port, seats, null);
    }

    /** What was released kept no passwords: the first start makes an administrator anew. */
    private static void withoutAdministrator(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("delete from act_id_membership where user_id_ = 'admin'");
            statement.execute("delete from act_ru_authorization where user_id_ = 'admin'");
            statement.execute("delete from act_id_user where id_ = 'admin'");
        }
    }

    private static void account(Staff administrator, int port, String office, String account) {
        Answer made = administrator.postForm(
                "/my/basic-data/offices/create",
                "line=%s&account=%s&name=%s&reason=%s".formatted(office, account, account, "trial"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        changePassword(port, account, made.json().path("secret").asText());
    }

    private static void changePassword(int port, String account, String given) {
        Answer changed = Staff.inTasklist(port, account, given)
                .postFields("/my/password", Map.of("old", given, "fresh", PASSWORD, "repeated", PASSWORD));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    }

    /** The same in a place of its own. */
    Installation copy(Path to) throws Exception {
        copy(directory.resolve("data"), to.resolve("data"));
        return new Installation(to, command, PackagedProgram.freePort(), seats, null);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** The same with its database moved to an empty one on PostgreSQL. */
    Installation moved(Path to, String address) throws Exception {
        Installation copy = copy(to);
        assertThat(new Move()
                        .run(List.of(
                                "--to",
                                address,
                                "--from",
                                copy.h2().toString(),
                                "--assessment.database.user=" + PostgreSql.USER)))
                .isZero();
        Files.writeString(to.resolve("password"), DATABASE_PASSWORD);
        return new Installation(to, command, copy.port, seats, address);
    }

    /** Another node on the same database. */
    Installation node() throws IOException {
        return new Installation(directory, command, PackagedProgram.freePort(), seats, postgreSql);
    }

    Path directory() {
        return directory;
    }

    int port() {
        return port;
    }

    List<Seat> seats() {
        return seats;
    }

    private Path h2() {
        return directory.resolve("data/assessment");
    }

    Path evidence() {
        return directory.resolve("data/evidence");
    }

    PackagedProgram start(String... more) throws Exception {
        return start(List.of(), more);
    }

    /** @param before of the command that starts Java, and what must become of its process */
    PackagedProgram start(List<String> before, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.addAll(List.of(more));
        List<String> whole = new ArrayList<>(before);
        whole.addAll(command);
        if (postgreSql == null) {
            return PackagedProgram.start(whole, port, Map.of(), directory, STARTED, arguments);
        }
        arguments.add("--spring.profiles.active=postgres");
        Map<String, String> environment = Map.of(
                "ASSESSMENT_DATABASE_ADDRESS",
                postgreSql.replace("jdbc:postgresql://", "") + "&ApplicationName=node-" + port,
                "ASSESSMENT_DATABASE_USER",
                PostgreSql.USER,
                "ASSESSMENT_DATABASE_PASSWORD_FILE",
                directory.resolve("password").toString());
        return PackagedProgram.start(whole, port, environment, directory, STARTED, arguments);
    }

    /** The settings by which a command finds the database as it was left, and leaves it so. */
    List<String> unchanged() throws IOException {
        if (postgreSql == null) {
            return List.of("--spring.datasource.url=" + readOnly());
        }
        // No command takes a password that everybody can see, and none does without.
        Path settings = Files.writeString(
                directory.resolve("verify.properties"), """
                spring.datasource.url=%s
                spring.datasource.username=%s
                spring.datasource.password=%s
                """.formatted(postgreSql, PostgreSql.USER, DATABASE_PASSWORD));
        return List.of("--spring.config.additional-location=file:" + settings);
    }

    /** The file of a program that was killed is left to the next start as it is. */
    private String readOnly() {
        return "jdbc:h2:file:" + h2() + H2File.READ_ONLY;
    }

    /** The database as the next start finds it, which leaves an H2 file as it is: a copy of it is mended and opened. */
    Connection look() throws IOException, SQLException {
        if (postgreSql != null) {
            return DriverManager.getConnection(postgreSql, PostgreSql.USER, "");
        }
        Path looked = directory.resolve("looked" + H2File.SUFFIX);
        Files.copy(Path.of(h2() + H2File.SUFFIX), looked, StandardCopyOption.REPLACE_EXISTING);
        return mended(looked);
    }

    /** As the program opens a file; that all its indexes agree is asserted by the way. */
    static Connection mended(Path file) throws SQLException {
        TornFile.mend(file);
        Connection database = DriverManager.getConnection(H2File.address(file), "sa", "");
        assertThat(Indexes.wrong(database)).as("indexes").isEmpty();
        return database;
    }
}
