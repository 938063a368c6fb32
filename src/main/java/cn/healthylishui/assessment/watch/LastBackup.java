package cn.healthylishui.assessment.watch;

import java.time.LocalDateTime;
import java.util.Optional;

/** 最近一次备份, as whoever makes backups tells it. */
public interface LastBackup {

    /** @param bytes what it takes, with the files that it shares with no other */
    record Backup(LocalDateTime at, long bytes) {}

    /** The last one that was brought to an end and found whole; empty where there is none. */
    Optional<Backup> last();
}
