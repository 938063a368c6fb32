package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.spring.boot.starter.configuration.Ordering;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    /** Codes of offices serve as ids of groups and users, and hold a hyphen. */
    private static final String IDS = "[a-zA-Z0-9-]+";

    /** Before the other plugins of ours, which add to what it sets. */
    @Bean
    @Order(Ordering.DEFAULT_ORDER)
    ProcessEnginePlugin engineSettings(
            @Value("${assessment.security.password-rounds}") int passwordRounds,
            ApplicationContext context,
            ObjectProvider<OperationLog> log,
            CurrentActor actor,
            ObjectProvider<IdentityChanges> changes,
            ObjectProvider<SeatGuard> seatGuard,
            ObjectProvider<JdbcClient> jdbc,
            ObjectProvider<BasicDataElsewhere> basicData) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.setGeneralResourceWhitelistPattern(IDS);
                engine.setExpressionManager(new QueryExpressions(context, engine.getBeans()));
                engine.getCustomHistoryEventHandlers().add(new AdministratorActs(log::getObject, actor));
                engine.setCustomPreCommandInterceptorsTxRequired(List.of(
                        new JobsInLogs(jdbc::getObject),
                        new ConflictWatch(),
                        new FreshBasicData.BeforeJobs(basicData)));
                PasswordHash hash = new PasswordHash(passwordRounds);
                engine.setPasswordEncryptor(hash);
                engine.setIdentityProviderSessionFactory(new WatchedIdentities.Factory(hash, changes));
                GuardedEntities.into(engine, seatGuard::getObject);
            }
        };
    }

    @Bean
    CurrentActor currentActor(@Lazy IdentityService identity) {
        return new CurrentActor() {
            @Override
            public Actor as(String office) {
                return person(identity)
                        .map(person -> new Actor(person.getUserId(), office))
                        .orElse(Actor.SYSTEM);
            }

            @Override
            public Actor asOneOf(String... offices) {
                return person(identity)
                        .map(person -> new Actor(person.getUserId(), oneOf(offices, person.getGroupIds())))
                        .orElse(Actor.SYSTEM);
            }
        };
    }

    private static Optional<Authentication> person(IdentityService identity) {
        return Optional.ofNullable(identity.getCurrentAuthentication()).filter(person -> person.getUserId() != null);
    }

    /** The first that is among those of the person; else the person's only one; else none. */
    static String oneOf(String[] offices, @Nullable Collection<String> own) {
        Collection<String> known = own == null ? List.of() : own;
        return Arrays.stream(offices)
                .filter(known::contains)
                .findFirst()
                .orElseGet(() -> known.size() == 1 ? known.iterator().next() : "");
    }
}
