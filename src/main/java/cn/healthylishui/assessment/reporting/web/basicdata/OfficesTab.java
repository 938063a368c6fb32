package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.OfficeNames;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.workflow.StaffAccounts;
import cn.healthylishui.assessment.workflow.StaffAccounts.Account;
import cn.healthylishui.assessment.workflow.StaffAccounts.Issued;
import cn.healthylishui.assessment.workflow.StaffAccounts.Reset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 机构和账号: every office with the accounts that belong to it. */
@Component
@Order(1)
class OfficesTab implements Tab {

    static final String KEY = "offices";

    /** The accounts that belong to no office stand in a line of their own. */
    private static final String NOWHERE = "-";

    /** Those that were closed, one line each. */
    private static final String FORMER = "former.";

    private static final String ACCOUNT = "account";

    private final Organization organization;
    private final OfficeNames names;
    private final StaffAccounts accounts;

    OfficesTab(Organization organization, OfficeNames names, StaffAccounts accounts) {
        this.organization = organization;
        this.names = names;
        this.accounts = accounts;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String label() {
        return "机构和账号";
    }

    @Override
    public String hint() {
        return "一人一个账号，一般只加入一个单位。市直单位、成员单位和测评席位的增加、更名、撤销在各自的页签。账号名停用后不再给别人用，他办过的事仍在操作日志里。";
    }

    @Override
    public List<String> heads() {
        return List.of("单位", "代码", "类别", "地方", "账号");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        Map<String, List<Account>> byOffice = byOffice();
        List<Line> lines = new ArrayList<>();
        List<Account> nowhere = byOffice.getOrDefault(NOWHERE, List.of());
        if (!nowhere.isEmpty()) {
            lines.add(Line.of(NOWHERE, false, "（没有加入单位）", "", "", "", told(nowhere, "")));
        }
        lines.add(Line.of(
                StaffAccounts.ADMINISTRATORS,
                false,
                "系统管理员",
                StaffAccounts.ADMINISTRATORS,
                "管理系统",
                "",
                told(byOffice.getOrDefault(StaffAccounts.ADMINISTRATORS, List.of()), "")));
        organization
                .offices()
                .forEach(office -> lines.add(Line.of(
                        office.code(),
                        false,
                        office.name(),
                        office.code(),
                        kind(office.kind()),
                        place(office.district()),
                        told(byOffice.getOrDefault(office.code(), List.of()), office.name()))));
        accounts.former()
                .forEach(account -> lines.add(new Line(
                        FORMER + account.id(),
                        List.of(
                                "（已停用的账号）",
                                "",
                                "",
                                "",
                                "%s（%s，%s），%s停用"
                                        .formatted(
                                                account.id(), account.name(), account.offices(), account.closedOn())),
                        true,
                        true)));
        return lines;
    }

    private Map<String, List<Account>> byOffice() {
        Map<String, List<Account>> byOffice = new HashMap<>();
        for (Account account : accounts.all()) {
            List<String> groups = Stream.concat(
                            account.offices().stream(),
                            account.administrator() ? Stream.of(StaffAccounts.ADMINISTRATORS) : Stream.of())
                    .toList();
            (groups.isEmpty() ? List.of(NOWHERE) : groups)
                    .forEach(group -> byOffice.computeIfAbsent(group, key -> new ArrayList<>())
                            .add(account));
        }
        return byOffice;
    }

    private static String told(List<Account> members, String office) {
        return members.isEmpty()
                ? "没有账号"
                : members.stream().map(account -> called(account, office)).collect(Collectors.joining("、"));
    }

    private static String called(Account account, String office) {
        return account.name().isEmpty() || account.name().equals(office)
                ? account.id()
                : "%s（%s）".formatted(account.id(), account.name());
    }

    private static String kind(Office.Kind kind) {
        return switch (kind) {
            case CITY_OFFICE -> "市健康丽水办";
            case LEADING_GROUP -> "领导小组";
            case RECEIVER -> "承接单位";
            case COUNTY_OFFICE -> "健康办";
            case MUNICIPAL_UNIT -> "市直单位";
            case MEMBER_UNIT -> "成员单位";
            case RATER -> "测评席位";
            case AUDITOR -> "审计";
        };
    }

    private String place(@Nullable String district) {
        return district == null
                ? ""
                : organization.district(district).map(District::name).orElse(district);
    }

    @Override
    public Optional<Opened> open(String line) {
        List<Account> members = byOffice().getOrDefault(line, List.of());
        if (line.equals(NOWHERE) || line.equals(StaffAccounts.ADMINISTRATORS)) {
            return Optional.of(opened(line, line.equals(NOWHERE) ? "没有加入单位的账号" : "系统管理员", Optional.empty(), members));
        }
        return organization.office(line).map(office -> opened(line, office.name(), Optional.of(office), members));
    }

    private Opened opened(String line, String title, Optional<Office> office, List<Account> members) {
        List<Group> groups = new ArrayList<>();
        for (Account account : members) {
            groups.add(new Group("账号 " + called(account, ""), acts(line, account)));
        }
        List<Act> own = new ArrayList<>();
        if (office.isPresent()) {
            own.add(Act.of(
                    "create",
                    "新增账号",
                    "初始密码只显示一次，请当面或用安全的办法交给本人，他首次登录时要改成自己的。",
                    Tab.hidden(Typed.LINE, line),
                    Field.text(ACCOUNT, "账号名", "").help("字母、数字或连字符，定下后不能改"),
                    Field.text("name", "姓名", "")));
        }
        if (!line.equals(NOWHERE)) {
            own.add(Act.of(
                    "putInto", "加入已有的账号", null, Tab.hidden(Typed.LINE, line), Field.suggest(ACCOUNT, "账号名", known())));
        }
        office.filter(OfficeNames::isNamedHere)
                .ifPresent(named -> own.add(Act.of(
                        "renameOffice",
                        "单位更名",
                        "代码不变；已启动的年度名册里用原来的名称。",
                        Tab.hidden(Typed.LINE, line, Typed.SEEN, named.name()),
                        Field.text("name", "新名称", named.name()))));
        if (!own.isEmpty()) {
            groups.add(new Group("本单位", own));
        }
        return new Opened(title, groups);
    }

    private List<Option> known() {
        return accounts.all().stream()
                .map(account -> new Option(account.id(), accounts.text(account)))
                .toList();
    }

    private List<Act> acts(String line, Account account) {
        Map<String, String> hidden =
                Tab.hidden(Typed.LINE, line, ACCOUNT, account.id(), Typed.SEEN, accounts.text(account));
        List<Act> acts = new ArrayList<>();
        acts.add(Act.of(
                "reset", "重设密码", "原密码立即作废，正在用的登录立即结束。一次性密码在密码信里，由本单位的同事或县健康办打开转交，您看不到；没有别人可以打开的，才在这里显示一次。", hidden));
        acts.add(Act.of("rename", "改姓名", null, hidden, Field.text("name", "姓名", account.name())));
        if (line.equals(NOWHERE)) {
            acts.add(Act.of(
                    "join",
                    "加入单位",
                    null,
                    hidden,
                    Field.suggest(
                            "office",
                            "单位代码",
                            organization.offices().stream()
                                    .map(office -> new Option(office.code(), office.name()))
                                    .toList())));
        } else {
            acts.add(Act.of("takeOut", "移出本单位", "立即看不到本单位的任务，他认领的任务退给同事。", hidden));
        }
        acts.add(Act.of("close", "停用", "立即不能登录，账号名不再给别人用。调离、离职的用这个。", hidden));
        return acts;
    }

    @Override
    public List<Act> additions() {
        return List.of();
    }

    @Override
    public List<String> logged() {
        return List.of(OfficeNames.KIND, StaffAccounts.KIND);
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        String line = typed.line();
        String account = typed.text(ACCOUNT);
        String reason = typed.reason();
        switch (act) {
            case "renameOffice" -> {
                names.rename(line, typed.text("name"), typed.seen(), reason, actor);
                return Done.of("已更名为%s。".formatted(typed.text("name")), at(line));
            }
            case "create" -> {
                return issued(
                        "已新增账号%s，初始密码（只显示这一次）：",
                        accounts.create(account, typed.text("name"), line, reason, actor), line);
            }
            case "reset" -> {
                return reset(accounts.resetPassword(account, reason, actor), line);
            }
            case "rename" -> accounts.rename(account, typed.text("name"), typed.seen(), reason, actor);
            case "putInto" -> accounts.putInto(account, line, reason, actor);
            case "join" -> {
                accounts.putInto(account, typed.text("office"), reason, actor);
                return Done.of(
                        "已加入%s。".formatted(organization.officeName(typed.text("office"))), at(typed.text("office")));
            }
            case "takeOut" -> accounts.takeOut(account, line, typed.seen(), reason, actor);
            case "close" -> accounts.close(account, typed.seen(), reason, actor);
            default -> throw unknown(act);
        }
        return Done.of("已办好：%s。".formatted(account), at(line));
    }

    private Done reset(Reset reset, String line) {
        return reset.password() == null
                ? Done.of(
                        "已重设%s的密码。密码信请%s在“我的登录”里打开，7天内有效。".formatted(reset.id(), String.join("或", reset.keepers())),
                        at(line))
                : new Done(
                        "已重设%s的密码。没有别人可以打开密码信，一次性密码（只显示这一次，7天内有效，登录后要改）：".formatted(reset.id()),
                        at(line),
                        reset.password());
    }

    private Done issued(String message, Issued issued, String line) {
        return new Done(message.formatted(issued.id()), at(line), issued.password());
    }
}
