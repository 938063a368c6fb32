package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.rehearsal.SetData.Cell;
import cn.healthylishui.rehearsal.SetSheets.Line;
import cn.healthylishui.rehearsal.SetSheets.Page;
import cn.healthylishui.rehearsal.YearInput.Dispute;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.YearInput.Found;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import cn.healthylishui.rehearsal.YearInput.Published;
import cn.healthylishui.rehearsal.YearInput.Share;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** 数据集的指标数据: the figures of townships and districts, what is published, the districts' own lists and what was found on site. */
final class FigureChecks {

    private static final int LONGEST_LIST = 10;
    private static final int LONGEST_REASON = 2000;

    private final SetSheets sheets;
    private final SetRoster roster;
    private final SetData data;
    private final SetReferences references;
    private final SetLines setLines;
    private final Map<Cell, Answer> reported = new HashMap<>();
    private final Map<Cell, Answer> official = new HashMap<>();

    FigureChecks(SetSheets sheets, SetRoster roster, SetData data, SetReferences references, SetLines setLines) {
        this.sheets = sheets;
        this.roster = roster;
        this.data = data;
        this.references = references;
        this.setLines = setLines;
    }

    void check() {
        published();
        for (District district : roster.districts()) {
            townshipScores(district);
        }
        selfScores();
        officialFigures();
        ownLists();
        mustPassKnown();
        districtChecks();
        for (District district : roster.districts()) {
            townshipChecks(district);
        }
    }

    private void townshipScores(District district) {
        Page page = sheets.page(SetFile.TOWNSHIP_SCORES, district.code());
        List<Indicator> indicators = roster.townshipIndicators(district.kind());
        Map<Cell, Line> lines = page.by(line -> townshipCell(line, district, indicators), "item");
        setLines.requireCells(page, lines, townshipCodes(district), indicators);
        lines.forEach((cell, line) -> {
            Indicator indicator = SetLines.indicator(indicators, cell.item());
            reported(cell, line, indicator);
            Answer answer = reported.get(cell);
            if (indicator.mustPass() && answer != null && answer.state() == EntryState.NO_DATA) {
                line.fault("value", "必备指标没有数据，是否达标不明，汇总会停下来。请填是否达标的数据。");
            }
        });
    }

    private List<String> townshipCodes(District district) {
        return roster.townshipsOf(district.code()).stream()
                .map(SetRoster.Place::code)
                .toList();
    }

    private Optional<Cell> townshipCell(Line line, District district, List<Indicator> indicators) {
        String code = line.text("object");
        Optional<SetRoster.Place> place = roster.township(code);
        if (code.isEmpty()) {
            line.fault("object", "还没有填乡镇（街道）编码。");
        } else if (place.isEmpty()) {
            line.fault("object", "编码“%s”不在乡镇（街道）名单（%s）里，请核对编码。".formatted(code, SetFile.TOWNSHIPS.fileName()));
        } else if (!place.get().district().equals(district.code())) {
            line.fault(
                    "object",
                    "%s由%s考核，不归%s。请把这一行移到“%s”表。"
                            .formatted(
                                    place.get().name(),
                                    setLines.named(place.get().district()),
                                    district.name(),
                                    roster.name(place.get().district()).orElse("")));
            place = Optional.empty();
        }
        boolean known =
                setLines.knownItem(line, "item", indicators, SetFile.TOWNSHIP_TABLE, roster.townshipTable(), district);
        return known && place.isPresent() ? Optional.of(new Cell(code, line.text("item"))) : Optional.empty();
    }

    private void selfScores() {
        Page page = sheets.page(SetFile.SELF_SCORES, SetLayouts.SELF_SCORES.key());
        Map<Cell, Line> lines = page.by(
                line -> setLines.districtCell(line, indicator -> {
                    if (!indicator.method().typed()) {
                        line.fault("item", "指标“%s”由对口市直单位按本地清单评审，当地不填数。请删去这一行。".formatted(indicator.code()));
                    }
                    return indicator.method().typed();
                }),
                "item");
        roster.districts()
                .forEach(district -> setLines.requireCells(
                        page,
                        lines,
                        List.of(district.code()),
                        roster.indicatorsOf(district).stream()
                                .filter(indicator -> indicator.method().typed())
                                .toList()));
        lines.forEach((cell, line) ->
                reported(cell, line, SetLines.indicator(roster.indicatorsOf(setLines.districtOf(cell)), cell.item())));
    }

