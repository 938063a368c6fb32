package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class DrawPropertiesTest {

    @Property(tries = 300)
    void everyTownshipHasOnePlace(
            @ForAll @Size(32) byte[] seed, @ForAll("texts") String text, @ForAll("townships") Set<String> townships) {
        List<DrawnPlace> places = Draw.order(seed, 2021, "331121", text, townships);

        assertThat(places).extracting(DrawnPlace::code).containsExactlyInAnyOrderElementsOf(townships);
        assertThat(places).extracting(DrawnPlace::hmac).isSorted().allMatch(hmac -> hmac.matches("[0-9a-f]{64}"));
        assertThat(places)
                .extracting(DrawnPlace::rank)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, townships.size()).boxed().toList());
    }

    @Property(tries = 300)
    void theSameDrawCanBeRepeatedFromAnyList(
            @ForAll @Size(32) byte[] seed,
            @ForAll("texts") String text,
            @ForAll("townships") Set<String> townships,
            @ForAll Random random) {
        List<String> shuffled = new ArrayList<>(townships);
        Collections.shuffle(shuffled, random);

        assertThat(Draw.order(seed, 2021, "331121", text, shuffled))
                .isEqualTo(Draw.order(seed, 2021, "331121", text, townships));
    }

    @Property(tries = 300)
    void anotherTextYearDistrictOrSeedLeavesNoPlaceAsItWas(
            @ForAll @Size(32) byte[] seed,
            @ForAll("texts") String text,
            @ForAll("texts") String otherText,
            @ForAll("townships") Set<String> townships) {
        Assume.that(!text.equals(otherText));
        byte[] otherSeed = seed.clone();
        otherSeed[31] ^= 1;
        List<String> hmacs = hmacs(Draw.order(seed, 2021, "331121", text, townships));

        assertThat(hmacs(Draw.order(seed, 2021, "331121", otherText, townships)))
                .doesNotContainAnyElementsOf(hmacs);
        assertThat(hmacs(Draw.order(seed, 2022, "331121", text, townships))).doesNotContainAnyElementsOf(hmacs);
        assertThat(hmacs(Draw.order(seed, 2021, "331102", text, townships))).doesNotContainAnyElementsOf(hmacs);
        assertThat(hmacs(Draw.order(otherSeed, 2021, "331121", text, townships)))
                .doesNotContainAnyElementsOf(hmacs);
        assertThat(Draw.commitment(otherSeed)).isNotEqualTo(Draw.commitment(seed));
    }

    private static List<String> hmacs(List<DrawnPlace> places) {
        return places.stream().map(DrawnPlace::hmac).toList();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange('一', '龥')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<Set<String>> townships() {
        return Arbitraries.integers()
                .between(331121001, 331121299)
                .map(code -> Integer.toString(code))
                .set()
                .ofMinSize(1)
                .ofMaxSize(32);
    }
}
