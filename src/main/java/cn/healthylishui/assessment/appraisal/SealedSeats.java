package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 投票期间的席位和账号 (办法四(二)): each seat's ballot is one account's, the one it had when voting began. As long as voting lasts nobody
 * joins or leaves the seat, and nobody but its holder changes the account. A forgotten password takes two: the city office allows it
 * with a reason, an administrator resets it, and both stand before the rater and in the city office's tasks.
 */
@Component
public class SealedSeats {

    /** How the log calls that a seat's account may be changed while voting lasts. */
    public static final String RELEASED = "准许换发测评账号";

    private static final int LONGEST_REASON = 500;

    /**
     * A seat in a vote that goes on.
     *
     * @param account who votes on it; null where a vote begun with an earlier version knows of none
     * @param released whether the city office has allowed that the account be changed, and nobody has yet
     * @param reissuedAt when the account was changed as the city office had allowed; null where it was not
     */
    public record Held(
            int year,
            String seat,
            @Nullable String account,
            boolean voted,
            boolean released,
            @Nullable LocalDateTime reissuedAt) {}

    /** An account that was changed while voting went on, in words. */
    public record Reissue(String seat, String text) {}

    private record Reissued(
            String seat,
            String releasedBy,
            LocalDateTime releasedAt,
            String releaseReason,
            @Nullable String reissuedBy,
            @Nullable LocalDateTime reissuedAt) {

        String text() {
            return "%s于%s准许换发账号（理由：%s），%s"
                    .formatted(
                            releasedBy,
                            day(releasedAt),
                            releaseReason,
                            reissuedAt == null ? "还没有换发" : "%s于%s换发".formatted(reissuedBy, day(reissuedAt)));
        }
    }

    private final Rows rows;
    private final SeatAccounts accounts;
    private final Organization organization;
    private final OperationLog log;
    private final Clock clock;

    public SealedSeats(
            JdbcClient jdbc, SeatAccounts accounts, Organization organization, OperationLog log, Clock clock) {
        this.rows = new Rows(jdbc);
        this.accounts = accounts;
        this.organization = organization;
        this.log = log;
        this.clock = clock;
    }

    // Whose seat it is
    // ------------------------------------------------------------------------------------------------------------

    /** The accounts of all seats at once. */
    public Map<String, List<String>> accounts() {
        return accounts.all();
    }

    /** Why nobody could vote on a seat with these accounts; empty where one could. */
    public static Optional<String> wrongAccounts(List<String> accounts) {
        return switch (accounts.size()) {
            case 0 -> Optional.of("这个席位还没有账号，办结后也不能再开。请先请系统管理员给它开好账号，或者选“不参加”。");
            case 1 -> Optional.empty();
            default ->
                Optional.of(
                        "这个席位有%d个账号（%s），一席只能有一个。请先请系统管理员移出多余的。".formatted(accounts.size(), String.join("、", accounts)));
        };
    }

    /** Votes begun with an earlier version learn whose each seat is. Asked for at every start, does nothing the second time. */
    @Transactional
    public void settle() {
        Map<String, List<String>> all = accounts.all();
        held("r.account is null").stream()
                .filter(held -> all.getOrDefault(held.seat(), List.of()).size() == 1)
                .forEach(held ->
                        bind(held, Objects.requireNonNull(all.get(held.seat())).get(0)));
    }

    private void bind(Held held, String account) {
        rows.update(
                "update appraisal_rater set account = :account where assessment_year = :year and seat = :seat",
                account,
                held.year(),
                held.seat());
    }

    /** The seat in the votes that go on; empty where none does. */
    public List<Held> ofSeat(String seat) {
        return held("r.seat = :seat", seat);
    }

    /** The seats on which the account votes in the votes that go on. */
    public List<Held> ofAccount(String account) {
        return held("r.account = :account", account);
    }

    private List<Held> held(String which, Object... values) {
        return rows.list(Held.class, """
                select r.assessment_year, r.seat, r.account, r.has_voted as voted,
                  r.released_at is not null and r.reissued_at is null as released, r.reissued_at
                from appraisal_rater r join appraisal a on a.assessment_year = r.assessment_year
                where a.state = 'VOTING' and %s
                """.formatted(which), values);
    }

    // What is refused while voting lasts
    // -----------------------------------------------------------------------------------------

    /**
     * Somebody becomes member of a group.
     *
     * @throws Refused where the group is a seat that votes, or the account is one that does
     */
    @Transactional
    public void joining(String account, String group, Actor actor) {
        for (Held held : ofAccount(account)) {
            if (!held.seat().equals(group)) {
                throw refusal(held);
            }
        }
        for (Held held : ofSeat(group)) {
            if (account.equals(held.account())) {
                continue; // its own, just given or given back
            }
            if (held.account() != null || !held.released()) {
                throw refusal(held);
            }
            bind(held, account);
            reissued(held, actor);
        }
    }