    private void reported(Cell cell, Line line, Indicator indicator) {
        boolean notApplicable = line.is("value", ItemInput.NOT_APPLICABLE);
        Answer answer = setLines.answer(cell.object(), line, indicator, "value", "reference", "reason", !notApplicable);
        if (notApplicable && indicator.notApplicableAllowed() && line.isBlank("excused")) {
            line.fault("excused", "填了“不适用”，请选市健康丽水办是否同意。");
        } else if (!notApplicable && !line.isBlank("excused")) {
            line.fault("excused", "数值不是“不适用”，这里不用填。请清空，或把数值改为“不适用”。");
        }
        if (line.is("excused", SetLayouts.YES)) {
            data.excused.add(cell);
        }
        if (answer != null) {
            reported.put(cell, answer);
        }
        data.reported.put(
                cell,
                new Figure(
                        line.text("value"), line.text("reference"), line.text("reason", SetLines.BY_THE_SET), false));
    }

    /** What is published is given once; where several tables ask the same, it is the same. */
    private void published() {
        Page page = sheets.page(SetFile.OFFICIAL_FIGURES, SetLayouts.PUBLISHED.key());
        Map<String, Indicator> asked = new LinkedHashMap<>();
        everyIndicator()
                .filter(references::isGiven)
                .forEach(indicator -> asked.putIfAbsent(indicator.code(), indicator));
        Map<String, Line> lines = page.by(
                line -> {
                    String item = line.text("item");
                    if (!asked.containsKey(item)) {
                        line.fault("item", "指标“%s”没有官方参照值要填。请核对编码，或删去这一行。".formatted(item));
                        return Optional.empty();
                    }
                    return Optional.of(item);
                },
                "item");
        page.requireAll(lines, asked.keySet(), missing -> missing.stream()
                .map(code -> "指标%s的参照值的行".formatted(code))
                .toList());
        Map<String, BigDecimal> values = new HashMap<>();
        lines.forEach((item, line) -> {
            line.require("value", "还没有填参照值。");
            line.require("body", "请填发布单位。");
            line.require("document", "请填公布在哪份文件、报告或年鉴里。");
            line.limit("body", GivenReferences.LONGEST_BODY);
            line.limit("document", GivenReferences.LONGEST_DOCUMENT);
            line.number("value").ifPresent(value -> {
                Indicator indicator = Objects.requireNonNull(asked.get(item));
                BigDecimal other = values.putIfAbsent(References.published(indicator), value);
                if (other != null && other.compareTo(value) != 0) {
                    line.fault(
                            "value",
                            "“%s”的%s填了两个数：%s和%s。一项内容只能有一个，请改成一样的。"
                                    .formatted(
                                            indicator.name(),
                                            ItemInput.referenceName(indicator),
                                            Answer.plain(other),
                                            Answer.plain(value)));
                }
                data.published.put(item, new Published(line.text("value"), line.text("body"), line.text("document")));
            });
        });
    }

    private Stream<Indicator> everyIndicator() {
        return Stream.concat(
                roster.districts().stream().flatMap(district -> roster.indicatorsOf(district).stream()),
                roster.townshipTable().stream());
    }

    private void officialFigures() {
        Page page = sheets.page(SetFile.OFFICIAL_FIGURES, SetLayouts.OFFICIAL_FIGURES.key());
        Map<Cell, Line> lines = page.by(
                line -> setLines.districtCell(line, indicator -> {
                    if (!indicator.method().typed()) {
                        line.fault(
                                "item",
                                "指标“%s”由对口市直单位逐项评审，填在“%s”表。请删去这一行。"
                                        .formatted(indicator.code(), SetLayouts.OWN_LISTS.name()));
                    } else if (!indicator.officiallyScored()) {
                        line.fault("item", "指标“%s”的数据来源是“自报并抽查”，没有官方数据。请删去这一行。".formatted(indicator.code()));
                    }
                    return indicator.officiallyScored();
                }),
                "item");
        roster.districts()
                .forEach(district -> setLines.requireCells(
                        page,
                        lines,
                        List.of(district.code()),
                        roster.indicatorsOf(district).stream()
                                .filter(Indicator::officiallyScored)
                                .toList()));
        lines.forEach((cell, line) -> {
            Indicator indicator = SetLines.indicator(roster.indicatorsOf(setLines.districtOf(cell)), cell.item());
            // Whether an item applies at all is for the district to say.
            Answer answer = setLines.answer(
                    cell.object(), line, indicator.alwaysApplicable(), "value", "reference", "reason", true);
            if (answer != null && answer.state() != EntryState.VALUE && !line.isBlank("provisional")) {
                line.fault("provisional", "没有数据，谈不上暂用。请清空。");
            }
            data.official.put(
                    cell,
                    new Figure(
                            line.text("value"),
                            line.text("reference"),
                            line.text("reason", SetLines.BY_THE_SET),
                            line.is("provisional", SetLayouts.YES)));
            if (answer != null) {
                official.put(cell, answer);
            }
            provenance(line, indicator);
        });
    }

