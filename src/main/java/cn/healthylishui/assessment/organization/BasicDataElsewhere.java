package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.persistence.Rows;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 别的机器改过的基础数据: every change counts up one number; whoever begins something, a request, a job, a daily work, looks at it once and
 * has what is kept in memory read again where it has moved. A database in a file or in memory has no other node, and is not asked.
 */
@Component
public class BasicDataElsewhere {

    /** What was kept in memory of the basic data is to be read again. */
    public record Changed() {}

    private final Rows rows;
    private final Organization organization;
    private final ApplicationEventPublisher events;
    private final boolean isAlone;
    private volatile long seen = -1;

    public BasicDataElsewhere(
            JdbcClient jdbc,
            Organization organization,
            ApplicationEventPublisher events,
            @Value("${spring.datasource.url:}") String database) {
        this.rows = new Rows(jdbc);
        this.organization = organization;
        this.events = events;
        this.isAlone = database.startsWith("jdbc:h2:");
    }

    public void look() {
        if (isAlone) {
            return;
        }
        long now = rows.get(Long.class, "select revision from basic_data where id = 1");
        if (now != seen) {
            organization.read();
            events.publishEvent(new Changed());
            seen = now; // last: whoever looks meanwhile reads as well, and nobody goes on with what is old
        }
    }
}
