package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.audit.RefusedActs;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 密码信: a reset makes the old password useless and shows nobody a new one. A keeper opens the letter once: a colleague in the same
 * office, or the county's office for a unit of the county, never who reset it. Only then is the one-time password made. Where an
 * account has no keeper who resets it opens the letter; its office is told, and the next login says who reset it and who opened it.
 */
@Component
public class PasswordLetters {

    /** @param openedBy null while it is sealed */
    public record Letter(
            String userId,
            LocalDateTime resetAt,
            String resetBy,
            LocalDateTime expiresAt,
            @Nullable LocalDateTime openedAt,
            @Nullable String openedBy,
            @Nullable LocalDateTime changedAt) {

        /** The account has a password of its own again. */
        public boolean settled() {
            return changedAt != null;
        }
    }

    private static final Duration VALID_FOR = Duration.ofDays(7);
    private static final Duration TOLD_FOR = Duration.ofDays(14);

    private final Rows rows;
    private final IdentityService identity;
    private final IdentityChanges changes;
    private final Organization organization;
    private final SealedSeats seats;
    private final OperationLog log;
    private final RefusedActs refusedActs;
    private final Clock clock;

    PasswordLetters(
            JdbcClient jdbc,
            IdentityService identity,
            IdentityChanges changes,
            Organization organization,
            SealedSeats seats,
            OperationLog log,
            RefusedActs refusedActs,
            Clock clock) {
        this.rows = new Rows(jdbc);
        this.identity = identity;
        this.changes = changes;
        this.organization = organization;
        this.seats = seats;
        this.log = log;
        this.refusedActs = refusedActs;
        this.clock = clock;
    }

    /** Makes the password useless and a sealed letter; whoever may reset is judged by the caller, who also logs it. */
    @Transactional
    public void reset(String userId, Actor actor) {
        give(userId, Passwords.unknowable());
        rows.update("delete from password_letter where user_id = :user", userId);
        LocalDateTime now = LocalDateTime.now(clock);
        rows.insert("password_letter", new Letter(userId, now, actor.userId(), now.plus(VALID_FOR), null, null, null));
    }

    /**
     * Opens a letter, once.
     *
     * @return the one-time password, shown this once and kept nowhere
     * @throws Refused where it is not for this person, was opened before, or is of a seat that votes
     */
    @Transactional
    public String open(String userId, Actor actor) {
        Letter letter = find(userId).orElseThrow(() -> new Refused("没有%s的密码信，可能已经改好密码。".formatted(userId)));
        List<String> keepers = keepers(letter);
        boolean mayOpen =
                keepers.isEmpty() ? letter.resetBy().equals(actor.userId()) : keepers.contains(actor.userId());
        if (!mayOpen) {
            throw new Refused("%s的密码信不由您打开，可以打开的是：%s。"
                    .formatted(userId, String.join("、", keepers.isEmpty() ? List.of(letter.resetBy()) : keepers)));
        }
        LocalDateTime now = LocalDateTime.now(clock);
        if (now.isAfter(letter.expiresAt())) {
            throw new Refused("%s的密码信已经过期，请重新办理重设密码。".formatted(userId));
        }
        whileSealed(letter, actor);
        int opened = rows.update("""
                        update password_letter set opened_at = :now, opened_by = :by where user_id = :user and opened_at is null
                        """, now, actor.userId(), userId);
        if (opened == 0) {
            throw new Refused(
                    "%s的密码信已由%s打开过，只能打开一次。没有收到密码的，请重新办理重设密码。".formatted(userId, String.valueOf(letter.openedBy())));
        }
        String password = Passwords.generate();
        give(userId, password);
        log.record(actor, Operation.of(StaffAccounts.KIND + "打开密码信", userId).to(changes.text(userId)));
        return password;
    }

    /** Whoever knew the password of a seat that votes could vote on it. */
    private void whileSealed(Letter letter, Actor actor) {
        try {
            seats.learning(letter.userId(), letter.resetAt());
        } catch (Refused refusal) {
            refusedActs.record(actor, "打开测评席位的密码信", null, letter.userId(), String.valueOf(refusal.getMessage()));
            throw refusal;
        }
    }

