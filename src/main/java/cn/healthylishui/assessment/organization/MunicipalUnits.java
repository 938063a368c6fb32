package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 市直单位: added, renamed from a day on, called otherwise too, merged and closed. A unit keeps its code through every name; what it was
 * called before stays on record with the days it held.
 */
@Component
public class MunicipalUnits {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "市直单位：";

    public static final int LONGEST_NOTE = 300;

    /** Where a name that the city office enters comes from, as the sources of the others are noted. */
    private static final String ENTERED = "OFFICE";

    private static final String CODE = "shi-[a-z0-9]+(-[a-z0-9]+)*";
    private static final int LONGEST_CODE = 40;

    /** A unit with all that is kept of it. */
    public record Entry(MunicipalUnit unit, List<UnitName> names, List<String> aliases, List<Succession> predecessors) {

        /** The day before its last name held no more; null where it is. */
        public @Nullable LocalDate closedOn() {
            return unit.exists()
                    ? null
                    : names.stream()
                            .map(UnitName::validTo)
                            .filter(Objects::nonNull)
                            .max(LocalDate::compareTo)
                            .map(last -> last.plusDays(1))
                            .orElse(null);
        }

        /** The name that holds, or held last. */
        UnitName last() {
            return names.get(names.size() - 1);
        }
    }

    private record Alias(String alias, String unit) {}

    private record NewAlias(String alias, String unit, String source) {}

    private record NewName(String unit, String name, LocalDate validFrom, String source, boolean toConfirm) {}

    private record NewUnit(
            String code,
            String name,
            String kind,
            boolean cityOwn,
            boolean assessed,
            boolean toConfirm,
            @Nullable String note) {}

    private final Rows rows;
    private final BasicData basicData;
    private final ApplicationEventPublisher events;

