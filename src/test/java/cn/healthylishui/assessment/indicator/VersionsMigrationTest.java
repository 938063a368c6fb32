package cn.healthylishui.assessment.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database with a frozen year and one in preparation, made before there were versions, goes on as it was. */
class VersionsMigrationTest {

    private final DataSource source =
            new DriverManagerDataSource("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()), "sa", "");
    private final JdbcClient jdbc = JdbcClient.create(source);
    private final TableStore store = new TableStore(jdbc);

    @BeforeEach
    void twoYearsBeforeThereWereVersions() {
        migrate("6");
        year(2020, "APPROVED");
        year(2021, "PREPARING");
        // the tables do not lie in the order of the years, and their numbers have gaps
        table(7, 2021, "COUNTY", null);
        table(3, 2020, "COUNTY", "2021-01-04 09:00:00");
        table(9, 2020, "TOWNSHIP", "2021-01-04 09:00:00");
        indicator(7, "C001", "2021年的");
        indicator(3, "C001", "2020年的");
        indicator(3, "C002", "2020年的第二项");
        indicator(9, "T001", "乡镇的");
        migrate("7");
    }

    @Test
    void every_table_is_the_first_published_version_of_its_year_and_kind_with_its_own_indicators() {
        assertThat(names(2020, TableKind.COUNTY)).containsExactly("2020年的", "2020年的第二项");
        assertThat(names(2020, TableKind.TOWNSHIP)).containsExactly("乡镇的");
        assertThat(names(2021, TableKind.COUNTY)).containsExactly("2021年的");
        assertThat(store.versions(2020)).hasSize(2).allSatisfy(version -> {
            assertThat(version.version()).isEqualTo(1);
            assertThat(version.state()).isEqualTo(TableState.PUBLISHED);
            assertThat(version.inForce()).isTrue();
            assertThat(version.origin()).isEqualTo(Origin.EXAMPLE);
            assertThat(version.publishedBy()).isEqualTo("system");
        });
    }

    @Test
    void a_frozen_year_stays_frozen_and_the_other_does_not_become_so() {
        assertThat(store.inForce(2020, TableKind.COUNTY).orElseThrow().frozen()).isTrue();
        assertThat(store.version(store.inForce(2020, TableKind.COUNTY)
                                .orElseThrow()
                                .id())
                        .orElseThrow()
                        .publishedAt())
                .isEqualTo("2021-01-04T09:00:00");
        assertThat(store.inForce(2021, TableKind.COUNTY).orElseThrow().frozen()).isFalse();
    }

    @Test
    void a_new_version_gets_a_number_of_its_own() {
        IndicatorTable before = store.inForce(2021, TableKind.COUNTY).orElseThrow();
        long id = store.insert(
                2021,
                TableKind.COUNTY,
                "新的",
                false,
                Origin.IMPORT,
                "修改",
                before.indicators(),
                "zhang",
                LocalDateTime.of(2021, 3, 1, 9, 0));

        assertThat(store.find(id).orElseThrow().version()).isEqualTo(2);
        assertThat(store.inForce(2021, TableKind.COUNTY).orElseThrow().id()).isEqualTo(before.id());
        assertThat(jdbc.sql("select count(*) from indicator_table")
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    private List<String> names(int year, TableKind kind) {
        return store.inForce(year, kind).orElseThrow().indicators().stream()
                .map(Indicator::name)
                .toList();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(source)
                .placeholders(Map.of("blob", "blob"))
                .target(target)
                .load()
                .migrate();
    }

    private void year(int year, String state) {
        jdbc.sql("insert into assessment_year (assessment_year, state) values (:year, :state)")
                .param("year", year)
                .param("state", state)
                .update();
    }

    private void table(long id, int year, String kind, String frozenAt) {
        jdbc.sql("""
                insert into indicator_table (id, assessment_year, applies_to, title, example, frozen_at)
                values (:id, :year, :kind, :title, true, cast(:frozenAt as timestamp))
                """)
                .param("id", id)
                .param("year", year)
                .param("kind", kind)
                .param("title", year + "年度评分标准")
                .param("frozenAt", frozenAt)
                .update();
    }

    private void indicator(long table, String code, String name) {
        jdbc.sql("""
                insert into indicator (table_id, code, seq, name, field, content, parents, must_pass, points, unit_of_measure,
                  direction, method, parameters, source_kind, owner, key_mark, evidence_required, criterion,
                  not_applicable_allowed, confidence)
                values (:table, :code, :seq, :name, '提升健康水平', null, 'COUNTY', false, 30, '%', 'HIGHER', 'PROPORTIONAL',
                  '{"target":"39","floor":"20"}', 'YEARBOOK', 'shi-wjw', false, false, '按比例得分', false, 'ours')
                """)
                .param("table", table)
                .param("code", code)
                .param("seq", Integer.parseInt(code.substring(1)))
                .param("name", name)
                .update();
    }
}
