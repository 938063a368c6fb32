package cn.healthylishui.assessment.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.LogSearch.Page;
import cn.healthylishui.assessment.audit.LogSearch.Place;
import cn.healthylishui.assessment.audit.LogSearch.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pages of a long log: none left out, none twice, and each found by looking at a bounded number of entries. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogSearchTest {

    private static final int ENTRIES = 30_000;
    private static final Query ALL = new Query(null, null, null, null, null, null, null, null);

    private final LogFixture log = LogFixture.onH2();
    private LogSearch search;

    @BeforeAll
    void aLongLog() {
        log.jdbc().sql("""
                insert into operation_log (at, user_id, office, action, assessment_year, object_code, to_value, salt)
                select dateadd(minute, x / 3, timestamp '2022-01-01 00:00:00'), 'u' || mod(x, 100),
                  case when mod(x, 2) = 0 then 'city-office' else 'qingtian-jkb' end, '动作' || mod(x, 7), 2020 + mod(x, 3),
                  'C' || mod(x, 1000), 'wert ' || x, 'ab' from system_range(1, :count)
                """).param("count", ENTRIES).update();
        search = log.get(LogSearch.class);
    }

    @AfterAll
    void close() {
        log.close();
    }

    private List<String> values(Query query, int most) {
        List<String> values = new ArrayList<>();
        Place place = null;
        do {
            Page page = search.find(query, entry -> true, place, most);
            page.lines().forEach(found -> values.add(found.entry().to()));
            place = page.next();
        } while (place != null);
        return values;
    }

    @Test
    void page_after_page_gives_every_entry_once_the_newest_first() {
        List<String> all = values(new Query(null, LocalDate.of(2022, 1, 2), null, null, null, null, null, null), 50);
        assertThat(all).doesNotHaveDuplicates().hasSize(2 * 24 * 60 * 3 - 1);
        assertThat(all.get(all.size() - 1)).isEqualTo("wert 1");
    }

    @Test
    void each_filter_finds_what_it_names_and_together_they_narrow() {
        assertThat(values(new Query(null, null, "u7", null, null, null, null, null), 50))
                .hasSize(300);
        assertThat(values(new Query(null, null, null, null, null, null, "C17", null), 50))
                .hasSize(30);
        assertThat(values(new Query(null, null, "u17", "qingtian-jkb", null, 2021, "C17", null), 50))
                .hasSize(10)
                .contains("wert 2017");
        LocalDate day = LocalDate.of(2022, 1, 3);
        assertThat(values(new Query(day, day, null, null, null, null, null, null), 500))
                .hasSize(24 * 60 * 3);
        assertThat(values(new Query(day, day, null, null, "作3", null, null, null), 500))
                .as("a part of an action")
                .hasSizeBetween(610, 620);
    }

    @Test
    void what_the_reader_may_not_see_is_not_found() {
        Page page = search.find(ALL, entry -> entry.userId().equals("u7"), null, 3);
        assertThat(page.lines())
                .hasSize(3)
                .allSatisfy(found -> assertThat(found.entry().userId()).isEqualTo("u7"));
    }

    @Test
    void free_text_looks_at_a_bounded_number_of_entries_and_goes_on_from_there() {
        Query query = new Query(null, null, null, null, null, null, null, "WERT 77");
        Page first = search.find(query, entry -> true, null, 50);
        assertThat(first.cut()).isTrue();
        assertThat(values(query, 50))
                .contains("wert 77", "wert 7700", "wert 7799")
                .hasSize(1 + 10 + 100);
    }

    @Test
    void a_page_is_read_from_an_index_without_sorting() {
        for (String[] filter : new String[][] {
            {"", ""},
            {"user_id = 'u7' and", "user_id,"},
            {"office = 'city-office' and", "office,"},
            {"action = '动作3' and", "action,"},
            {"object_code = 'C17' and", "object_code,"},
            {"assessment_year = 2021 and", "assessment_year,"}
        }) {
            String plan = log.jdbc()
                    .sql("explain select * from operation_log where " + filter[0]
                            + " at <= timestamp '2022-01-05 00:00:00' and (at < timestamp '2022-01-05 00:00:00' or id < 9) order by "
                            + filter[1] + " at desc, id desc fetch first 51 rows only")
                    .query(String.class)
                    .single();
            assertThat(plan).contains("index sorted").containsIgnoringCase("OPERATION_LOG_");
        }
    }

    @Test
    void a_place_that_is_none_begins_at_the_newest() {
        assertThat(Place.parse("2022-01-05T00:00_5")).isPresent();
        for (String none : List.of("", "x", "2022-13-45T00:00_5", "2022-01-05T00:00_", "'; drop")) {
            assertThat(Place.parse(none)).isEmpty();
        }
        assertThat(search.find(ALL, entry -> true, null, 1).lines())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.entry().to()).isEqualTo("wert " + ENTRIES);
                    assertThat(found.number()).isNull();
                });
    }
}
