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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 乡镇（街道）: added, renamed, abolished and moved; each has exactly one district that assesses it. */
@Component
public class Townships {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "乡镇（街道）：";

    /** @param closedOn from when on it is no more; null where it is */
    public record Entry(TownshipLine line, @Nullable LocalDate closedOn) {

        public boolean isOpen() {
            return closedOn == null;
        }
    }

    private record NewTownship(TownshipLine line, String areaCode) {}

    private final Rows rows;
    private final BasicData basicData;
    private final Organization organization;

    Townships(JdbcClient jdbc, BasicData basicData, Organization organization) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
        this.organization = organization;
    }

    /** Every township that is or was, by code. */
    public List<Entry> all() {
        return rows.list(Entry.class, "select * from township order by code");
    }

    public Optional<Entry> find(String code) {
        return all().stream().filter(entry -> entry.line().code().equals(code)).findFirst();
    }

    /** The townships that are, by code. */
    public List<TownshipLine> open() {
        return all().stream().filter(Entry::isOpen).map(Entry::line).toList();
    }

    /** A township in words, for the log, and to tell whether it is still as it was seen. */
    public String text(Entry entry) {
        return BasicData.said(text(entry.line()), BasicData.closedText(entry.closedOn()));
    }

    private String text(TownshipLine line) {
        return BasicData.said(line.name(), line.kind(), "由" + districtName(line.district()) + "考核");
    }

    private String districtName(String code) {
        return organization.district(code).map(District::name).orElse(code);
    }

    @Transactional
    public void add(TownshipLine line, String reason, Actor actor) {
        basicData.begin(reason);
        find(line.code()).filter(entry -> !entry.isOpen()).ifPresent(entry -> {
            throw new Refused("代码%s是已撤销的%s，不能重复新增。确要恢复的，请在列表里找到它，点“恢复”。"
                    .formatted(line.code(), entry.line().name()));
        });
        List<TownshipLine> lines = new ArrayList<>(open());
        lines.add(line);
        refuseLast(lines);
        insert(line);
        basicData.record(actor, KIND + "新增", line.code(), null, text(line), reason);
    }

    /** Renames a township or gives it to another district. */
    @Transactional
    public void change(
            String code, String name, String kind, String district, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        TownshipLine after = new TownshipLine(code, name, kind, district);
        if (after.equals(before.line())) {
            throw new Refused("没有改动，不用保存。");
        }
        // The one that is changed stands last: where two clash it is the one to blame.
        List<TownshipLine> lines = new ArrayList<>(open());
        lines.removeIf(line -> line.code().equals(code));
        lines.add(after);
        refuseLast(lines);
        update(after);
        basicData.record(actor, KIND + "修改", code, text(before.line()), text(after), reason);
    }

    @Transactional
    public void abolish(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        List<TownshipLine> lines = new ArrayList<>(open());
        lines.removeIf(line -> line.code().equals(code));
        BasicData.refuseAny(faults(lines));
        close(code);
        basicData.record(actor, KIND + "撤销", code, text(before), text(entry(code)), reason);
    }

    /** Takes back that a township was abolished. */
    @Transactional
    public void reopen(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(before));
        if (before.isOpen()) {
            throw new Refused("%s没有撤销，不用恢复。".formatted(before.line().name()));
        }
        List<TownshipLine> lines = new ArrayList<>(open());
        lines.add(before.line());
        refuseLast(lines);
        update(before.line());
        basicData.record(actor, KIND + "恢复", code, text(before), text(entry(code)), reason);
    }

    /**
     * Everything that is wrong with these as the whole list of townships: who is whose, and that none is there twice.
     *
     * @param lines texts without blanks around them
     */
    public List<LineFault> faults(List<TownshipLine> lines) {
        List<LineFault> faults = new ArrayList<>();
        Set<String> areas = organization.districts().stream()
                .filter(district -> district.kind() == DistrictKind.COUNTY)
                .map(District::code)
                .collect(Collectors.toSet());
        Map<String, TownshipLine> byCode = new HashMap<>();
        Map<String, TownshipLine> byName = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            TownshipLine line = lines.get(i);
            int place = i;
            wrongCode(line, areas, byCode).ifPresent(message -> faults.add(new LineFault(place, "code", message)));
            BasicData.wrongName(line.name()).ifPresent(message -> faults.add(new LineFault(place, "name", message)));
            if (!TownshipLine.KINDS.contains(line.kind())) {
                faults.add(new LineFault(
                        place,
                        "kind",
                        line.kind().isEmpty()
                                ? "请选择类型。"
                                : "类型“%s”不对，应为%s。".formatted(line.kind(), String.join("、", TownshipLine.KINDS))));
            }
            if (organization.district(line.district()).isEmpty()) {
                faults.add(new LineFault(
                        place,
                        "district",
                        line.district().isEmpty()
                                ? "请选择由哪个县（市、区）或开发区考核。"
                                : "没有“%s”这个县（市、区）或开发区，请从列表中选择。".formatted(line.district())));
            }
            for (String area : List.of(line.areaCode(), line.district())) {
                TownshipLine namesake = byName.get(area + line.name());
                if (namesake != null && !namesake.code().equals(line.code())) {
                    faults.add(new LineFault(
                            place,
                            "name",
                            "%s在%s已经有了，代码是%s，由%s考核。"
                                    .formatted(
                                            line.name(),
                                            districtName(area),
                                            namesake.code(),
                                            districtName(namesake.district()))));
                    break;
                }
            }
            byCode.putIfAbsent(line.code(), line);
            byName.putIfAbsent(line.areaCode() + line.name(), line);
            byName.putIfAbsent(line.district() + line.name(), line);
        }
        Set<String> assessing = lines.stream().map(TownshipLine::district).collect(Collectors.toSet());
        organization.districts().stream()
                .filter(district -> !assessing.contains(district.code()))
                .forEach(district ->
                        faults.add(new LineFault(-1, "district", "%s一个乡镇（街道）也没有了，至少要有一个。".formatted(district.name()))));
        return faults;
    }

    private Optional<String> wrongCode(TownshipLine line, Set<String> areas, Map<String, TownshipLine> before) {
        String code = line.code();
        if (code.isEmpty()) {
            return Optional.of("请填写代码。");
        }
        if (!code.matches("[0-9]{9}")) {
            return Optional.of("代码“%s”不对，应为9位数字，例如331121101。".formatted(code));
        }
        if (!areas.contains(line.areaCode())) {
            return Optional.of("代码%s的前6位%s不是本市哪个县（市、区）的区划代码，请核对。".formatted(code, line.areaCode()));
        }
        TownshipLine first = before.get(code);
        if (first == null) {
            return Optional.empty();
        }
        return Optional.of(
                first.district().equals(line.district())
                        ? "代码%s重复，%s已经用了这个代码。".formatted(code, first.name())
                        : "代码%s的%s列在%s和%s两处，一个乡镇（街道）只能由一个地方考核，请留一处。"
                                .formatted(
                                        code,
                                        first.name(),
                                        districtName(first.district()),
                                        districtName(line.district())));
    }

    /** What would change if these were all townships. */
    public List<LineChange> difference(List<TownshipLine> lines) {
        Map<String, Entry> before = byCode();
        List<LineChange> changes = new ArrayList<>();
        for (TownshipLine line : lines) {
            Entry known = before.get(line.code());
            if (known == null || !known.isOpen() || !known.line().equals(line)) {
                changes.add(new LineChange(line.code(), known == null ? null : text(known), text(line)));
            }
        }
        Set<String> kept = lines.stream().map(TownshipLine::code).collect(Collectors.toSet());
        before.values().stream()
                .filter(entry -> entry.isOpen() && !kept.contains(entry.line().code()))
                .forEach(entry -> changes.add(new LineChange(entry.line().code(), text(entry), null)));
        return changes;
    }

    /**
     * Makes these all the townships: those that are not among them are abolished.
     *
     * @return what was changed
     * @throws Refused where one of them is wrong; then nothing is changed
     */
    @Transactional
    public List<LineChange> replace(List<TownshipLine> lines, String reason, Actor actor) {
        basicData.begin(reason);
        BasicData.refuseAny(faults(lines));
        Map<String, Entry> before = byCode();
        Map<String, TownshipLine> after = lines.stream()
                .collect(Collectors.toMap(
                        TownshipLine::code, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        List<LineChange> changes = difference(lines);
        for (LineChange change : changes) {
            TownshipLine line = after.get(change.code());
            if (line == null) {
                close(change.code());
            } else if (before.containsKey(change.code())) {
                update(line);
            } else {
                insert(line);
            }
            basicData.record(
                    actor,
                    KIND + (line == null ? "撤销" : before.containsKey(change.code()) ? "修改" : "新增"),
                    change.code(),
                    change.before(),
                    line == null ? text(entry(change.code())) : change.after(),
                    reason);
        }
        return changes;
    }

    private Map<String, Entry> byCode() {
        return all().stream()
                .collect(Collectors.toMap(
                        entry -> entry.line().code(),
                        UnaryOperator.identity(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private Entry entry(String code) {
        return find(code).orElseThrow(() -> new Refused("没有代码为“%s”的乡镇（街道）。请刷新页面后再改。".formatted(code)));
    }

    private Entry seen(String code, String seen) {
        Entry entry = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(entry));
        if (!entry.isOpen()) {
            throw new Refused("%s已经撤销，不能修改。确要修改的，请先恢复。".formatted(entry.line().name()));
        }
        return entry;
    }

    /** Refuses what is wrong with the last of the lines, or comes of it. */
    private void refuseLast(List<TownshipLine> lines) {
        BasicData.refuseAny(faults(lines).stream()
                .filter(fault -> fault.line() < 0 || fault.line() == lines.size() - 1)
                .toList());
    }

    private void insert(TownshipLine line) {
        rows.insert("township", new NewTownship(line, line.areaCode()));
    }

    private void update(TownshipLine line) {
        rows.update(
                "update township set name = :name, kind = :kind, district = :district, closed_on = null where code = :code",
                line.name(),
                line.kind(),
                line.district(),
                line.code());
    }

    private void close(String code) {
        rows.update("update township set closed_on = :today where code = :code", basicData.today(), code);
    }
}
