package cn.healthylishui.assessment.verification;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.COUNTY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.ZONE;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Refused;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final String LITERACY = "T013";
    private static final String COMMITTEES = "T010";
    private static final String VOLUNTEERS = "T019";

    private VerificationFixture fixture;
    private Findings findings;
    private String township;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture().started();
        findings = fixture.findings();
        township = fixture.roster().townships(YEAR, QINGTIAN).get(0).code();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void found(String indicator, Answer answer) {
        findings.record(YEAR, QINGTIAN, township, indicator, answer, "现场抽问20人", CITY);
    }

    private Finding only() {
        assertThat(findings.of(YEAR, QINGTIAN)).hasSize(1);
        return findings.of(YEAR, QINGTIAN).get(0);
    }

    private static Answer ticked(String ticks, int met) {
        return new Answer(EntryState.VALUE, BigDecimal.valueOf(met), null, ticks, false, null, List.of());
    }

    private static Answer without(EntryState state) {
        return new Answer(state, null, null, null, false, null, List.of());
    }

    @Test
    void aFindingKeepsWhatWasFoundBesideWhatWasReported() {
        fixture.reported(township, LITERACY, value("35.2"));
        String file = fixture.file(CITY);

        found(LITERACY, new Answer(EntryState.VALUE, new BigDecimal("31.5"), null, null, false, null, List.of(file)));

        Finding finding = only();
        assertThat(finding.object()).isEqualTo(township);
        assertThat(finding.indicator()).isEqualTo(LITERACY);
        assertThat(finding.answer().value()).isEqualByComparingTo("31.5");
        assertThat(finding.answer().evidence()).containsExactly(file);
        assertThat(finding.note()).isEqualTo("现场抽问20人");
        assertThat(finding.reported()).isNotNull();
        assertThat(finding.reported().value()).isEqualByComparingTo("35.2");
        assertThat(finding.differs()).isTrue();
        assertThat(finding.countyAgrees()).isNull();
        assertThat(finding.countyEvidence()).isEmpty();
        assertThat(finding.checkedBy()).isEqualTo("zhang");
    }

    @Test
    void aFindingChangesNoEntryByItself() {
        fixture.reported(township, LITERACY, value("35.2"));

        found(LITERACY, value("31.5"));

        assertThat(fixture.get(Scorecards.class).latest(YEAR, township).of(LITERACY, EntrySource.VERIFIED))
                .isNull();
    }

    @Test
    void theLogTellsFromWhichValueToWhich() {
        fixture.reported(township, LITERACY, value("35.2"));

        found(LITERACY, value("31.5"));

        assertThat(fixture.logged(township, "现场核查")).singleElement().satisfies(line -> {
            assertThat(line.from()).isEqualTo("T013：35.2 %");
            assertThat(line.to()).isEqualTo("T013：31.5 %");
            assertThat(line.reason()).isEqualTo("现场抽问20人");
        });
    }

    @Test
    void anotherValueAnotherStateOrOtherTicksDiffer() {
        assertThat(Finding.differ(value("35.20"), value("35.2"))).isFalse();
        assertThat(Finding.differ(value("35.3"), value("35.2"))).isTrue();
        assertThat(Finding.differ(without(EntryState.NO_DATA), value("0"))).isTrue();
        assertThat(Finding.differ(without(EntryState.NO_DATA), without(EntryState.NOT_APPLICABLE)))
                .isTrue();
        assertThat(Finding.differ(without(EntryState.NO_DATA), without(EntryState.NO_DATA)))
                .isFalse();
        assertThat(Finding.differ(ticked("1,3", 2), ticked("1,2", 2))).isTrue();
        assertThat(Finding.differ(ticked("1,3", 2), ticked("1,3", 2))).isFalse();
        assertThat(Finding.differ(value("35.2"), none())).isTrue();
    }

    private static @Nullable Answer none() {
        return null;
    }

    @Test
    void theReferenceThatWasReportedComesWithTheFinding() {
        fixture.reported(
                township,
                VOLUNTEERS,
                new Answer(EntryState.VALUE, new BigDecimal("20"), new BigDecimal("18"), null, false, null, List.of()));

        found(VOLUNTEERS, value("15"));

        assertThat(only().answer().reference()).isEqualByComparingTo("18");
    }

    @Test
    void ticksAreKept() {
        found(COMMITTEES, ticked("1,3", 2));

        assertThat(only().answer().ticks()).isEqualTo("1,3");
    }

    @Test
    void anItemIsCheckedOnce() {
        found(LITERACY, value("31.5"));

        assertThatThrownBy(() -> found(LITERACY, value("33")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("居民健康素养水平")
                .hasMessageContaining("”已有核查结果，不能再次填写。请刷新页面后核对。");
        assertThat(only().answer().value()).isEqualByComparingTo("31.5");
    }

    @Test
    void whatIsNeitherTheDistrictNorOneOfItsTownshipsHasNoFinding() {
        String zoneStreet = fixture.roster().townships(YEAR, ZONE).get(0).code();

        for (String stranger : List.of("999999999", zoneStreet, ZONE)) {
            assertThatThrownBy(() -> findings.record(YEAR, QINGTIAN, stranger, LITERACY, value("31.5"), null, CITY))
                    .as(stranger)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> found("C016", value("80"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(findings.of(YEAR, QINGTIAN)).isEmpty();
    }

    @Test
    void theDistrictsOwnItemsComeFirstAlsoInTheZone() {
        String street = fixture.roster().townships(YEAR, ZONE).get(0).code();
        findings.record(YEAR, ZONE, street, LITERACY, value("31.5"), null, CITY);
        findings.record(YEAR, ZONE, ZONE, "Z013", value("30"), null, CITY);

        assertThat(findings.of(YEAR, ZONE)).extracting(Finding::object).containsExactly(ZONE, street);
        assertThat(findings.on(YEAR, street)).extracting(Finding::indicator).containsExactly(LITERACY);
        assertThat(findings.on(YEAR, ZONE)).extracting(Finding::indicator).containsExactly("Z013");
        assertThat(findings.of(YEAR, QINGTIAN)).isEmpty();
        assertThat(findings.on(YEAR, township)).isEmpty();
    }

    @Test
    void theCountysCommentAndItsFilesStandBesideTheFinding() {
        String ours = fixture.file(CITY);
        String theirs = fixture.file(COUNTY);
        found(LITERACY, new Answer(EntryState.VALUE, BigDecimal.TEN, null, null, false, null, List.of(ours)));

        findings.comment(YEAR, township, LITERACY, false, "抽问对象不是常住居民", List.of(theirs), COUNTY);

        Finding finding = only();
        assertThat(finding.countyAgrees()).isFalse();
        assertThat(finding.countyComment()).isEqualTo("抽问对象不是常住居民");
        assertThat(finding.answer().evidence()).containsExactly(ours);
        assertThat(finding.countyEvidence()).containsExactly(theirs);
        assertThat(fixture.logged(township, "对核查结果提出意见")).singleElement().satisfies(line -> {
            assertThat(line.to()).isEqualTo("T013：不认可");
            assertThat(line.reason()).isEqualTo("抽问对象不是常住居民");
        });
    }

    @Test
    void onlyAFindingCanBeCommentedOn() {
        assertThatThrownBy(() -> findings.comment(YEAR, township, LITERACY, true, "", List.of(), COUNTY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