    private void give(String userId, String password) {
        CurrentUser.asEngine(
                identity,
                () -> changes.loggedByCaller(() -> {
                    User user = identity.createUserQuery().userId(userId).singleResult();
                    user.setPassword(password);
                    identity.saveUser(user);
                    return true;
                }));
        changes.demandPassword(userId, true);
    }

    /** The account has chosen a password of its own again. */
    void settled(String userId) {
        rows.update(
                "update password_letter set changed_at = :now where user_id = :user", LocalDateTime.now(clock), userId);
    }

    boolean isExpired(String userId) {
        return find(userId)
                .filter(letter -> !letter.settled() && LocalDateTime.now(clock).isAfter(letter.expiresAt()))
                .isPresent();
    }

    public Optional<Letter> find(String userId) {
        return rows.find(Letter.class, "select * from password_letter where user_id = :user", userId);
    }

    /** Who may open the account's letter when this person resets it; empty where only this person can. */
    public List<String> keepers(String userId, String resetBy) {
        Set<String> offices = Set.copyOf(offices(userId));
        if (offices.isEmpty() || offices(resetBy).stream().anyMatch(offices::contains)) {
            return List.of(); // a colleague's password, not another office's
        }
        List<String> colleagues = members(offices, userId, resetBy);
        if (!colleagues.isEmpty()) {
            return colleagues;
        }
        Set<String> above = offices.stream()
                .flatMap(code -> organization.office(code).stream())
                .filter(office -> office.kind() == Office.Kind.MEMBER_UNIT)
                .map(Office::district)
                .filter(district -> district != null)
                .flatMap(district -> organization.district(district).stream())
                .map(district -> district.officeCode())
                .collect(Collectors.toSet());
        return members(above, userId, resetBy);
    }

    private List<String> keepers(Letter letter) {
        return keepers(letter.userId(), letter.resetBy());
    }

    /** The sealed letters that this person may open. */
    public List<Letter> toOpen(String userId) {
        return open().stream()
                .filter(letter ->
                        letter.openedAt() == null && LocalDateTime.now(clock).isBefore(letter.expiresAt()))
                .filter(letter -> keepers(letter).contains(userId))
                .toList();
    }

    /** What was reset lately in the person's offices, by somebody else: told to every colleague. */
    public List<Letter> toTell(String userId) {
        Set<String> offices = Set.copyOf(offices(userId));
        LocalDateTime since = LocalDateTime.now(clock).minus(TOLD_FOR);
        return offices.isEmpty()
                ? List.of()
                : rows
                        .list(
                                Letter.class,
                                "select * from password_letter where reset_at > :since order by reset_at desc",
                                since)
                        .stream()
                        .filter(letter -> !letter.resetBy().equals(userId))
                        .filter(letter -> offices(letter.userId()).stream().anyMatch(offices::contains))
                        .toList();
    }

    private List<Letter> open() {
        return rows.list(Letter.class, "select * from password_letter where changed_at is null order by reset_at desc");
    }

    /** An account with its name and offices, such as “张三，青田县健康办”. */
    public String who(String userId) {
        String text = changes.text(userId);
        return text == null ? userId : Stream.of(text.split("，")).distinct().collect(Collectors.joining("，"));
    }

    /** The offices of an account, whose other members open its letter. */
    public List<String> offices(String userId) {
        return rows.list(String.class, """
                        select group_id_ from act_id_membership where user_id_ = :user and group_id_ <> :admins order by group_id_
                        """, userId, StaffAccounts.ADMINISTRATORS);
    }

    private List<String> members(Set<String> offices, String... without) {
        return offices.isEmpty()
                ? List.of()
                : rows
                        .list(
                                String.class,
                                "select distinct user_id_ from act_id_membership where group_id_ in (:offices) order by user_id_",
                                offices)
                        .stream()
                        .filter(user -> Stream.of(without).noneMatch(user::equals))
                        .toList();
    }
}
