package cn.healthylishui.assessment.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reporting.ScoreExplanation.ChangeLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Item;
import cn.healthylishui.assessment.reporting.ScoreExplanation.Pair;
import cn.healthylishui.assessment.reporting.ScoreExplanation.RevisionLine;
import cn.healthylishui.assessment.reporting.ScoreExplanation.SourceLine;
import cn.healthylishui.assessment.reporting.ScoreExplanations.Place;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 得分说明: what each reader is told of a score, and what nobody is told who may not read it. */
class ScoreExplanationsTest {

    private static final int YEAR = ReportingFixture.YEAR;
    private static final String QINGTIAN = ReportingFixture.QINGTIAN;
    private static final String WJW = ReportingFixture.WJW;
    private static final String JYJ = ReportingFixture.JYJ;
    private static final Actor CITY = new Actor("zhang", "city-office");

    private final ReportingFixture fixture = new ReportingFixture();
    private final ScoreExplanations explanations = fixture.get(ScoreExplanations.class);

    /** An official figure of 市卫生健康委 that brings more points the higher it is. */
    private final Indicator item = fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators().stream()
            .filter(indicator -> indicator.owner().equals(WJW)
                    && indicator.officiallyScored()
                    && indicator.method() instanceof Proportional line
                    && line.target().compareTo(line.floor()) > 0)
            .findFirst()
            .orElseThrow();

    private final String township = fixture.townships().get(0).code();
    private final Indicator townshipItem = ReportingFixture.plainItem(
            fixture.get(IndicatorTables.class).ofTownshipsIn(YEAR, QINGTIAN).indicators());

    @AfterEach
    void close() {
        fixture.close();
    }

    private static User user(String... offices) {
        return new User(offices[0], offices[0], List.of(offices), false);
    }

    private static BigDecimal target(Indicator indicator) {
        return ((Proportional) indicator.method()).target();
    }

    private static BigDecimal floor(Indicator indicator) {
        return ((Proportional) indicator.method()).floor();
    }

