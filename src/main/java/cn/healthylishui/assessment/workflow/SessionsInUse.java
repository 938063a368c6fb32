package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.persistence.DatabaseRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/**
 * 登录的记录: those of Spring Session in the database, except that a look alone writes when a login was last used at most once a minute,
 * and never while the disk is full. Each look would otherwise be a change on the disk, and nobody could look once there is no room for one.
 */
final class SessionsInUse implements FindByIndexNameSessionRepository<SessionsInUse.Used> {

    /** By so much a login may end earlier than hours after its last use. */
    static final Duration EXACT_TO = Duration.ofMinutes(1);

    /** A cookie may hold anything, and PostgreSQL is asked for no text with a zero in it. */
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final FindByIndexNameSessionRepository<Session> stored;
    private final Runnable cleanUp;
    private final BooleanSupplier isFull;

    @SuppressWarnings("unchecked")
    private SessionsInUse(JdbcIndexedSessionRepository stored, BooleanSupplier isFull) {
        this.stored = (FindByIndexNameSessionRepository<Session>) (FindByIndexNameSessionRepository<?>) stored;
        this.cleanUp = stored::cleanUpExpiredSessions;
        this.isFull = isFull;
    }

    /** In the place of Spring Session's own, as soon as that is made. */
    @Configuration(proxyBeanMethods = false)
    static class InTheirPlace {

        @Bean
        static BeanPostProcessor sessionsInUse(ObjectProvider<DatabaseRoom> room) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof JdbcIndexedSessionRepository sessions
                            ? new SessionsInUse(sessions, () -> room.getObject().isFull())
                            : bean;
                }
            };
        }
    }

    @Override
    public Used createSession() {
        return new Used(stored.createSession());
    }

    @Override
    public void save(Used session) {
        stored.save(session.session);
    }

    @Override
    public @Nullable Used findById(String id) {
        Session found = ID.matcher(id).matches() ? stored.findById(id) : null;
        return found == null ? null : new Used(found);
    }

    @Override
    public void deleteById(String id) {
        stored.deleteById(id);
    }

    @Override
    public Map<String, Used> findByIndexNameAndIndexValue(String index, String value) {
        return stored.findByIndexNameAndIndexValue(index, value).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> new Used(found.getValue())));
    }

    /** Those that are over go. */
    void cleanUp() {
        cleanUp.run();
    }

    /** One login. */
    final class Used implements Session {

        private final Session session;

        private Used(Session session) {
            this.session = session;
        }

        @Override
        public void setLastAccessedTime(Instant now) {
            if (!now.isBefore(session.getLastAccessedTime().plus(EXACT_TO)) && !isFull.getAsBoolean()) {
                session.setLastAccessedTime(now);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
