package cn.healthylishui.assessment.verification;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.ZONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.verification.DrawRecord.Place;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearTownship;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

class DrawsTest {

    private static final String TEXT = "山高水长 2022";
    private static final String LIANDU = "331102";

    private VerificationFixture fixture;
    private Draws draws;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture();
        draws = fixture.draws();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void textGiven() {
        fixture.started();
        draws.keep(YEAR, QINGTIAN, TEXT, VerificationFixture.COUNTY);
    }

    private DrawRecord drawn() {
        textGiven();
        return draws.draw(YEAR, QINGTIAN);
    }

    /** Read behind the program's back. */
    private String secretSeed(String district) {
        return fixture.jdbc()
                .sql("select seed from draw where assessment_year = :year and district = :district")
                .param("year", YEAR)
                .param("district", district)
                .query(String.class)
                .single();
    }

    private List<Map<String, Object>> everything() {
        List<Map<String, Object>> rows = new ArrayList<>(fixture.jdbc()
                .sql("select * from draw order by district")
                .query()
                .listOfRows());
        rows.addAll(fixture.jdbc()
                .sql("select * from draw_township order by district, draw_rank")
                .query()
                .listOfRows());
        return rows;
    }

    @Test
    void beforeTheAssessmentStartsThereIsNothingToDraw() {
        assertThat(draws.all(YEAR)).isEmpty();
        assertThat(draws.of(YEAR, QINGTIAN)).isEmpty();
        assertThat(draws.drawnTownships(YEAR, QINGTIAN)).isEmpty();
        assertThatThrownBy(() -> draws.draw(YEAR, QINGTIAN))
                .isInstanceOf(Refused.class)
                .hasMessage("2021年度还没有公布青田县的抽签承诺，不能抽签。请先启动年度考核。");
    }

    @Test
    void theStartCommitsToASeedOfItsOwnForEachDistrict() {
        fixture.started();

        List<DrawRecord> all = draws.all(YEAR);
        assertThat(all)
                .extracting(DrawRecord::district)
                .containsExactlyElementsOf(fixture.roster().districts(YEAR).stream()
                        .map(YearDistrict::code)
                        .toList());
        assertThat(all)
                .extracting(DrawRecord::commitment)
                .doesNotHaveDuplicates()
                .allMatch(hex -> hex.matches("[0-9a-f]{64}"));
        assertThat(all).extracting(DrawRecord::publishedAt).containsOnly(LocalDateTime.of(2022, 1, 18, 9, 30));
        assertThat(all).noneMatch(DrawRecord::isDrawn).allMatch(draw -> draw.order()
                .isEmpty());
    }

    @Test
    void seedsAreAskedForInTheOrderOfDistrictCodes() {
        fixture.started();

        assertThat(secretSeed(LIANDU)).isEqualTo("01".repeat(32));
        assertThat(secretSeed(ZONE)).isEqualTo("0a".repeat(32));
    }

