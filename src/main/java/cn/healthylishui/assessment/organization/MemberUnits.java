package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 成员单位 of the districts: added, renamed, matched to another municipal unit, closed. */
@Component
public class MemberUnits {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "成员单位：";

    private static final int LONGEST_TYPE = 20;

    /** @param closedOn from when on it is no more; null where it is */
    public record Entry(
            String code, MemberUnitLine line, @Nullable LocalDate closedOn) {

        public boolean isOpen() {
            return closedOn == null;
        }
    }

    private record NewUnit(String code, MemberUnitLine line) {}

    private final Rows rows;
    private final BasicData basicData;
    private final Organization organization;

    MemberUnits(JdbcClient jdbc, BasicData basicData, Organization organization) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
        this.organization = organization;
    }

    /** Every member unit that is or was, by code. */
    public List<Entry> all() {
        return rows.list(Entry.class, "select * from member_unit order by code");
    }

    public Optional<Entry> find(String code) {
        return all().stream().filter(entry -> entry.code().equals(code)).findFirst();
    }

    /** The member units that are, by code. */
    public List<MemberUnitLine> open() {
        return all().stream().filter(Entry::isOpen).map(Entry::line).toList();
    }

    /** The code that a unit of this district and type has, which is the candidate group of its tasks. */
    public String codeOf(MemberUnitLine line) {
        return organization.district(line.district()).map(District::slug).orElse(line.district())
                + "-"
                + line.unitType();
    }

    /** A unit in words, for the log, and to tell whether it is still as it was seen. */
    public String text(Entry entry) {
        return BasicData.said(text(entry.line()), BasicData.closedText(entry.closedOn()));
    }

    private String text(MemberUnitLine line) {
        return BasicData.said(
                districtName(line.district()),
                line.name(),
                "对应" + unitName(line.municipalUnit()),
                line.toConfirm() ? "待确认" : "");
    }

    private String districtName(String code) {
        return organization.district(code).map(District::name).orElse(code);
    }

    private String unitName(String code) {
        return organization.municipalUnit(code).map(MunicipalUnit::name).orElse(code);
    }

    @Transactional
    public String add(MemberUnitLine line, String reason, Actor actor) {
        basicData.begin(reason);
        String code = codeOf(line);
        find(code).filter(entry -> !entry.isOpen()).ifPresent(entry -> {
            throw new Refused("%s有一个同类别的%s已经撤销。请在列表里找到它，点“恢复”，再改名称。"
                    .formatted(districtName(line.district()), entry.line().name()));
        });
        List<MemberUnitLine> lines = new ArrayList<>(open());
        lines.add(line);
        refuseLast(lines);
        insert(code, line);
        basicData.record(actor, KIND + "新增", code, null, text(line), reason);
        return code;
    }

    /** Renames a unit or matches it to another municipal unit. */
    @Transactional
    public void change(
            String code,
            String name,
            String municipalUnit,
            boolean toConfirm,
            String seen,
            String reason,
            Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        MemberUnitLine after =
                new MemberUnitLine(before.line().district(), before.line().unitType(), name, municipalUnit, toConfirm);
        if (after.equals(before.line())) {
            throw new Refused("没有改动，不用保存。");
        }
        // The one that is changed stands last: where two clash it is the one to blame.
        List<MemberUnitLine> lines = new ArrayList<>(open());
        lines.remove(before.line());
        lines.add(after);
        refuseLast(lines);
        update(code, after);
        basicData.record(actor, KIND + "修改", code, text(before.line()), text(after), reason);
    }

    @Transactional
    public void close(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        Refused.because(basicData.inUse(code, before.line().name()));
        close(code, reason, actor);
        basicData.record(actor, KIND + "撤销", code, text(before), text(entry(code)), reason);
    }

    /** Takes back that a unit was closed. */
    @Transactional
    public void reopen(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(before));
        if (before.isOpen()) {
            throw new Refused("%s没有撤销，不用恢复。".formatted(before.line().name()));
        }
        List<MemberUnitLine> lines = new ArrayList<>(open());
        lines.add(before.line());
        refuseLast(lines);
        update(code, before.line());
        basicData.record(actor, KIND + "恢复", code, text(before), text(entry(code)), reason);
    }

    /**
     * Everything that is wrong with these as the whole list of member units.
     *
     * @param lines texts without blanks around them
     */
    public List<LineFault> faults(List<MemberUnitLine> lines) {
        List<LineFault> faults = new ArrayList<>();
        Map<String, MemberUnitLine> byCode = new HashMap<>();
        Map<String, MemberUnitLine> byName = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            MemberUnitLine line = lines.get(i);
            int place = i;
            boolean known = organization.district(line.district()).isPresent();
            if (!known) {
                faults.add(new LineFault(
                        place,
                        "district",
                        line.district().isEmpty()
                                ? "请选择县（市、区）或开发区。"
                                : "没有“%s”这个县（市、区）或开发区，请从列表中选择。".formatted(line.district())));
            }
            wrongType(line.unitType()).ifPresent(message -> faults.add(new LineFault(place, "unitType", message)));
            MemberUnitLine sameCode = byCode.putIfAbsent(codeOf(line), line);
            if (sameCode != null && known) {
                faults.add(new LineFault(
                        place,
                        "unitType",
                        "%s已有类别为“%s”的单位：%s。同一类别只能有一个。"
                                .formatted(districtName(line.district()), line.unitType(), sameCode.name())));
            }
            BasicData.wrongName(line.name()).ifPresent(message -> faults.add(new LineFault(place, "name", message)));
            if (byName.putIfAbsent(line.name(), line) != null && !line.name().isBlank()) {
                faults.add(new LineFault(place, "name", "已经有一个叫“%s”的成员单位，名称不能重复。".formatted(line.name())));
            }
            wrongMatch(line.municipalUnit())
                    .ifPresent(message -> faults.add(new LineFault(place, "municipalUnit", message)));
        }
        return faults;
    }

    private static Optional<String> wrongType(String type) {
        if (type.isEmpty()) {
            return Optional.of("请填写类别代码。");
        }
        return type.matches("[a-z][a-z0-9]{0,%d}".formatted(LONGEST_TYPE - 1))
                ? Optional.empty()
                : Optional.of("类别代码“%s”不对：用单位简称的拼音首字母，小写，最多%d个字母或数字，例如wjj。".formatted(type, LONGEST_TYPE));
    }

    private Optional<String> wrongMatch(String unit) {
        if (unit.isEmpty()) {
            return Optional.of("请选择对应的市直单位。");
        }
        return organization
                .municipalUnit(unit)
                .map(found -> found.exists()
                        ? Optional.<String>empty()
                        : Optional.of("%s已经撤销，请选择现在的市直单位。".formatted(found.name())))
                .orElseGet(() -> Optional.of("没有“%s”这个市直单位，请从列表中选择。".formatted(unit)));
    }

    /** What would change if these were all member units. */
    public List<LineChange> difference(List<MemberUnitLine> lines) {
        Map<String, Entry> before = byCode();
        List<LineChange> changes = new ArrayList<>();
        for (MemberUnitLine line : lines) {
            Entry known = before.get(codeOf(line));
            if (known == null || !known.isOpen() || !known.line().equals(line)) {
                changes.add(new LineChange(codeOf(line), known == null ? null : text(known), text(line)));
            }
        }
        removed(lines).forEach(entry -> changes.add(new LineChange(entry.code(), text(entry), null)));
        return changes;
    }

    private List<Entry> removed(List<MemberUnitLine> lines) {
        Set<String> kept = lines.stream().map(this::codeOf).collect(Collectors.toSet());
        return all().stream()
                .filter(entry -> entry.isOpen() && !kept.contains(entry.code()))
                .toList();
    }

    /** Why units that are not among these cannot be closed now. */
    public List<LineFault> inUse(List<MemberUnitLine> lines) {
        return removed(lines).stream()
                .flatMap(entry -> basicData.inUse(entry.code(), entry.line().name()).stream())
                .map(message -> new LineFault(-1, "name", "表里没有" + message))
                .toList();
    }

    /**
     * Makes these all the member units: those that are not among them are closed.
     *
     * @return what was changed
     * @throws Refused where one of them is wrong, or one cannot be closed; then nothing is changed
     */
    @Transactional
    public List<LineChange> replace(List<MemberUnitLine> lines, String reason, Actor actor) {
        basicData.begin(reason);
        BasicData.refuseAny(faults(lines));
        BasicData.refuseAny(inUse(lines));
        Map<String, Entry> before = byCode();
        Map<String, MemberUnitLine> after = lines.stream()
                .collect(Collectors.toMap(
                        this::codeOf, UnaryOperator.identity(), (one, other) -> one, LinkedHashMap::new));
        List<LineChange> changes = difference(lines);
        for (LineChange change : changes) {
            String code = change.code();
            MemberUnitLine line = after.get(code);
            if (line == null) {
                close(code, reason, actor);
            } else if (before.containsKey(code)) {
                update(code, line);
            } else {
                insert(code, line);
            }
            basicData.record(
                    actor,
                    KIND + (line == null ? "撤销" : before.containsKey(code) ? "修改" : "新增"),
                    code,
                    change.before(),
                    line == null ? text(entry(code)) : change.after(),
                    reason);
        }
        return changes;
    }

    private Map<String, Entry> byCode() {
        return all().stream()
                .collect(Collectors.toMap(
                        Entry::code, UnaryOperator.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    private Entry entry(String code) {
        return find(code).orElseThrow(() -> new Refused("没有代码为“%s”的成员单位。请刷新页面后再改。".formatted(code)));
    }

    private Entry seen(String code, String seen) {
        Entry entry = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(entry));
        if (!entry.isOpen()) {
            throw new Refused("%s已经撤销，不能修改。确要修改的，请先恢复。".formatted(entry.line().name()));
        }
        return entry;
    }

    /** Refuses what is wrong with the last of the lines. */
    private void refuseLast(List<MemberUnitLine> lines) {
        BasicData.refuseAny(faults(lines).stream()
                .filter(fault -> fault.line() == lines.size() - 1)
                .toList());
    }

    private void insert(String code, MemberUnitLine line) {
        rows.insert("member_unit", new NewUnit(code, line));
    }

    private void update(String code, MemberUnitLine line) {
        rows.update("""
                update member_unit set name = :name, municipal_unit = :unit, to_confirm = :toConfirm, closed_on = null
                where code = :code
                """, line.name(), line.municipalUnit(), line.toConfirm(), code);
    }

    private void close(String code, String reason, Actor actor) {
        rows.update("update member_unit set closed_on = :today where code = :code", basicData.today(), code);
        basicData.closing(code, reason, actor);
    }
}
