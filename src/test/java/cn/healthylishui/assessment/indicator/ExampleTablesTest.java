package cn.healthylishui.assessment.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.ReferenceData;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.ReachTarget;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged example tables held against what the sources ask of them. */
class ExampleTablesTest {

    private static final String MANAGEMENT = "组织管理和保障";

    /** Of the owner at the districts, who answers for it in a township: the office has no account of its own among the member units. */
    private static final Map<String, Set<String>> OF_THE_OFFICE =
            Map.of("city-office", Set.of("wjj", "tjj", "xcb", "czj"));

    private static Stream<Indicator> all() {
        return Stream.of(TableKind.COUNTY, TableKind.ZONE, TableKind.TOWNSHIP)
                .flatMap(kind -> Examples.of(kind).stream());
    }

    @Test
    void the_points_without_the_must_pass_items_are_1000_in_every_table_and_of_townships_under_each_parent() {
        assertThat(points(Examples.of(TableKind.COUNTY).stream())).isEqualByComparingTo("1000");
        assertThat(points(Examples.of(TableKind.ZONE).stream())).isEqualByComparingTo("1000");
        for (DistrictKind parent : DistrictKind.values()) {
            assertThat(points(Examples.of(TableKind.TOWNSHIP).stream()
                            .filter(indicator -> indicator.parents().contains(parent))))
                    .as(parent.name())
                    .isEqualByComparingTo("1000");
        }
    }