    @Test
    void theCommitmentIsTheSha256OfTheSeedThatIsPublishedWithTheDraw() throws Exception {
        fixture.started();
        String commitment = draws.of(YEAR, QINGTIAN).orElseThrow().commitment();
        draws.keep(YEAR, QINGTIAN, TEXT, VerificationFixture.COUNTY);

        DrawRecord drawn = draws.draw(YEAR, QINGTIAN);

        byte[] seed = HexFormat.of().parseHex(drawn.publishedSeed());
        assertThat(seed).hasSize(32);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(seed)))
                .isEqualTo(commitment)
                .isEqualTo(drawn.commitment());
    }

    @Test
    void anyoneCanRepeatTheDrawFromWhatIsPublished() throws Exception {
        DrawRecord drawn = drawn();

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(drawn.publishedSeed()), "HmacSHA256"));
        List<Map.Entry<String, String>> order = new ArrayList<>();
        for (YearTownship township : fixture.roster().townships(YEAR, QINGTIAN)) {
            String message = "2021|331121|" + drawn.countyText() + "|" + township.code();
            order.add(Map.entry(
                    HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8))), township.code()));
        }
        order.sort(Comparator.comparing(Map.Entry::getKey));
        assertThat(drawn.order())
                .extracting(Place::township)
                .containsExactlyElementsOf(
                        order.stream().map(Map.Entry::getValue).toList());
        assertThat(drawn.order())
                .extracting(Place::hmac)
                .containsExactlyElementsOf(order.stream().map(Map.Entry::getKey).toList());
        assertThat(draws.drawnTownships(YEAR, QINGTIAN))
                .containsExactly(order.get(0).getValue(), order.get(1).getValue());
    }

    @Test
    void everyTownshipHasItsRankAndTheFirstOnesAreDrawn() {
        DrawRecord drawn = drawn();

        int townships = fixture.roster().townships(YEAR, QINGTIAN).size();
        assertThat(drawn.order()).hasSize(townships);
        assertThat(drawn.order()).extracting(Place::rank).startsWith(1, 2, 3).endsWith(townships);
        assertThat(drawn.order())
                .filteredOn(Place::drawn)
                .extracting(Place::rank)
                .containsExactly(1, 2);
        assertThat(drawn.countyText()).isEqualTo(TEXT);
        assertThat(drawn.drawnAt()).isEqualTo(LocalDateTime.of(2022, 1, 18, 9, 30));
        assertThat(draws.of(YEAR, QINGTIAN)).contains(drawn);
    }

    @Test
    void theNumberFixedBeforeTheStartIsDrawn() {
        fixture.years().setSample(YEAR, QINGTIAN, 5, "乡镇多、分布广", CITY);

        assertThat(drawn().drawnTownships()).hasSize(5);
    }

    @Test
    void theZoneDrawsOneOfItsOwnStreetsAndTheCountyAroundItNone() {
        fixture.started();
        draws.keep(YEAR, ZONE, TEXT, VerificationFixture.COUNTY);
        draws.keep(YEAR, LIANDU, TEXT, VerificationFixture.COUNTY);

        DrawRecord zone = draws.draw(YEAR, ZONE);
        DrawRecord liandu = draws.draw(YEAR, LIANDU);

        assertThat(zone.drawnTownships()).hasSize(1);
        assertThat(liandu.order())
                .hasSize(14)
                .extracting(Place::township)
                .doesNotContainAnyElementsOf(
                        zone.order().stream().map(Place::township).toList());
    }

    @Test
    void beforeTheDrawTheSeedIsNowhereToBeRead() {
        textGiven();
        String seed = secretSeed(QINGTIAN);

        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().publishedSeed()).isNull();
        assertThat(draws.all(YEAR)).allMatch(draw -> draw.publishedSeed() == null);
        assertThat(draws.all(YEAR).toString()).doesNotContain(seed);
        assertThat(fixture.jdbc()
                        .sql("select * from operation_log")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain(seed);
    }

    @Test
    void oneDistrictsDrawGivesAwayNoOthersSeed() {
        drawn();

        assertThat(draws.all(YEAR))
                .filteredOn(draw -> draw.publishedSeed() != null)
                .extracting(DrawRecord::district)
                .containsExactly(QINGTIAN);
    }

    @Test
    void aSecondDrawIsRefusedAndChangesNothing() {
        drawn();
        List<Map<String, Object>> before = everything();

        assertThatThrownBy(() -> draws.draw(YEAR, QINGTIAN))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("青田县已于2022年1月18日（星期二）抽签，抽中")
                .hasMessageEndingWith("不能重抽。");

        assertThat(everything()).isEqualTo(before);
        assertThat(fixture.logged(QINGTIAN, "抽签")).hasSize(1);
    }

    @Test
    @OnBothDatabases
    void ofTwoDrawsAtOnceOneWinsAndTheOtherIsRefused() throws Exception {
        textGiven();
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<DrawRecord> draw = () -> {
            together.await(10, TimeUnit.SECONDS);
            return draws.draw(YEAR, QINGTIAN);
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<DrawRecord> won = new ArrayList<>();
        List<Throwable> lost = new ArrayList<>();
        try {
            for (Future<DrawRecord> outcome : List.of(threads.submit(draw), threads.submit(draw))) {
                try {
                    won.add(outcome.get(30, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    lost.add(e.getCause());
                }
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(won).hasSize(1);
        assertThat(lost).singleElement().isInstanceOf(Refused.class);
        assertThat(lost.get(0)).hasMessageContaining("不能重抽");
        assertThat(draws.of(YEAR, QINGTIAN)).contains(won.get(0));
        assertThat(fixture.logged(QINGTIAN, "抽签")).hasSize(1);
    }

    @Test
    void aDrawThatIsRolledBackKeepsItsSecret() {
        textGiven();
        fixture.get(TransactionTemplate.class).executeWithoutResult(status -> {
            draws.draw(YEAR, QINGTIAN);
            status.setRollbackOnly();
        });

        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().publishedSeed()).isNull();
        assertThat(draws.drawnTownships(YEAR, QINGTIAN)).isEmpty();
    }

    @Test
    void withoutTheCountysTextNothingIsDrawn() {
        fixture.started();

        assertThatThrownBy(() -> draws.draw(YEAR, QINGTIAN))
                .isInstanceOf(Refused.class)
                .hasMessage("青田县还没有填写抽签文字，不能抽签。请青田县健康办在上报材料时填写。");
        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().isDrawn()).isFalse();
    }

    @Test
    void aSeedThatWasExchangedIsFoundOutAndNothingIsDrawn() {
        textGiven();
        fixture.jdbc()
                .sql("update draw set seed = :seed where district = :district")
                .param("seed", "7f".repeat(32))
                .param("district", QINGTIAN)
                .update();

        assertThatThrownBy(() -> draws.draw(YEAR, QINGTIAN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("的抽签种子与考核启动时公布的承诺值不符，不能抽签。请系统管理员核查数据后再办。");
        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().isDrawn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"331199", "331121101"})
    void whatIsNoDistrictHasNoDraw(String code) {
        fixture.started();

        assertThatThrownBy(() -> draws.draw(YEAR, code)).isInstanceOf(OutOfStep.class);
        assertThatThrownBy(() -> draws.keep(YEAR, code, TEXT, VerificationFixture.COUNTY))
                .isInstanceOf(OutOfStep.class);
        assertThat(draws.drawnTownships(YEAR, code)).isEmpty();
    }

    @Test
    void untilTheDrawALaterTextTakesThePlaceOfTheEarlier() {
        textGiven();

        draws.keep(YEAR, QINGTIAN, "  绿水青山  ", VerificationFixture.COUNTY);

        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().countyText()).isEqualTo("绿水青山");
        assertThat(draws.draw(YEAR, QINGTIAN).countyText()).isEqualTo("绿水青山");
        assertThat(fixture.logged(QINGTIAN, "填写抽签文字"))
                .extracting(OperationLog.Line::userId, OperationLog.Line::from, OperationLog.Line::to)
                .containsExactly(tuple("wang", TEXT, "绿水青山"), tuple("wang", null, TEXT));
    }

    @Test
    void afterTheDrawTheTextStays() {
        drawn();

        assertThatThrownBy(() -> draws.keep(YEAR, QINGTIAN, "绿水青山", VerificationFixture.COUNTY))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("青田县已于")
                .hasMessageEndingWith("抽签文字不能再改。");
        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().countyText()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　", "山高\n水长", "山高\t水长"})
    void aTextThatOthersCouldNotRepeatIsRefused(String text) {
        fixture.started();

        assertThat(draws.fault(text)).isPresent();
        assertThatThrownBy(() -> draws.keep(YEAR, QINGTIAN, text, VerificationFixture.COUNTY))
                .isInstanceOf(Refused.class);
        assertThat(draws.of(YEAR, QINGTIAN).orElseThrow().countyText()).isNull();
    }

    @Test
    void aTextHasAtMost200Characters() {
        assertThat(draws.fault("水".repeat(200))).isEmpty();
        assertThat(draws.fault("水".repeat(201)))
                .hasValueSatisfying(message -> assertThat(message).contains("201字"));
    }

    @Test
    void theLogTellsCommitmentAndOutcome() {
        DrawRecord drawn = drawn();

        assertThat(fixture.logged(QINGTIAN, "公布抽签承诺")).singleElement().satisfies(line -> assertThat(line.to())
                .contains("抽查2个", drawn.commitment()));
        assertThat(fixture.logged(QINGTIAN, "抽签")).singleElement().satisfies(line -> assertThat(line.to())
                .contains(drawn.drawnTownships().stream()
                        .map(code -> fixture.roster().township(YEAR, code).name())
                        .toList()));
    }

    @Test
    void theUsualSourceGivesA32ByteSeedThatIsNewEachTime() {
        try (var context = new AnnotationConfigApplicationContext(SeedConfiguration.class)) {
            SeedSource source = context.getBean(SeedSource.class);

            assertThat(source.seed()).hasSize(32).isNotEqualTo(source.seed()).isNotEqualTo(new byte[32]);
        }
    }

    @Test
    void a_text_of_the_county_is_one_line_that_can_be_typed_again() {
        assertThat(draws.fault(" ")).contains("还没有填抽签文字。请随意填写一段文字，例如一句话或一串数字。");
        assertThat(draws.fault("第一行\n第二行")).contains("抽签文字请写成一行，不要换行或用制表符，以便他人照着验算。");
        assertThat(draws.fault("长".repeat(1001)).orElseThrow())
                .startsWith("抽签文字最多")
                .endsWith("现在有1001字，请缩短。");
    }
}