    MunicipalUnits(JdbcClient jdbc, BasicData basicData, ApplicationEventPublisher events) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
        this.events = events;
    }

    /** Every unit that is or was, by code. */
    public List<Entry> all() {
        List<UnitName> names = OrganizationSnapshot.unitNames(rows);
        List<Alias> aliases = rows.list(Alias.class, "select alias, unit from unit_alias order by alias");
        List<Succession> successions =
                rows.list(Succession.class, "select * from unit_predecessor order by unit, predecessor");
        return OrganizationSnapshot.municipalUnits(rows).stream()
                .map(unit -> entry(unit, names, aliases, successions))
                .toList();
    }

    private static @Nullable String note(MunicipalUnitLine line) {
        return line.note().isEmpty() ? null : line.note();
    }

    private static Entry entry(
            MunicipalUnit unit, List<UnitName> names, List<Alias> aliases, List<Succession> successions) {
        List<UnitName> own =
                names.stream().filter(name -> name.unit().equals(unit.code())).toList();
        return new Entry(
                unit,
                own,
                aliases.stream()
                        .filter(alias -> alias.unit().equals(unit.code()))
                        .map(Alias::alias)
                        .toList(),
                successions.stream()
                        .filter(succession -> succession.unit().equals(unit.code()))
                        .toList());
    }

    public Optional<Entry> find(String code) {
        return all().stream().filter(entry -> entry.unit().code().equals(code)).findFirst();
    }

    /** A unit in words, for the log, and to tell whether it is still as it was seen. */
    public String text(Entry entry) {
        MunicipalUnit unit = entry.unit();
        LocalDate from = entry.last().validFrom();
        return BasicData.said(
                unit.name(),
                from == null ? "" : "自" + from + "起用此名",
                UnitKind.of(unit.kind()).map(UnitKind::label).orElse(unit.kind()),
                unit.cityOwn() ? "" : "非市属",
                unit.assessed() ? "列入考核" : "不列入考核",
                unit.toConfirm() ? "待确认" : "",
                entry.aliases().isEmpty() ? "" : "又称" + String.join("、", entry.aliases()),
                entry.predecessors().isEmpty()
                        ? ""
                        : "承接"
                                + entry.predecessors().stream()
                                        .map(succession -> nameOf(succession.predecessor()))
                                        .collect(Collectors.joining("、")),
                unit.note() == null ? "" : "说明：" + unit.note(),
                BasicData.closedText(entry.closedOn()));
    }

    private String nameOf(String code) {
        return rows.find(String.class, "select name from municipal_unit where code = :code", code)
                .orElse(code);
    }

    /** @param from since when it is called so */
    @Transactional
    public void add(String code, String name, LocalDate from, MunicipalUnitLine line, String reason, Actor actor) {
        basicData.begin(reason);
        if (!code.matches(CODE) || code.length() > LONGEST_CODE) {
            throw new Refused("代码“%s”不对：用“shi-”加单位简称的拼音首字母，小写，例如shi-wjw，最多%d个字符。".formatted(code, LONGEST_CODE));
        }
        find(code).ifPresent(known -> {
            throw new Refused("代码%s已经是%s的，请换一个。".formatted(code, known.unit().name()));
        });
        refuseName(name, code);
        refuseLine(line);
        refuseFuture(from);
        rows.insert(
                "municipal_unit",
                new NewUnit(code, name, line.kind(), line.cityOwn(), line.assessed(), line.toConfirm(), note(line)));
        insertName(code, name, from);
        done(actor, "新增", code, null, reason);
    }

    /** Calls a unit otherwise from a day on; its former name keeps the days it held. */
    @Transactional
    public void rename(String code, String name, LocalDate from, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        if (name.equals(before.unit().name())) {
            throw new Refused("名称没有改动，不用保存。");
        }
        refuseName(name, code);
        refuseFuture(from);
        LocalDate since = before.last().validFrom();
        if (since != null && !from.isAfter(since)) {
            throw new Refused(
                    "“%s”这个名称从%s起用，新名称的起用日期要晚于这一天。".formatted(before.unit().name(), since));
        }
        endName(code, from);
        insertName(code, name, from);
        rows.update("update municipal_unit set name = :name where code = :code", name, code);
        done(actor, "更名", code, before, reason);
    }

    /** Changes all but the name. */
    @Transactional
    public void change(String code, MunicipalUnitLine line, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        refuseLine(line);
        MunicipalUnit unit = before.unit();
        if (line.equals(new MunicipalUnitLine(
                unit.kind(),
                unit.cityOwn(),
                unit.assessed(),
                unit.toConfirm(),
                unit.note() == null ? "" : unit.note()))) {
            throw new Refused("没有改动，不用保存。");
        }
        rows.update("""
                update municipal_unit set kind = :kind, city_own = :cityOwn, assessed = :assessed, to_confirm = :toConfirm, note = :note
                where code = :code
                """, line.kind(), line.cityOwn(), line.assessed(), line.toConfirm(), note(line), code);
        done(actor, "修改", code, before, reason);
    }

    /** Notes that a unit is also called so, that texts with this name are understood. */
    @Transactional
    public void addAlias(String code, String alias, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        refuseName(alias, code);
        if (before.names().stream().anyMatch(name -> name.name().equals(alias))
                || before.aliases().contains(alias)) {
            throw new Refused("%s已经有“%s”这个名称或别称。".formatted(before.unit().name(), alias));
        }
        rows.insert("unit_alias", new NewAlias(alias, code, ENTERED));
        done(actor, "增加别称", code, before, reason);
    }

    @Transactional
    public void removeAlias(String code, String alias, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        int removed = rows.update("delete from unit_alias where alias = :alias and unit = :unit", alias, code);
        if (removed == 0) {
            throw new Refused("%s没有“%s”这个别称。".formatted(before.unit().name(), alias));
        }
        done(actor, "去掉别称", code, before, reason);
    }

    /** Notes whom a unit took over, wholly or in part. */
    @Transactional
    public void addPredecessor(
            String code, String predecessor, boolean toConfirm, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        Entry other = entry(predecessor);
        if (predecessor.equals(code)) {
            throw new Refused("单位不能承接自己。");
        }
        if (before.predecessors().stream()
                .anyMatch(succession -> succession.predecessor().equals(predecessor))) {
            throw new Refused(
                    "已经记着%s承接%s。".formatted(before.unit().name(), other.unit().name()));
        }
        insertSuccession(code, predecessor, toConfirm);
        done(actor, "增加沿革", code, before, reason);
    }

    @Transactional
    public void removePredecessor(String code, String predecessor, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        int removed = rows.update(
                "delete from unit_predecessor where unit = :unit and predecessor = :predecessor", code, predecessor);
        if (removed == 0) {
            throw new Refused("%s没有承接“%s”的记载。".formatted(before.unit().name(), nameOf(predecessor)));
        }
        done(actor, "去掉沿革", code, before, reason);
    }

    /**
     * Closes a unit. Its seats in the special groups and the member units that answer to it go to the one that takes over.
     *
     * @param from the first day it is no more
     * @param successor code of the unit that takes over; empty for none
     */
    @Transactional
    public void close(String code, LocalDate from, String successor, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        String name = before.unit().name();
        refuseFuture(from);
        LocalDate since = before.last().validFrom();
        if (since != null && !from.isAfter(since)) {
            throw new Refused("“%s”这个名称从%s起用，撤销的日期要晚于这一天。".formatted(name, since));
        }
        Refused.because(basicData.inUse(code, name));
        if (successor.isEmpty()) {
            Refused.because(orphans(code, name));
        } else {
            takeOver(before, successor, reason, actor);
        }
        rows.update("delete from unit_collective_member where unit = :code", code);
        endName(code, from);
        basicData.closing(code, reason, actor);
        done(actor, "撤销", code, before, reason);
    }

    /** What nobody would answer for any more. */
    private Optional<String> orphans(String code, String name) {
        List<String> memberUnits = rows.list(
                String.class,
                "select name from member_unit where municipal_unit = :code and closed_on is null order by code",
                code);
        List<Integer> groups = rows.list(
                Integer.class,
                "select distinct group_number from special_group_seat where unit = :code order by group_number",
                code);
        if (memberUnits.isEmpty() && groups.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("%s还有%s，请选择由哪个单位承接。"
                .formatted(
                        name,
                        BasicData.said(
                                groups.isEmpty()
                                        ? ""
                                        : "第%s专项组的席位"
                                                .formatted(groups.stream()
                                                        .map(String::valueOf)
                                                        .collect(Collectors.joining("、"))),
                                memberUnits.isEmpty()
                                        ? ""
                                        : "对应它的%d个成员单位（%s%s）"
                                                .formatted(
                                                        memberUnits.size(),
                                                        memberUnits.stream()
                                                                .limit(3)
                                                                .collect(Collectors.joining("、")),
                                                        memberUnits.size() > 3 ? "等" : ""))));
    }

    private void takeOver(Entry before, String successor, String reason, Actor actor) {
        String code = before.unit().code();
        Entry to = entry(successor);
        if (successor.equals(code) || !to.unit().exists()) {
            throw new Refused("承接的单位不能是%s，请选择现在的其他市直单位。".formatted(to.unit().name()));
        }
        rows.update("""
                update special_group_seat set unit = :successor, note = :note where unit = :code
                """, successor, "原%s的席位".formatted(before.unit().name()), code);
        List<String> memberUnits = rows.list(
                String.class, "select code from member_unit where municipal_unit = :code order by code", code);
        rows.update("update member_unit set municipal_unit = :successor where municipal_unit = :code", successor, code);
        memberUnits.forEach(unit -> basicData.record(
                actor,
                MemberUnits.KIND + "修改",
                unit,
                "对应" + before.unit().name(),
                "对应" + to.unit().name(),
                reason));
        boolean known = to.predecessors().stream()
                .anyMatch(succession -> succession.predecessor().equals(code));
        if (!known) {
            insertSuccession(successor, code, false);
        }
    }

    /** Takes back that a unit was closed; what another took over stays with it. */
    @Transactional
    public void reopen(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(before));
        if (before.unit().exists()) {
            throw new Refused("%s没有撤销，不用恢复。".formatted(before.unit().name()));
        }
        rows.update("""
                update unit_name set valid_to = null
                where id = (select max(id) from unit_name where unit = :code and name = :name)
                """, code, before.last().name());
        done(actor, "恢复", code, before, reason);
    }

    private void done(Actor actor, String act, String code, @Nullable Entry before, String reason) {
        Entry after = entry(code);
        basicData.record(actor, KIND + act, code, before == null ? null : text(before), text(after), reason);
        events.publishEvent(new MunicipalUnitChanged(after.unit(), after.names()));
    }

    private void insertName(String code, String name, LocalDate from) {
        rows.insert("unit_name", new NewName(code, name, from, ENTERED, false));
    }

    /** @param from the first day the present name holds no more */
    private void endName(String code, LocalDate from) {
        rows.update(
                "update unit_name set valid_to = :last where unit = :unit and valid_to is null",
                from.minusDays(1),
                code);
    }

    private void insertSuccession(String code, String predecessor, boolean toConfirm) {
        rows.insert("unit_predecessor", new Succession(code, predecessor, toConfirm, null));
    }

    /** Two units of one name could not be told apart in the texts of the key work. */
    private void refuseName(String name, String own) {
        Refused.because(BasicData.wrongName(name));
        all().stream()
                .filter(other -> !other.unit().code().equals(own))
                .filter(other -> other.unit().name().equals(name)
                        || other.aliases().contains(name)
                        || other.names().stream()
                                .anyMatch(former -> former.name().equals(name)))
                .findFirst()
                .ifPresent(other -> {
                    throw new Refused("“%s”是%s（%s）的名称、曾用名或别称，不能给两个单位用。"
                            .formatted(name, other.unit().name(), other.unit().code()));
                });
    }

    private static void refuseLine(MunicipalUnitLine line) {
        if (UnitKind.of(line.kind()).isEmpty()) {
            throw new Refused("请选择单位性质。");
        }
        if (line.note().length() > LONGEST_NOTE) {
            throw new Refused(
                    "说明最多%d字，现在有%d字，请缩短。".formatted(LONGEST_NOTE, line.note().length()));
        }
    }

    private void refuseFuture(LocalDate from) {
        if (from.isAfter(basicData.today())) {
            throw new Refused("日期%s还没有到。请在生效当天或以后再改，以免现在的单位名称提前变动。".formatted(from));
        }
    }

    private Entry entry(String code) {
        return find(code).orElseThrow(() -> new Refused("没有代码为“%s”的市直单位。请刷新页面后再改。".formatted(code)));
    }

    private Entry seen(String code, String seen) {
        Entry entry = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(entry));
        if (!entry.unit().exists()) {
            throw new Refused("%s已经撤销，不能修改。确要修改的，请先恢复。".formatted(entry.unit().name()));
        }
        return entry;
    }
}
