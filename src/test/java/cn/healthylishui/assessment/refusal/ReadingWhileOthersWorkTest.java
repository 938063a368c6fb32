package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.year.OpenTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** No page fails, or costs more, because others have much to do and do it meanwhile. */
class ReadingWhileOthersWorkTest extends StaffTest {

    @Autowired
    private OpenWork openWork;

    @Autowired
    private OpenTasks openTasks;

    @Test
    @OnBothDatabases
    void every_page_is_answered_while_tasks_are_completed_under_its_hands() throws Exception {
        startYear();
        List<String> pages = pages(path -> path.replace("{year}", String.valueOf(YEAR)));
        assertThat(pages).contains("/", "/progress/" + YEAR, "/my/work/" + YEAR).hasSizeGreaterThan(15);
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        AtomicBoolean working = new AtomicBoolean(true);
        CountDownLatch stillReading = new CountDownLatch(3);
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> reads = Stream.of(Office.CITY, Office.LEADING_GROUP, YUNHE_OFFICE)
                    .map(this::staff)
                    .<Future<?>>map(reader -> readers.submit(() -> read(reader, pages, working, stillReading, failed)))
                    .toList();
            try {
                // No longer than it takes each of them to see every page.
                runYear(work -> stillReading.getCount() > 0
                        && Set.of("taskConfirmAssignment", "taskFillMatrix").contains(work.key()));
            } finally {
                working.set(false);
            }
            for (Future<?> read : reads) {
                read.get();
            }
            assertThat(stillReading.getCount())
                    .as("readers who had not seen every page when the work was done")
                    .isZero();
        } finally {
            readers.shutdownNow();
        }
        assertThat(failed).isEmpty();
    }

    /** The list of work in hand most often: that is what others change under its hands. */
    private static void read(
            Staff reader,
            List<String> pages,
            AtomicBoolean working,
            CountDownLatch stillReading,
            Queue<String> failed) {
        for (int round = 0; working.get(); round++) {
            if (round == pages.size()) {
                stillReading.countDown();
            }
            for (String page : List.of("/", "/progress/" + YEAR, pages.get(round % pages.size()))) {
                Answer answer = reader.get(page);
                if (answer.status() >= 500) {
                    failed.add(reader.user() + " " + page + ": " + answer.status());
                }
            }
        }
    }

    @Test
    void a_list_of_work_takes_no_more_statements_for_being_long() {
        startYear();
        Staff city = staff(Office.CITY);
        List<Supplier<Object>> lists = new ArrayList<>(
                List.of(openWork::all, openTasks::list, () -> city.get("/"), () -> city.get("/progress/" + YEAR)));
        lists.forEach(Supplier::get);
        int few = openWork.all().size();
        List<Integer> before = lists.stream().map(this::statements).toList();

        runYear(work -> work.key().equals("taskConfirmAssignment"));

        assertThat(openWork.all()).hasSizeGreaterThan(few + 50);
        assertThat(lists.stream().map(this::statements).toList()).isEqualTo(before);
        assertThat(before.get(0)).isLessThan(10);
    }

    private int statements(Supplier<Object> act) {
        jdbc.sql("set query_statistics_max_entries 2000").update();
        jdbc.sql("set query_statistics false").update();
        jdbc.sql("set query_statistics true").update();
        try {
            act.get();
            return jdbc.sql("""
                    select coalesce(sum(execution_count), 0) from information_schema.query_statistics
                    where lower(sql_statement) not like 'set query%'
                    """).query(Integer.class).single();
        } finally {
            jdbc.sql("set query_statistics false").update();
        }
    }
}
