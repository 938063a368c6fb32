package cn.healthylishui.assessment.reporting.web.basicdata;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.organization.Office;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Accounts: made, put into offices, taken out, closed; and what never happens to them. */
class StaffAccountsTest extends BasicDataTest {

    private static final String LEADING_GROUP = Office.LEADING_GROUP;

    @Autowired
    private AuthorizationService authorizations;

    private static Answer create(Staff who, String office, String id, String name) {
        return act(who, "offices", "create", Map.of("line", office, "account", id, "name", name));
    }

    private static Answer onAccount(Staff who, String act, String office, String id, String seen) {
        return act(who, "offices", act, Map.of("line", office, "account", id, "seen", seen));
    }

    private static Answer changePassword(Staff who, String given) {
        return who.postFields(
                "/my/password", Map.of("old", given, "fresh", "Qwzp-8265-mnrt", "repeated", "Qwzp-8265-mnrt"));
    }

    private List<String> officesOf(String id) {
        return identity.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .sorted()
                .toList();
    }

    private static void refused(Answer answer, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.message()).contains(message);
    }

    @Test
    void a_new_account_logs_in_with_the_password_that_is_told_once_and_logged_nowhere() {
        Answer made = create(staff(CITY), ZONE_OFFICE, "kfq-li", "李四");

        assertThat(made.status()).as(made.body()).isEqualTo(200);
        String secret = made.json().path("secret").asText();
        assertThat(secret).matches("[A-Z][a-z]{3}-\\d{4}-[a-z]{4}");
        Staff li = Staff.inTasklist(port, "kfq-li", secret);
        assertThat(li.get(li.engine("/filter")).message()).contains("这个账号要先改密码才能用。请在浏览器里登录，设好自己的密码。");
        assertThat(changePassword(li, secret).status()).isEqualTo(200);
        assertThat(li.get(li.engine("/filter")).status()).isEqualTo(200);
        assertThat(officesOf("kfq-li")).containsExactly(ZONE_OFFICE);
        assertThat(jdbc.sql(
                                "select coalesce(from_value, '') || coalesce(to_value, '') || coalesce(reason, '') from operation_log")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(line -> line.contains(secret));
        assertThat(staff(CITY).get("/my/basic-data/offices").body())
                .contains("kfq-li（李四）")
                .contains("账号：新增")
                .doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kfq-jkb | '' | 李四 | 账号名“”不对：用2至40个字母、数字或连字符，例如zhangsan或qingtian-wjj-2。",
                "kfq-jkb | li si | 李四 | 账号名“li si”不对",
                "kfq-jkb | 李四 | 李四 | 账号名“李四”不对",
                "kfq-jkb | system | 李四 | ”是系统自己用的，请换一个。",
                "kfq-jkb | Taken | 李四 | 账号名taken已经有人用了",
                "kfq-jkb | kfq-li | '' | 请填写姓名",
                "kfq-jkb | kfq-li | 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一 | 姓名最多30字",
                "nowhere | kfq-li | 李四 | 请选择单位",
                "camunda-admin | kfq-li | 李四 | 只有系统管理员能"
            })
    void an_account_that_will_not_do_is_refused(String office, String id, String name, String message) {
        account("taken", "kfq-jkb");
        refused(create(staff(CITY), office, id, name), message);
        assertThat(identity.createUserQuery().userId("kfq-li").count()).isZero();
    }

    @Test
    void a_new_password_takes_the_place_of_the_old_one() {
        Staff before = staff(ZONE_OFFICE);
        assertThat(before.get(before.engine("/filter")).status()).isEqualTo(200);

        Answer reset = onAccount(staff(CITY), "reset", ZONE_OFFICE, ZONE_OFFICE, "");

        assertThat(reset.status()).as(reset.body()).isEqualTo(200);
        assertThat(before.get(before.engine("/filter")).status()).isEqualTo(401);
        String secret = reset.json().path("secret").asText();
        Staff after = Staff.inTasklist(port, ZONE_OFFICE, secret);
        assertThat(changePassword(after, secret).status()).isEqualTo(200);
        assertThat(after.get(after.engine("/filter")).status()).isEqualTo(200);
    }

    @Test
    void the_last_account_of_an_office_with_open_tasks_stays() {
        staff(ZONE_OFFICE);
        startYear();
        String seen = ZONE_OFFICE + "，丽水开发区健康办";

        refused(
                onAccount(staff(CITY), "takeOut", ZONE_OFFICE, ZONE_OFFICE, seen),
                "唯一的账号，这个单位还有2项任务没有办结（确认成员单位分工、下达直属单位任务）。请先给它另开一个账号，或等任务办结。");
        refused(onAccount(staff(CITY), "close", ZONE_OFFICE, ZONE_OFFICE, seen), "确认成员单位分工");

        assertThat(officesOf(ZONE_OFFICE)).containsExactly(ZONE_OFFICE);
    }

    @Test
    void who_is_taken_out_leaves_the_tasks_to_the_colleague_and_opens_them_no_more() {
        Staff leaving = staff(ZONE_OFFICE);
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .as("alone in the office")
                .isEqualTo(ZONE_OFFICE);
        Staff staying = colleague(ZONE_OFFICE);

        Answer answer = onAccount(staff(CITY), "takeOut", ZONE_OFFICE, ZONE_OFFICE, ZONE_OFFICE + "，丽水开发区健康办");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo(ZONE_OFFICE + "-2");
        assertThat(leaving.form(task).status()).isEqualTo(404);
        assertThat(staying.form(task).status()).isEqualTo(200);
        assertThat(authorizations
                        .createAuthorizationQuery()
                        .userIdIn(ZONE_OFFICE)
                        .resourceType(Resources.TASK)
                        .resourceId(task)
                        .count())
                .isZero();
        assertThat(staff(CITY).get("/my/basic-data/offices").body()).contains("没有加入单位");
    }

    @Test
    void a_closed_account_never_logs_in_again_and_nobody_gets_its_name() {
        Staff city = staff(CITY);
        staff(ZONE_OFFICE);
        Staff leaving = colleague(ZONE_OFFICE);
        String seen = ZONE_OFFICE + "-2，丽水开发区健康办";

        assertThat(onAccount(city, "close", ZONE_OFFICE, ZONE_OFFICE + "-2", seen)
                        .status())
                .isEqualTo(200);

        assertThat(leaving.get(leaving.engine("/filter")).status()).isEqualTo(401);
        refused(create(city, ZONE_OFFICE, ZONE_OFFICE + "-2", "王五"), "的，已停用。操作日志里还有他办的事，请换一个账号名。");
        refused(create(city, ZONE_OFFICE, "KFQ-JKB-2", "王五"), "已停用");
        assertThat(city.get("/my/basic-data/offices").body()).contains("（已停用的账号）");
    }

    @Test
    void nobody_closes_the_own_account() {
        Staff city = staff(CITY);
        colleague(CITY);
        refused(onAccount(city, "close", CITY, CITY, CITY + "，市健康丽水办"), "不能停用自己的账号，请由同事或系统管理员办。");
    }

    @Test
    void the_city_office_cannot_touch_administrators_nor_become_one() {
        Staff city = staff(CITY);
        administrator();
        String seen = "second-administrator，系统管理员";

        refused(onAccount(city, "reset", ADMINISTRATORS, "second-administrator", seen), "只有系统管理员能改他的账号");
        refused(onAccount(city, "rename", ADMINISTRATORS, "second-administrator", seen), "只有系统管理员能改他的账号");
        refused(onAccount(city, "takeOut", ADMINISTRATORS, "second-administrator", seen), "只有系统管理员能改他的账号");
        refused(onAccount(city, "close", ADMINISTRATORS, "second-administrator", seen), "只有系统管理员能改他的账号");
        refused(onAccount(city, "putInto", ADMINISTRATORS, CITY, ""), "只有系统管理员能把账号设为系统管理员");
        refused(create(city, ADMINISTRATORS, "mole", "内鬼"), "只有系统管理员能把账号设为系统管理员");
        assertThat(officesOf(CITY)).containsExactly(CITY);
    }

    @Test
    void the_last_administrator_stays() {
        Staff administrator = administrator();
        Answer other = onAccount(administrator, "takeOut", ADMINISTRATORS, "admin", "系统管理员，系统管理员");
        try {
            assertThat(other.status()).as(other.body()).isEqualTo(200);

            refused(
                    onAccount(
                            administrator,
                            "takeOut",
                            ADMINISTRATORS,
                            "second-administrator",
                            "second-administrator，系统管理员"),
                    "是唯一的系统管理员，不能停用或移出。请先另设一个系统管理员。");
        } finally {
            assertThat(onAccount(administrator, "putInto", ADMINISTRATORS, "admin", "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_seat_has_one_account_that_does_nothing_else_and_only_administrators_hand_it_out() {
        Staff city = staff(CITY);
        Staff administrator = administrator();
        refused(create(city, "ld-cy-01", "pc-1", "赵六"), "的账号由系统管理员办理，以免有人代为审定、投票或审计。");
        assertThat(create(administrator, "ld-cy-01", "pc-1", "赵六").status()).isEqualTo(200);
        refused(create(administrator, "ld-cy-01", "pc-2", "钱七"), "一个席位只能有一个账号");
        refused(
                onAccount(administrator, "putInto", ZONE_OFFICE, "pc-1", ""),
                "pc-1是测评席位“领导小组成员1”的账号，只能用来投票，不能再加入别的单位。");
        staff(ZONE_OFFICE);
        refused(onAccount(administrator, "putInto", "ld-cy-02", ZONE_OFFICE, ""), "测评席位的账号只能用来投票，请另开一个账号，不用kfq-jkb的。");
        refused(onAccount(city, "reset", "ld-cy-01", "pc-1", ""), "的账号，只有系统管理员能改，以免有人代为审定、投票或审计。");
        assertThat(onAccount(administrator(), "reset", "ld-cy-01", "pc-1", "").status())
                .isEqualTo(200);
    }

    @Test
    void who_prepares_the_result_hands_out_no_account_that_could_approve_it() {
        Staff city = staff(CITY);
        refused(create(city, LEADING_GROUP, "ldxz-2", "孙八"), "由系统管理员办理");
        account("ldxz-1", LEADING_GROUP);
        refused(onAccount(city, "reset", LEADING_GROUP, "ldxz-1", ""), "只有系统管理员能改");
        refused(onAccount(city, "putInto", LEADING_GROUP, CITY, ""), "由系统管理员办理");
        assertThat(onAccount(administrator(), "reset", LEADING_GROUP, "ldxz-1", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void of_two_who_change_an_account_the_second_is_told() {
        Staff city = staff(CITY);
        staff(ZONE_OFFICE);
        String seen = ZONE_OFFICE + "，丽水开发区健康办";
        Map<String, String> rename = Map.of("line", ZONE_OFFICE, "account", ZONE_OFFICE, "seen", seen, "name", "周八");
        assertThat(act(city, "offices", "rename", rename).status()).isEqualTo(200);

        refused(act(city, "offices", "rename", rename), "现在是“周八，丽水开发区健康办”");
    }

    @Test
    void who_belonged_to_a_closed_office_belongs_to_it_no_longer() {
        Staff city = staff(CITY);
        act(
                city,
                "member-units",
                "add",
                Map.of("district", YUNHE, "unitType", "xinju", "name", "云和县新局", "municipalUnit", "shi-wjw"));
        assertThat(create(city, "yunhe-xinju", "yh-zhang", "张三").status()).isEqualTo(200);

        Answer closed = act(city, "member-units", "close", "yunhe-xinju", Map.of());

        assertThat(closed.status()).as(closed.body()).isEqualTo(200);
        assertThat(officesOf("yh-zhang")).isEmpty();
    }

    @Test
    void a_new_municipal_unit_may_start_what_the_others_may() {
        act(
                staff(CITY),
                "municipal-units",
                "add",
                Map.of(
                        "code",
                        "shi-xinju",
                        "name",
                        "市新局",
                        "from",
                        "2022-01-01",
                        "kind",
                        "GOVERNMENT",
                        "cityOwn",
                        "YES",
                        "assessed",
                        "YES",
                        "toConfirm",
                        "NO"));

        assertThat(grants("shi-xinju")).isEqualTo(grants("shi-jyj")).isNotEmpty();
    }

    private List<String> grants(String group) {
        return authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(Resources.PROCESS_DEFINITION)
                .list()
                .stream()
                .map(right -> right.getResourceId())
                .sorted()
                .toList();
    }

    @Test
    void what_changes_nothing_or_is_of_nobody_is_said() {
        Staff city = staff(CITY);
        staff(ZONE_OFFICE);
        String seen = ZONE_OFFICE + "，丽水开发区健康办";

        refused(onAccount(city, "reset", CITY, CITY, ""), "自己的密码在“我的登录”里改，不用重设。");
        refused(onAccount(city, "reset", ZONE_OFFICE, "nobody", ""), "没有账号“nobody”，可能刚被停用。请刷新页面后再办。");
        refused(onAccount(city, "takeOut", "kfq-wjj", ZONE_OFFICE, seen), "kfq-jkb不在这个单位，可能刚被移出。请刷新页面后再办。");
        refused(onAccount(city, "putInto", ZONE_OFFICE, ZONE_OFFICE, ""), "kfq-jkb已经在丽水开发区健康办，不用再加。");
        Map<String, String> rename = Map.of("line", ZONE_OFFICE, "account", ZONE_OFFICE, "seen", seen);
        refused(act(city, "offices", "rename", with(rename, ZONE_OFFICE)), "姓名没有改动，不用保存。");
        refused(act(city, "offices", "rename", with(rename, "周\n八")), "姓名里不能有换行，请去掉。");
    }

    private static Map<String, String> with(Map<String, String> fields, String name) {
        Map<String, String> more = new HashMap<>(fields);
        more.put("name", name);
        return more;
    }

    @Test
    void who_audits_does_nothing_else() {
        Staff administrator = administrator();
        account("auditor-1", Office.AUDIT);
        staff(ZONE_OFFICE);

        refused(
                onAccount(administrator, "putInto", ADMINISTRATORS, "second-administrator", ""),
                "second-administrator已经是系统管理员。");
        refused(
                onAccount(administrator, "putInto", ADMINISTRATORS, "auditor-1", ""),
                "auditor-1是审计的账号，只能查看，不能兼任系统管理员。请另开一个账号。");
        refused(
                onAccount(administrator, "putInto", ZONE_OFFICE, "auditor-1", ""),
                "审计的账号只能查看，不能再加入别的单位或兼任系统管理员。请另开一个账号，不用auditor-1的。");
        refused(
                onAccount(administrator, "putInto", Office.AUDIT, ZONE_OFFICE, ""),
                "审计的账号只能查看，不能同时在别的单位。请另开一个账号，不用kfq-jkb的。");
    }
}
