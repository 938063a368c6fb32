package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.database.NodeTurns;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.taskform.EvidenceFolder.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 无主文件: contents in the folder of evidence that no row names, left by a crash between file and row or by a task that has ended, go
 * after a time; at night, by one node, and never while a backup is made.
 */
@Component
class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final EvidenceFolder folder;
    private final NodeTurns turns;
    private final Rows rows;
    private final Clock clock;
    private final Duration after;

    Orphans(
            EvidenceFolder folder,
            NodeTurns turns,
            JdbcClient jdbc,
            Clock clock,
            @Value("${assessment.evidence.orphans-after}") Duration after) {
        this.folder = folder;
        this.turns = turns;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.after = after;
    }

    @Scheduled(cron = "0 40 4 * * *", zone = "Asia/Shanghai")
    void everyNight() {
        try (NodeTurns.Held turn = turns.take(Backups.EVIDENCE_FILES).orElse(null)) {
            if (turn == null) {
                LOG.info("A backup is being made, or another node looks for orphans: not now");
                return;
            }
            int removed = remove(turn);
            if (removed > 0) {
                LOG.info("{} files of evidence that nobody needs were removed", removed);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Files of evidence that nobody needs were not removed", e);
        }
    }

    /** @return how many */
    int remove(NodeTurns.Held turn) throws IOException {
        Optional<String> mark = folder.mark();
        if (mark.isEmpty() || !mark.equals(rows.find(String.class, "select id from evidence_folder"))) {
            return 0; // nobody's, or somebody else's
        }
        Instant before = clock.instant().minus(after);
        folder.putBackAside();
        folder.clearArriving(before);
        int removed = 0;
        for (String part : EvidenceFolder.parts()) {
            List<Found> old = folder.in(part).stream()
                    .filter(found -> found.uploadedAt().isBefore(before))
                    .toList();
            Set<String> needed = needed(old);
            for (Found found : old) {
                if (!needed.contains(found.sha256())) {
                    turn.requireStill();
                    if (needed(List.of(found)).isEmpty() && removed(found)) {
                        removed++;
                    }
                }
            }
        }
        return removed;
    }

    private boolean removed(Found found) throws IOException {
        try {
            return folder.remove(found);
        } catch (NoSuchFileException another) {
            return false;
        }
    }

    private Set<String> needed(List<Found> files) {
        return files.isEmpty()
                ? Set.of()
                : new HashSet<>(rows.list(
                        String.class,
                        "select distinct sha256 from evidence where sha256 in (:files) and content is null",
                        files.stream().map(Found::sha256).toList()));
    }
}