    /** So far of the way from floor to target, in percent. */
    private String way(int percent) {
        return floor(item)
                .add(target(item)
                        .subtract(floor(item))
                        .multiply(new BigDecimal(percent))
                        .movePointLeft(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    private void enter(String object, Indicator indicator, EntrySource source, String value, Actor actor) {
        enter(object, indicator.code(), source, value, actor, null, false);
    }

    private void enter(
            String object,
            String indicator,
            EntrySource source,
            String value,
            Actor actor,
            @Nullable String reason,
            boolean provisional) {
        fixture.get(Scorecards.class)
                .amend(
                        YEAR,
                        List.of(new Said(
                                object, indicator, source, answer(indicator, source, value, reason, provisional))),
                        actor);
    }

    /** An official figure comes with who gave it out, in what document, and the file of it. */
    private Answer answer(
            String indicator, EntrySource source, String value, @Nullable String reason, boolean provisional) {
        Answer answer = new Answer(EntryState.VALUE, new BigDecimal(value), null, null, provisional, reason, List.of());
        return source == EntrySource.OFFICIAL && indicator.equals(item.code())
                ? answer.from(new Provenance(item.sourceKind(), "省级主管部门", "《通报》"), List.of(fixture.file()))
                : answer;
    }

    private String official() {
        return item.sourceKind().label();
    }

    private void noData(EntrySource source, Actor actor) {
        fixture.get(Scorecards.class)
                .amend(
                        YEAR,
                        List.of(new Said(
                                QINGTIAN,
                                item.code(),
                                source,
                                new Answer(EntryState.NO_DATA, null, null, null, false, null, List.of()))),
                        actor);
    }

    private void approve() {
        fixture.get(Results.class).fix(YEAR, "首次审定", null, ReportingFixture.LEADERS);
    }

    private Item read(String office) {
        return explanations.item(YEAR, QINGTIAN, item.code(), user(office)).orElseThrow();
    }

    private static String points(int percent, Indicator indicator) {
        return indicator
                .points()
                .multiply(new BigDecimal(percent))
                .movePointLeft(2)
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static final Actor COUNTY = new Actor("wang", "qingtian-jkb");
    private static final Actor UNIT = new Actor("shi", WJW);

    private void everySource() {
        enter(QINGTIAN, item, EntrySource.REPORTED, way(80), COUNTY);
        enter(QINGTIAN, item, EntrySource.VERIFIED, way(60), CITY);
        enter(QINGTIAN, item, EntrySource.OFFICIAL, way(40), UNIT);
        enter(QINGTIAN, item.code(), EntrySource.DECIDED, way(20), CITY, "核对年鉴后审定", false);
    }

    private static Map<String, String> standing(Item item) {
        return item.sources().stream()
                .collect(Collectors.toMap(SourceLine::source, line -> line.counts() ? "采用" : line.standing()));
    }

    @Test
    void the_city_office_sees_all_sources_side_by_side_and_why_one_counts() {
        enter(QINGTIAN, item, EntrySource.REPORTED, way(80), COUNTY);
        Item reported = read("city-office");
        assertThat(reported.line().points().toPlainString()).isEqualTo(points(80, item));
        assertThat(reported.why()).contains("采用“自报”的数据");
        assertThat(reported.sources())
                .extracting(SourceLine::value)
                .contains("没有")
                .hasSize(4);

        enter(QINGTIAN, item, EntrySource.VERIFIED, way(60), CITY);
        assertThat(read("city-office").why()).contains("采用“现场核查”的数据");

        enter(QINGTIAN, item, EntrySource.OFFICIAL, way(40), UNIT);
        assertThat(read("city-office").why()).contains("采用“%s”的数据".formatted(official()));

        enter(QINGTIAN, item.code(), EntrySource.DECIDED, way(20), CITY, "核对年鉴后审定", false);
        Item decided = read("city-office");
        assertThat(decided.why()).contains("“市健康丽水办审定”排在最前");
        assertThat(decided.line().points().toPlainString()).isEqualTo(points(20, item));
        assertThat(standing(decided))
                .containsEntry("市健康丽水办审定", "采用")
                .containsEntry(official(), "不采用，“市健康丽水办审定”排在前面")
                .containsEntry("现场核查", "不采用，“市健康丽水办审定”排在前面")
                .containsEntry("自报", "不采用，“市健康丽水办审定”排在前面");
        assertThat(decided.sources())
                .extracting(SourceLine::alone)
                .containsExactly(points(80, item), points(60, item), points(40, item), points(20, item));
        assertThat(decided.sources()).extracting(SourceLine::office).contains("青田县健康办", "市卫生健康委", "市健康丽水办");
        assertThat(decided.precedence()).contains("办法四(一)");
        assertThat(decided.object().state()).contains("截至", "还没有审定");
    }

    @Test
    void every_entry_is_told_with_what_it_changed() {
        everySource();
        enter(QINGTIAN, item.code(), EntrySource.OFFICIAL, way(50), UNIT, "数据有误，更正", false);

        assertThat(read("city-office").changes())
                .extracting(ChangeLine::source, ChangeLine::points)
                .containsExactly(
                        tuple("自报", new Pair("—", points(80, item))),
                        tuple("现场核查", new Pair(points(80, item), points(60, item))),
                        tuple(official(), new Pair(points(60, item), points(40, item))),
                        tuple("市健康丽水办审定", new Pair(points(40, item), points(20, item))),
                        tuple(official(), new Pair(points(20, item), points(20, item))));
        ChangeLine last = read("city-office").changes().get(4);
        assertThat(last.value().before()).startsWith(Answer.plain(new BigDecimal(way(40))));
        assertThat(last.value().after()).startsWith(Answer.plain(new BigDecimal(way(50))));
        assertThat(last.points().changed()).isFalse();
        assertThat(last.reason()).isEqualTo("数据有误，更正");
        assertThat(last.enteredBy()).isEqualTo("账号shi");
    }

    @Test
    void a_figure_without_its_document_is_the_units_own_record_and_stands_below_what_was_found() {
        enter(QINGTIAN, item, EntrySource.VERIFIED, way(60), CITY);
        fixture.get(Scorecards.class)
                .amend(
                        YEAR,
                        List.of(new Said(
                                QINGTIAN,
                                item.code(),
                                EntrySource.OFFICIAL,
                                new Answer(
                                        EntryState.VALUE,
                                        new BigDecimal(way(40)),
                                        null,
                                        null,
                                        false,
                                        null,
                                        List.of()))),
                        UNIT);

        Item read = read("city-office");
        assertThat(read.line().points().toPlainString()).isEqualTo(points(60, item));
        assertThat(standing(read)).containsEntry("现场核查", "采用").containsEntry("市直单位记录", "不采用，“现场核查”排在前面");
    }

    @Test
    void a_year_that_began_with_the_earlier_order_keeps_it_and_says_so() {
        everySource();
        fixture.get(JdbcClient.class)
                .sql("update assessment_year set source_order = :order, township_source_order = :order")
                .param("order", Precedence.EARLIER.code())
                .update();
        enter(QINGTIAN, item.code(), EntrySource.OFFICIAL, way(50), UNIT, null, true);
        fixture.get(JdbcClient.class)
                .sql("delete from score_entry where source = 'DECIDED'")
                .update();

        Item read = read("city-office");
        assertThat(read.line().points().toPlainString()).isEqualTo(points(50, item));
        assertThat(standing(read)).containsEntry("官方数据", "采用").containsEntry("现场核查", "不采用，“官方数据”排在前面");
        assertThat(read.precedence()).contains("市健康丽水办审定、官方数据、现场核查、自报");
    }

    @Test
    void a_declared_gap_falls_through_and_is_said() {
        enter(QINGTIAN, item, EntrySource.REPORTED, way(80), COUNTY);
        noData(EntrySource.OFFICIAL, UNIT);

        Item read = read("city-office");
        assertThat(standing(read)).containsEntry("市直单位记录", "声明无数据，顺延").containsEntry("自报", "采用");
        assertThat(read.line().explanation()).contains("市直单位记录无数据");
    }

    @Test
    void a_provisional_value_is_marked_wherever_it_stands() {
        enter(QINGTIAN, item.code(), EntrySource.OFFICIAL, way(40), UNIT, null, true);

        Item read = read("city-office");
        assertThat(read.provisional()).isTrue();
        assertThat(read.sources())
                .filteredOn(SourceLine::counts)
                .singleElement()
                .matches(SourceLine::provisional);
        assertThat(read.line().explanation()).contains("暂用数据");
        assertThat(read.changes().get(0).value().after()).contains("暂用");
        assertThat(explanations.of(YEAR, QINGTIAN, user("city-office")).orElseThrow().fields().stream()
                        .flatMap(field -> field.items().stream())
                        .filter(line -> line.indicator().code().equals(item.code()))
                        .map(line -> line.values().toString()))
                .singleElement()
                .asString()
                .contains("（暂用）");
    }

    @Test
    void before_the_approval_a_county_sees_only_what_it_reported_itself() {
        everySource();

        Item read = read("qingtian-jkb");
        assertThat(read.sources()).extracting(SourceLine::source).containsExactly("自报");
        assertThat(read.changes()).extracting(ChangeLine::source).containsExactly("自报");
        assertThat(read.line().points().toPlainString()).isEqualTo(points(80, item));
        assertThat(read.line().countedSource()).isEqualTo("自报");
        assertThat(read.object().state()).contains("只按自报的数据计算");
        assertThat(read.toString()).doesNotContain("核对年鉴后审定", "市卫生健康委填", "zhang");
        assertThat(read.revisions()).isEmpty();
        ScoreExplanation whole =
                explanations.of(YEAR, QINGTIAN, user("qingtian-jkb")).orElseThrow();
        assertThat(whole.score()).isEqualByComparingTo(read.line().points());
        assertThat(whole.toString()).doesNotContain("核对年鉴后审定");
    }

    @Test
    void from_the_approval_on_it_sees_everything_of_its_own() {
        everySource();
        approve();

        Item read = read("qingtian-jkb");
        assertThat(read.sources()).extracting(SourceLine::source).containsExactly("自报", "现场核查", official(), "市健康丽水办审定");
        assertThat(read.line().points().toPlainString()).isEqualTo(points(20, item));
        assertThat(read.object().state()).contains("第1号考核结果");
        assertThat(read.sources())
                .filteredOn(line -> !line.enteredBy().isEmpty())
                .extracting(SourceLine::source)
                .containsExactly("自报"); // who sat at another office's desk is not its to know
        assertThat(read("city-office").sources())
                .noneMatch(line -> line.enteredBy().isEmpty());
    }

    @Test
    void a_unit_sees_what_it_gave_itself_and_no_more_even_after_the_approval() {
        everySource();
        for (boolean approved : List.of(false, true)) {
            if (approved) {
                approve();
            }
            Item read = read(WJW);
            assertThat(read.sources()).extracting(SourceLine::source).containsExactly(official());
            assertThat(read.line().points().toPlainString()).isEqualTo(points(40, item));
            assertThat(read.toString()).doesNotContain("核对年鉴后审定", "qingtian-jkb", "青田县健康办");
            ScoreExplanation whole = explanations.of(YEAR, QINGTIAN, user(WJW)).orElseThrow();
            assertThat(whole.score()).isNull();
            assertThat(whole.fields().stream().flatMap(field -> field.items().stream()))
                    .allMatch(line -> line.indicator().owner().equals(WJW));
        }
    }

    @Test
    void a_member_unit_sees_the_items_it_was_assigned_and_what_it_said_of_them() {
        Indicator other = fixture.get(IndicatorTables.class).ofTownshipsIn(YEAR, QINGTIAN).indicators().stream()
                .filter(indicator -> !indicator.code().equals(townshipItem.code()))
                .findFirst()
                .orElseThrow();
        fixture.get(Assignments.class)
                .confirm(
                        YEAR,
                        QINGTIAN,
                        Map.of(townshipItem.code(), "qingtian-wjj", other.code(), "qingtian-jyj"),
                        COUNTY);
        enter(township, townshipItem, EntrySource.REPORTED, "1", new Actor("wu", "qingtian-wjj"));
        enter(township, townshipItem, EntrySource.VERIFIED, "2", CITY);

        User reader = user("qingtian-wjj");
        assertThat(items(township, reader)).containsExactly(townshipItem.code());
        assertThat(explanations
                        .item(YEAR, township, townshipItem.code(), reader)
                        .orElseThrow()
                        .sources())
                .extracting(SourceLine::source)
                .containsExactly("自报");
        assertThat(explanations.item(YEAR, township, other.code(), reader)).isEmpty();
        assertThat(explanations.of(YEAR, QINGTIAN, reader)).isEmpty();
        assertThat(explanations.readable(YEAR, reader).orElseThrow())
                .singleElement()
                .satisfies(section -> {
                    assertThat(section.heading()).isEqualTo("青田县的乡镇（街道）");
                    assertThat(section.objects()).extracting(Place::code).contains(township);
                });
        assertThat(explanations.of(YEAR, township, user("yunhe-wjj"))).isEmpty();
    }

    private List<String> items(String object, User reader) {
        ScoreExplanation explanation = explanations.of(YEAR, object, reader).orElseThrow();
        return Stream.concat(
                        explanation.mustPass().stream(),
                        explanation.fields().stream().flatMap(field -> field.items().stream()))
                .map(line -> line.indicator().code())
                .toList();
    }

    @Test
    void a_reviewed_unit_sees_itself_and_its_reviewer_only_its_own_word() {
        enter(WJW, "K1-01", EntrySource.REPORTED, "100", new Actor("shi", WJW), "都做了", false);
        enter(WJW, "K1-01", EntrySource.REVIEWED, "80", new Actor("tao", "shi-tyj"), "缺一项", false);
        enter(WJW, "K1-01", EntrySource.REVIEWED, "90", CITY, "基本完成", false);
        enter(WJW, "K1-01", EntrySource.DECIDED, "85", CITY, "综合两家意见", false);

        Item own = explanations.item(YEAR, WJW, "K1-01", user(WJW)).orElseThrow();
        assertThat(own.sources()).extracting(SourceLine::source).containsExactly("自报");
        Item reviewer = explanations.item(YEAR, WJW, "K1-01", user("shi-tyj")).orElseThrow();
        assertThat(reviewer.sources()).extracting(SourceLine::value).containsExactly("80 %");
        assertThat(reviewer.toString()).doesNotContain("都做了", "基本完成", "综合两家意见");
        assertThat(explanations.of(YEAR, WJW, user(JYJ))).isEmpty();
        Item city = explanations.item(YEAR, WJW, "K1-01", user("city-office")).orElseThrow();
        assertThat(city.sources()).hasSize(4);
        assertThat(standing(city.sources()))
                .containsEntry("85 %", "采用")
                .containsEntry("80 %", "评审意见，供审定时参考")
                .containsEntry("100 %", "不采用，“市健康丽水办审定”排在前面");
        assertThat(city.precedence()).contains("办法五(一)");
        assertThat(city.changes())
                .extracting(line -> line.points().changed())
                .containsExactly(true, false, false, true);

        approve();
        assertThat(explanations
                        .item(YEAR, WJW, "K1-01", user(WJW))
                        .orElseThrow()
                        .sources())
                .hasSize(4);
        assertThat(explanations
                        .item(YEAR, WJW, "K1-01", user("shi-tyj"))
                        .orElseThrow()
                        .sources())
                .hasSize(1);
    }

    private static Map<String, String> standing(List<SourceLine> sources) {
        return sources.stream().collect(Collectors.toMap(SourceLine::value, SourceLine::standing));
    }

    @ParameterizedTest
    @CsvSource({
        "yunhe-jkb, 2021, 331121",
        "yunhe-jkb, 2021, 331121101",
        "qingtian-jkb, 2021, 331125",
        "qingtian-jkb, 2021, shi-wjw",
        "qingtian-wjj, 2021, 331121",
        "shi-jyj, 2021, shi-wjw",
        "shi-wjw, 2021, shi-jyj",
        "comprehensive-assessment, 2021, 331121",
        "ld-cy-01, 2021, 331121",
        "city-office, 2021, 999999",
        "city-office, 2021, qingtian-jkb",
        "city-office, 2021, shi-xcb", // excluded from this year
        "city-office, 2022, 331121", // still being prepared
        "qingtian-jkb, 2022, 331121",
        "city-office, 2019, 331121",
        "'', 2021, 331121",
    })
    void whoever_tries_addresses_finds_nothing(String office, int year, String code) {
        fixture.get(AssessmentYears.class).prepare(2022, CITY);
        everySource();
        for (boolean approved : List.of(false, true)) {
            if (approved) {
                approve();
            }
            User reader = new User("x", "x", office.isEmpty() ? List.of() : List.of(office), false);
            assertThat(explanations.of(year, code, reader)).isEmpty();
            assertThat(explanations.item(year, code, item.code(), reader)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"city-office", "leading-group", "qingtian-jkb", "shi-wjw"})
    void an_item_that_the_table_has_not_got_is_not_there(String office) {
        everySource();
        assertThat(explanations.item(YEAR, QINGTIAN, "C999", user(office))).isEmpty();
        assertThat(explanations.item(YEAR, QINGTIAN, "T001", user(office))).isEmpty();
    }

    @Test
    void what_is_typed_and_not_submitted_is_nowhere() {
        fixture.year().jdbc().sql("""
                insert into task_draft_row (task_id, section, row_key, version, content, changed_by, changed_at)
                values ('t1', 'figures', :row, 1, '{"value":"77.77","reason":"秘密草稿"}', 'wang', current_timestamp)
                """).param("row", QINGTIAN).update();

        for (String office : List.of("city-office", "leading-group", "qingtian-jkb", WJW)) {
            assertThat(explanations.of(YEAR, QINGTIAN, user(office)).toString()).doesNotContain("秘密草稿", "77.77");
            assertThat(read(office).toString()).doesNotContain("秘密草稿", "77.77");
        }
    }

    @Test
    void what_was_sent_back_is_told_to_those_it_was_sent_back_to() {
        fixture.get(Returns.class).sendBack(YEAR, Returns.Stage.FIGURES, WJW, QINGTIAN, item.code(), "口径不一致", CITY);

        assertThat(read("city-office").returned()).singleElement().satisfies(line -> {
            assertThat(line.reason()).isEqualTo("口径不一致");
            assertThat(line.office()).isEqualTo("市卫生健康委");
        });
        assertThat(read(WJW).returned()).hasSize(1);
        assertThat(read("qingtian-jkb").returned()).isEmpty();
        approve();
        assertThat(read("qingtian-jkb").returned()).hasSize(1);
    }

    @Test
    void each_result_that_changed_the_item_is_told() {
        enter(QINGTIAN, item, EntrySource.REPORTED, way(80), COUNTY);
        approve();
        enter(QINGTIAN, item.code(), EntrySource.OFFICIAL, way(40), UNIT, "年鉴出版", false);
        fixture.get(Results.class).fix(YEAR, "官方数据后到", null, ReportingFixture.LEADERS);
        fixture.get(Results.class).fix(YEAR, "与这一项无关", null, ReportingFixture.LEADERS);

        assertThat(read("qingtian-jkb").revisions())
                .extracting(RevisionLine::number, RevisionLine::points)
                .containsExactly(
                        tuple(1, new Pair("—", points(80, item))),
                        tuple(2, new Pair(points(80, item), points(40, item))));
    }

    @Test
    void only_files_that_the_reader_may_open_are_linked() {
        String file = fixture.year().file(COUNTY);
        ReadableFiles files = fixture.get(ReadableFiles.class);
        when(files.of(eq(List.of(file)), any()))
                .thenAnswer(call -> call.<User>getArgument(1).belongsTo("qingtian-jkb")
                        ? List.of(new FileLink(file, "佐证.pdf"))
                        : List.of());
        fixture.get(Scorecards.class)
                .amend(
                        YEAR,
                        List.of(new Said(
                                QINGTIAN,
                                item.code(),
                                EntrySource.REPORTED,
                                new Answer(
                                        EntryState.VALUE,
                                        new BigDecimal(way(80)),
                                        null,
                                        null,
                                        false,
                                        null,
                                        List.of(file)))),
                        COUNTY);

        assertThat(read("qingtian-jkb").sources().get(0).files())
                .extracting(FileLink::name)
                .containsExactly("佐证.pdf");
        assertThat(read("city-office").sources().get(0).files()).isEmpty();
    }

    @Test
    void before_anything_is_entered_the_page_is_there_and_empty() {
        ScoreExplanation read =
                explanations.of(YEAR, QINGTIAN, user("qingtian-jkb")).orElseThrow();

        assertThat(read.nothingEntered()).isTrue();
        assertThat(read.score()).isEqualByComparingTo("0");
        assertThat(read.isEmpty()).isFalse();
        assertThat(Optional.of(read("city-office")).map(Item::why)).contains("没有可用的数据，得0分。");
    }

    @Test
    void the_list_leads_each_office_to_what_is_for_it() {
        assertThat(headings("city-office")).contains("县（市、区）和开发区", "青田县的乡镇（街道）", "云和县的乡镇（街道）", "市直单位");
        assertThat(headings("qingtian-jkb")).containsExactly("县（市、区）和开发区", "青田县的乡镇（街道）");
        assertThat(headings(WJW)).containsExactly("县（市、区）和开发区", "市直单位");
        assertThat(headings("comprehensive-assessment")).isEmpty();
        assertThat(explanations.readable(2022, user("city-office"))).isEmpty();
    }

    private List<String> headings(String office) {
        return explanations.readable(YEAR, user(office)).orElseThrow().stream()
                .map(ScoreExplanations.Section::heading)
                .toList();
    }
}
