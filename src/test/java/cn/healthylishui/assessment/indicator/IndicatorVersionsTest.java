package cn.healthylishui.assessment.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.taskform.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drafts, publication and freeze of a year's tables, over the real reference data. */
class IndicatorVersionsTest {

    private static final int YEAR = IndicatorFixture.YEAR;

    private IndicatorFixture fixture;
    private IndicatorTables tables;
    private IndicatorDrafts drafts;

    @BeforeEach
    void prepareTheYear() {
        fixture = new IndicatorFixture();
        tables = fixture.get(IndicatorTables.class);
        drafts = fixture.get(IndicatorDrafts.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void the_first_year_begins_with_the_packaged_examples_published_by_the_procedure() {
        assertThat(drafts.versions(YEAR)).hasSize(3).allSatisfy(version -> {
            assertThat(version.state()).isEqualTo(TableState.PUBLISHED);
            assertThat(version.version()).isEqualTo(1);
            assertThat(version.inForce()).isTrue();
            assertThat(version.example()).isTrue();
            assertThat(version.origin()).isEqualTo(Origin.EXAMPLE);
            assertThat(version.publishedBy()).isEqualTo("system");
            assertThat(version.points()).isEqualByComparingTo("1000");
        });
        assertThat(tables.table(YEAR, TableKind.TOWNSHIP).indicators()).isEqualTo(Examples.of(TableKind.TOWNSHIP));
    }

    @Test
    void a_draft_counts_only_once_it_is_published_and_then_takes_the_place_of_the_one_before() {
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "改了名字"));

        assertThat(firstName(TableKind.COUNTY)).isNotEqualTo("改了名字");
        assertThat(drafts.version(draft).version()).isEqualTo(2);

        drafts.publish(YEAR, List.of(draft), "领导小组审定", IndicatorFixture.CITY);

        assertThat(firstName(TableKind.COUNTY)).isEqualTo("改了名字");
        assertThat(drafts.find(draft).orElseThrow().inForce()).isTrue();
        assertThat(drafts.versions(YEAR).stream().filter(TableVersion::inForce)).hasSize(3);
        assertThat(fixture.actions()).contains("编制指标表草案", "发布指标表");
    }

    @Test
    void an_older_draft_that_is_published_later_is_the_one_in_force() {
        long older = save(TableKind.ZONE, renamed(TableKind.ZONE, "先编的"));
        long newer = save(TableKind.ZONE, renamed(TableKind.ZONE, "后编的"));
        drafts.publish(YEAR, List.of(newer), "先发布", IndicatorFixture.CITY);
        drafts.publish(YEAR, List.of(older), "后发布", IndicatorFixture.CITY);

        assertThat(firstName(TableKind.ZONE)).isEqualTo("先编的");
    }

