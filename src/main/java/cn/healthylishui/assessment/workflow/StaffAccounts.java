package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.RefusedActs;
import cn.healthylishui.assessment.organization.BasicData;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.OfficeClosed;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 账号管理: accounts are made, put into offices, taken out and closed, each with a reason and logged. There is always an administrator,
 * and always somebody for an office's open tasks; what an account did stays under its name, which nobody gets again.
 */
@Component
public class StaffAccounts {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "账号：";

    /** The group of those who administer the system; no office. */
    public static final String ADMINISTRATORS = EngineDoor.ADMINISTRATORS;

    /** @param offices codes, in order; the administrators' group is not among them */
    public record Account(String id, String name, List<String> offices, boolean administrator) {}

    /** @param offices their names when the account was closed */
    public record Former(String id, String name, String offices, LocalDate closedOn) {}

    /** An account with the only sight of its password. */
    public record Issued(String id, String password) {}

    private static final String ID = "[a-zA-Z0-9][a-zA-Z0-9-]{1,39}";
    private static final int LONGEST_NAME = 30;
    private static final int TASKS_TOLD = 3;

    private final IdentityService identity;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final CurrentUser currentUser;
    private final Organization organization;
    private final BasicData basicData;
    private final SealedSeats seats;
    private final RefusedActs refusedActs;
    private final IdentityChanges changes;
    private final PasswordLetters letters;
    private final Rows rows;

    StaffAccounts(
            IdentityService identity,
            TaskService tasks,
            AuthorizationService authorizations,
            CurrentUser currentUser,
            Organization organization,
            BasicData basicData,
            SealedSeats seats,
            RefusedActs refusedActs,
            IdentityChanges changes,
            PasswordLetters letters,
            JdbcClient jdbc) {
        this.identity = identity;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.currentUser = currentUser;
        this.organization = organization;
        this.basicData = basicData;
        this.seats = seats;
        this.refusedActs = refusedActs;
        this.changes = changes;
        this.letters = letters;
        this.rows = new Rows(jdbc);
    }

    /** Every account, by id. */
    public List<Account> all() {
        Map<String, List<String>> groups = new HashMap<>();
        // The engine lists memberships of one person only, and there are hundreds.
        record Membership(String person, String office) {}
        rows.list(
                        Membership.class,
                        "select user_id_ as person, group_id_ as office from act_id_membership order by group_id_")
                .forEach(one -> groups.computeIfAbsent(one.person(), person -> new ArrayList<>())
                        .add(one.office()));
        return CurrentUser.asEngine(
                        identity,
                        () -> identity.createUserQuery().orderByUserId().asc().list())
                .stream()
                .map(user -> account(user, groups.getOrDefault(user.getId(), List.of())))
                .toList();
    }

    private static Account account(User user, List<String> groups) {
        return new Account(
                user.getId(),
                Stream.of(user.getFirstName(), user.getLastName())
                        .filter(part -> part != null && !part.isBlank())
                        .map(String::strip)
                        .collect(Collectors.joining()),
                groups.stream().filter(group -> !group.equals(ADMINISTRATORS)).toList(),
                groups.contains(ADMINISTRATORS));
    }

    public Optional<Account> find(String id) {
        return all().stream().filter(account -> account.id().equals(id)).findFirst();
    }

    /** Those that were closed, the last first. */
    public List<Former> former() {
        return rows.list(Former.class, """
                select user_id as id, name, offices, cast(closed_at as date) as closed_on
                from former_account order by closed_at desc, user_id
                """);
    }

    /** An account in words, for the log, and to tell whether it is still as it was seen. */
    public String text(Account account) {
        return Stream.concat(
                        Stream.of(account.name().isEmpty() ? account.id() : account.name()),
                        Stream.concat(
                                account.offices().stream().map(organization::officeName),
                                account.administrator() ? Stream.of("系统管理员") : Stream.of()))
                .collect(Collectors.joining("，"));
    }

