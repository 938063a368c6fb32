package cn.healthylishui.assessment.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** 被拒绝的操作: an act that was refused takes its transaction back, so the line that tells of it is written in one of its own. */
@Component
public class RefusedActs {

    private final OperationLog log;
    private final TransactionTemplate apart;

    public RefusedActs(OperationLog log, PlatformTransactionManager transactions) {
        this.log = log;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    public void record(Actor actor, String action, @Nullable Integer year, String object, String reason) {
        apart.executeWithoutResult(status ->
                log.record(actor, Operation.of(action, year, object).to("拒绝").because(reason)));
    }
}