    @Test
    void a_published_version_is_neither_published_again_nor_given_up() {
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "改了名字"));
        drafts.publish(YEAR, List.of(draft), "审定", IndicatorFixture.CITY);

        assertThatThrownBy(() -> drafts.publish(YEAR, List.of(draft), "再审定", IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageEndingWith("版已经不是草案，不能再发布。请刷新页面，核对后再办。");
        assertThatThrownBy(() -> drafts.discard(draft, IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("只有草案可以作废");
    }

    @Test
    void a_draft_given_up_stays_readable_and_is_never_published() {
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "不用了"));
        drafts.discard(draft, IndicatorFixture.CITY);

        assertThat(drafts.version(draft).state()).isEqualTo(TableState.DISCARDED);
        assertThat(fixture.actions()).contains("作废指标表草案");
        assertThatThrownBy(() -> drafts.publish(YEAR, List.of(draft), "审定", IndicatorFixture.CITY))
                .isInstanceOf(Refused.class);
        assertThat(save(TableKind.COUNTY, renamed(TableKind.COUNTY, "下一份"))).isPositive();
        assertThat(drafts.versions(YEAR).get(0).version()).isEqualTo(3);
    }

    @Test
    void of_two_drafts_that_cannot_be_published_together_none_is() {
        long county = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "甲"));
        long other = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "乙"));

        assertThatThrownBy(() -> drafts.publish(YEAR, List.of(county, other), "审定", IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("同时发布了两份")
                .hasMessageEndingWith("的指标表，请只留一份。");
        assertThat(drafts.find(county).orElseThrow().state()).isEqualTo(TableState.DRAFT);
        assertThat(firstName(TableKind.COUNTY)).isNotEqualTo("甲");
    }

    @Test
    void a_started_year_keeps_its_tables_and_takes_no_draft() {
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "来不及了"));
        IndicatorTable before = tables.table(YEAR, TableKind.COUNTY);
        fixture.startYear();

        assertThat(tables.table(YEAR, TableKind.COUNTY).frozen()).isTrue();
        assertThatThrownBy(() -> drafts.publish(YEAR, List.of(draft), "审定", IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageEndingWith("年度考核已经启动，指标表随之冻结，不能再改。请选择还没有启动的年度。");
        assertThatThrownBy(() -> save(TableKind.COUNTY, before.indicators()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("已经启动");
        assertThat(tables.table(YEAR, TableKind.COUNTY).indicators()).isEqualTo(before.indicators());
        assertThat(drafts.find(draft).orElseThrow().frozen()).isFalse();
    }

    @Test
    void what_was_read_in_a_start_that_failed_does_not_stay_in_force() {
        fixture.failingStart(() -> tables.table(YEAR, TableKind.COUNTY));
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "启动失败后发布"));
        drafts.publish(YEAR, List.of(draft), "审定", IndicatorFixture.CITY);

        assertThat(firstName(TableKind.COUNTY)).isEqualTo("启动失败后发布");
    }

    @Test
    void the_next_year_takes_over_what_is_the_offices_own_and_no_examples() {
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "本市自己的"));
        drafts.publish(YEAR, List.of(draft), "审定", IndicatorFixture.CITY);
        fixture.prepare(YEAR + 1);

        IndicatorTable county = tables.table(YEAR + 1, TableKind.COUNTY);
        assertThat(county.indicators().get(0).name()).isEqualTo("本市自己的");
        assertThat(county.example()).isFalse();
        assertThat(county.title()).isEqualTo("2022年度本市指标表");
        assertThat(county.version()).isEqualTo(1);
        assertThat(tables.table(YEAR + 1, TableKind.ZONE).example()).isTrue();
        assertThat(drafts.versions(YEAR + 1).stream()
                        .filter(version -> version.kind() == TableKind.COUNTY)
                        .map(TableVersion::reason))
                .containsExactly("沿用2021年度第2版");
    }

    @Test
    void last_years_table_is_cloned_as_a_draft_and_the_first_year_has_none() {
        assertThatThrownBy(() -> drafts.cloneLast(YEAR, TableKind.COUNTY, IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("2021年度以前没有")
                .hasMessageEndingWith("的指标表，不能沿用。请下载空白模板或现行表，填好后上传。");
        fixture.prepare(YEAR + 1);
        long clone = drafts.cloneLast(YEAR + 1, TableKind.TOWNSHIP, IndicatorFixture.CITY);

        assertThat(drafts.version(clone).indicators())
                .isEqualTo(tables.table(YEAR, TableKind.TOWNSHIP).indicators());
        assertThat(drafts.find(clone).orElseThrow().isDraft()).isTrue();
        assertThat(drafts.find(clone).orElseThrow().origin()).isEqualTo(Origin.CLONE);
    }

    @Test
    void what_was_published_without_material_stays_and_the_next_year_asks_for_it_and_says_so() {
        long draft = save(TableKind.COUNTY, renamed(TableKind.COUNTY, "本市自己的"));
        fixture.get(JdbcClient.class)
                .sql(
                        "update indicator set evidence_required = false, evidence = null where table_id = :id and code in ('C001', 'C016')")
                .param("id", draft)
                .update();
        drafts.publish(YEAR, List.of(draft), "审定", IndicatorFixture.CITY);
        fixture.prepare(YEAR + 1);
        long clone = drafts.cloneLast(YEAR + 1, TableKind.COUNTY, IndicatorFixture.CITY);

        assertThat(tables.table(YEAR, TableKind.COUNTY).withoutEvidence()).containsExactly("C001", "C016");
        for (IndicatorTable table : List.of(tables.table(YEAR + 1, TableKind.COUNTY), drafts.version(clone))) {
            assertThat(table.withoutEvidence()).isEmpty();
            assertThat(table.indicators())
                    .filteredOn(indicator -> List.of("C001", "C016").contains(indicator.code()))
                    .extracting(Indicator::evidence)
                    .containsOnly("证明这个数据的材料");
            assertThat(drafts.find(table.id()).orElseThrow().reason())
                    .startsWith("沿用2021年度第2版；必备和重点指标C001、C016原来没有要求材料，已改为须附佐证");
        }
    }

    @Test
    void a_draft_of_another_year_or_without_reason_is_refused() {
        fixture.prepare(YEAR + 1);
        long other = drafts.cloneLast(YEAR + 1, TableKind.COUNTY, IndicatorFixture.CITY);

        assertThatThrownBy(() -> drafts.publish(YEAR, List.of(other), "审定", IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("2022年度的草案，不能发布给2021年度");
        assertThatThrownBy(() -> drafts.save(
                        YEAR,
                        TableKind.COUNTY,
                        "名称",
                        false,
                        Origin.IMPORT,
                        " ",
                        Examples.of(TableKind.COUNTY),
                        IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("请写明编制这份草案的理由，不超过");
        assertThatThrownBy(() -> drafts.save(
                        YEAR,
                        TableKind.COUNTY,
                        " ",
                        false,
                        Origin.IMPORT,
                        "按今年的要求修改",
                        Examples.of(TableKind.COUNTY),
                        IndicatorFixture.CITY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("请填写指标表的名称，不超过");
        assertThatThrownBy(() -> drafts.version(999_999))
                .isInstanceOf(Refused.class)
                .hasMessage("没有这个版本的指标表。请回到“指标”页面重新选择。");
        assertThatThrownBy(() -> save(1999, TableKind.COUNTY, Examples.of(TableKind.COUNTY)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("还没有建立1999年度");
    }

    @Test
    void the_difference_names_what_came_went_and_changed_and_the_points_that_moved() {
        IndicatorTable before = tables.table(YEAR, TableKind.COUNTY);
        List<Indicator> changed = new ArrayList<>(before.indicators());
        Indicator removed = changed.remove(changed.size() - 1);
        Indicator gained = IndicatorFixture.withPoints(
                before.indicator("C016"), before.indicator("C016").points().add(removed.points()));
        changed.set(before.indicators().indexOf(before.indicator("C016")), gained);
        IndicatorTable after = drafts.version(save(TableKind.COUNTY, changed));

        TableDifference difference = TableDifference.of(before, after, fixture.get(Owners.class));

        assertThat(difference.added()).isEmpty();
        assertThat(difference.removed())
                .extracting(line -> line.indicator().code())
                .containsExactly(removed.code());
        assertThat(difference.changed()).singleElement().satisfies(one -> {
            assertThat(one.after().code()).isEqualTo("C016");
            assertThat(one.changes())
                    .containsExactly(new TableDifference.Change(
                            "满分",
                            "30",
                            new BigDecimal("30")
                                    .add(removed.points())
                                    .stripTrailingZeros()
                                    .toPlainString()));
            assertThat(one.points()).isEqualByComparingTo(removed.points());
        });
        assertThat(difference.moved()).isEqualByComparingTo(removed.points());
        assertThat(difference.pointsBefore()).isEqualByComparingTo("1000");
        assertThat(difference.pointsAfter()).isEqualByComparingTo("1000");
        assertThat(difference.reordered()).isFalse();
        assertThat(difference.fields())
                .filteredOn(field -> field.difference().signum() != 0)
                .extracting(TableDifference.FieldPoints::field)
                .containsExactly("提升健康水平", removed.field());
        assertThat(TableDifference.of(before, before, fixture.get(Owners.class)).isEmpty())
                .isTrue();
    }

    @Test
    void an_owner_is_told_by_its_name_and_a_new_order_is_seen() {
        IndicatorTable before = tables.table(YEAR, TableKind.COUNTY);
        List<Indicator> changed = new ArrayList<>(before.indicators());
        changed.add(0, changed.remove(3));
        changed.set(0, IndicatorFixture.withOwner(changed.get(0), "shi-scj"));
        IndicatorTable after = drafts.version(save(TableKind.COUNTY, changed));

        TableDifference difference = TableDifference.of(before, after, fixture.get(Owners.class));

        assertThat(difference.reordered()).isTrue();
        assertThat(difference.changed().get(0).changes())
                .containsExactly(new TableDifference.Change("责任单位", "市卫生健康委", "市市场监管局"));
    }

    private long save(TableKind kind, List<Indicator> indicators) {
        return save(YEAR, kind, indicators);
    }

    private long save(int year, TableKind kind, List<Indicator> indicators) {
        return drafts.save(
                year, kind, year + "年度本市指标表", false, Origin.IMPORT, "按今年的要求修改", indicators, IndicatorFixture.CITY);
    }

    private static List<Indicator> renamed(TableKind kind, String name) {
        List<Indicator> indicators = new ArrayList<>(Examples.of(kind));
        indicators.set(0, IndicatorFixture.withName(indicators.get(0), name));
        return indicators;
    }

    private String firstName(TableKind kind) {
        return tables.table(YEAR, kind).indicators().get(0).name();
    }
}
