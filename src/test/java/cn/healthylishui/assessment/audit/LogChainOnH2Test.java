package cn.healthylishui.assessment.audit;

import java.util.List;

class LogChainOnH2Test extends LogChainTest {

    @Override
    LogFixture open() {
        return LogFixture.onH2();
    }

    @Override
    void withoutTriggers(String... statements) {
        List.of("entries", "seals", "removals").forEach(trigger -> log.jdbc()
                .sql("drop trigger if exists operation_log_guard_" + trigger)
                .update());
        List.of(statements).forEach(statement -> log.jdbc().sql(statement).update());
    }
}
