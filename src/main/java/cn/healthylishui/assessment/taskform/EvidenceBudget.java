package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.persistence.Rows;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/**
 * 材料额度: how much an open task and an office in a year may keep. What is counted are the files themselves; whoever adds one holds the
 * office's row until it is there, so that none is counted twice or missed.
 */
@Component
public class EvidenceBudget {

    private record Use(int files, long bytes) {}

    private static final String USED =
            "select count(*) as files, coalesce(sum(size_bytes), 0) as bytes from evidence where ";

    private record Held(String office, int year) {}

    private final Rows rows;
    private final TransactionTemplate apart;
    private final DataSize largest;
    private final int taskFiles;
    private final DataSize taskSize;
    private final int officeFiles;
    private final DataSize officeSize;

    EvidenceBudget(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${assessment.evidence.largest}") DataSize largest,
            @Value("${assessment.evidence.task-files}") int taskFiles,
            @Value("${assessment.evidence.task-size}") DataSize taskSize,
            @Value("${assessment.evidence.office-files}") int officeFiles,
            @Value("${assessment.evidence.office-size}") DataSize officeSize) {
        this.rows = new Rows(jdbc);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.largest = largest;
        this.taskFiles = taskFiles;
        this.taskSize = taskSize;
        this.officeFiles = officeFiles;
        this.officeSize = officeSize;
    }

    /** Of one file. */
    DataSize largest() {
        return largest;
    }

    /** Makes the row behind which an office's uploads queue up, before the transaction that needs it. */
    void prepare(String office, @Nullable Integer year) {
        if (row(office, year, "").isEmpty()) {
            try {
                apart.executeWithoutResult(status -> rows.insert("evidence_budget", new Held(office, key(year))));
            } catch (DuplicateKeyException madeMeanwhile) {
                // by a colleague's upload
            }
        }
    }

    /**
     * Waits for other uploads of the office and looks whether there is room for one more.
     *
     * @throws Refused where there is none
     */
    void admit(String name, long size, String taskId, String office, @Nullable Integer year) {
        row(office, year, " for update");
        Use task = rows.get(Use.class, USED + "task_id = :task", taskId);
        refuse(name, size, "这项任务", task, taskFiles, taskSize, "请删去用不着的文件，把同类的照片合成一个PDF后再上传。");
        Use all = year == null
                ? rows.get(Use.class, USED + "office = :office and assessment_year is null", office)
                : rows.get(Use.class, USED + "office = :office and assessment_year = :year", office, year);
        refuse(
                name,
                size,
                year == null ? "本单位" : "本单位%d年度".formatted(year),
                all,
                officeFiles,
                officeSize,
                "请合并、压缩后再上传；确实需要的，请管理员调高额度。");
    }

    private static void refuse(
            String name, long size, String whose, Use used, int files, DataSize bytes, String remedy) {
        if (used.files() + 1 > files) {
            throw new Refused("文件“%s”没有上传：%s已有%d个材料文件，最多%d个。%s".formatted(name, whose, used.files(), files, remedy));
        }
        if (used.bytes() + size > bytes.toBytes()) {
            throw new Refused("文件“%s”没有上传：%s的材料已占%.1f MB，加上它的%.1f MB就超过了%d MB。%s"
                    .formatted(name, whose, megabytes(used.bytes()), megabytes(size), bytes.toMegabytes(), remedy));
        }
    }

    private static double megabytes(long bytes) {
        return bytes / 1048576.0;
    }

    private Optional<String> row(String office, @Nullable Integer year, String lock) {
        return rows.find(
                String.class,
                "select office from evidence_budget where office = :office and assessment_year = :year" + lock,
                office,
                key(year));
    }

    private static int key(@Nullable Integer year) {
        return year == null ? 0 : year;
    }
}
