package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.persistence.Rows;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many people are logged in; the sessions that are over go by themselves every minute. */
@Component
@Order(60)
class WatchedPeople implements Watched {

    private record Sessions(long people, long sessions) {}

    private final Rows rows;

    WatchedPeople(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    @Override
    public String name() {
        return "登录";
    }

    @Override
    public List<Sign> look() {
        Sessions now = rows.get(Sessions.class, """
                select count(distinct principal_name) as people, count(*) as sessions from spring_session
                where principal_name is not null
                """);
        return List.of(Sign.fine(name(), "%d人登录着，共%d处。".formatted(now.people(), now.sessions())));
    }
}
