package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.Precedence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which entry counts of a must-pass item, and which would if that one were not there. */
class OrderOfEntriesTest {

    private static VerificationFixture fixture;
    private static Indicator mustPass;

    @BeforeAll
    static void open() {
        fixture = new VerificationFixture();
        mustPass = fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators().stream()
                .filter(Indicator::mustPass)
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static List<EntrySource> order(Precedence precedence, Map<EntrySource, EntryState> said) {
        Scorecard card = Scorecard.EMPTY;
        for (Map.Entry<EntrySource, EntryState> one : said.entrySet()) {
            Answer answer = new Answer(one.getValue(), null, null, null, false, null, List.of());
            card = card.with(Entry.typed(QINGTIAN, mustPass.code(), one.getKey(), answer, "office"));
        }
        return ScoreBook.inOrder(precedence, mustPass, card).stream()
                .map(Entry::source)
                .toList();
    }

    private static Map<EntrySource, EntryState> with(EntryState found) {
        return Map.of(
                EntrySource.REPORTED, EntryState.MET,
                EntrySource.OFFICIAL, EntryState.MET,
                EntrySource.VERIFIED, found,
                EntrySource.REVIEWED, EntryState.MET,
                EntrySource.DECIDED, EntryState.MET);
    }

    private static final Precedence FIGURES_FIRST = new Precedence(List.of(
            cn.healthylishui.assessment.year.SourceRank.DECIDED,
            cn.healthylishui.assessment.year.SourceRank.AUTHORITY,
            cn.healthylishui.assessment.year.SourceRank.UNIT_RECORD,
            cn.healthylishui.assessment.year.SourceRank.VERIFIED,
            cn.healthylishui.assessment.year.SourceRank.REPORTED));

    @Test
    void found_unmet_on_the_spot_it_counts_before_every_figure_and_after_a_decision() {
        assertThat(order(Precedence.OF_DISTRICTS, with(EntryState.NOT_MET)))
                .containsExactly(
                        EntrySource.DECIDED,
                        EntrySource.VERIFIED,
                        EntrySource.OFFICIAL,
                        EntrySource.REVIEWED,
                        EntrySource.REPORTED);
    }

    @Test
    void in_a_year_that_began_with_the_earlier_order_a_finding_has_its_place_whatever_it_says() {
        assertThat(Precedence.EARLIER).isEqualTo(FIGURES_FIRST);
        for (EntryState found : List.of(EntryState.MET, EntryState.NOT_MET)) {
            assertThat(order(Precedence.EARLIER, with(found)))
                    .containsExactly(
                            EntrySource.DECIDED,
                            EntrySource.OFFICIAL,
                            EntrySource.VERIFIED,
                            EntrySource.REVIEWED,
                            EntrySource.REPORTED);
        }
    }
}