    /** Makes an account in an office; its password is told this once. */
    @Transactional
    public Issued create(String id, String name, String office, String reason, Actor actor) {
        basicData.begin(reason);
        if (!id.matches(ID)) {
            throw new Refused("账号名“%s”不对：用2至40个字母、数字或连字符，例如zhangsan或qingtian-wjj-2。".formatted(id));
        }
        if (id.equals(Actor.SYSTEM.userId())) {
            throw new Refused("账号名“%s”是系统自己用的，请换一个。".formatted(id));
        }
        refuseName(name);
        all().stream()
                .filter(account -> account.id().equalsIgnoreCase(id))
                .findFirst()
                .ifPresent(known -> {
                    throw new Refused("账号名%s已经有人用了（%s），请换一个。".formatted(known.id(), text(known)));
                });
        former().stream()
                .filter(account -> account.id().equalsIgnoreCase(id))
                .findFirst()
                .ifPresent(known -> {
                    throw new Refused("账号名%s以前是%s的，已停用。操作日志里还有他办的事，请换一个账号名。".formatted(known.id(), known.name()));
                });
        Account made = new Account(id, name, List.of(), false);
        refuseJoining(made, office);
        whileSealed(office, actor, () -> seats.joining(id, office, actor));
        String password = Passwords.generate();
        asEngine(() -> {
            User user = identity.newUser(id);
            user.setFirstName(name);
            user.setLastName("");
            user.setPassword(password);
            identity.saveUser(user);
            identity.createMembership(id, office);
            changes.demandPassword(id, true);
        });
        basicData.record(actor, KIND + "新增", id, null, text(existing(id)), reason);
        return new Issued(id, password);
    }

    /** @param keepers who can open the letter; empty where nobody else can, and the password is told here this once */
    public record Reset(
            String id, List<String> keepers, @Nullable String password) {}

    /** Makes an account's password useless; a new one is in a letter that a keeper opens, or told here where there is no keeper. */
    @Transactional
    public Reset resetPassword(String id, String reason, Actor actor) {
        basicData.begin(reason);
        Account account = existing(id);
        refuseForeign(account);
        whileSealed(id, actor, () -> seats.resetting(id, actor));
        if (id.equals(actor.userId())) {
            throw new Refused("自己的密码在“我的登录”里改，不用重设。");
        }
        letters.reset(id, actor);
        basicData.record(actor, KIND + "重设密码", id, text(account), text(account), reason);
        List<String> keepers = letters.keepers(id, actor.userId());
        return new Reset(id, keepers, keepers.isEmpty() ? letters.open(id, actor) : null);
    }

    @Transactional
    public void rename(String id, String name, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Account before = seen(id, seen);
        refuseForeign(before);
        refuseName(name);
        if (name.equals(before.name())) {
            throw new Refused("姓名没有改动，不用保存。");
        }
        asEngine(() -> {
            User user = identity.createUserQuery().userId(id).singleResult();
            user.setFirstName(name);
            user.setLastName("");
            identity.saveUser(user);
        });
        basicData.record(actor, KIND + "改姓名", id, text(before), text(existing(id)), reason);
    }

    /** Puts an account into an office, or among the administrators. */
    @Transactional
    public void putInto(String id, String office, String reason, Actor actor) {
        basicData.begin(reason);
        Account before = existing(id);
        refuseForeign(before);
        refuseJoining(before, office);
        whileSealed(office, actor, () -> seats.joining(id, office, actor));
        asEngine(() -> identity.createMembership(id, office));
        basicData.record(actor, KIND + "加入单位", id, text(before), text(existing(id)), reason);
    }

    /** Takes an account out of an office; its tasks there are free for the colleagues. */
    @Transactional
    public void takeOut(String id, String office, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Account before = seen(id, seen);
        refuseForeign(before);
        whileSealed(office, actor, () -> seats.leaving(id, office));
        if (!before.offices().contains(office) && !(office.equals(ADMINISTRATORS) && before.administrator())) {
            throw new Refused("%s不在这个单位，可能刚被移出。请刷新页面后再办。".formatted(id));
        }
        refuseLeaving(before, office);
        leave(id, office);
        basicData.record(actor, KIND + "移出单位", id, text(before), text(existing(id)), reason);
    }

