package cn.healthylishui.assessment.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/** The one place through which all that the engine writes goes: {@link SeatGuard} looks at it before it is written. */
final class GuardedEntities extends DbEntityManager {

    private final Supplier<SeatGuard> guard;

    private GuardedEntities(IdGenerator ids, PersistenceSession session, Supplier<SeatGuard> guard) {
        super(ids, session);
        this.guard = guard;
    }

    @Override
    protected void flushDbOperations(List<DbOperation> batch, List<DbOperation> all) {
        if (batch.get(0) == all.get(0)) { // once, however many batches there are
            guard.get().check(all);
        }
        super.flushDbOperations(batch, all);
    }

    static void into(ProcessEngineConfigurationImpl engine, Supplier<SeatGuard> guard) {
        List<SessionFactory> factories = engine.getCustomSessionFactories() == null
                ? new ArrayList<>()
                : new ArrayList<>(engine.getCustomSessionFactories());
        factories.add(new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return DbEntityManager.class;
            }

            @Override
            public Session openSession() {
                return new GuardedEntities(
                        engine.getIdGenerator(),
                        Context.getCommandContext().getSession(PersistenceSession.class),
                        guard);
            }
        });
        engine.setCustomSessionFactories(factories);
    }
}
