package cn.healthylishui.assessment.limits;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** 磁盘已满: tells of an exception whether it came about because a disk, a quota or the disk of a database is full. */
public final class DiskFull {

    /** Java passes on the words of the system; they are the same in every locale that a service runs in. */
    private static final List<String> SAID =
            List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    /** Of PostgreSQL. */
    private static final String STATE = "53100";

    private DiskFull() {}

    public static boolean caused(Throwable reason) {
        return Stream.iterate(reason, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> SAID.stream().anyMatch(String.valueOf(cause.getMessage())::contains)
                        || cause instanceof SQLException sql && STATE.equals(sql.getSQLState()));
    }
}
