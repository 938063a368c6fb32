package cn.healthylishui.assessment.appraisal;

import static cn.healthylishui.assessment.appraisal.AppraisalFixture.YEAR;
import static cn.healthylishui.assessment.scoring.AppraisalMark.GOOD;
import static cn.healthylishui.assessment.scoring.AppraisalMark.POOR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.PostgreSql;
import cn.healthylishui.assessment.appraisal.Poll.State;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * PostgreSQL notes with each row, in columns that nobody declares, which transaction and which of its statements wrote it and where it
 * lies. Votes are told apart by the first of these: the transaction that marks a voter as having voted puts the ballot into the box.
 */
class BallotsOnPostgreSqlTest {

    private static AppraisalFixture fixture;
    private static final HikariDataSource source = PostgreSql.migratedDatabase();

    @BeforeAll
    static void start() {
        fixture = new AppraisalFixture(source);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        source.close();
    }

    @BeforeEach
    void beginAgain() {
        fixture.reset();
    }

    /** A ballot as PostgreSQL has it. @param unit the one that it marks unlike the others */
    private record Row(long id, String place, String writer, int statement, String unit) {}

    private List<Row> rows(RaterGroup group, String order) {
        List<String> units = fixture.appraisals().units(YEAR);
        return fixture.jdbc()
                .sql("""
                        select id, ctid::text as place, xmin::text as writer, cmin::text::int as statement, marks
                        from ballot where rater_group = :group order by\s""" + order)
                .param("group", group.name())
                .query((rs, i) -> {
                    String marks = rs.getString("marks");
                    return new Row(
                            rs.getLong("id"),
                            rs.getString("place"),
                            rs.getString("writer"),
                            rs.getInt("statement"),
                            units.stream()
                                    .filter(unit -> marks.contains("\"" + unit + "\":\"POOR\""))
                                    .findFirst()
                                    .orElseThrow());
                })
                .list();
    }

    /** Which transaction marked each voter of a group as having voted, in the order of voting: no secret, and the key of any join. */
    private List<String> voters(RaterGroup group) {
        return fixture.jdbc()
                .sql("select xmin::text from appraisal_rater where rater_group = :group order by xmin::text::bigint")
                .param("group", group.name())
                .query(String.class)
                .list();
    }

    @Test
    void neither_transaction_nor_statement_nor_place_tells_whose_ballot_it_is() {
        fixture.prepared(9, 10, 6);
        List<String> units = fixture.appraisals().units(YEAR);
        List<Rater> raters = new ArrayList<>(fixture.appraisals().turnout(YEAR).raters());
        Collections.shuffle(raters, new Random(7));
        Map<RaterGroup, List<String>> inOrderOfVoting = new EnumMap<>(RaterGroup.class);
        for (Rater rater : raters) { // each marks a unit of its own
            List<String> before = inOrderOfVoting.computeIfAbsent(rater.group(), group -> new ArrayList<>());
            String own = units.get(before.size());
            fixture.vote(rater.seat(), fixture.marks(GOOD, own, POOR));
            before.add(own);
        }

        inOrderOfVoting.forEach((group, voted) -> {
            List<Row> byNumber = rows(group, "id");
            List<String> voters = voters(group);
            assertThat(voters)
                    .as("who voted when can be seen")
                    .doesNotHaveDuplicates()
                    .hasSameSizeAs(voted);
            assertThat(byNumber)
                    .as("all ballots of the group are the last voter's writing")
                    .extracting(Row::writer)
                    .containsOnly(voters.get(voters.size() - 1));
            assertThat(rows(group, "ctid")).as("place").isEqualTo(byNumber);
            assertThat(rows(group, "cmin::text::int")).as("statement").isEqualTo(byNumber);
            assertThat(byNumber).extracting(Row::unit).containsExactlyInAnyOrderElementsOf(voted);
        });
        assertThat(fixture.jdbc()
                        .sql("select pg_relation_size(reltoastrelid) from pg_class where relname = 'ballot'")
                        .query(Long.class)
                        .single())
                .as("no ballot is kept out of its row, under a number of its own")
                .isZero();
    }

    /** Numbers are random, so is the place; space that was given back in between makes no difference. */
    @Test
    void the_last_ballot_lies_anywhere_whether_or_not_space_was_given_back() {
        fixture.prepared(1, 1, 0);
        BallotBox box = fixture.get(BallotBox.class);
        TransactionTemplate transaction = fixture.get(TransactionTemplate.class);
        List<String> units = fixture.appraisals().units(YEAR);
        int ballots = 4;
        int rounds = 160;
        int[] lastLies = new int[ballots];
        for (int round = 0; round < rounds; round++) {
            fixture.jdbc().sql("delete from ballot").update();
            if (round % 2 == 0) {
                fixture.jdbc().sql("vacuum ballot").update();
            }
            for (int ballot = 1; ballot <= ballots; ballot++) {
                Map<String, AppraisalMark> marks = fixture.marks(GOOD, units.get(ballot), POOR);
                transaction.executeWithoutResult(status -> box.put(YEAR, RaterGroup.LEADER, marks));
            }
            List<String> byPlace =
                    rows(RaterGroup.LEADER, "ctid").stream().map(Row::unit).toList();
            lastLies[byPlace.indexOf(units.get(ballots))]++;
        }
        // A quarter each is 40; less than 15 comes about once in a million times.
        assertThat(lastLies).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).as(Arrays.toString(counts)).isGreaterThanOrEqualTo(15);
            }
        });
    }

    @Test
    void many_who_vote_at_once_are_all_counted() throws Exception {
        fixture.prepared(9, 10, 6);
        List<Rater> raters = fixture.appraisals().turnout(YEAR).raters();
        ExecutorService threads = Executors.newFixedThreadPool(raters.size());
        CyclicBarrier together = new CyclicBarrier(raters.size());
        try {
            List<Future<?>> votes = new ArrayList<>();
            for (Rater rater : raters) {
                votes.add(threads.submit(() -> {
                    together.await();
                    fixture.vote(rater.seat(), fixture.alike(GOOD));
                    return true;
                }));
            }
            for (Future<?> vote : votes) {
                vote.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fixture.count("ballot")).isEqualTo(25);
        fixture.appraisalOutcomes().count(YEAR);
        assertThat(fixture.appraisals().get(YEAR).state()).isEqualTo(State.COUNTED);
    }
}