    /** The same for all districts, since whoever gives the figures says it once an indicator. */
    private void provenance(Line line, Indicator indicator) {
        String body = line.text("body");
        String document = line.text("document");
        if ((body + document).isEmpty()) {
            return;
        }
        if (!indicator.authoritative()) {
            line.fault(
                    "body",
                    "指标表里“%s”的数据来源是“%s”，不能排得更高。请清空“出具单位”和“文件名称和文号”。"
                            .formatted(indicator.code(), indicator.sourceKind().label()));
            return;
        }
        List<Problem> problems = ProvenanceCells.problemsWhereOptional(indicator, body, document);
        problems.forEach(problem -> line.fault(String.valueOf(problem.column()), problem.message()));
        if (problems.isEmpty()) {
            Provenance said = ProvenanceCells.read(indicator, body, document);
            Provenance before = data.provenance.putIfAbsent(indicator.code(), said);
            if (before != null && !before.equals(said)) {
                line.fault("body", "同一指标各行的“出具单位”和“文件名称和文号”应当相同，前面写的是“%s”。".formatted(before.words()));
            }
        }
    }

    /** What each district sets itself; a district without a row has nothing to be reviewed that would count. */
    private void ownLists() {
        Page page = sheets.page(SetFile.OFFICIAL_FIGURES, SetLayouts.OWN_LISTS.key());
        Map<Entry, Line> lines = page.by(this::entry, "seq");
        Map<String, TreeMap<Integer, ListEntry>> works = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, ListEntry>> figures = new LinkedHashMap<>();
        lines.forEach((entry, line) -> {
            (entry.kind() == Kind.WORK ? works : figures)
                    .computeIfAbsent(entry.district(), district -> new TreeMap<>())
                    .put(entry.seq(), listed(entry, line));
            sameTitle(entry, line, lines);
            if (entry.seq() > 1 && !lines.containsKey(new Entry(entry.district(), entry.kind(), entry.seq() - 1))) {
                line.fault("seq", "没有序号%d。同一地方同一类从1编起，不能跳号。".formatted(entry.seq() - 1));
            }
        });
        Set<String> listed = new LinkedHashSet<>(works.keySet());
        listed.addAll(figures.keySet());
        listed.forEach(district -> {
            for (Kind kind : Kind.values()) {
                if (!(kind == Kind.WORK ? works : figures).containsKey(district)) {
                    page.fault("%s没有一项%s。请补上，两类各至少一项。".formatted(setLines.named(district), kind.label()));
                }
            }
            data.lists.put(
                    district,
                    Stream.of(works, figures)
                            .flatMap(all -> all.getOrDefault(district, new TreeMap<>()).values().stream())
                            .toList());
        });
    }

    private record Entry(String district, Kind kind, int seq) {}

    private Optional<Entry> entry(Line line) {
        String district = line.text("object");
        boolean known = roster.district(district).isPresent();
        if (!known) {
            line.fault("object", setLines.unknownDistrict(district));
        }
        boolean kind = line.require("kind", "还没有选类别，请选“年度重点工作”或“关键性指标”。");
        Optional<Integer> seq = line.whole("seq", 1, LONGEST_LIST);
        return known && kind && seq.isPresent()
                ? Optional.of(new Entry(district, Kind.valueOf(line.text("kind")), seq.get()))
                : Optional.empty();
    }

    private ListEntry listed(Entry entry, Line line) {
        line.require("title", "还没有填名称。");
        line.limit("title", DistrictWork.LONGEST_TITLE);
        if (line.require("unit", "还没有填负责单位编码。")
                && roster.memberUnits().stream()
                        .noneMatch(unit -> unit.district().equals(entry.district())
                                && unit.code().equals(line.text("unit")))) {
            line.fault(
                    "unit", "%s没有编码为“%s”的成员单位，请核对编码。".formatted(setLines.named(entry.district()), line.text("unit")));
        }
        boolean target = line.require("target", "还没有填年度目标。");
        line.limit("target", DistrictWork.LONGEST_TARGET);
        if (entry.kind() == Kind.INDICATOR) {
            if (target && !line.text("target").matches("-?\\d{1,14}(\\.\\d{1,4})?")) {
                line.fault("target", "关键性指标的目标应是数字，最多4位小数，现在填的是“%s”。".formatted(line.text("target")));
            }
            line.require("measure", "关键性指标要填计量单位，如“%”“家”“公里”。");
        } else if (!line.isBlank("measure")) {
            line.fault("measure", "重点工作不用计量单位，请清空。");
        }
        line.limit("measure", DistrictWork.LONGEST_MEASURE);
        Reading<BigDecimal> percent = Percent.read(line.text("percent"));
        if (percent.fault() != null) {
            line.fault("percent", percent.fault().replace("得分率", "完成率"));
        }
        if (percent.value() != null) {
            DistrictLists.fault(percent.value(), line.text("reason"))
                    .ifPresent(message -> line.fault("reason", message));
        }
        return new ListEntry(
                entry.kind(),
                line.text("title"),
                line.text("unit"),
                line.text("target"),
                line.text("measure"),
                "",
                new Share(Percent.typed(percent.value()), line.text("reason")));
    }

