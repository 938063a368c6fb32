package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.keywork.process.BatchTasks;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.CountyText;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.SetData.Cell;
import cn.healthylishui.rehearsal.SetData.Draw;
import cn.healthylishui.rehearsal.SetData.Review;
import cn.healthylishui.rehearsal.SetSheets.Line;
import cn.healthylishui.rehearsal.SetSheets.Page;
import cn.healthylishui.rehearsal.YearInput.Correction;
import cn.healthylishui.rehearsal.YearInput.Dispute;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.YearInput.Found;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import cn.healthylishui.rehearsal.YearInput.Misconduct;
import cn.healthylishui.rehearsal.YearInput.Objection;
import cn.healthylishui.rehearsal.YearInput.Published;
import cn.healthylishui.rehearsal.YearInput.Rater;
import cn.healthylishui.rehearsal.YearInput.Ruling;
import cn.healthylishui.rehearsal.YearInput.Seat;
import cn.healthylishui.rehearsal.YearInput.Share;
import cn.healthylishui.rehearsal.YearInput.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 数据集的检查: reads the sheets into a year's input and says everything that is wrong with them, by the same rules as the forms in
 * which these figures are typed.
 */
final class SetChecks {

    private static final String SEED = "[0-9a-fA-F]{64}";
    private static final int NEW_TASKS_A_BATCH = BatchTasks.NEW_ROWS;
    private static final int SHORTEST_OBJECTION = 10;
    private static final int LONGEST_LIST = 10;
    private static final int LONGEST_REASON = 2000;
    private static final String BY_THE_SET = "按演练数据填报。";

    private final SetSheets sheets;
    private final SetRoster roster;
    private final CountyText countyText;
    private final Set<String> packagedTasks;
    private final Function<Map<YearSettings.Name, String>, Optional<String>> settingsRule;
    private final SetData data;
    private final SetReferences references;
    private final Map<Cell, Answer> reported = new HashMap<>();
    private final Map<Cell, Answer> official = new HashMap<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, List<Seat>> seats = new HashMap<>();
    private final Map<Cell, Line> unitTasks = new LinkedHashMap<>();
    /** Whose groups could not be read: nobody can say who reviews them. */
    private final Set<String> groupsUnknown = new HashSet<>();

    /**
     * @param packagedTasks the codes of the tasks that the year's first document has
     * @param settingsRule gives the year these settings, or says why it cannot have them
     */
    SetChecks(
            SetSheets sheets,
            SetRoster roster,
            CountyText countyText,
            Set<String> packagedTasks,
            Function<Map<YearSettings.Name, String>, Optional<String>> settingsRule,
            SetData data) {
        this.sheets = sheets;
        this.roster = roster;
        this.countyText = countyText;
        this.packagedTasks = packagedTasks;
        this.settingsRule = settingsRule;
        this.data = data;
        this.references = new SetReferences(roster, data);
    }

    void check() {
        settings();
        draws();
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
        ownUnits();
        tasks();
        unitTasks();
        reviews();
        raters();
        ballots();
        objections();
        misconduct();
    }

    // ---- settings and draw
    // -------------------------------------------------------------------------------------------------------------

    private void settings() {
        Page page = sheets.page(SetFile.SETTINGS, SetLayouts.SETTINGS.key());
        Map<YearSettings.Name, Line> lines = page.by(
                line -> {
                    Optional<YearSettings.Name> name = Arrays.stream(YearSettings.Name.values())
                            .filter(one -> line.is("name", one.name()))
                            .findFirst();
                    if (name.isEmpty()) {
                        line.fault("name", "没有编码为“%s”的参数，请删去这一行或改回原来的编码。".formatted(line.text("name")));
                    }
                    return name;
                },
                "name");
        page.requireAll(lines, List.of(YearSettings.Name.values()), missing -> missing.stream()
                .map(name -> "参数 %s（%s）的行".formatted(name, name.label()))
                .toList());
        lines.forEach((name, line) -> {
            if (line.require("value", "还没有填，请填数字。")) {
                data.settings.put(name, line.text("value"));
            }
        });
        // All together, since a bound has to suit the other; one by one only to tell which of them will not do.
        if (settingsRule.apply(data.settings).isPresent()) {
            data.settings.forEach(
                    (name, text) -> settingsRule.apply(Map.of(name, text)).ifPresent(message -> Objects.requireNonNull(
                                    lines.get(name))
                            .fault("value", message)));
        }
    }