    /** Takes an account out of all its offices and keeps it from ever logging in again. */
    @Transactional
    public void close(String id, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Account before = seen(id, seen);
        refuseForeign(before);
        whileSealed(id, actor, () -> seats.refuseMovedVoter(id));
        if (id.equals(actor.userId())) {
            throw new Refused("不能停用自己的账号，请由同事或系统管理员办。");
        }
        before.offices().forEach(office -> refuseLeaving(before, office));
        if (before.administrator()) {
            refuseLeaving(before, ADMINISTRATORS);
        }
        before.offices().forEach(office -> leave(id, office));
        asEngine(() -> identity.deleteUser(id));
        String offices = before.offices().stream().map(organization::officeName).collect(Collectors.joining("、"));
        changes.keepFormer(id, before.name().isEmpty() ? id : before.name(), offices, actor);
        basicData.record(actor, KIND + "停用", id, text(before), null, reason);
    }

    /** Whoever belonged to an office that is no more belongs to it no longer. */
    @EventListener
    void emptied(OfficeClosed closed) {
        all().stream()
                .filter(account -> account.offices().contains(closed.office()))
                .forEach(before -> {
                    leave(before.id(), closed.office());
                    basicData.record(
                            closed.actor(),
                            KIND + "移出单位",
                            before.id(),
                            text(before),
                            text(existing(before.id())),
                            "单位撤销：" + closed.reason());
                });
    }

    private void leave(String id, String office) {
        asEngine(() -> {
            identity.deleteMembership(id, office);
            List<User> left = identity.createUserQuery().memberOfGroup(office).listPage(0, 2);
            tasks.createTaskQuery()
                    .taskCandidateGroup(office)
                    .includeAssignedTasks()
                    .taskAssignee(id)
                    .list()
                    .forEach(task -> {
                        // As when a task arrives: whoever is alone in an office has it at once.
                        tasks.setAssignee(
                                task.getId(), left.size() == 1 ? left.get(0).getId() : null);
                        withdrawRights(id, task);
                    });
        });
    }

    /** Taking the task from somebody leaves behind the right to work on it that the engine gave with it. */
    private void withdrawRights(String id, Task task) {
        authorizations
                .createAuthorizationQuery()
                .userIdIn(id)
                .resourceType(Resources.TASK)
                .resourceId(task.getId())
                .list()
                .forEach(right -> authorizations.deleteAuthorization(right.getId()));
    }

    /** {@link SeatGuard} refuses it anyhow, but sees the engine act and not who is behind it. */
    private void whileSealed(String object, Actor actor, Runnable act) {
        try {
            act.run();
        } catch (Refused refusal) {
            refusedActs.record(actor, "改动测评票或席位", null, object, String.valueOf(refusal.getMessage()));
            throw refusal;
        }
    }

    private Account existing(String id) {
        return find(id).orElseThrow(() -> new Refused("没有账号“%s”，可能刚被停用。请刷新页面后再办。".formatted(id)));
    }

    private Account seen(String id, String seen) {
        Account account = existing(id);
        basicData.requireUnchanged(KIND, id, seen, text(account));
        return account;
    }

    /** Whoever could change an administrator's account could make themselves one. */
    private void refuseForeign(Account account) {
        if (account.administrator() && !isAdministrator()) {
            throw new Refused("%s是系统管理员，只有系统管理员能改他的账号。".formatted(account.id()));
        }
        if (account.offices().stream().anyMatch(this::decides) && !isAdministrator()) {
            throw new Refused("%s是%s的账号，只有系统管理员能改，以免有人代为审定、投票或审计。".formatted(account.id(), text(account)));
        }
    }

    /**
     * Whether whoever had an account of the office could approve results, vote, or read everything: not for those who prepare and are
     * read to hand out.
     */
    private boolean decides(String office) {
        return office.equals(Office.LEADING_GROUP) || office.equals(Office.AUDIT) || isSeat(office);
    }

    private boolean isAdministrator() {
        return currentUser.get().filter(CurrentUser.User::administrator).isPresent();
    }

    private boolean isSeat(String office) {
        return organization
                .office(office)
                .filter(one -> one.kind() == Office.Kind.RATER)
                .isPresent();
    }

