package cn.healthylishui.assessment.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.TestDatabase;
import cn.healthylishui.assessment.reliability.Report.Counts;
import cn.healthylishui.assessment.reliability.Report.Part;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reduced year: one district from the opening of the year until it has scored itself, and the jobs between. */
@Tag("reliability")
class EveryCallFailsTest extends FailingCalls {

    private static final String DISTRICT = "331121";

    /** Tasks of the district's own units follow from the key work, of which there is none here, and papers from them. */
    private static final Set<String> NEED_A_PLAN = Set.of("taskSetOwnTasks", "taskSubmitPapers");

    /** So many calls of a step fail each; of a longer one from there on every fiftieth part. */
    private static final int EACH = 300;

    @Override
    long after(long call) {
        return call < EACH ? call + 1 : call + call / 50;
    }

    @Test
    void a_reduced_year_in_which_every_call_fails_once_is_the_same_year() throws Exception {
        long rows = sameWithFailures(() -> {
            at(LocalDateTime.of(YEAR + 1, 1, 4, 9, 0));
            runYear(work -> DISTRICT.equals(work.text("district")) && !NEED_A_PLAN.contains(work.key()));
        });

        assertThat(kinds()).contains("complete taskOpenYear", "save taskFillMatrix", "complete taskSelfScore");
        Report.write(
                TestDatabase.isPostgreSql() ? Part.CALLS_ON_POSTGRESQL : Part.CALLS_ON_H2,
                new Counts(
                        LocalDate.now().toString(),
                        0,
                        Math.toIntExact(failed()),
                        rows,
                        rows,
                        0,
                        0,
                        List.of(),
                        "一个县从启动年度到自查打分，连同其间的后台作业；%d种步骤（看、填、传、办结、作业、发起）各取一次，逐个调用失败（一个步骤超过%d个调用的，以后取五十分之一），失败后重做；计的是和不受打扰的一次逐行比较的行数。"
                                .formatted(kinds().size(), EACH)));
    }
}
