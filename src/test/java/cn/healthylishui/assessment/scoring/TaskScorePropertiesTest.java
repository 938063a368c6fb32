package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.scoring.TaskScore.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TaskScorePropertiesTest {

    private static final BigDecimal FULL_MARK = BigDecimal.valueOf(1000);

    @Property
    void theScoreLiesBetweenTheWorstAndTheBestTask(@ForAll("tasks") List<Part> tasks) {
        List<BigDecimal> percents = tasks.stream().map(Part::percent).toList();

        BigDecimal score = TaskScore.of(tasks, FULL_MARK);

        assertThat(score.scale()).isEqualTo(2);
        assertThat(score).isBetween(onFullMark(Collections.min(percents)), onFullMark(Collections.max(percents)));
    }

    @Property
    void theOrderOfTheTasksDoesNotMatter(@ForAll("tasks") List<Part> tasks, @ForAll Random random) {
        List<Part> shuffled = new ArrayList<>(tasks);
        Collections.shuffle(shuffled, random);

        assertThat(TaskScore.of(shuffled, FULL_MARK)).isEqualTo(TaskScore.of(tasks, FULL_MARK));
    }

    @Property
    void aWeightOfTwoIsTheTaskTwice(@ForAll("tasks") List<Part> tasks) {
        List<Part> once = tasks.stream()
                .flatMap(task ->
                        Collections.nCopies(task.weight().intValueExact(), new Part(BigDecimal.ONE, task.percent()))
                                .stream())
                .toList();

        assertThat(TaskScore.of(tasks, FULL_MARK)).isEqualTo(TaskScore.of(once, FULL_MARK));
    }

    @Property
    void onlyTheProportionOfTheWeightsCounts(@ForAll("tasks") List<Part> tasks, @ForAll("factors") BigDecimal factor) {
        List<Part> scaled = tasks.stream()
                .map(task -> new Part(task.weight().multiply(factor), task.percent()))
                .toList();

        assertThat(TaskScore.of(scaled, FULL_MARK)).isEqualTo(TaskScore.of(tasks, FULL_MARK));
    }

    @Provide
    Arbitrary<List<Part>> tasks() {
        Arbitrary<Part> task = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 1000))
                .as((weight, tenths) -> new Part(BigDecimal.valueOf(weight), BigDecimal.valueOf(tenths, 1)));
        return task.list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<BigDecimal> factors() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.01"), BigDecimal.TEN)
                .ofScale(2);
    }

    private static BigDecimal onFullMark(BigDecimal percent) {
        return percent.multiply(FULL_MARK).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
    }
}
