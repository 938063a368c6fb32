package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** 审计 reads what the city office reads, but for what is named here, and changes nothing, whatever addresses there are. */
class AuditorTest extends StaffTest {

    /** Pages that hold what somebody is about to change, for whoever changes it alone; the last is for administrators. */
    private static final Set<String> NOT_FOR_AUDIT =
            Set.of("/my/basic-data/{tab}/import", "/my/processes/{id}", "/my/state", "/my/backups");

    /** The own password and the own sessions. */
    private static final Pattern OWN = Pattern.compile("/login|/logout|/my/password|/my/account/end(-others)?");

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?::[^/]+?)?}(?=/|\\.|$|-)");

    private static final Map<String, String> VALUES = Map.of(
            "year", String.valueOf(YEAR),
            "code", YUNHE,
            "owner", YUNHE_OFFICE,
            "kind", "COUNTY",
            "version", "1",
            "id", "1",
            "tab", "offices",
            "item", "C001",
            "number", "1",
            "act", "rename");

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    private MisconductCases cases;

    private Staff audit;

    @BeforeEach
    void auditor() {
        startYear();
        audit = staff(Office.AUDIT);
    }

    private Map<String, Set<RequestMethod>> mappings() {
        Map<String, Set<RequestMethod>> all = new TreeMap<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternValues()
                .forEach(pattern -> all.computeIfAbsent(pattern, key -> new TreeSet<>())
                        .addAll(mapping.getMethodsCondition().getMethods())));
        return all;
    }

    private static String filled(String pattern) {
        Matcher variables = VARIABLE.matcher(pattern);
        return variables.replaceAll(found -> VALUES.getOrDefault(found.group(1), "1"));
    }

    @Test
    void the_audit_reads_every_private_page_that_the_city_office_reads() {
        Staff city = staff(CITY);
        List<String> different = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        mappings().forEach((pattern, methods) -> {
            if ((pattern.startsWith("/my") || pattern.startsWith("/progress"))
                    && methods.contains(RequestMethod.GET)
                    && !NOT_FOR_AUDIT.contains(pattern)) {
                String path = filled(pattern);
                int expected = city.get(path).status();
                int got = audit.get(path).status();
                seen.add(path + " " + expected);
                if (expected != got || got == 403 || got >= 500) {
                    different.add("%s: city office %d, audit %d".formatted(path, expected, got));
                }
            }
        });
        assertThat(different).isEmpty();
        assertThat(seen).hasSizeGreaterThan(25);
        assertThat(seen.stream().filter(line -> line.endsWith(" 200"))).hasSizeGreaterThan(12);
    }

    @Test
    void the_audit_changes_nothing_at_any_address() {
        Map<String, Long> before = counts();
        List<String> done = new ArrayList<>();
        List<String> tried = new ArrayList<>();
        mappings().forEach((pattern, methods) -> methods.stream()
                .filter(method ->
                        method != RequestMethod.GET && !OWN.matcher(pattern).matches())
                .forEach(method -> {
                    String path = filled(pattern);
                    tried.add(path);
                    Answer answer = method == RequestMethod.POST
                            ? audit.postFields(path, Map.of("reason", "试试"))
                            : audit.send(method.name(), path, "{}");
                    if (answer.status() != 403) {
                        done.add(method + " " + path + ": " + answer.status());
                    }
                }));
        assertThat(done).isEmpty();
        assertThat(tried).hasSizeGreaterThan(12);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void the_audit_starts_claims_and_completes_nothing_in_the_engine_and_finds_no_task() {
        OpenWork open = engine.open().get(0);
        Staff tasklist = inTasklist(Office.AUDIT);
        for (Staff one : List.of(audit, tasklist)) {
            assertThat(one.post(one.engine("/process-definition/key/deadline-extension/start"), "{}")
                            .status())
                    .isEqualTo(403);
            assertThat(one.post(one.engine("/task/" + open.taskId() + "/claim"), "{\"userId\":\"audit\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(one.post(one.engine("/task/" + open.taskId() + "/complete"), "{}")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(tasklist.get(tasklist.engine("/task?assignee=audit")).body()).isEqualTo("[]");
        assertThat(tasklist.post(tasklist.engine("/task/count"), "{}").status()).isEqualTo(403);
    }

    @Test
    void an_open_case_shows_to_the_audit_nowhere_until_the_city_office_names_it_in_the_case() {
        long id = cases.report(YEAR, YUNHE, "群众来信", "虚报了数字", List.of(), new Actor("city-office", CITY));
        String number = cases.get(id).number();
        jdbc.sql(
                        "update assessment_year set state = 'APPROVED', approved_at = started_at where assessment_year = :year")
                .param("year", YEAR)
                .update();
        Staff city = staff(CITY);
        List<String> pages = List.of("/my/follow-up/" + YEAR, "/my/log", "/my/log?object=" + number, "/my/log?text=虚报");
        for (String page : pages) {
            String path = page.replace("虚报", "%E8%99%9A%E6%8A%A5");
            assertThat(city.get(path).body()).as(page).contains("虚报了数字");
            assertThat(audit.get(path).body()).as(page).doesNotContain("虚报了数字").doesNotContain("案件登记");
        }
        assertThat(audit.get("/my/log").body()).doesNotContain(number);

        String address = "/my/follow-up/%d/cases/%d/audit".formatted(YEAR, id);
        assertThat(audit.postFields(address, Map.of("reason", "要看")).message()).isEqualTo("审计账号只能查看，不能办理。");
        assertThat(audit.postFields(address, Map.of("reason", "要看")).status()).isEqualTo(403);
        assertThat(staff(Office.LEADING_GROUP)
                        .postFields(address, Map.of("reason", "要看"))
                        .status())
                .isEqualTo(422);
        assertThat(city.postFields(address, Map.of("reason", "")).message()).contains("请填写理由");
        assertThat(city.postFields(address, Map.of("reason", "请审计参与")).status()).isEqualTo(200);

        assertThat(audit.get("/my/follow-up/" + YEAR).body()).contains("虚报了数字");
        assertThat(audit.get("/my/log?object=" + number).body())
                .contains("请审计参与")
                .contains("虚报了数字");
    }

    @Test
    void the_tasks_of_a_case_are_known_where_they_are_kept_from_the_audit() {
        assertThat(MisconductCases.TASKS)
                .isEqualTo(Bpmn.readModelFromFile(new java.io.File("processes/misconduct.bpmn"))
                        .getModelElementsByType(UserTask.class)
                        .stream()
                        .map(UserTask::getId)
                        .collect(Collectors.toSet()));
    }
}