    /** @throws Refused where the account votes on the group, which is a seat */
    public void leaving(String account, String group) {
        ofSeat(group).stream()
                .filter(held -> account.equals(held.account()))
                .findFirst()
                .ifPresent(held -> {
                    throw refusal(held);
                });
    }

    /** @throws Refused where the account votes */
    public void refuseMovedVoter(String account) {
        ofAccount(account).stream().findFirst().ifPresent(held -> {
            throw refusal(held);
        });
    }

    /** @throws Refused where the group is a seat that votes */
    public void refuseLostSeat(String group) {
        ofSeat(group).stream().findFirst().ifPresent(held -> {
            throw refusal(held);
        });
    }

    /**
     * Somebody other than its holder gives the account a new password.
     *
     * @throws Refused where the account votes and the city office has not allowed it
     */
    @Transactional
    public void resetting(String account, Actor actor) {
        for (Held held : ofAccount(account)) {
            if (!held.released()) {
                throw refusal(held);
            }
            reissued(held, actor);
        }
    }

    /**
     * Somebody is to learn a new password that the account was given.
     *
     * @param givenAt when it was given
     * @throws Refused where the account votes, unless it was given as the city office has allowed
     */
    public void learning(String account, LocalDateTime givenAt) {
        for (Held held : ofAccount(account)) {
            if (held.reissuedAt() == null || givenAt.isBefore(held.reissuedAt())) {
                throw new Refused(("%d年度民主测评正在投票，%s是席位“%s”的账号。它的密码是投票以前重设的，截止以前不能打开这封密码信，以免别人代投。"
                                + "确实没有密码的，请市健康丽水办在“基础数据”的“测评席位”里写明理由，准许换发，再由系统管理员重设。")
                        .formatted(held.year(), account, organization.officeName(held.seat())));
            }
        }
    }

    private void reissued(Held held, Actor actor) {
        rows.update("""
                update appraisal_rater set reissued_by = :by, reissued_at = :at where assessment_year = :year and seat = :seat
                """, actor.userId(), LocalDateTime.now(clock), held.year(), held.seat());
        log.record(actor, Operation.of("换发测评账号", held.year(), held.seat()).to("已换发"));
    }

    /** What is answered to whoever gives a ballot or its seat to somebody else. */
    public Refused refusal(Held held) {
        return new Refused(("%d年度民主测评正在投票，席位“%s”的测评票只归它自己的账号：截止以前不能把票交给别人，席位不能加人、移人，账号不能停用、"
                        + "不能由别人改密码。确实忘了密码的，请市健康丽水办在“基础数据”的“测评席位”里写明理由，准许换发。")
                .formatted(held.year(), organization.officeName(held.seat())));
    }

    // Reissued openly
    // -------------------------------------------------------------------------------------------------------------

    /** Whether the seat's account could be released now: it votes, and has not voted yet. */
    public boolean mayRelease(String seat) {
        return ofSeat(seat).stream().anyMatch(held -> !held.voted() && !held.released());
    }

    /** Allows an administrator, once, to change the account of a seat that has not voted. */
    @Transactional
    public void release(String seat, String reason, Actor actor) {
        if (!actor.office().equals(Office.CITY)) {
            throw new Refused("准许换发测评账号由市健康丽水办办理；系统管理员只管重设密码，不能自己准许自己。");
        }
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
            throw new Refused("请写明为什么要换发，最多%d字；测评人员本人看得到。".formatted(LONGEST_REASON));
        }
        List<Held> open = ofSeat(seat).stream().filter(held -> !held.voted()).toList();
        if (open.isEmpty()) {
            throw new Refused("席位“%s”现在没有等着投票：没有在投票，或者已经投过。不用换发。".formatted(organization.officeName(seat)));
        }
        for (Held held : open) {
            rows.update("""
                    update appraisal_rater set released_by = :by, released_at = :at, release_reason = :reason, reissued_by = null,
                      reissued_at = null
                    where assessment_year = :year and seat = :seat
                    """, actor.userId(), LocalDateTime.now(clock), reason.strip(), held.year(), seat);
            log.record(actor, Operation.of(RELEASED, held.year(), seat).to("准许").because(reason.strip()));
        }
    }

    /** The seats of a year whose account was released or changed while voting went on, for the city office to see. */
    public List<Reissue> reissues(int year) {
        return rows.list(Reissued.class, """
                select * from appraisal_rater where assessment_year = :year and released_at is not null order by seat
                """, year).stream()
                .map(row -> new Reissue(row.seat(), row.text()))
                .toList();
    }

    private static String day(LocalDateTime at) {
        return "%d月%d日".formatted(at.getMonthValue(), at.getDayOfMonth());
    }
}
