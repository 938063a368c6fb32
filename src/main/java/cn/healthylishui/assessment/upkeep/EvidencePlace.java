package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.limits.DiskFull;
import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.start.UnsafeStart;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceMove;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Before anybody can reach the program: the folder of evidence is proved to be the one that belongs to the database, and existing
 * evidence is moved to where it should be. Folder and database hold the same id. Each start leaves a word of its own in the folder, and
 * looks for the one that the database says another start left last: a copy of the folder, or a disk that is not there, does not have it.
 */
@Component
class EvidencePlace implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(EvidencePlace.class);
    private static final Duration STARTS_KEPT = Duration.ofDays(30);
    private static final String REMEDY =
            "请检查设置 assessment.evidence.folder 和共享盘有没有挂上；换了位置的，把原来的文件夹整个（连同里面以点开头的文件）移到这里；丢失的，用备份恢复。";

    record Belonging(int one, String id, @Nullable String lastStart) {}

    private final EvidenceFolder folder;
    private final EvidenceMove move;
    private final Rows rows;
    private final Clock clock;
    private final boolean alone;

    EvidencePlace(
            EvidenceFolder folder,
            EvidenceMove move,
            JdbcClient jdbc,
            Clock clock,
            @Value("${spring.datasource.url:}") String database) {
        this.folder = folder;
        this.move = move;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.alone = H2File.of(database).isPresent();
    }

    /** @throws UnsafeStart where evidence could not be read, or went where others do not find it */
    @Override
    public void afterSingletonsInstantiated() {
        try {
            if (move.needsFolder()) {
                prove();
                folder.putBackAside();
            }
            EvidenceMove.Moved moved = move.run(LOG::info);
            if (moved.files() > 0) {
                LOG.info("材料文件搬完了：{}个，{} MB。", moved.files(), moved.bytes() >> 20);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.error("The folder of evidence cannot be used", e);
            throw new UnsafeStart(List.of((DiskFull.caused(e)
                            ? "材料文件夹 %s 所在的磁盘满了。请腾出空间再启动；已经搬过去的材料不受影响，会接着搬。"
                            : "材料文件夹 %s 不能读写。请检查它的权限（运行程序的账号要能读写），再启动。")
                    .formatted(folder.path())));
        }
    }

    private Optional<Belonging> belonging() {
        return rows.find(Belonging.class, "select one, id, last_start from evidence_folder");
    }

    private void prove() throws IOException {
        String start = UUID.randomUUID().toString();
        boolean noted = false;
        while (!noted) { // another node may have started in between: then its word is looked for
            Belonging known = belonging().orElse(null);
            if (known == null) {
                begin();
                continue;
            }
            prove(known);
            folder.noteStart(start);
            noted = rows.update(
                            "update evidence_folder set last_start = :start where coalesce(last_start, '') = :before",
                            start,
                            known.lastStart() == null ? "" : known.lastStart())
                    > 0;
        }
        folder.forgetStarts(clock.instant().minus(STARTS_KEPT), start);
    }

    /** The database is told first: what it does not know belongs to somebody else. */
    private void begin() throws IOException {
        if (folder.mark().isPresent()) {
            throw foreign();
        }
        try {
            rows.insert("evidence_folder", new Belonging(1, UUID.randomUUID().toString(), null));
        } catch (DuplicateKeyException another) {
            LOG.debug("Another node was first");
        }
    }

    private void prove(Belonging known) throws IOException {
        Optional<String> mark = folder.mark();
        if (mark.isPresent() && !mark.get().equals(known.id())) {
            throw foreign();
        }
        if (mark.isEmpty()) {
            // Nobody has begun with it; or nothing is in it that could be missed, and no other node uses another one.
            if (known.lastStart() != null && !(alone && nothingInside())) {
                throw new UnsafeStart(
                        List.of("材料文件夹 %s 里没有这个数据库的材料（没有 .folder 文件）。%s".formatted(folder.path(), REMEDY)));
            }
            folder.mark(known.id());
        } else if (known.lastStart() != null && !folder.knowsStart(known.lastStart())) {
            throw new UnsafeStart(
                    List.of("材料文件夹 %s 里读不到上一次启动（可能是别的节点）写下的记号，它可能只是一份旧的复制。%s".formatted(folder.path(), REMEDY)));
        }
    }

    private boolean nothingInside() {
        return rows.list(String.class, "select id from evidence where content is null fetch first 1 rows only")
                .isEmpty();
    }

    private UnsafeStart foreign() {
        return new UnsafeStart(
                List.of("材料文件夹 %s 属于另一个数据库，里面的材料不能混在一起。请检查设置 assessment.evidence.folder；库文件已经删去、要重新开始的，把这个文件夹也移走或删去。"
                        .formatted(folder.path())));
    }
}
