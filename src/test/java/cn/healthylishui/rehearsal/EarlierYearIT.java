package cn.healthylishui.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.util.HtmlUtils;

/**
 * A year that version 0.4.0 brought to its archive, in a copy of its database that the program of today has updated, says what it said
 * then. What it said then was fetched from version 0.4.0 itself; {@code released/0.4.0/README.md} tells how. Pages are compared by all their
 * words and figures within {@code <main>}, cut out on both sides in the same way (here {@link #words}, there {@code fetch.py}); the menu around them is another one.
 */
@SpringBootTest(
        classes = AssessmentApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "camunda.bpm.job-execution.enabled=false",
            "assessment.scheduling.enabled=false",
            "assessment.log.sealing=false",
            "assessment.evidence.folder=target/test-evidence/${random.uuid}",
            "assessment.evidence.keep-free=1MB",
            "assessment.backup.at=",
            "assessment.security.password-rounds=10",
            "logging.level.root=warn"
        })
@ContextConfiguration(initializers = EarlierYearIT.OnH2.class)
@DirtiesContext
class EarlierYearIT {

    static final String VERSION = "0.4.0";
    static final String LAST_MIGRATION = "10";

    private static final int YEAR = 2021;
    private static final String EARLIER = "/released/" + VERSION + "/";
    private static final Pattern ITEM = Pattern.compile("/my/scores/\\d+/[^/]+/[^/]+");
    private static final Pattern MAIN = Pattern.compile("<main.*</main>", Pattern.DOTALL);
    private static final Pattern MERGED = Pattern.compile("<mergeCells>.*?</mergeCells>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    static final class OnH2 implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("spring.datasource.url=" + ReleasedDatabase.onH2(VERSION))
                    .applyTo(context);
        }
    }

    @Autowired
    private AssessmentYears years;

    /** Makes what only a rehearsal has as a bean. */
    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private static byte[] earlier(String name) throws IOException {
        try (InputStream file = EarlierYearIT.class.getResourceAsStream(EARLIER + name)) {
            return file.readAllBytes();
        }
    }

    @Test
    void the_archived_year_holds_decisions_that_there_is_no_value() {
        assertThat(years.get(YEAR).state()).isEqualTo(YearState.ARCHIVED);
        assertThat(jdbc.sql("""
                                select count(*) from score_entry
                                where assessment_year = :year and source = 'DECIDED' and state = 'NO_DATA'
                                """).param("year", YEAR).query(Integer.class).single())
                .as("审定 无")
                .isEqualTo(4);
    }

    /**
     * 得分说明 of every object and every item, the results of every number, and what the public sees of them. Without {@code -Pwhole} it
     * is one in ten of the items' pages, and every other page.
     */
    @Test
    void every_page_of_the_archived_year_says_what_it_said() throws IOException {
        Map<String, String> before = pages();
        assertThat(before.keySet().stream().filter(page -> ITEM.matcher(page).matches()))
                .as("items explained")
                .hasSizeGreaterThan(4000);
        Staff city = cityOffice();
        Map<String, String> different = new ConcurrentSkipListMap<>();
        List<Map.Entry<String, String>> asked = before.entrySet().stream()
                .filter(known -> Boolean.getBoolean("whole")
                        || !ITEM.matcher(known.getKey()).matches()
                        || known.getKey().hashCode() % 10 == 0)
                .toList();
        assertThat(asked).hasSizeGreaterThan(before.size() / 12);
        asked.parallelStream().forEach(known -> {
            String page = known.getKey();
            String said = known.getValue();
            Answer answer = city.get(page);
            String now = answer.status() == 200 ? words(answer.body()) : "status " + answer.status();
            if (!now.equals(said)) {
                different.put(page, difference(said, now));
            }
        });
        assertThat(different.entrySet().stream().limit(20).map(one -> one.getKey() + one.getValue()))
                .as("%d of %d pages differ", different.size(), asked.size())
                .isEmpty();
    }

    @Test
    void the_results_of_the_archived_year_are_written_as_they_were(@TempDir Path now) throws IOException {
        beans.createBean(RehearsalOutput.class).write(YEAR, now);
        assertThat(Files.readString(now.resolve("results.json"))).isEqualTo(unpacked("results.json.gz"));
        Path before = Files.write(now.resolve("before.xlsx"), earlier("score-table.xlsx"));
        assertThat(parts(now.resolve("score-table.xlsx"))).isEqualTo(parts(before));
    }

    private Staff cityOffice() {
        User reader = identity.newUser("reader");
        reader.setFirstName("李");
        reader.setPassword("Kwfm-7294-tbxe");
        identity.saveUser(reader);
        identity.createMembership("reader", Office.CITY);
        return Staff.inTasklist(port, "reader", "Kwfm-7294-tbxe");
    }

    /** Path → what version 0.4.0 showed there. */
    private static Map<String, String> pages() throws IOException {
        Map<String, StringBuilder> pages = new LinkedHashMap<>();
        StringBuilder page = new StringBuilder();
        for (String line : unpacked("pages.gz").lines().toList()) {
            if (line.startsWith("@ /")) {
                page = new StringBuilder();
                pages.put(line.substring(2), page);
            } else {
                page.append(line).append('\n');
            }
        }
        Map<String, String> said = new LinkedHashMap<>();
        pages.forEach((path, text) -> said.put(path, text.toString().strip()));
        return said;
    }

    private static String unpacked(String name) throws IOException {
        try (InputStream file = EarlierYearIT.class.getResourceAsStream(EARLIER + name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(file), UTF_8))) {
            return reader.lines().collect(Collectors.joining("\n", "", "\n"));
        }
    }

    /** One line for each piece of text. */
    private static String words(String page) {
        Matcher main = MAIN.matcher(page);
        assertThat(main.find()).as(page).isTrue();
        return HtmlUtils.htmlUnescape(TAG.matcher(main.group()).replaceAll("\n"))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String difference(String before, String now) {
        List<String> old = before.lines().toList();
        List<String> fresh = now.lines().toList();
        for (int i = 0; i < Math.min(old.size(), fresh.size()); i++) {
            if (!old.get(i).equals(fresh.get(i))) {
                return ": “%s” is now “%s”".formatted(old.get(i), fresh.get(i));
            }
        }
        return ": %d pieces of text are now %d".formatted(old.size(), fresh.size());
    }

    private static Map<String, String> parts(Path workbook) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(workbook.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith("xl/")) {
                    String part = new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
                    parts.put(entry.getName(), MERGED.matcher(part).replaceAll("")); // in no order
                }
            }
        }
        return parts;
    }
}
