package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.SeatAccounts;
import cn.healthylishui.assessment.persistence.Rows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine keeps the accounts; it lists memberships of one group only, and there are many seats. */
@Component
class EngineSeatAccounts implements SeatAccounts {

    private record Member(String seat, String account) {}

    private final Rows rows;

    EngineSeatAccounts(JdbcClient jdbc) {
        this.rows = new Rows(jdbc);
    }

    @Override
    public Map<String, List<String>> all() {
        return rows.list(Member.class, """
                select m.group_id_ as seat, m.user_id_ as account from rater_seat s
                join act_id_membership m on m.group_id_ = s.code order by m.user_id_
                """).stream()
                .collect(Collectors.groupingBy(
                        Member::seat, TreeMap::new, Collectors.mapping(Member::account, Collectors.toList())));
    }
}
