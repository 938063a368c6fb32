package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.watch.LastBackup.Backup;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** When the last backup was made. */
@Component
@Order(50)
class WatchedBackups implements Watched {

    private final ObjectProvider<LastBackup> backups;
    private final Watching watching;
    private final Clock clock;

    WatchedBackups(ObjectProvider<LastBackup> backups, Watching watching, Clock clock) {
        this.backups = backups;
        this.watching = watching;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "备份";
    }

    @Override
    public List<Sign> look() {
        return List.of(sign(
                Optional.ofNullable(backups.getIfAvailable()).flatMap(LastBackup::last),
                watching.backupTooOld(),
                LocalDateTime.now(clock)));
    }

    static Sign sign(Optional<Backup> last, Duration tooOld, LocalDateTime now) {
        if (last.isEmpty()) {
            return new Sign("备份", Lamp.ACT, "还没有备份。", "请马上备份一次，并安排每天备份；备份放到另一台机器上。");
        }
        Backup backup = last.get();
        Duration age = Duration.between(backup.at(), now);
        String state = "最近一次%s，%s。".formatted(Words.MINUTE.format(backup.at()), Words.size(backup.bytes()));
        if (age.isNegative()) {
            return new Sign("备份", Lamp.ACT, state, WatchedClock.SET_BACK);
        }
        return age.compareTo(tooOld) > 0
                ? new Sign("备份", Lamp.ACT, state, "已经%s没有备份。请看每天的备份为什么没有做成，并马上备份一次。".formatted(Words.span(age)))
                : Sign.fine("备份", state);
    }
}
