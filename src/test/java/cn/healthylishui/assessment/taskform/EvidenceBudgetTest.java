package cn.healthylishui.assessment.taskform;

import static cn.healthylishui.assessment.TestFiles.upload;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.OnBothDatabases;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.filecheck.FileCheck;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/** How much evidence a task and an office may keep. */
class EvidenceBudgetTest extends ApplicationTest {

    private static final Actor WANG = new Actor("wang", "qingtian-wjj");

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DraftStore drafts;

    @Autowired
    private EvidenceFolder folder;

    private EvidenceStore store(int taskFiles, long taskBytes, int officeFiles, long officeBytes) {
        EvidenceBudget budget = new EvidenceBudget(
                jdbc,
                transactions,
                DataSize.ofMegabytes(1),
                taskFiles,
                DataSize.ofBytes(taskBytes),
                officeFiles,
                DataSize.ofBytes(officeBytes));
        return new EvidenceStore(jdbc, dataSource, transactions, clock, drafts, budget, new FileCheck(""), folder);
    }

    private TaskRef of(String id, Integer year) {
        drafts.open(id, "kept");
        return new TaskRef(
                id,
                "taskFillMatrix",
                "任务",
                WANG.office(),
                null,
                LocalDateTime.of(YEAR, 3, 1, 10, 0),
                year == null ? Map.of() : Map.of("year", year));
    }

    private static void put(EvidenceStore store, TaskRef task, int bytes) {
        store.store(task, upload("记录.txt", utf8("a".repeat(bytes))), WANG);
    }

    @Test
    void a_task_takes_so_many_files_and_says_how_many_there_are() {
        EvidenceStore store = store(2, 1000, 100, 100_000);
        TaskRef task = of("t1", YEAR);
        put(store, task, 10);
        put(store, task, 10);

        assertThatThrownBy(() -> put(store, task, 10))
                .isInstanceOf(Refused.class)
                .hasMessage("文件“记录.txt”没有上传：这项任务已有2个材料文件，最多2个。请删去用不着的文件，把同类的照片合成一个PDF后再上传。");
        put(store, of("t2", YEAR), 10);
    }

    @Test
    void a_task_takes_so_many_bytes() {
        EvidenceStore store = store(100, 2 << 20, 100, 100 << 20);
        TaskRef task = of("t1", YEAR);
        put(store, task, 1 << 20);
        put(store, task, 1 << 20);

        assertThatThrownBy(() -> put(store, task, 1 << 19))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("这项任务的材料已占2.0 MB，加上它的0.5 MB就超过了2 MB");
    }

    @Test
    void an_office_has_a_budget_for_each_year() {
        EvidenceStore store = store(100, 100_000, 2, 100_000);
        put(store, of("t1", YEAR), 10);
        put(store, of("t2", YEAR), 10);

        assertThatThrownBy(() -> put(store, of("t3", YEAR), 10))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("本单位2021年度已有2个材料文件，最多2个", "请合并、压缩后再上传；确实需要的，请管理员调高额度。");
        put(store, of("t4", YEAR + 1), 10);
        put(store, of("t5", null), 10);
    }

    @Test
    void an_office_takes_so_many_bytes_a_year() {
        EvidenceStore store = store(100, 100 << 20, 100, 2 << 20);
        put(store, of("t1", YEAR), 1 << 20);
        put(store, of("t2", YEAR), 1 << 20);

        assertThatThrownBy(() -> put(store, of("t3", YEAR), 1))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("本单位2021年度的材料已占2.0 MB", "超过了2 MB", "请合并、压缩后再上传；确实需要的，请管理员调高额度。");
        put(store, of("t4", YEAR + 1), 1);
        put(store, of("t5", null), 1);
    }

    @Test
    @OnBothDatabases
    void uploads_at_the_same_time_are_counted_one_by_one() throws Exception {
        EvidenceStore store = store(100, 100_000, 5, 100_000);
        List<TaskRef> tasks =
                IntStream.range(0, 12).mapToObj(i -> of("t" + i, YEAR)).toList();
        AtomicInteger refused = new AtomicInteger();
        ExecutorService offices = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> uploads = tasks.stream()
                    .<Future<?>>map(task -> offices.submit(() -> {
                        try {
                            put(store, task, 10);
                        } catch (Refused full) {
                            refused.incrementAndGet();
                        }
                    }))
                    .toList();
            for (Future<?> upload : uploads) {
                upload.get();
            }
        } finally {
            offices.shutdown();
        }
        assertThat(jdbc.sql("select count(*) from evidence")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        assertThat(refused).hasValue(7);
    }

    @Test
    void a_file_over_the_limit_is_refused_with_its_size_and_leaves_nothing() {
        EvidenceStore store = store(100, 100 << 20, 100, 100 << 20);

        assertThatThrownBy(() -> put(store, of("t1", YEAR), 3 << 19))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("有1.5 MB，超过上限1 MB");
        assertThat(jdbc.sql("select count(*) from evidence")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void an_ended_task_takes_no_file() {
        EvidenceStore store = store(100, 100_000, 100, 100_000);
        TaskRef task = of("t1", YEAR);
        jdbc.sql("delete from task_draft where task_id = 't1'").update();

        assertThatThrownBy(() -> put(store, task, 10))
                .isInstanceOf(Refused.class)
                .hasMessage("这项任务已经办结，不能再上传文件。请回到任务清单查看。");
    }
}
