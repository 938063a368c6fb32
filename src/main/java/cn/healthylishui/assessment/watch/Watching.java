package cn.healthylishui.assessment.watch;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * From where on something is noted; the defaults stand in {@code application.yaml} under {@code assessment.watch}.
 *
 * @param diskLow what is left on a volume, below which it is noted
 * @param diskFull the same, below which something must be done
 * @param slowAnswer of the database
 * @param mailTo whom what must be done is told to; nobody where it is empty, or no {@code spring.mail.host} is set
 * @param mailFrom what the mail says whom it is from
 */
@ConfigurationProperties("assessment.watch")
record Watching(
        DataSize diskLow,
        DataSize diskFull,
        Duration slowAnswer,
        Duration backupTooOld,
        List<String> mailTo,
        String mailFrom) {

    Watching {
        mailTo = mailTo.stream().filter(one -> !one.isBlank()).toList();
    }
}