    private static void sameTitle(Entry entry, Line line, Map<Entry, Line> lines) {
        lines.forEach((other, first) -> {
            if (other.district().equals(entry.district())
                    && other.kind() == entry.kind()
                    && other.seq() < entry.seq()
                    && !line.isBlank("title")
                    && first.is("title", line.text("title"))) {
                line.fault("title", "与序号%d的名称相同，请删去一行或改名称。".formatted(other.seq()));
            }
        });
    }

    /** A must-pass item of a district of which nobody knows anything blocks the summary. */
    private void mustPassKnown() {
        Page page = sheets.page(SetFile.SELF_SCORES, SetLayouts.SELF_SCORES.key());
        for (Line line : page.lines()) {
            Cell cell = new Cell(line.text("object"), line.text("item"));
            Answer own = reported.get(cell);
            Answer given = official.get(cell);
            if (own != null
                    && own.state() == EntryState.NO_DATA
                    && (given == null || given.state() != EntryState.VALUE)
                    && SetLines.indicator(roster.indicatorsOf(setLines.districtOf(cell)), cell.item())
                            .mustPass()) {
                line.fault("value", "必备指标自报和官方都没有数据，是否达标不明，汇总会停下来。请至少在一处填上数据。");
            }
        }
    }

    private void districtChecks() {
        Page page = sheets.page(SetFile.SPOT_CHECKS, SetLayouts.DISTRICT_CHECKS.key());
        Map<Cell, Line> lines = page.by(
                line -> setLines.districtCell(line, indicator -> {
                    if (!indicator.key()) {
                        line.fault("item", "指标“%s”不是重点指标，本级只核查重点指标。请删去这一行。".formatted(indicator.code()));
                    }
                    return indicator.key();
                }),
                "item");
        roster.districts()
                .forEach(district -> setLines.requireCells(
                        page,
                        lines,
                        List.of(district.code()),
                        roster.indicatorsOf(district).stream()
                                .filter(Indicator::key)
                                .toList()));
        lines.forEach((cell, line) ->
                found(cell, line, SetLines.indicator(roster.indicatorsOf(setLines.districtOf(cell)), cell.item())));
    }

    private void townshipChecks(District district) {
        Page page = sheets.page(SetFile.SPOT_CHECKS, district.code());
        List<Indicator> indicators = roster.townshipIndicators(district.kind());
        Map<Cell, Line> lines = page.by(line -> townshipCell(line, district, indicators), "item");
        setLines.requireCells(
                page,
                lines,
                townshipCodes(district),
                indicators.stream().filter(Indicator::key).toList());
        lines.forEach((cell, line) -> found(cell, line, SetLines.indicator(indicators, cell.item())));
    }

    /** What was found other than reported; the site tells nothing of what it is compared with. */
    private void found(Cell cell, Line line, Indicator indicator) {
        if (line.isBlank("value")) {
            Stream.of("objection", "dropped")
                    .filter(column -> !line.isBlank(column))
                    .forEach(column -> line.fault(column, "核查值空着，就是与自报一致，这里不用填。请清空，或填上核查值。"));
            return;
        }
        Answer own = reported.get(cell);
        ItemInput.Reading reading = ItemInput.read(
                indicator.alwaysApplicable(),
                new ItemInput.Typed(line.text("value"), "", SetLines.BY_THE_SET, List.of(), ""),
                false,
                Compared.LATER);
        boolean unread = own == null && !data.reported.containsKey(cell);
        reading.faults().forEach(fault -> line.fault("value", fault.message()));
        line.limit("note", LONGEST_REASON);
        line.limit("objection", LONGEST_REASON);
        line.limit("dropped", LONGEST_REASON);
        Answer answer = reading.answer();
        if (answer != null && !unread && Finding.differ(answer, own)) {
            data.found.put(cell, new Found(line.text("value"), line.text("note", "现场核查结果。")));
            data.disputes.put(cell, new Dispute(line.text("objection"), line.text("dropped")));
        }
    }
}