    private void refuseJoining(Account account, String office) {
        if (office.equals(ADMINISTRATORS)) {
            if (!isAdministrator()) {
                throw new Refused("只有系统管理员能把账号设为系统管理员。");
            }
            if (account.administrator()) {
                throw new Refused("%s已经是系统管理员。".formatted(account.id()));
            }
            if (account.offices().contains(Office.AUDIT)) {
                throw new Refused("%s是审计的账号，只能查看，不能兼任系统管理员。请另开一个账号。".formatted(account.id()));
            }
            return;
        }
        Office joined = organization.office(office).orElseThrow(() -> new Refused("请选择单位。"));
        if (decides(office) && !isAdministrator()) {
            throw new Refused("%s的账号由系统管理员办理，以免有人代为审定、投票或审计。".formatted(joined.name()));
        }
        if (account.offices().contains(office)) {
            throw new Refused("%s已经在%s，不用再加。".formatted(account.id(), joined.name()));
        }
        account.offices().stream().filter(this::isSeat).findFirst().ifPresent(seat -> {
            throw new Refused(
                    "%s是测评席位“%s”的账号，只能用来投票，不能再加入别的单位。".formatted(account.id(), organization.officeName(seat)));
        });
        if (account.offices().contains(Office.AUDIT) || (account.administrator() && office.equals(Office.AUDIT))) {
            throw new Refused("审计的账号只能查看，不能再加入别的单位或兼任系统管理员。请另开一个账号，不用%s的。".formatted(account.id()));
        }
        if (office.equals(Office.AUDIT) && !account.offices().isEmpty()) {
            throw new Refused("审计的账号只能查看，不能同时在别的单位。请另开一个账号，不用%s的。".formatted(account.id()));
        }
        if (isSeat(office)) {
            if (!account.offices().isEmpty()) {
                throw new Refused("测评席位的账号只能用来投票，请另开一个账号，不用%s的。".formatted(account.id()));
            }
            membersOf(office).stream().findFirst().ifPresent(other -> {
                throw new Refused("席位“%s”已有账号%s，一个席位只能有一个账号。要换人的，请先停用原来的。".formatted(joined.name(), other.id()));
            });
        }
    }

    private void refuseLeaving(Account account, String office) {
        List<Account> members = membersOf(office);
        if (members.size() > 1) {
            return;
        }
        if (office.equals(ADMINISTRATORS)) {
            throw new Refused("%s是唯一的系统管理员，不能停用或移出。请先另设一个系统管理员。".formatted(account.id()));
        }
        List<String> open = openTasksOf(office);
        if (!open.isEmpty()) {
            throw new Refused("%s是%s唯一的账号，这个单位还有%d项任务没有办结（%s%s）。请先给它另开一个账号，或等任务办结。"
                    .formatted(
                            account.id(),
                            organization.officeName(office),
                            open.size(),
                            open.stream().limit(TASKS_TOLD).collect(Collectors.joining("、")),
                            open.size() > TASKS_TOLD ? "等" : ""));
        }
    }

    private List<String> openTasksOf(String office) {
        return CurrentUser.asEngine(
                identity,
                () -> tasks.createTaskQuery().taskCandidateGroup(office).includeAssignedTasks().list().stream()
                        .map(Task::getName)
                        .toList());
    }

    private List<Account> membersOf(String office) {
        return all().stream()
                .filter(account -> account.offices().contains(office)
                        || (office.equals(ADMINISTRATORS) && account.administrator()))
                .toList();
    }

    private static void refuseName(String name) {
        if (name.isBlank()) {
            throw new Refused("请填写姓名。");
        }
        if (name.length() > LONGEST_NAME) {
            throw new Refused("姓名最多%d字，现在有%d字。".formatted(LONGEST_NAME, name.length()));
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new Refused("姓名里不能有换行，请去掉。");
        }
    }

    private void asEngine(Runnable act) {
        CurrentUser.asEngine(
                identity,
                () -> changes.loggedByCaller(() -> {
                    act.run();
                    return true;
                }));
    }
}
