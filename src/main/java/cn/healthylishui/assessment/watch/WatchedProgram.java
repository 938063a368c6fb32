package cn.healthylishui.assessment.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Which program it is and since when it runs. */
@Component
@Order(10)
class WatchedProgram implements Watched {

    private static final ZoneId LISHUI = ZoneId.of("Asia/Shanghai");

    @Override
    public String name() {
        return "程序";
    }

    @Override
    public List<Sign> look() {
        RuntimeMXBean program = ManagementFactory.getRuntimeMXBean();
        return List.of(Sign.fine(
                name(),
                "版本%s，%s启动，已运行%s。"
                        .formatted(
                                Version.current(),
                                Words.MINUTE.format(
                                        LocalDateTime.ofInstant(Instant.ofEpochMilli(program.getStartTime()), LISHUI)),
                                Words.span(Duration.ofMillis(program.getUptime())))));
    }
}