    private static BigDecimal points(Stream<Indicator> indicators) {
        return indicators
                .filter(indicator -> !indicator.mustPass())
                .map(Indicator::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void every_must_pass_and_every_key_indicator_asks_for_material_and_says_which() {
        assertThat(all().filter(indicator -> indicator.mustPass() || indicator.key()))
                .allSatisfy(indicator -> {
                    assertThat(indicator.evidenceRequired())
                            .as(indicator.code())
                            .isTrue();
                    assertThat(indicator.evidence()).as(indicator.code()).isNotBlank();
                });
    }

    /** 办法二(一): …的组织管理、监督管理、能力建设、政策保障等责任落实情况. */
    @ParameterizedTest
    @EnumSource(
            value = TableKind.class,
            names = {"COUNTY", "ZONE", "TOWNSHIP"})
    void each_of_the_responsibilities_that_the_measures_name_has_an_item(TableKind kind) throws IOException {
        Matcher sentence = Pattern.compile("健康丽水建设工作的([^。]+?)等责任落实情况")
                .matcher(Files.readString(Path.of("src/test/resources/sources/opinion-and-assessment-measures.txt")));
        assertThat(sentence.find()).isTrue();
        List<String> responsibilities = List.of(sentence.group(1).split("、"));

        assertThat(responsibilities).hasSize(4);
        assertThat(responsibilities).allSatisfy(responsibility -> assertThat(Examples.of(kind))
                .as(responsibility)
                .anyMatch(indicator -> indicator.field().equals(MANAGEMENT)
                        && Objects.requireNonNullElse(indicator.dataSource(), "")
                                .contains("二(一)“%s”".formatted(responsibility))));
    }

    /** 79公里, 28项 and the like are to be reached by the city's units; a rate or a rate of payment holds for each place. */
    @Test
    void no_district_and_no_township_is_asked_for_a_total_of_the_whole_city() {
        List<String> totals = ReferenceData.read("reference/key-task-targets-2021.csv").stream()
                .filter(target -> Set.of("公里", "家", "套", "个", "项").contains(target.get("unit_of_measure"))
                        && !"0".equals(target.get("value")))
                .map(target -> target.get("value") + target.get("unit_of_measure"))
                .toList();
        assertThat(totals).contains("79公里", "6家", "4套", "3个", "50家", "28项");

        assertThat(all()).allSatisfy(indicator -> {
            String asked = indicator.name() + indicator.criterion() + Methods.parameters(indicator.method());
            assertThat(totals).as(indicator.code()).noneMatch(asked::contains);
            assertThat(totals).as(indicator.code()).doesNotContain(goal(indicator) + indicator.unitOfMeasure());
        });
    }

    private static String goal(Indicator indicator) {
        return Optional.of(Methods.parameters(indicator.method()))
                .map(Pattern.compile("\"target\":\"([^\"]+)\"")::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("");
    }

    @Test
    void nothing_is_judged_by_a_task_that_nobody_sends() {
        assertThat(all()).allSatisfy(indicator -> assertThat(indicator.criterion())
                .as(indicator.code())
                .doesNotContain("下达本地", "下达本乡镇", "年度安全提升任务"));
    }

    @Test
    void whatever_some_places_do_not_have_says_when_it_does_not_apply() {
        assertThat(all())
                .allSatisfy(indicator -> assertThat(indicator.criterion().contains("可申请不适用"))
                        .as("%s %s", indicator.code(), indicator.name())
                        .isEqualTo(indicator.notApplicableAllowed()));
        assertThat(all().filter(Indicator::notApplicableAllowed).filter(Indicator::mustPass))
                .isEmpty();
    }

    @Test
    void no_grade_C_left_is_what_is_measured_where_meals_are_supplied_from_outside() {
        List<Indicator> suppliers =
                all().filter(indicator -> indicator.name().contains("校外供餐单位")).toList();

        assertThat(suppliers).extracting(Indicator::code).containsExactly("C047", "Z037");
        assertThat(suppliers).allSatisfy(indicator -> {
            assertThat(indicator.method()).isEqualTo(new ReachTarget(Comparison.AT_MOST, BigDecimal.ZERO));
            assertThat(indicator.criterion()).contains("一家也没有（全面消C）");
            assertThat(indicator.owner()).isEqualTo("shi-scj");
        });
    }

    @Test
    void what_public_health_has_to_cost_a_head_is_the_figure_of_2021() {
        Indicator money = all().filter(indicator -> indicator.name().equals("人均基本公共卫生服务经费"))
                .findFirst()
                .orElseThrow();

        assertThat(money.method()).isEqualTo(new MustPass(Comparison.AT_LEAST, new BigDecimal("79")));
        assertThat(money.criterion()).contains("全国2021年标准", "79元");
    }

    @Test
    void every_owner_answers_for_what_is_its_duty() {
        assertThat(all()).allSatisfy(indicator -> assertThat(
                        Duties.cover(indicator.owner(), indicator.name()) || fallsTo(indicator))
                .as("%s %s: %s", indicator.code(), indicator.name(), indicator.owner())
                .isTrue());
    }

    /** What is the office's at the districts is in the townships done by the health bureau, in which the office sits. */
    private static boolean fallsTo(Indicator indicator) {
        return indicator.owner().equals("wjj") && Duties.cover("city-office", indicator.name());
    }

    @Test
    void what_is_called_the_same_in_two_tables_belongs_to_matching_units() {
        Map<String, List<Indicator>> byName = all().collect(Collectors.groupingBy(Indicator::name));
        assertThat(byName.values().stream().filter(same -> same.size() > 1))
                .isNotEmpty()
                .allSatisfy(same -> {
                    List<String> owners = new ArrayList<>(same.stream()
                            .map(Indicator::owner)
                            .map(Duties::counterpart)
                            .distinct()
                            .toList());
                    if (owners.size() > 1 && owners.remove("city-office")) {
                        assertThat(OF_THE_OFFICE.get("city-office"))
                                .as(same.get(0).name())
                                .containsAll(owners);
                    }
                    assertThat(owners).as(same.get(0).name()).hasSize(1);
                });
    }

    @Test
    void a_judged_item_is_judged_by_what_its_criterion_says() {
        assertThat(all().filter(indicator -> indicator.method() instanceof Judged))
                .allSatisfy(indicator -> assertThat(indicator.criterion())
                        .as(indicator.code())
                        .contains(((Judged) indicator.method()).guidance().replaceFirst("。$", "")));
    }

    @Test
    void codes_are_used_once() {
        assertThat(all().collect(Collectors.groupingBy(Indicator::code, Collectors.counting()))
                        .values())
                .allMatch(count -> count == 1);
        assertThat(all().map(Indicator::code).collect(Collectors.toMap(Function.identity(), code -> 1, Integer::sum)))
                .as("withdrawn, and not to be given to something else")
                .doesNotContainKeys("C048", "C049", "Z038", "T030");
    }
}
