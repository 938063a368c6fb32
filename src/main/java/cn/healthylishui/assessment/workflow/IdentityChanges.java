package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * What a change of an account brings with it: its logins end, everywhere and at once, and the log says who did what to whom. All of it
 * in the transaction of the change itself, so that neither is ever without the other.
 */
@Component
class IdentityChanges {

    /** Whoever changes another's account does so as one of these. */
    private static final String[] ADMINISTRATION = {StaffAccounts.ADMINISTRATORS};

    private static final int LONGEST_OFFICES = 2000;

    /** Whether what is going on in this thread is logged by whoever does it, with its reason. */
    private final ThreadLocal<Boolean> logged = ThreadLocal.withInitial(() -> false);

    private record NewState(String userId, long changes, boolean passwordDemanded) {}

    private record FormerAccount(String userId, String name, String offices, LocalDateTime closedAt, String closedBy) {}

    private record Name(@Nullable String first, @Nullable String last) {

        String words() {
            return Stream.of(first, last)
                    .filter(part -> part != null && !part.isBlank())
                    .map(String::strip)
                    .collect(Collectors.joining());
        }
    }

    private final Rows rows;
    private final OperationLog log;
    private final Organization organization;
    private final Clock clock;

    IdentityChanges(JdbcClient jdbc, OperationLog log, Organization organization, Clock clock) {
        this.rows = new Rows(jdbc);
        this.log = log;
        this.organization = organization;
        this.clock = clock;
    }

    /** Does what the caller itself logs, and has judged to be allowed. */
    <T> T loggedByCaller(Supplier<T> act) {
        boolean before = logged.get();
        logged.set(true);
        try {
            return act.get();
        } finally {
            logged.set(before);
        }
    }

    /** Whether somebody is about to set a password by a way that does not ask for what our pages ask for. */
    boolean isForeignPassword() {
        return !logged.get() && person().isPresent();
    }

    void happened(String act, String userId, @Nullable String before, @Nullable String after) {
        endLogins(userId);
        logByPerson(act, userId, before, after);
    }

    void happenedToGroup(String act, String groupId, @Nullable String after, List<String> members) {
        members.forEach(this::endLogins);
        logByPerson(act, groupId, null, after);
    }

    private void logByPerson(String act, String object, @Nullable String before, @Nullable String after) {
        if (!logged.get()) {
            // What the program does to itself at its start is no act of anybody.
            person().ifPresent(actor -> log.record(
                    actor,
                    Operation.of(StaffAccounts.KIND + act, object).from(before).to(after)));
        }
    }

    private void endLogins(String userId) {
        rows.update("delete from spring_session where principal_name = :user", userId);
        if (rows.update("update account_state set changes = changes + 1 where user_id = :user", userId) == 0) {
            insertState(userId, false);
        }
    }

    private void insertState(String userId, boolean demanded) {
        rows.insert("account_state", new NewState(userId, 1, demanded));
    }

    /** A password that somebody else gave has to be changed at the next login. */
    void passwordGiven(String userId) {
        boolean bySomebodyElse =
                person().filter(actor -> !actor.userId().equals(userId)).isPresent();
        demandPassword(userId, bySomebodyElse);
    }

    void demandPassword(String userId, boolean demanded) {
        rows.update("update account_state set password_demanded = :demanded where user_id = :user", demanded, userId);
    }

    /** The account chose a password of its own. */
    void passwordChosen(String userId, Actor actor) {
        demandPassword(userId, false);
        log.record(actor, Operation.of(StaffAccounts.KIND + "改密码", userId));
    }

    /** @param changes grows with every change that ends logins */
    record State(long changes, boolean passwordDemanded) {}

    State state(String userId) {
        return rows.find(State.class, "select * from account_state where user_id = :user", userId)
                .orElse(new State(0, false));
    }

    /** What was deleted by a person in Admin is as closed as what is closed on our page: nobody gets the name again. */
    void forgotten(String userId, String before) {
        if (!logged.get()) {
            person().ifPresent(actor -> keepFormer(userId, before, "", actor));
        }
        rows.update("delete from password_letter where user_id = :user", userId);
    }

    /** Whether the account was closed for good. */
    boolean isFormer(String userId) {
        return rows.get(Integer.class, "select count(*) from former_account where user_id = :id", userId) > 0;
    }

    void keepFormer(String userId, String name, String offices, Actor actor) {
        if (isFormer(userId)) {
            return;
        }
        rows.insert(
                "former_account",
                new FormerAccount(
                        userId,
                        name.length() > 255 ? name.substring(0, 255) : name,
                        offices.length() > LONGEST_OFFICES ? offices.substring(0, LONGEST_OFFICES) : offices,
                        LocalDateTime.now(clock),
                        actor.userId()));
    }

    /** The person logged in, whatever the engine was told for the moment; empty where the program itself acts. */
    Optional<Actor> person() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return Optional.ofNullable(login)
                .filter(Authentication::isAuthenticated)
                .map(known ->
                        new Actor(known.getName(), EngineConfiguration.oneOf(ADMINISTRATION, Logins.groups(known))));
    }

    /** An account in words: its name and its offices; null where there is none. */
    @Nullable
    String text(String userId) {
        return rows.find(Name.class, "select first_ as first, last_ as last from act_id_user where id_ = :id", userId)
                .map(Name::words)
                .map(name -> Stream.concat(
                                Stream.of(name.isEmpty() ? userId : name),
                                groups(userId).stream().map(this::office))
                        .collect(Collectors.joining("，")))
                .orElse(null);
    }

    private List<String> groups(String userId) {
        return rows.list(
                String.class,
                "select group_id_ from act_id_membership where user_id_ = :id order by group_id_",
                userId);
    }

    List<String> members(String groupId) {
        return rows.list(String.class, "select user_id_ from act_id_membership where group_id_ = :id", groupId);
    }

    String office(String groupId) {
        return groupId.equals(StaffAccounts.ADMINISTRATORS) ? "系统管理员" : organization.officeName(groupId);
    }
}