    private void draws() {
        Page page = sheets.page(SetFile.SETTINGS, SetLayouts.DRAWS.key());
        Map<String, Line> lines = byDistrict(page);
        lines.forEach((district, line) -> {
            int townships = roster.townshipsOf(district).size();
            Optional<Integer> size = line.whole("size", 1, Math.max(1, townships));
            size.flatMap(number -> usualSample(district).filter(usual -> !usual.equals(number)))
                    .ifPresent(usual -> line.require("reason", "抽查数与“年度参数”里的%d个不同，请写明理由。".formatted(usual)));
            line.limit("reason", AssessmentYears.LONGEST_SAMPLE_REASON);
            if (line.require("seed", "还没有填抽签种子，请填64位十六进制数。")
                    && !line.text("seed").matches(SEED)) {
                line.fault(
                        "seed",
                        "抽签种子应为64位十六进制数（0至9、a至f），现在有%d位或含有别的字符。"
                                .formatted(line.text("seed").length()));
            }
            countyText.fault(line.text("text")).ifPresent(message -> line.fault("text", message));
            data.draws.put(
                    district,
                    new Draw(
                            size.orElse(1),
                            size.equals(usualSample(district)) ? "" : line.text("reason"),
                            line.text("seed").toLowerCase(Locale.ROOT),
                            line.text("text")));
        });
    }

