package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address of ours the running program has, and the pages of Camunda's web applications, for everybody, about one's own and about another's: what is answered stands in {@code
 * access/addresses.tsv}. An address without a line fails, and so does a line that nothing answers to. Where the table is to change,
 * the test writes what it saw to {@code target/addresses.tsv}; each changed figure is a decision.
 * The engine's own addresses are gone through by {@code EngineDoorTest}.
 */
@OnBothDatabases
class EveryAddressTest extends StaffTest {

    private static final String TABLE = "/access/addresses.tsv";

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::(?:[^{}]|\\{[^{}]*})*)?}");

    /** Who asks; the account is called by its office. */
    private static final Map<String, String> ROLES = new LinkedHashMap<>();

    static {
        ROLES.put("stranger", "");
        ROLES.put("county", YUNHE_OFFICE);
        ROLES.put("other-county", "qingtian-jkb");
        ROLES.put("member", "yunhe-wjj");
        ROLES.put("municipal", "shi-jyj");
        ROLES.put("leading", Office.LEADING_GROUP);
        ROLES.put("rater", "ld-cy-01");
        ROLES.put("receiver", Office.RECEIVER);
        ROLES.put("city", Office.CITY);
        ROLES.put("admin", "camunda-admin");
        ROLES.put("audit", Office.AUDIT);
    }

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** The county's own object where an address names one. */
    private String filled(String pattern, String task) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("year", String.valueOf(YEAR)),
                Map.entry("code", YUNHE),
                Map.entry("owner", YUNHE_OFFICE),
                Map.entry("taskId", task),
                Map.entry("tab", "offices"),
                Map.entry("kind", "COUNTY"),
                Map.entry("item", "C001"),
                Map.entry("form", "vote"));
        String other = pattern.startsWith("/my/indicators/tables/") ? tableInForce() : "1";
        Matcher variables = VARIABLE.matcher(pattern);
        return variables.replaceAll(found -> values.getOrDefault(found.group(1), other));
    }

    /** Its number depends on which tests ran before. */
    private String tableInForce() {
        return jdbc.sql("select min(id) from indicator_table where assessment_year = :year and applies_to = 'COUNTY'")
                .param("year", YEAR)
                .query(Long.class)
                .single()
                .toString();
    }

    private Set<String> addresses() throws IOException {
        Set<String> all = new TreeSet<>();
        mappings.getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getPatternValues().forEach(pattern -> {
                    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                    (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                            .forEach(method -> all.add(method + " " + pattern));
                }));
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:/static/*.*")) {
            all.add("GET /" + file.getFilename());
        }
        all.add("GET /forms/shared/workbook.js");
        for (String page : List.of("tasklist", "cockpit", "admin", "welcome")) {
            all.add("GET /camunda/app/" + page + "/default/");
        }
        // Answered by filters; the provider is set, and away.
        all.add("GET /oauth2/authorization/city");
        all.add("GET /login/oauth2/code/city");
        all.add("POST /logout/connect/back-channel/city");
        all.add("GET /camunda/api/admin/setup/default/user/create");
        all.add("POST /camunda/api/admin/setup/default/user/create");
        return all;
    }

    private static Map<String, String> table() throws IOException {
        try (InputStream stream = EveryAddressTest.class.getResourceAsStream(TABLE)) {
            return stream == null
                    ? Map.of()
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .collect(Collectors.toMap(
                                    line -> line.substring(0, line.indexOf('\t')),
                                    line -> line.substring(line.indexOf('\t') + 1),
                                    (one, other) -> one,
                                    TreeMap::new));
        }
    }

    @Test
    void every_address_answers_everybody_as_the_table_says_and_none_is_without_a_line() throws Exception {
        startYear();
        String task = engine.open().stream()
                .filter(work -> work.office().equals(YUNHE_OFFICE))
                .findFirst()
                .orElseThrow()
                .taskId();
        Map<String, Staff> people = new LinkedHashMap<>();
        ROLES.forEach((role, office) -> people.put(role, office.isEmpty() ? stranger() : staff(office)));
        Map<String, String> seen = new TreeMap<>();
        for (String address : addresses()) {
            String method = address.substring(0, address.indexOf(' '));
            String path = filled(address.substring(address.indexOf(' ') + 1), task);
            List<String> answers = new ArrayList<>();
            for (Staff person : people.values()) {
                answers.add(String.valueOf((method.equals("GET")
                                ? person.get(path)
                                : method.equals("POST")
                                        ? person.postFields(path, Map.of())
                                        : person.send(method, path, "{}"))
                        .status()));
            }
            seen.put(address, String.join("\t", answers));
        }
        String head = "address\t" + String.join("\t", ROLES.keySet());
        Files.writeString(
                Path.of("target", "addresses.tsv"),
                Stream.concat(
                                Stream.of(head),
                                seen.entrySet().stream().map(line -> line.getKey() + "\t" + line.getValue()))
                        .collect(Collectors.joining("\n", "", "\n")));
        assertThat(seen.entrySet())
                .filteredOn(
                        line -> !line.getKey().equals("GET /error")) // asked for by itself, it has no error to tell of
                .noneMatch(line -> line.getValue().matches(".*\\b50[0-9]\\b.*"));
        assertThat(seen).isEqualTo(table());
    }
}
