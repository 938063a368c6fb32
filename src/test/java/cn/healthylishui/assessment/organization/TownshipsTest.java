package cn.healthylishui.assessment.organization;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.CycleFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.support.TransactionTemplate;

class TownshipsTest {

    private static final Actor COLLEAGUE = new Actor("li", "city-office");
    private static final String REASON = "浙民函〔2022〕1号";
    private static final String QINGTIAN = "331121";
    private static final String WENXI = "331121101";

    private CycleFixture fixture;
    private Townships townships;
    private Organization organization;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T09:05");
        townships = fixture.get(Townships.class);
        organization = fixture.get(Organization.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String seen(String code) {
        return townships.text(townships.find(code).orElseThrow());
    }

    private void change(String code, String name, String kind, String district, String reason) {
        townships.change(code, name, kind, district, seen(code), reason, CITY);
    }

    @Test
    void a_new_name_is_known_everywhere_at_once_and_logged_with_what_it_was() {
        String before = seen(WENXI);

        change(WENXI, "新温溪街道", "街道", QINGTIAN, REASON);

        assertThat(organization.townships())
                .filteredOn(one -> one.code().equals(WENXI))
                .containsExactly(new Township(WENXI, "新温溪街道", "街道", QINGTIAN, QINGTIAN));
        OperationLog.Line line = fixture.log().latest(Townships.KIND, WENXI, 10).get(0);
        assertThat(line.action()).isEqualTo("乡镇（街道）：修改");
        assertThat(line.from()).isEqualTo(before);
        assertThat(line.to()).isEqualTo("新温溪街道，街道，由青田县考核");
        assertThat(line.reason()).isEqualTo(REASON);
        assertThat(line.userId()).isEqualTo(CITY.userId());
    }

    @Test
    void a_change_that_is_taken_back_changes_nothing_that_is_in_memory() {
        List<Township> before = organization.townships();

        assertThatThrownBy(() -> fixture.get(TransactionTemplate.class).executeWithoutResult(status -> {
                    change(WENXI, "新温溪街道", "街道", QINGTIAN, REASON);
                    throw new IllegalStateException("the rest failed");
                }))
                .hasMessage("the rest failed");

        assertThat(organization.townships()).isEqualTo(before);
        assertThat(fixture.log().latest(Townships.KIND, WENXI, 10)).isEmpty();
    }

    @Test
    void within_the_transaction_others_still_see_what_was() {
        List<Township> before = organization.townships();

        fixture.get(TransactionTemplate.class).executeWithoutResult(status -> {
            change(WENXI, "新温溪街道", "街道", QINGTIAN, REASON);
            assertThat(organization.townships()).isEqualTo(before);
        });

        assertThat(organization.townships()).isNotEqualTo(before);
    }

    @Test
    void a_township_changes_its_district_and_has_one_only() {
        change(WENXI, "温溪镇", "镇", "331125", REASON);

        assertThat(organization.townships())
                .filteredOn(one -> one.code().equals(WENXI))
                .extracting(Township::district)
                .containsExactly("331125");
    }

    @Test
    void the_last_township_of_a_district_stays() {
        TownshipLine zone = townships.open().stream()
                .filter(line -> line.district().equals("LSKFQ"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> townships.abolish(zone.code(), seen(zone.code()), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("丽水开发区一个乡镇（街道）也没有了");
        assertThatThrownBy(() -> change(zone.code(), zone.name(), zone.kind(), QINGTIAN, REASON))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("丽水开发区一个乡镇（街道）也没有了");
        assertThat(organization.townships()).hasSize(173);
    }

    @Test
    void what_is_abolished_is_gone_for_new_years_and_can_be_taken_back() {
        townships.abolish(WENXI, seen(WENXI), REASON, CITY);

        assertThat(organization.townships()).hasSize(172);
        assertThat(townships.find(WENXI).orElseThrow().closedOn()).isEqualTo("2022-01-04");
        assertThatThrownBy(() -> change(WENXI, "温溪镇", "镇", QINGTIAN, REASON))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("已经撤销");

        townships.reopen(WENXI, seen(WENXI), REASON, CITY);

        assertThat(organization.townships()).hasSize(173);
    }

    @Test
    void an_abolished_code_is_not_given_again() {
        townships.abolish(WENXI, seen(WENXI), REASON, CITY);

        assertThatThrownBy(() -> townships.add(new TownshipLine(WENXI, "新镇", "镇", QINGTIAN), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("已撤销的温溪镇");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 新镇 | 镇 | 331121 | 请填写代码",
                "33112110 | 新镇 | 镇 | 331121 | 应为9位数字",
                "33112１999 | 新镇 | 镇 | 331121 | 应为9位数字",
                "999999101 | 新镇 | 镇 | 331121 | 前6位999999不是本市",
                "331121101 | 新镇 | 镇 | 331121 | 代码331121101重复",
                "331121101 | 新镇 | 镇 | 331125 | 列在青田县和云和县两处，一个乡镇（街道）只能由一个地方考核，请留一处。",
                "331121999 | '' | 镇 | 331121 | 请填写名称",
                "331121999 | '新 镇' | 镇 | 331121 | 里有空格",
                "331121999 | 温溪镇 | 镇 | 331121 | 在青田县已经有了",
                "331121999 | 新镇 | 村 | 331121 | 类型“村”不对",
                "331121999 | 新镇 | '' | 331121 | 请选择类型",
                "331121999 | 新镇 | 镇 | '' | 请选择由哪个县",
                "331121999 | 新镇 | 镇 | 330100 | 没有“330100”这个县"
            })
    void what_will_not_do_is_refused_and_says_why(
            String code, String name, String kind, String district, String message) {
        assertThatThrownBy(() -> townships.add(new TownshipLine(code, name, kind, district), REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);

        assertThat(townships.all()).hasSize(173);
    }

    @Test
    void a_name_that_is_too_long_or_a_missing_or_endless_reason_is_refused() {
        assertThatThrownBy(() -> change(WENXI, "镇".repeat(51), "镇", QINGTIAN, REASON))
                .hasMessageContaining("名称最多50字，现在有51字");
        assertThatThrownBy(() -> change(WENXI, "新镇", "镇", QINGTIAN, "  ")).hasMessageContaining("请写明修改的理由");
        assertThatThrownBy(() -> change(WENXI, "新镇", "镇", QINGTIAN, "因".repeat(501)))
                .hasMessageContaining("理由最多500字，现在有501字");
        assertThatThrownBy(() -> change(WENXI, "温溪镇", "镇", QINGTIAN, REASON)).hasMessageContaining("没有改动");
    }

    @Test
    void the_second_of_two_who_saw_the_same_is_told_who_was_first() {
        String seen = seen(WENXI);
        townships.change(WENXI, "新温溪镇", "镇", QINGTIAN, seen, REASON, COLLEAGUE);

        assertThatThrownBy(() -> townships.change(WENXI, "温溪街道", "街道", QINGTIAN, seen, REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("已由li于1月4日09:05改过")
                .hasMessageContaining("现在是“新温溪镇，镇，由青田县考核”");
    }

    @Test
    @OnBothDatabases
    void of_two_at_the_same_moment_one_is_told() throws Exception {
        String seen = seen(WENXI);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (String name : List.of("甲镇", "乙镇")) {
                Callable<String> change = () -> {
                    together.await();
                    try {
                        townships.change(WENXI, name, "镇", QINGTIAN, seen, REASON, new Actor(name, "city-office"));
                        return "saved";
                    } catch (Refused refused) {
                        return "refused";
                    }
                };
                answers.add(two.submit(change));
            }
            assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
                    .containsExactlyInAnyOrder("saved", "refused");
        } finally {
            two.shutdownNow();
        }
        assertThat(fixture.log().latest(Townships.KIND, WENXI, 10)).hasSize(1);
    }

    @Test
    void a_whole_list_takes_the_place_of_the_old_one_or_nothing_does() {
        List<TownshipLine> lines = new ArrayList<>(townships.open());
        lines.removeIf(line -> line.code().equals(WENXI));
        lines.add(new TownshipLine("331121998", "新镇", "镇", QINGTIAN));

        List<LineChange> changes = townships.replace(lines, REASON, CITY);

        assertThat(changes).extracting(LineChange::code).containsExactlyInAnyOrder(WENXI, "331121998");
        assertThat(organization.townships())
                .hasSize(173)
                .extracting(Township::code)
                .doesNotContain(WENXI);
        assertThat(fixture.log().latest(Townships.KIND, null, 10)).hasSize(2);

        List<TownshipLine> wrong = new ArrayList<>(lines);
        wrong.set(0, new TownshipLine(wrong.get(1).code(), "另镇", "镇", QINGTIAN));
        assertThatThrownBy(() -> townships.replace(wrong, REASON, CITY)).isInstanceOf(Refused.class);
        assertThat(townships.open()).hasSize(173).contains(lines.get(0));
    }

    @Test
    void what_was_changed_is_there_after_a_restart() {
        change(WENXI, "新温溪镇", "镇", QINGTIAN, REASON);

        Organization restarted = new Organization(fixture.jdbc(), fixture.get(ReferenceData.class), event -> {});

        assertThat(restarted.townships()).isEqualTo(organization.townships());
    }
}
