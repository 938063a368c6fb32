package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.audit.LogCheck;
import cn.healthylishui.assessment.audit.LogDays;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the operation log is sealed and was found whole. */
@Component
@Order(70)
class WatchedLog implements Watched {

    /** Sealing follows within seconds, a thousand at a time. */
    private static final long MANY = 5000;

    /** It is checked every night. */
    private static final Duration CHECK_TOO_OLD = Duration.ofHours(50);

    private final LogDays days;
    private final LogCheck check;
    private final Clock clock;

    WatchedLog(LogDays days, LogCheck check, Clock clock) {
        this.days = days;
        this.check = check;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "操作日志";
    }

    @Override
    public List<Sign> look() {
        return List.of(sign(days.unsealed(), check.last(), LocalDateTime.now(clock)));
    }

    static Sign sign(long unsealed, Optional<LogCheck.Kept> last, LocalDateTime now) {
        String what = "操作日志";
        String waiting = "待封存%d条；".formatted(unsealed);
        if (last.isEmpty()) {
            return Sign.fine(what, waiting + "还没有校验过，每天凌晨校验。");
        }
        LogCheck.Kept check = last.get();
        String state = waiting
                + "最近一次校验%s，%s。"
                        .formatted(
                                Words.MINUTE.format(check.at()),
                                check.faultCount() == 0 ? "没有发现问题" : "发现%d处问题".formatted(check.faultCount()));
        if (check.faultCount() > 0) {
            return new Sign(what, Lamp.ACT, state, "日志可能被改动过。请在“操作日志”页看是哪几处，保留现状，报告市健康丽水办和审计。");
        }
        if (unsealed > MANY) {
            return new Sign(what, Lamp.NOTE, state, "待封存的太多。过几分钟仍不减少的，请看程序的日志。");
        }
        if (check.at().isAfter(now)) {
            return new Sign(what, Lamp.NOTE, state, WatchedClock.SET_BACK);
        }
        return Duration.between(check.at(), now).compareTo(CHECK_TOO_OLD) > 0
                ? new Sign(what, Lamp.NOTE, state, "两天没有校验了。请在“操作日志”页点“现在校验”。")
                : Sign.fine(what, state);
    }
}
