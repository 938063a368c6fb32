package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.BasicData;
import cn.healthylishui.assessment.organization.Organization;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests that change basic data over HTTP; afterwards all of it is as it was. */
abstract class BasicDataTest extends StaffTest {

    static final String ADMINISTRATORS = "camunda-admin";
    static final String REASON = "机构改革文件〔2022〕3号";

    /** Parents before children. */
    private static final List<String> TABLES = List.of(
            "municipal_unit",
            "unit_name",
            "unit_alias",
            "unit_predecessor",
            "unit_collective_member",
            "special_group_seat",
            "member_unit",
            "township",
            "rater_seat",
            "statutory_day",
            "reminder_text",
            "former_account",
            "city_body");

    @Autowired
    Organization organization;

    @Autowired
    private BasicData basicData;

    @Autowired
    private WorkingDays workingDays;

    @Autowired
    private TransactionTemplate transaction;

    private List<String> groupsBefore = List.of();

    @BeforeEach
    void keep() {
        TABLES.forEach(table -> {
            jdbc.sql("drop table if exists keep_" + table).update();
            jdbc.sql("create table keep_%s as select * from %s".formatted(table, table))
                    .update();
        });
        jdbc.sql("drop table if exists keep_district").update();
        jdbc.sql("create table keep_district as select code, office_name from district")
                .update();
        groupsBefore =
                identity.createGroupQuery().list().stream().map(Group::getId).toList();
    }

    @AfterEach
    void restore() {
        for (int i = TABLES.size() - 1; i >= 0; i--) {
            jdbc.sql("delete from " + TABLES.get(i)).update();
        }
        TABLES.forEach(table -> {
            jdbc.sql("insert into %s select * from keep_%s".formatted(table, table))
                    .update();
            jdbc.sql("drop table keep_" + table).update();
        });
        jdbc.sql(
                        "update district d set office_name = (select k.office_name from keep_district k where k.code = d.code)")
                .update();
        jdbc.sql("drop table keep_district").update();
        transaction.executeWithoutResult(status -> basicData.begin("next test"));
        workingDays.refresh();
        identity.createGroupQuery().list().stream()
                .map(Group::getId)
                .filter(group -> !groupsBefore.contains(group))
                .forEach(identity::deleteGroup);
    }

    Staff administrator() {
        account("second-administrator", ADMINISTRATORS);
        return Staff.byBasicLogin(port, "second-administrator", password);
    }

    /** Sends a form of the page. */
    static Answer act(Staff who, String tab, String act, Map<String, String> fields) {
        Map<String, String> sent = new TreeMap<>(fields);
        sent.putIfAbsent("reason", REASON);
        return who.postForm(
                "/my/basic-data/%s/%s".formatted(tab, act),
                sent.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    /** The same for a line, as it is shown at this moment. */
    static Answer act(Staff who, String tab, String act, String line, Map<String, String> fields) {
        Map<String, String> sent = new TreeMap<>(fields);
        sent.put("line", line);
        sent.putIfAbsent("seen", seen(who, tab, line));
        return act(who, tab, act, sent);
    }

    /** What the form of a line sends along of what it showed. */
    static String seen(Staff who, String tab, String line) {
        String page = who.get("/my/basic-data/%s?row=%s".formatted(tab, line)).body();
        String mark = "name=\"seen\" value=\"";
        int from = page.indexOf(mark);
        return from < 0
                ? ""
                : page.substring(from + mark.length(), page.indexOf('"', from + mark.length()))
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
    }
}