    private Optional<Integer> usualSample(String district) {
        YearSettings.Name name = roster.district(district)
                        .filter(one -> one.kind() == DistrictKind.ZONE)
                        .isPresent()
                ? YearSettings.Name.ZONE_SAMPLE
                : YearSettings.Name.COUNTY_SAMPLE;
        return Optional.ofNullable(data.settings.get(name))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::valueOf);
    }

    /** A sheet with one line for each district. */
    private Map<String, Line> byDistrict(Page page) {
        Map<String, Line> lines = page.by(
                line -> {
                    Optional<District> district = roster.district(line.text("object"));
                    if (district.isEmpty()) {
                        line.fault("object", unknownDistrict(line.text("object")));
                    }
                    return district.map(District::code);
                },
                "object");
        page.requireAll(lines, roster.districts().stream().map(District::code).toList(), missing -> missing.stream()
                .map(code -> named(code) + "的行")
                .toList());
        return lines;
    }

    private String unknownDistrict(String code) {
        return code.isEmpty()
                ? "还没有填县区编码。"
                : "没有编码为“%s”的县（市、区）或开发区，请填%s。"
                        .formatted(
                                code,
                                roster.districts().stream()
                                        .map(one -> one.code() + one.name())
                                        .collect(Collectors.joining("、")));
    }

    private String named(String code) {
        return roster.name(code).map(name -> code + name).orElse(code);
    }

    // ---- figures
    // ------------------------------------------------------------------------------------------------------------------------

    private void townshipScores(District district) {
        Page page = sheets.page(SetFile.TOWNSHIP_SCORES, district.code());
        List<Indicator> indicators = roster.townshipIndicators(district.kind());
        Map<Cell, Line> lines = page.by(line -> townshipCell(line, district, indicators), "item");
        requireCells(page, lines, townshipCodes(district), indicators);
        lines.forEach((cell, line) -> {
            Indicator indicator = indicator(indicators, cell.item());
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
                                    named(place.get().district()),
                                    district.name(),
                                    roster.name(place.get().district()).orElse("")));
            place = Optional.empty();
        }
        boolean known = knownItem(line, "item", indicators, SetFile.TOWNSHIP_TABLE, roster.townshipTable(), district);
        return known && place.isPresent() ? Optional.of(new Cell(code, line.text("item"))) : Optional.empty();
    }

    /** @param table the whole table, of which the indicators are those that apply */
    private boolean knownItem(
            Line line,
            String column,
            List<Indicator> indicators,
            SetFile file,
            List<Indicator> table,
            @Nullable District district) {
        String item = line.text(column);
        if (item.isEmpty()) {
            line.fault(column, "还没有填指标编码。");
        } else if (has(indicators, item)) {
            return true;
        } else if (district != null && has(table, item)) {
            line.fault(column, "指标“%s”不适用于%s的乡镇（街道），请删去这一行。".formatted(item, district.name()));
        } else {
            line.fault(column, "指标“%s”不在指标表（%s）里，请核对编码。".formatted(item, file.fileName()));
        }
        return false;
    }

    private static boolean has(List<Indicator> indicators, String code) {
        return indicators.stream().anyMatch(indicator -> indicator.code().equals(code));
    }

    private static Indicator indicator(List<Indicator> indicators, String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private void requireCells(
            Page page, Map<Cell, Line> lines, Collection<String> objects, Collection<Indicator> indicators) {
        page.requireAll(
                lines,
                objects.stream()
                        .flatMap(object -> indicators.stream().map(indicator -> new Cell(object, indicator.code())))
                        .toList(),
                this::missingCells);
    }

    private List<String> missingCells(List<Cell> missing) {
        return missing.stream()
                .collect(Collectors.groupingBy(
                        Cell::object, LinkedHashMap::new, Collectors.mapping(Cell::item, Collectors.joining("、"))))
                .entrySet()
                .stream()
                .map(entry -> "%s的指标%s的行".formatted(named(entry.getKey()), entry.getValue()))
                .toList();
    }

    private void selfScores() {
        Page page = sheets.page(SetFile.SELF_SCORES, SetLayouts.SELF_SCORES.key());
        Map<Cell, Line> lines = page.by(
                line -> districtCell(line, indicator -> {
                    if (!indicator.method().typed()) {
                        line.fault("item", "指标“%s”由对口市直单位按本地清单评审，当地不填数。请删去这一行。".formatted(indicator.code()));
                    }
                    return indicator.method().typed();
                }),
                "item");
        roster.districts()
                .forEach(district -> requireCells(
                        page,
                        lines,
                        List.of(district.code()),
                        roster.indicatorsOf(district).stream()
                                .filter(indicator -> indicator.method().typed())
                                .toList()));
        lines.forEach(
                (cell, line) -> reported(cell, line, indicator(roster.indicatorsOf(districtOf(cell)), cell.item())));
    }

    private District districtOf(Cell cell) {
        return roster.district(cell.object()).orElseThrow();
    }

    private Optional<Cell> districtCell(Line line, Predicate<Indicator> wanted) {
        Optional<District> district = roster.district(line.text("object"));
        if (district.isEmpty()) {
            line.fault("object", unknownDistrict(line.text("object")));
            return Optional.empty();
        }
        List<Indicator> indicators = roster.indicatorsOf(district.get());
        boolean known = knownItem(
                line, "item", indicators, SetFile.of(TableKind.of(district.get().kind())), List.of(), null);
        return known && wanted.test(indicator(indicators, line.text("item")))
                ? Optional.of(new Cell(line.text("object"), line.text("item")))
                : Optional.empty();
    }

    private void reported(Cell cell, Line line, Indicator indicator) {
        boolean notApplicable = line.is("value", ItemInput.NOT_APPLICABLE);
        Answer answer = answer(cell.object(), line, indicator, "value", "reference", "reason", !notApplicable);
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
                cell, new Figure(line.text("value"), line.text("reference"), line.text("reason", BY_THE_SET), false));
    }

    /** What the form would make of the cells; null where it would find faults. */
    private @Nullable Answer answer(
            String object,
            Line line,
            Indicator indicator,
            String value,
            String reference,
            String reason,
            boolean reasonGiven) {
        ItemInput.Reading reading = ItemInput.read(
                indicator,
                new ItemInput.Typed(
                        line.text(value),
                        line.text(reference),
                        reasonGiven ? line.text(reason, BY_THE_SET) : line.text(reason),
                        List.of(),
                        ""),
                false,
                references.of(object, indicator));
        reading.problems()
                .forEach(fault -> line.fault(
                        switch (fault.cell()) {
                            case "reference" -> reference;
                            case "reason" -> reason;
                            default -> value;
                        },
                        fault.message()));
        if (!line.isBlank(reference) && !indicator.method().needsReference()) {
            line.fault(reference, "这项指标不用参照值，请清空。");
        }
        return reading.answer();
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
                line -> districtCell(line, indicator -> {
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
                .forEach(district -> requireCells(
                        page,
                        lines,
                        List.of(district.code()),
                        roster.indicatorsOf(district).stream()
                                .filter(Indicator::officiallyScored)
                                .toList()));
        lines.forEach((cell, line) -> {
            Indicator indicator = indicator(roster.indicatorsOf(districtOf(cell)), cell.item());
            // Whether an item applies at all is for the district to say.
            Answer answer =
                    answer(cell.object(), line, indicator.alwaysApplicable(), "value", "reference", "reason", true);
            if (answer != null && answer.state() != EntryState.VALUE && !line.isBlank("provisional")) {
                line.fault("provisional", "没有数据，谈不上暂用。请清空。");
            }
            data.official.put(
                    cell,
                    new Figure(
                            line.text("value"),
                            line.text("reference"),
                            line.text("reason", BY_THE_SET),
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

    private record Entry(String district, Kind kind, int seq) {}

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
                    page.fault("%s没有一项%s。请补上，两类各至少一项。".formatted(named(district), kind.label()));
                }
            }
            data.lists.put(
                    district,
                    Stream.of(works, figures)
                            .flatMap(all -> all.getOrDefault(district, new TreeMap<>()).values().stream())
                            .toList());
        });
    }

    private Optional<Entry> entry(Line line) {
        String district = line.text("object");
        boolean known = roster.district(district).isPresent();
        if (!known) {
            line.fault("object", unknownDistrict(district));
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
            line.fault("unit", "%s没有编码为“%s”的成员单位，请核对编码。".formatted(named(entry.district()), line.text("unit")));
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
                    && indicator(roster.indicatorsOf(districtOf(cell)), cell.item())
                            .mustPass()) {
                line.fault("value", "必备指标自报和官方都没有数据，是否达标不明，汇总会停下来。请至少在一处填上数据。");
            }
        }
    }

    private void districtChecks() {
        Page page = sheets.page(SetFile.SPOT_CHECKS, SetLayouts.DISTRICT_CHECKS.key());
        Map<Cell, Line> lines = page.by(
                line -> districtCell(line, indicator -> {
                    if (!indicator.key()) {
                        line.fault("item", "指标“%s”不是重点指标，本级只核查重点指标。请删去这一行。".formatted(indicator.code()));
                    }
                    return indicator.key();
                }),
                "item");
        roster.districts()
                .forEach(district -> requireCells(
                        page,
                        lines,
                        List.of(district.code()),
                        roster.indicatorsOf(district).stream()
                                .filter(Indicator::key)
                                .toList()));
        lines.forEach((cell, line) -> found(cell, line, indicator(roster.indicatorsOf(districtOf(cell)), cell.item())));
    }

    private void townshipChecks(District district) {
        Page page = sheets.page(SetFile.SPOT_CHECKS, district.code());
        List<Indicator> indicators = roster.townshipIndicators(district.kind());
        Map<Cell, Line> lines = page.by(line -> townshipCell(line, district, indicators), "item");
        requireCells(
                page,
                lines,
                townshipCodes(district),
                indicators.stream().filter(Indicator::key).toList());
        lines.forEach((cell, line) -> found(cell, line, indicator(indicators, cell.item())));
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
                new ItemInput.Typed(line.text("value"), "", BY_THE_SET, List.of(), ""),
                false,
                Compared.LATER);
        boolean unread = own == null && !data.reported.containsKey(cell);
        reading.problems().forEach(fault -> line.fault("value", fault.message()));
        line.limit("note", LONGEST_REASON);
        line.limit("objection", LONGEST_REASON);
        line.limit("dropped", LONGEST_REASON);
        Answer answer = reading.answer();
        if (answer != null && !unread && Finding.differ(answer, own)) {
            data.found.put(cell, new Found(line.text("value"), line.text("note", "现场核查结果。")));
            data.disputes.put(cell, new Dispute(line.text("objection"), line.text("dropped")));
        }
    }

    // ---- units
    // --------------------------------------------------------------------------------------------------------------------------

    private void ownUnits() {
        byDistrict(sheets.page(SetFile.OWN_UNITS, SetLayouts.OWN_UNITS.key())).forEach((district, line) -> {
            line.require("assess", "请选“考核”或“不考核”。");
            line.limit("reason", OwnUnits.LONGEST_REASON);
            if (line.is("assess", SetLayouts.NO) && line.require("reason", "不考核的，请写明理由。")) {
                data.leftOut.put(district, line.text("reason"));
            }
        });
        Page page = sheets.page(SetFile.OWN_UNITS, SetLayouts.OWN_UNIT_SCORES.key());
        Map<String, MemberUnit> known =
                roster.memberUnits().stream().collect(Collectors.toMap(MemberUnit::code, Function.identity()));
        Map<String, Line> lines = page.by(
                line -> {
                    if (!known.containsKey(line.text("unit"))) {
                        line.fault("unit", "没有编码为“%s”的直属单位，请核对编码。".formatted(line.text("unit")));
                        return Optional.empty();
                    }
                    return Optional.of(line.text("unit"));
                },
                "unit");
        page.requireAll(
                lines,
                roster.memberUnits().stream().map(MemberUnit::code).toList(),
                missing -> List.of("直属单位%s的行".formatted(String.join("、", missing))));
        lines.forEach(
                (unit, line) -> line.whole("percent", 0, 100).ifPresent(percent -> data.ownUnits.put(unit, percent)));
    }

    private void tasks() {
        Page page = sheets.page(SetFile.UNIT_TASKS, SetLayouts.TASKS.key());
        Map<String, Line> lines = page.by(
                line -> {
                    String code = line.text("task");
                    if (!packagedTasks.contains(code) && !code.matches("B[1-9]\\d?-\\d{2}")) {
                        line.fault(
                                "task",
                                code.isEmpty()
                                        ? "还没有填任务编码。"
                                        : "没有编码为“%s”的任务。2021年工作要点的任务用K开头的编码，新增的依次编为 B2-01、B2-02……".formatted(code));
                        return Optional.empty();
                    }
                    return Optional.of(code);
                },
                "task");
        if (lines.keySet().stream().noneMatch(packagedTasks::contains)) {
            page.fault("一项2021年工作要点的任务（编码K开头）也没有。请至少保留一项。");
        }
        numbering(lines);
        lines.forEach((code, line) -> {
            if (code.startsWith("B")) {
                line.require("chapter", "新增任务请填所属的章，例如“普及健康生活，提高全民身体素质”。");
                line.require("section", "新增任务请填所属的节，例如“加强全民健康教育”。");
                line.require("body", "新增任务请填任务内容。");
                line.limit("chapter", WorkPlans.LONGEST_HEADING);
                line.limit("section", WorkPlans.LONGEST_HEADING);
                line.limit("body", WorkPlans.LONGEST_BODY);
            }
            Task task = new Task(
                    code,
                    line.text("chapter"),
                    line.text("section"),
                    line.text("body"),
                    groups(line),
                    seats.computeIfAbsent(code, key -> new ArrayList<>()));
            tasks.put(code, task);
            data.tasks.add(task);
        });
    }

    /** New tasks get their codes from the system: so many a batch, one after the other. */
    private static void numbering(Map<String, Line> lines) {
        List<String> fresh = lines.keySet().stream()
                .filter(code -> code.startsWith("B"))
                .sorted(SetChecks::byBatch)
                .toList();
        for (int i = 0; i < fresh.size(); i++) {
            String due = "B%d-%02d".formatted(2 + i / NEW_TASKS_A_BATCH, 1 + i % NEW_TASKS_A_BATCH);
            String code = fresh.get(i);
            if (!code.equals(due)) {
                Objects.requireNonNull(lines.get(code))
                        .fault("task", "新增任务的编码要依次编，这一项应为%s。请改正，“单位任务”和“评审”表里的也一起改。".formatted(due));
            }
        }
    }

    private static int byBatch(String one, String other) {
        int batches = Integer.compare(batch(one), batch(other));
        return batches != 0 ? batches : one.compareTo(other);
    }

    private static int batch(String code) {
        return Integer.parseInt(code.substring(1, code.indexOf('-')));
    }

    private List<Integer> groups(Line line) {
        Set<Integer> groups = new TreeSet<>();
        for (String part : line.text("groups").split("[、,，;；\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.matches("\\d{1,2}") && roster.groupNumbers().contains(Integer.valueOf(part))) {
                groups.add(Integer.valueOf(part));
            } else {
                groupsUnknown.add(line.text("task"));
                line.fault("groups", "没有编号为“%s”的专项组，请填1至7等现有的编号，几个的用顿号隔开。".formatted(part));
            }
        }
        return List.copyOf(groups);
    }

    private boolean knownTask(Line line) {
        if (tasks.containsKey(line.text("task"))) {
            return true;
        }
        line.fault(
                "task",
                line.isBlank("task") ? "还没有填任务编码。" : "“重点任务”表里没有编码为“%s”的任务，请核对编码。".formatted(line.text("task")));
        return false;
    }

    private boolean knownUnit(Line line) {
        if (roster.unit(line.text("unit")).isPresent()) {
            return true;
        }
        line.fault(
                "unit",
                line.isBlank("unit") ? "还没有填单位编码。" : "本年度名册里没有编码为“%s”的市直单位，请核对编码。".formatted(line.text("unit")));
        return false;
    }

    private Optional<Cell> unitTask(Line line) {
        // Both, so that both are told.
        boolean unit = knownUnit(line);
        boolean task = knownTask(line);
        return unit && task ? Optional.of(new Cell(line.text("unit"), line.text("task"))) : Optional.empty();
    }

    private void unitTasks() {
        Page page = sheets.page(SetFile.UNIT_TASKS, SetLayouts.UNIT_TASKS.key());
        unitTasks.putAll(page.by(this::unitTask, "task"));
        Map<String, String> leads = new HashMap<>();
        unitTasks.forEach((cell, line) -> {
            boolean lead = line.is("lead", SetLayouts.YES);
            String other = lead ? leads.putIfAbsent(cell.item(), cell.object()) : null;
            if (other != null) {
                line.fault("lead", "任务%s已由%s牵头，一项任务只能有一个牵头单位。".formatted(cell.item(), named(other)));
            }
            YearUnit unit = roster.unit(cell.object()).orElseThrow();
            Objects.requireNonNull(seats.get(cell.item())).add(new Seat(unit.code(), unit.name(), lead));
            line.limit("reason", UnitReviews.LONGEST_REASON);
            line.limit("decidedReason", UnitReviews.LONGEST_REASON);
            if (unit.assessed()) {
                percent(line, "percent")
                        .ifPresent(
                                percent -> data.shares.put(cell, new Share(percent, line.text("reason", BY_THE_SET))));
            } else if (!line.isBlank("percent")) {
                line.fault("percent", "%s不列入考核，不用自评。请清空。".formatted(unit.name()));
            }
        });
        page.requireAll(
                seats.entrySet().stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                tasks.keySet(),
                missing -> missing.stream()
                        .map(task -> "任务%s的单位，一项任务至少一个单位；不要这项任务的，在“重点任务”表里也删去".formatted(task))
                        .toList());
    }

    private static Optional<String> percent(Line line, String column) {
        Reading<BigDecimal> reading = Percent.read(line.text(column));
        if (reading.fault() != null) {
            line.fault(column, reading.fault());
        }
        return Optional.ofNullable(reading.value()).map(Answer::plain);
    }

    private void reviews() {
        Page page = sheets.page(SetFile.UNIT_TASKS, SetLayouts.REVIEWS.key());
        Map<Review, Line> lines = page.by(this::review, "reviewer");
        List<Review> needed = new ArrayList<>();
        unitTasks.keySet().stream()
                .filter(cell -> !groupsUnknown.contains(cell.item())
                        && roster.unit(cell.object()).filter(YearUnit::assessed).isPresent())
                .forEach(cell -> roster.reviewers(cell.object(), Objects.requireNonNull(tasks.get(cell.item())))
                        .forEach(reviewer -> needed.add(new Review(cell.object(), cell.item(), reviewer))));
        page.requireAll(lines, needed, missing -> missing.stream()
                .map(one -> "%s评审%s任务%s的行".formatted(roster.officeName(one.reviewer()), named(one.unit()), one.task()))
                .toList());
        lines.forEach((review, line) -> {
            line.limit("reason", UnitReviews.LONGEST_REASON);
            percent(line, "percent")
                    .ifPresent(
                            percent -> data.reviews.put(review, new Share(percent, line.text("reason", BY_THE_SET))));
        });
        decisions();
    }

    private Optional<Review> review(Line line) {
        Optional<Cell> cell = unitTask(line);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        Cell known = cell.get();
        String reviewer = line.text("reviewer");
        if (!unitTasks.containsKey(known)) {
            line.fault("task", "“单位任务”表里%s没有任务%s。请删去这一行，或在那里补上。".formatted(named(known.object()), known.item()));
        } else if (roster.unit(known.object()).filter(YearUnit::assessed).isEmpty()) {
            line.fault("unit", "%s不列入考核，不用评审。请删去这一行。".formatted(named(known.object())));
        } else {
            Set<String> reviewers = roster.reviewers(known.object(), Objects.requireNonNull(tasks.get(known.item())));
            if (reviewers.contains(reviewer) || groupsUnknown.contains(known.item())) {
                return Optional.of(new Review(known.object(), known.item(), reviewer));
            }
            line.fault(
                    "reviewer",
                    "“%s”不评审%s的任务%s，评审单位是%s。请删去这一行或改正编码。"
                            .formatted(
                                    reviewer,
                                    named(known.object()),
                                    known.item(),
                                    reviewers.stream()
                                            .map(one -> one + roster.officeName(one))
                                            .collect(Collectors.joining("、"))));
        }
        return Optional.empty();
    }

    /** Where reviewers differ, the city office has to have decided. */
    private void decisions() {
        unitTasks.forEach((cell, line) -> {
            Set<BigDecimal> given = data.reviews.entrySet().stream()
                    .filter(entry -> entry.getKey().unit().equals(cell.object())
                            && entry.getKey().task().equals(cell.item()))
                    .map(entry -> new BigDecimal(entry.getValue().percent()).stripTrailingZeros())
                    .collect(Collectors.toSet());
            if (given.size() < 2) {
                return;
            }
            if (line.isBlank("decided")) {
                line.fault("decided", "各家评审的得分率不同，请填市健康丽水办裁定的得分率。");
            } else {
                percent(line, "decided")
                        .ifPresent(percent ->
                                data.decided.put(cell, new Share(percent, line.text("decidedReason", BY_THE_SET))));
            }
        });
    }

    private void raters() {
        Page page = sheets.page(SetFile.BALLOTS, SetLayouts.RATERS.key());
        Map<String, Line> lines = page.by(this::seat, "seat");
        List<String> all = roster.seats().stream().map(RaterSeat::code).toList();
        page.requireAll(lines, all, missing -> missing.stream()
                .map(seat -> "测评席位%s%s的行".formatted(seat, roster.officeName(seat)))
                .toList());
        Map<String, String> persons = new HashMap<>();
        lines.forEach((seat, line) -> {
            line.require("attends", "请选“参加”或“不参加”。");
            line.limit("person", Appraisals.LONGEST_PERSON);
            boolean attends = line.is("attends", SetLayouts.YES);
            String person = line.text("person", roster.officeName(seat));
            data.raters.put(seat, new Rater(attends, attends ? person : ""));
            String other = attends ? persons.putIfAbsent(person.replaceAll("[\\s\\p{Z}]", ""), seat) : null;
            if (other != null) {
                line.fault("person", "“%s”已经坐在席位%s上，一人只能投一票。同名的，在姓名后注明单位。".formatted(person, other));
            }
        });
        Stream.of(RaterGroup.LEADER, RaterGroup.DISTRICT)
                .filter(group -> !lines.isEmpty()
                        && roster.seats().stream()
                                .filter(seat -> seat.group() == group)
                                .noneMatch(seat -> attends(seat.code())))
                .forEach(group -> page.fault("%s没有一个人参加。请至少选一人参加。".formatted(group.label())));
    }

    private boolean attends(String seat) {
        Rater rater = data.raters.get(seat);
        return rater != null && rater.attends();
    }

    private Optional<String> seat(Line line) {
        String seat = line.text("seat");
        if (roster.seats().stream().anyMatch(one -> one.code().equals(seat))) {
            return Optional.of(seat);
        }
        line.fault("seat", seat.isEmpty() ? "还没有填席位编码。" : "没有编码为“%s”的测评席位，请核对编码。".formatted(seat));
        return Optional.empty();
    }

    private void ballots() {
        Page page = sheets.page(SetFile.BALLOTS, SetLayouts.BALLOTS.key());
        Set<String> assessed =
                roster.assessed(data.tasks).stream().map(YearUnit::code).collect(Collectors.toSet());
        Map<Cell, Line> lines = page.by(line -> ballot(line, assessed), "unit");
        List<Cell> needed = roster.seats().stream()
                .filter(seat -> attends(seat.code()))
                .flatMap(seat -> assessed.stream().sorted().map(unit -> new Cell(seat.code(), unit)))
                .toList();
        page.requireAll(lines, needed, this::missingMarks);
        lines.forEach((cell, line) -> {
            if (attends(cell.object()) && line.require("mark", "还没有填评价；不了解的选“不了解”。")) {
                data.marks.put(cell, line.text("mark"));
            }
        });
        Map<String, Line> rulings = sheets.page(SetFile.BALLOTS, SetLayouts.UNRATED.key())
                .by(line -> knownUnit(line) ? Optional.of(line.text("unit")) : Optional.empty(), "unit");
        for (String unit : new TreeSet<>(assessed)) {
            boolean rated = data.marks.entrySet().stream()
                    .anyMatch(entry -> entry.getKey().item().equals(unit)
                            && !entry.getValue().equals(AppraisalMark.UNKNOWN.name()));
            Line ruling = rulings.get(unit);
            if (rated
                    || data.marks.keySet().stream()
                            .noneMatch(cell -> cell.item().equals(unit))) {
                continue;
            }
            if (ruling == null) {
                sheets.page(SetFile.BALLOTS, SetLayouts.UNRATED.key())
                        .fault("%s没有一张票了解，请在这里加一行，选定怎样处理。".formatted(named(unit)));
            } else if (ruling.require("outcome", "请选怎样处理。")) {
                ruling.limit("reason", Appraisals.LONGEST_DECISION_REASON);
                data.unrated.put(unit, new Ruling(ruling.text("outcome"), ruling.text("reason", BY_THE_SET)));
            }
        }
    }

    private List<String> missingMarks(List<Cell> missing) {
        return missing.stream()
                .collect(Collectors.groupingBy(
                        Cell::object, LinkedHashMap::new, Collectors.mapping(Cell::item, Collectors.joining("、"))))
                .entrySet()
                .stream()
                .map(entry -> "席位%s对%s的评价".formatted(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Optional<Cell> ballot(Line line, Set<String> assessed) {
        Optional<String> seat = seat(line);
        String unit = line.text("unit");
        if (!assessed.contains(unit)) {
            if (knownUnit(line)) {
                line.fault("unit", "%s本年度不列入考核或没有任务，没有测评票。请删去这一行。".formatted(named(unit)));
            }
            return Optional.empty();
        }
        return seat.map(code -> new Cell(code, unit));
    }

    // ---- after the approval
    // -------------------------------------------------------------------------------------------------------------

    /** What an objection or a case is about: a district, a township or an assessed unit. */
    private boolean knownObject(Line line) {
        String object = line.text("object");
        boolean unit = roster.unit(object).isPresent();
        if (roster.name(object).isPresent() && (!unit || isAssessed(object))) {
            return true;
        }
        line.fault(
                "object",
                object.isEmpty()
                        ? "还没有填对象编码。"
                        : unit
                                ? "%s本年度不列入考核，请核对编码。".formatted(named(object))
                                : "没有编码为“%s”的县（市、区）、开发区、乡镇（街道）或市直单位，请核对编码。".formatted(object));
        return false;
    }

    private boolean isAssessed(String unit) {
        return roster.assessed(data.tasks).stream().anyMatch(one -> one.code().equals(unit));
    }

    private void objections() {
        Page page = sheets.page(SetFile.OBJECTIONS, SetLayouts.OBJECTIONS.key());
        Set<List<String>> seen = new HashSet<>();
        for (Line line : page.lines()) {
            String office = line.text("office");
            if (!roster.objectors().contains(office)) {
                line.fault(
                        "office",
                        office.isEmpty()
                                ? "还没有填提出单位编码；社会公众的填 city-office。"
                                : "没有编码为“%s”的提出单位。请填健康办或市直单位的编码，社会公众的填 city-office。".formatted(office));
            }
            boolean known = knownObject(line);
            String object = line.text("object");
            if (known && !line.isBlank("item")) {
                known = knownItemOf(line, "item", object);
            }
            if (line.text("content").length() < SHORTEST_OBJECTION) {
                line.fault("content", "请写明事实和理由，至少%d个字。".formatted(SHORTEST_OBJECTION));
            }
            line.limit("content", Forms.LONG);
            line.limit("objector", 200);
            line.limit("contact", 200);
            line.limit("reason", LONGEST_REASON);
            line.require("decision", "请选“成立”或“不成立”。");
            if (!seen.add(List.of(office, object, line.text("item"), line.text("content")))) {
                line.fault("content", "与前面的一件完全相同，请删去这一行，或写明区别。");
            }
            boolean upheld = line.is("decision", SetLayouts.YES);
            Correction correction = upheld && known ? correction(line, object) : null;
            if (!upheld) {
                Stream.of("changed", "value", "reference")
                        .filter(column -> !line.isBlank(column))
                        .forEach(column -> line.fault(column, "异议不成立的，没有更正。请清空，或把决定改为“成立”。"));
            }
            data.objections.add(new Objection(
                    office,
                    office.equals(Office.CITY) ? line.text("objector", "社会公众") : line.text("objector"),
                    line.text("contact", "0578-0000000"),
                    object,
                    line.text("item"),
                    line.text("content"),
                    upheld,
                    line.text("reason", "按演练数据决定。"),
                    correction));
        }
    }

    /** An indicator that a district or township is scored by, or a task of a unit. */
    private boolean knownItemOf(Line line, String column, String object) {
        String code = line.text(column);
        boolean known = roster.unit(object).isPresent()
                ? unitTasks.containsKey(new Cell(object, code))
                : has(indicatorsOf(object), code);
        if (!known) {
            line.fault(column, "%s没有编码为“%s”的指标或任务，请核对编码。".formatted(named(object), code));
        }
        return known;
    }

    private List<Indicator> indicatorsOf(String object) {
        return roster.district(object)
                .map(roster::indicatorsOf)
                .or(() -> roster.township(object)
                        .flatMap(place -> roster.district(place.district()))
                        .map(district -> roster.townshipIndicators(district.kind())))
                .orElse(List.of());
    }

    private @Nullable Correction correction(Line line, String object) {
        String column = line.isBlank("changed") ? "item" : "changed";
        if (line.isBlank(column)) {
            line.fault("changed", "异议成立而没有指明指标，请填更正哪一项。");
            return null;
        }
        line.limit("changeReason", LONGEST_REASON);
        if (!knownItemOf(line, column, object)) {
            return null;
        }
        if (roster.unit(object).isPresent()) {
            percent(line, "value");
        } else if (line.is("value", ItemInput.NOT_APPLICABLE)) {
            line.fault("value", "更正不能填“不适用”。请填数值，没有数据的填“无”。");
        } else {
            answer(
                    object,
                    line,
                    indicator(indicatorsOf(object), line.text(column)),
                    "value",
                    "reference",
                    "changeReason",
                    true);
        }
        return new Correction(
                line.text(column), line.text("value"), line.text("reference"), line.text("changeReason", "按异议办理结果更正。"));
    }

    private void misconduct() {
        Page page = sheets.page(SetFile.MISCONDUCT, SetLayouts.MISCONDUCT.key());
        page.by(line -> knownObject(line) ? Optional.of(line.text("object")) : Optional.empty(), "object")
                .forEach((object, line) -> {
                    line.require("facts", "请写明查明的事实。");
                    line.require("decision", "请选“认定”或“不予认定”。");
                    boolean confirmed = line.is("decision", SetLayouts.YES);
                    if (confirmed) {
                        line.require("serious", "认定的，请选情节“严重”或“一般”。");
                    } else if (line.is("serious", SetLayouts.YES)) {
                        line.fault("serious", "不予认定的，谈不上情节严重。请清空，或把决定改为“认定”。");
                    }
                    line.limit("source", MisconductCases.LONGEST_SOURCE);
                    Stream.of("clue", "facts", "accusation", "statement")
                            .forEach(column -> line.limit(column, MisconductCases.LONGEST_TEXT));
                    line.limit("reasons", MisconductCases.LONGEST_FINDING);
                    data.misconduct.add(new Misconduct(
                            object,
                            line.text("source", "群众来信"),
                            line.text("clue", line.text("facts")),
                            line.text("facts"),
                            line.text("accusation", line.text("facts")),
                            line.text("statement", "没有意见。"),
                            confirmed,
                            line.is("serious", SetLayouts.YES),
                            line.text("reasons", "按演练数据决定。")));
                });
    }
}
