package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.SeatAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine keeps the accounts; it lists memberships of one group only, and there are many seats. */
@Component
class EngineSeatAccounts implements SeatAccounts {

    private final JdbcClient jdbc;

    EngineSeatAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, List<String>> all() {
        Map<String, List<String>> accounts = new TreeMap<>();
        jdbc.sql("""
                        select group_id_, user_id_ from act_id_membership where group_id_ in (select code from rater_seat)
                        order by user_id_
                        """).query(rs -> {
            accounts.computeIfAbsent(rs.getString(1), seat -> new ArrayList<>()).add(rs.getString(2));
        });
        return accounts;
    }
}
