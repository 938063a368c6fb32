package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.Origin;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableState;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The pages of the indicators over HTTP: who reads and who drafts, the trial, and that nothing is kept but what was seen. */
class IndicatorPagesTest extends StaffTest {

    private static final Actor OFFICE = new Actor("city-office", "city-office");
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"");

    @Autowired
    private AssessmentYears years;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private IndicatorDrafts drafts;

    @Autowired
    private TableWorkbook workbooks;

    @BeforeEach
    void prepareTheYear() {
        years.prepare(YEAR, OFFICE);
    }

    @Test
    void a_stranger_is_sent_to_the_login() throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:%d/my/indicators/2021".formatted(port)))
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/login?next=%2Fmy%2Findicators%2F2021");
        assertThat(stranger().get("/my/indicators/2021").status()).isEqualTo(401);
        assertThat(upload(stranger(), "trial", table(TableKind.COUNTY), "").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "city-office, 200",
        "leading-group, 200",
        "shi-wjw, 200",
        "qingtian-jkb, 200",
        "kfq-jkb, 200",
        "qingtian-wjj, 403",
        "ld-cy-01, 403",
        "comprehensive-assessment, 403"
    })
    void the_published_tables_are_for_those_who_are_assessed_or_own_indicators(String office, int status) {
        long county = tables.table(YEAR, TableKind.COUNTY).id();

        for (String path : List.of(
                "/my/indicators/2021",
                "/my/indicators/tables/" + county,
                "/my/indicators/tables/" + county + ".xlsx",
                "/my/indicators/blank/township.xlsx",
                "/my/indicators/compare?before=" + county + "&after=" + county)) {
            assertThat(staff(office).get(path).status()).as(path).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qingtian-jkb", "shi-wjw", "leading-group"})
    void only_the_city_office_drafts(String office) {
        long draft = draft("甲");
        Map<String, Long> before = counts();
        Staff other = staff(office);

        assertThat(upload(other, "trial", table(TableKind.COUNTY), "").status()).isEqualTo(403);
        assertThat(upload(other, "drafts", table(TableKind.COUNTY), "&reason=x").message())
                .contains("只能由市健康丽水办编制");
        assertThat(other.post("/my/indicators/2021/clone?kind=COUNTY", "").status())
                .isEqualTo(403);
        assertThat(other.post("/my/indicators/tables/%d/discard".formatted(draft), "")
                        .status())
                .isEqualTo(403);
        assertThat(other.get("/my/indicators/2021").body()).doesNotContain("上传表格");
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void a_draft_is_for_those_who_oversee_the_year_until_it_is_published() {
        long draft = draft("甲改过的名字");
        String path = "/my/indicators/tables/" + draft;

        assertThat(staff("leading-group").get(path).body()).contains("甲改过的名字", "草案，没有生效");
        for (String office : List.of("shi-wjw", "qingtian-jkb")) {
            assertThat(staff(office).get(path).status()).isEqualTo(403);
            assertThat(staff(office).get(path + ".xlsx").status()).isEqualTo(403);
            assertThat(staff(office)
                            .get("/my/indicators/compare?before=%d&after=%d"
                                    .formatted(
                                            tables.table(YEAR, TableKind.COUNTY).id(), draft))
                            .status())
                    .isEqualTo(403);
            assertThat(staff(office).get("/my/indicators/2021").body()).doesNotContain("第2版");
        }

        drafts.publish(YEAR, List.of(draft), "领导小组审定", OFFICE);

        assertThat(staff("qingtian-jkb").get(path).body()).contains("甲改过的名字", "现行", "领导小组审定");
    }

    @Test
    void a_trial_shows_what_would_change_and_writes_nothing_and_then_that_is_kept() {
        Staff office = staff(CITY);
        byte[] file = workbooks.export(changed("换了个名字"));
        Map<String, Long> before = counts();

        Answer trial = upload(office, "trial", file, "");
        assertThat(trial.status()).isEqualTo(200);
        assertThat(trial.body()).contains("换了个名字", "指标名称", "存为草案", "1000分，不变");
        assertThat(counts()).isEqualTo(before);

        Answer kept = upload(office, "drafts", file, "&reason=" + encoded("按新要求") + "&seen=" + seen(trial));
        assertThat(kept.message()).contains("第2版已存为草案");
        long id = Long.parseLong(kept.json().get("next").asText().substring("/my/indicators/tables/".length()));
        assertThat(drafts.version(id).indicators().get(0).name()).isEqualTo("换了个名字");
        assertThat(drafts.find(id).orElseThrow().reason()).isEqualTo("按新要求");
        assertThat(drafts.find(id).orElseThrow().madeBy()).isEqualTo("city-office");
        assertThat(tables.table(YEAR, TableKind.COUNTY).version()).isEqualTo(1);
        assertThat(office.get("/my/indicators/2021").body()).contains("第2版", "按新要求");
    }

    @Test
    void another_file_or_a_new_table_in_force_since_the_trial_is_not_kept() {
        Staff office = staff(CITY);
        byte[] file = workbooks.export(changed("试算的"));
        String seen = seen(upload(office, "trial", file, ""));
        long draft = draft("趁机发布的");
        Map<String, Long> before = counts();

        assertThat(upload(office, "drafts", file, "&reason=x").message())
                .contains("您试算以后，文件或现行的指标表变了，没有保存。请再点一次“试算”，看过差别后保存。");
        assertThat(upload(office, "drafts", workbooks.export(changed("另一份")), "&reason=x&seen=" + seen)
                        .status())
                .isEqualTo(422);
        assertThat(counts()).isEqualTo(before);
        drafts.publish(YEAR, List.of(draft), "审定", OFFICE);
        assertThat(upload(office, "drafts", file, "&reason=x&seen=" + seen).status())
                .isEqualTo(422);
    }

    @Test
    void a_faulty_workbook_is_answered_with_every_fault_and_a_marked_copy_and_leaves_nothing() {
        Map<String, Long> before = counts();

        Answer answer = upload(staff(CITY), "trial", workbooks.blank(TableKind.COUNTY), "");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("faults").get(0).get("message").asText()).contains("表里没有指标");
        assertThat(answer.json().get("annotated").asText()).isNotEmpty();
        assertThat(answer.json().get("fileName").asText()).isEqualTo("标注了问题的table.xlsx");
        assertThat(upload(staff(CITY), "trial", table(TableKind.ZONE), "").message())
                .isNotEmpty();
        assertThat(upload(staff(CITY), "trial", new byte[0], "").message()).contains("请先选择");
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void last_years_table_is_taken_over_as_a_draft_and_given_up_again() {
        years.prepare(YEAR + 1, OFFICE);
        Staff office = staff(CITY);

        Answer cloned = office.post("/my/indicators/2022/clone?kind=ZONE", "");
        assertThat(cloned.message()).contains("2022年度丽水开发区指标表第2版已存为草案");
        long id = Long.parseLong(cloned.json().get("next").asText().substring("/my/indicators/tables/".length()));
        assertThat(office.post("/my/indicators/tables/%d/discard".formatted(id), "")
                        .message())
                .contains("已作废");
        assertThat(drafts.find(id).orElseThrow().state()).isEqualTo(TableState.DISCARDED);
        assertThat(office.get("/my/indicators/2022").body()).contains("不再用的版本（1个）");
        assertThat(office.post("/my/indicators/tables/%d/discard".formatted(id), "")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_started_year_takes_no_draft_and_its_page_says_why() {
        startPrepared();
        Staff office = staff(CITY);

        assertThat(upload(office, "trial", table(TableKind.COUNTY), "").message())
                .contains("已经启动");
        assertThat(office.get("/my/indicators/2021").body())
                .contains("年度考核已经启动", "现行，已冻结")
                .doesNotContain("上传表格");
    }

    @Test
    void two_tables_of_different_objects_cannot_be_compared_and_what_is_not_there_is_not_found() {
        Staff office = staff(CITY);
        long county = tables.table(YEAR, TableKind.COUNTY).id();
        long zone = tables.table(YEAR, TableKind.ZONE).id();

        assertThat(office.get("/my/indicators/compare?before=%d&after=%d".formatted(county, zone)))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(404))
                .satisfies(answer -> assertThat(answer.body()).contains("不能比较"));
        assertThat(office.get("/my/indicators/1999").status()).isEqualTo(404);
        assertThat(office.get("/my/indicators/tables/0").status()).isEqualTo(404);
        assertThat(office.get("/my/indicators/blank/unit.xlsx").status()).isEqualTo(404);
    }

    @Test
    void every_field_of_the_tables_is_on_its_page() {
        for (TableKind kind : TableKind.KEPT) {
            IndicatorTable table = tables.table(YEAR, kind);
            String page = staff("qingtian-jkb")
                    .get("/my/indicators/tables/" + table.id())
                    .body();
            table.indicators().forEach(indicator -> assertThat(page).contains(indicator.code(), indicator.field()));
        }
    }

    private void startPrepared() {
        years.start(YEAR, OFFICE);
        years.freeze(YEAR);
    }

    private byte[] table(TableKind kind) {
        return workbooks.export(tables.table(YEAR, kind));
    }

    /** The table in force with another first name. */
    private IndicatorTable changed(String name) {
        IndicatorTable table = tables.table(YEAR, TableKind.COUNTY);
        return new IndicatorTable(
                0,
                YEAR,
                TableKind.COUNTY,
                2,
                TableState.DRAFT,
                table.title(),
                table.example(),
                false,
                renamed(table, name));
    }

    private long draft(String name) {
        IndicatorTable table = tables.table(YEAR, TableKind.COUNTY);
        return drafts.save(
                YEAR, TableKind.COUNTY, table.title(), false, Origin.IMPORT, "测试", renamed(table, name), OFFICE);
    }

    private static List<Indicator> renamed(IndicatorTable table, String name) {
        List<Indicator> indicators = new ArrayList<>(table.indicators());
        Indicator first = indicators.get(0);
        indicators.set(
                0,
                new Indicator(
                        first.code(),
                        first.seq(),
                        name,
                        first.field(),
                        first.content(),
                        first.parents(),
                        first.mustPass(),
                        first.points(),
                        first.unitOfMeasure(),
                        first.direction(),
                        first.method(),
                        first.sourceKind(),
                        first.owner(),
                        first.key(),
                        first.evidenceRequired(),
                        first.evidence(),
                        first.criterion(),
                        first.stageTarget(),
                        first.notApplicableAllowed(),
                        first.dataSource(),
                        first.confidence()));
        return indicators;
    }

    private Answer upload(Staff by, String act, byte[] file, String more) {
        return by.postParts(
                "/my/indicators/%d/%s?kind=COUNTY%s".formatted(YEAR, act, more), "file", "table.xlsx", file);
    }

    private static String seen(Answer trial) {
        Matcher seen = SEEN.matcher(trial.body());
        assertThat(seen.find()).as(trial.body()).isTrue();
        return seen.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void a_draft_is_not_for_whoever_it_may_come_to_judge() {
        long draft = draft("甲");

        assertThat(staff("qingtian-jkb").get("/my/indicators/tables/" + draft).body())
                .contains("这个版本的指标表没有发布，您的账号不能查看。");
    }
}
