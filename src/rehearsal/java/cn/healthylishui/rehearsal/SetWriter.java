package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyWorkTemplate;
import cn.healthylishui.assessment.keywork.ResponsibleUnits;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.scoring.Draw;
import cn.healthylishui.assessment.scoring.DrawnPlace;
import cn.healthylishui.assessment.scoring.Mean;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.Sheet;
import cn.healthylishui.assessment.workbook.Workbooks;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.rehearsal.YearInput.Correction;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.YearInput.Found;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import cn.healthylishui.rehearsal.YearInput.Published;
import cn.healthylishui.rehearsal.YearInput.Rater;
import cn.healthylishui.rehearsal.YearInput.Seat;
import cn.healthylishui.rehearsal.YearInput.Share;
import cn.healthylishui.rehearsal.YearInput.Task;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 生成数据集: writes a made year as a set of workbooks, such that it runs through as it stands. */
@RehearsalBean
class SetWriter {

    private final AssessmentYears years;

    private final YearRoster yearRoster;
    private final YearGroups groups;
    private final Organization organization;
    private final IndicatorTables tables;
    private final TableWorkbook tableWorkbook;
    private final TownshipWorkbook townshipWorkbook;
    private final KeyWorkTemplate keyWork;
    private final ResponsibleUnits responsible;

    SetWriter(
            AssessmentYears years,
            YearRoster yearRoster,
            YearGroups groups,
            Organization organization,
            IndicatorTables tables,
            TableWorkbook tableWorkbook,
            TownshipWorkbook townshipWorkbook,
            KeyWorkTemplate keyWork,
            ResponsibleUnits responsible) {
        this.years = years;
        this.yearRoster = yearRoster;
        this.groups = groups;
        this.organization = organization;
        this.tables = tables;
        this.tableWorkbook = tableWorkbook;
        this.townshipWorkbook = townshipWorkbook;
        this.keyWork = keyWork;
        this.responsible = responsible;
    }

    /** @param input made for a year that has been prepared */
    void write(YearInput input, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<SetFile, byte[]> file : of(input).entrySet()) {
            Files.write(directory.resolve(file.getKey().fileName()), file.getValue());
        }
    }

    private Map<SetFile, byte[]> of(YearInput input) {
        int year = input.year();
        SetRoster roster = new SetRoster(year, organization, yearRoster, groups, tables);
        tellApart(input, roster);
        Rows rows = new Rows(input, roster, years.settings(year), tasks(roster), measured());
        Map<SetFile, byte[]> files = new LinkedHashMap<>();
        for (SetFile file : SetFile.values()) {
            TableKind kind = file.table();
            files.put(
                    file,
                    kind != null
                            ? tableWorkbook.export(tables.table(year, kind))
                            : file == SetFile.TOWNSHIPS
                                    ? townshipWorkbook.export()
                                    : Workbooks.bytes(
                                            file.template(year),
                                            RehearsalSets.layouts(file, roster.districts()).stream()
                                                    .map(layout -> new Sheet(layout, rows.of(file, layout)))
                                                    .toList()));
        }
        return files;
    }

    // ---- ties
    // ---------------------------------------------------------------------------------------------------------------------------

    /** What would be judged again in the course of the year is judged again beforehand. */
    private void tellApart(YearInput input, SetRoster roster) {
        roster.districts()
                .forEach(district -> tellApart(
                        input,
                        roster.townshipsOf(district.code()).stream()
                                .map(SetRoster.Place::code)
                                .toList(),
                        roster.townshipIndicators(district.kind()),
                        (township, indicator) -> input.reported(township, indicator.code())));
        for (TableKind kind : List.of(TableKind.COUNTY, TableKind.ZONE)) {
            List<District> alike = roster.districts().stream()
                    .filter(district -> TableKind.of(district.kind()) == kind)
                    .toList();
            if (!alike.isEmpty()) {
                tellApart(
                        input,
                        alike.stream().map(District::code).toList(),
                        roster.indicatorsOf(alike.get(0)),
                        // A district's own figure gives way to the municipal unit's.
                        (district, indicator) -> !indicator.method().typed()
                                ? reviewed(input, district)
                                : indicator.officiallyScored()
                                        ? input.official(district, indicator.code())
                                        : input.reported(district, indicator.code()));
            }
        }
    }

    /** @param counted the figure of an object's item that its score rests on */
    private static void tellApart(
            YearInput input,
            List<String> objects,
            List<Indicator> indicators,
            BiFunction<String, Indicator, Figure> counted) {
        String judged = indicators.stream()
                .filter(indicator -> indicator.method().judged())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
        while (true) {
            Map<String, BigDecimal> totals = objects.stream()
                    .collect(Collectors.toMap(
                            Function.identity(), object -> total(input, objects, object, indicators, counted)));
            List<Differentiation.Tie> ties =
                    Differentiation.of(totals, BigDecimal.ZERO).ties();
            if (ties.isEmpty()) {
                return;
            }
            ties.forEach(tie -> input.rejudge(tie.codes().get(0), judged));
        }
    }

    private static Figure reviewed(YearInput input, String district) {
        return new Figure(OwnKeyWork.percent(input.ownList(district)).toPlainString(), "", "", false);
    }

    private static BigDecimal total(
            YearInput input,
            List<String> objects,
            String object,
            List<Indicator> indicators,
            BiFunction<String, Indicator, Figure> counted) {
        return indicators.stream()
                .filter(indicator -> !indicator.mustPass())
                .map(indicator -> points(
                        indicator,
                        counted.apply(object, indicator),
                        compared(input, objects, object, indicator, counted)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** As the year will work it out, where all report what counts. */
    private static BigDecimal compared(
            YearInput input,
            List<String> objects,
            String object,
            Indicator indicator,
            BiFunction<String, Indicator, Figure> counted) {
        if (!(indicator.method() instanceof Reference method)) {
            return BigDecimal.ZERO;
        }
        return switch (method.reference()) {
            case OWN_LAST_YEAR ->
                new BigDecimal(counted.apply(object, indicator).reference());
            case OWN_TARGET -> method.basis().target(object).orElse(BigDecimal.ZERO);
            case PROVINCE_MEAN ->
                new BigDecimal(input.published(indicator.code()).value());
            case CITY_MEAN, COUNTY_MEAN ->
                method.basis().official() || objects.size() == 1
                        ? new BigDecimal(input.published(indicator.code()).value())
                        : Mean.of(
                                        objects.stream()
                                                .map(one -> new Mean.Part(
                                                        one,
                                                        new BigDecimal(counted.apply(one, indicator)
                                                                .value()),
                                                        null))
                                                .toList(),
                                        BigDecimal.ONE,
                                        null)
                                .orElseThrow()
                                .value();
        };
    }

    private static BigDecimal points(Indicator indicator, Figure figure, BigDecimal compared) {
        Answer answer = ItemInput.read(
                        indicator,
                        new ItemInput.Typed(figure.value(), Answer.plain(compared), figure.reason(), List.of(), ""),
                        false)
                .answer();
        return answer == null || answer.state() != EntryState.VALUE
                ? BigDecimal.ZERO
                : new BigDecimal(ItemSheet.points(indicator, answer));
    }

    // ---- tasks
    // --------------------------------------------------------------------------------------------------------------------------

    /** The packaged document's, without what fell away, with what changed and what came late. */
    private List<Task> tasks(SetRoster roster) {
        List<Task> tasks = new ArrayList<>();
        for (KeyWorkTemplate.Line line : keyWork.lines()) {
            if (line.code().equals(LateKeyWork.WITHDRAWN)) {
                continue;
            }
            String units =
                    line.code().equals(LateKeyWork.CHANGED) ? line.units() + "、" + LateKeyWork.JOINING : line.units();
            tasks.add(new Task(
                    line.code(),
                    line.chapter(),
                    line.section(),
                    line.body(),
                    line.groups().stream().map(KeyTask.Group::number).toList(),
                    seats(line.lead(), units, roster)));
        }
        tasks.add(new Task(
                "B2-01",
                LateKeyWork.CHAPTER,
                LateKeyWork.SECTION,
                LateKeyWork.BODY,
                // A new task belongs to the groups of its neighbours.
                List.copyOf(new TreeSet<>(keyWork.lines().stream()
                        .filter(line -> line.section().equals(LateKeyWork.SECTION))
                        .flatMap(line -> line.groups().stream())
                        .map(KeyTask.Group::number)
                        .toList())),
                seats(LateKeyWork.LEAD, LateKeyWork.UNITS, roster)));
        return tasks;
    }

    /** The tasks that say how much of something is to be reached, with the one unit that reports it; empty where none is named. */
    private Map<String, String> measured() {
        Map<String, String> reporters = new HashMap<>();
        keyWork.lines().forEach(line -> line.targets().stream()
                .filter(target -> target.number().isPresent())
                .findFirst()
                .ifPresent(target -> reporters.put(line.code(), Objects.requireNonNullElse(target.reporter(), ""))));
        return reporters;
    }

    private List<Seat> seats(String lead, String units, SetRoster roster) {
        return responsible.read(lead, units).seats().stream()
                .filter(seat -> roster.unit(seat.unit()).isPresent())
                .map(seat -> new Seat(
                        seat.unit(), roster.unit(seat.unit()).orElseThrow().name(), seat.lead()))
                .toList();
    }

    /** The rows of all sheets. */
    private static final class Rows {

        private static final String NUMBER = "\\d+(\\.\\d+)?";

        private final YearInput input;
        private final SetRoster roster;
        private final YearSettings settings;
        private final List<Task> tasks;
        private final Map<String, String> measured;
        private final List<YearUnit> assessed;

        Rows(YearInput input, SetRoster roster, YearSettings settings, List<Task> tasks, Map<String, String> measured) {
            this.input = input;
            this.roster = roster;
            this.settings = settings;
            this.tasks = tasks;
            this.measured = measured;
            this.assessed = roster.assessed(tasks);
        }

        List<Map<String, String>> of(SetFile file, Layout layout) {
            List<Map<String, String>> rows = new ArrayList<>();
            switch (file) {
                case SETTINGS -> {
                    if (layout.equals(SetLayouts.SETTINGS)) {
                        settings(rows);
                    } else {
                        draws(rows);
                    }
                }
                case TOWNSHIP_SCORES -> townshipScores(layout.key(), rows);
                case SELF_SCORES ->
                    roster.districts()
                            .forEach(district ->
                                    reported(district.code(), district.name(), roster.indicatorsOf(district), rows));
                case OFFICIAL_FIGURES -> {
                    if (layout.equals(SetLayouts.OFFICIAL_FIGURES)) {
                        officialFigures(rows);
                    } else if (layout.equals(SetLayouts.PUBLISHED)) {
                        published(rows);
                    } else {
                        ownLists(rows);
                    }
                }
                case SPOT_CHECKS -> {
                    if (layout.equals(SetLayouts.DISTRICT_CHECKS)) {
                        roster.districts()
                                .forEach(district -> checks(
                                        district.code(),
                                        district.code(),
                                        district.name(),
                                        roster.indicatorsOf(district),
                                        rows));
                    } else {
                        townshipChecks(layout.key(), rows);
                    }
                }
                case OWN_UNITS -> {
                    if (layout.equals(SetLayouts.OWN_UNITS)) {
                        ownUnits(rows);
                    } else {
                        ownUnitScores(rows);
                    }
                }
                case UNIT_TASKS -> {
                    if (layout.equals(SetLayouts.TASKS)) {
                        tasks(rows);
                    } else if (layout.equals(SetLayouts.UNIT_TASKS)) {
                        unitTasks(rows);
                    } else {
                        reviews(rows);
                    }
                }
                case BALLOTS -> {
                    if (layout.equals(SetLayouts.RATERS)) {
                        raters(rows);
                    } else if (layout.equals(SetLayouts.BALLOTS)) {
                        ballots(rows);
                    }
                }
                case OBJECTIONS -> objections(rows);
                case MISCONDUCT -> misconduct(rows);
                case COUNTY_TABLE, ZONE_TABLE, TOWNSHIP_TABLE, TOWNSHIPS ->
                    throw new IllegalArgumentException(file + " is written elsewhere");
            }
            return rows;
        }

        private void settings(List<Map<String, String>> rows) {
            for (YearSettings.Name name : YearSettings.Name.values()) {
                rows.add(Map.of("name", name.name(), "label", name.label(), "value", settings.text(name)));
            }
        }

        private List<String> codes() {
            return roster.districts().stream().map(District::code).toList();
        }

        private void draws(List<Map<String, String>> rows) {
            List<String> seeds = input.seeds(codes());
            for (int i = 0; i < seeds.size(); i++) {
                District district = roster.districts().get(i);
                rows.add(Map.of(
                        "object", district.code(),
                        "objectName", district.name(),
                        "size", String.valueOf(settings.sampleFor(district.kind())),
                        "seed", seeds.get(i),
                        "text", input.countyText(district.code())));
            }
        }

        private void townshipScores(String district, List<Map<String, String>> rows) {
            List<Indicator> indicators = roster.townshipIndicators(
                    roster.district(district).orElseThrow().kind());
            roster.townshipsOf(district)
                    .forEach(township -> reported(township.code(), township.name(), indicators, rows));
        }

        private void reported(String object, String name, List<Indicator> indicators, List<Map<String, String>> rows) {
            for (Indicator indicator : indicators) {
                if (!indicator.method().typed()) {
                    continue;
                }
                Figure figure = input.reported(object, indicator.code());
                Map<String, String> row = cells(object, name, indicator);
                row.put("value", shown(indicator, figure.value()));
                row.put("reference", figure.reference());
                row.put("reason", figure.reason());
                rows.add(row);
            }
        }

        private static Map<String, String> cells(String object, String name, Indicator indicator) {
            return new HashMap<>(Map.of(
                    "object", object, "objectName", name, "item", indicator.code(), "itemName", indicator.name()));
        }

        private static String shown(Indicator indicator, String value) {
            return !indicator.yesNo() ? value : value.equals("1") ? "是" : value.equals("0") ? "否" : value;
        }

        private void officialFigures(List<Map<String, String>> rows) {
            for (District district : roster.districts()) {
                for (Indicator indicator : roster.indicatorsOf(district)) {
                    if (indicator.officiallyScored()) {
                        Figure figure = input.official(district.code(), indicator.code());
                        Map<String, String> row = cells(district.code(), district.name(), indicator);
                        row.put("owner", roster.officeName(indicator.owner()));
                        row.put("value", shown(indicator, figure.value()));
                        row.put("reference", figure.reference());
                        row.put("provisional", figure.provisional() ? SetLayouts.YES : "");
                        row.put("reason", figure.reason());
                        input.provenance(indicator.code()).ifPresent(provenance -> {
                            row.put("body", provenance.body());
                            row.put("document", provenance.document());
                        });
                        rows.add(row);
                    }
                }
            }
        }

        private void published(List<Map<String, String>> rows) {
            List<References.Asked> places = SetReferences.places(roster);
            Stream.concat(
                            roster.districts().stream().flatMap(district -> roster.indicatorsOf(district).stream()),
                            roster.townshipTable().stream())
                    .distinct()
                    .filter(indicator -> References.isGiven(indicator, places))
                    .forEach(indicator -> {
                        Published published = input.published(indicator.code());
                        rows.add(Map.of(
                                "item", indicator.code(),
                                "itemName", indicator.name(),
                                "owner", roster.officeName(indicator.owner()),
                                "value", published.value(),
                                "body", published.body(),
                                "document", published.document()));
                    });
        }

        private void ownLists(List<Map<String, String>> rows) {
            for (District district : roster.districts()) {
                Map<Kind, Integer> seq = new EnumMap<>(Kind.class);
                for (ListEntry entry : input.ownList(district.code())) {
                    MemberUnit unit = roster.memberUnit(district.code(), entry.unit());
                    Map<String, String> row = new HashMap<>();
                    row.put("object", district.code());
                    row.put("objectName", district.name());
                    row.put("kind", entry.kind().name());
                    row.put("seq", String.valueOf(seq.merge(entry.kind(), 1, Integer::sum)));
                    row.put("title", entry.title());
                    row.put("unit", unit.code());
                    row.put("unitName", unit.name());
                    row.put("target", entry.target());
                    row.put("measure", entry.measure());
                    row.put("percent", entry.review().percent());
                    row.put("reason", entry.review().reason());
                    rows.add(row);
                }
            }
        }

        /** The one whose findings change its grade is one that will be drawn. */
        private void townshipChecks(String code, List<Map<String, String>> rows) {
            District district = roster.district(code).orElseThrow();
            List<SetRoster.Place> townships = roster.townshipsOf(code);
            List<String> drawn = Draw.order(
                            HexFormat.of().parseHex(input.seeds(codes()).get(codes().indexOf(code))),
                            input.year(),
                            code,
                            input.countyText(code),
                            townships.stream().map(SetRoster.Place::code).toList())
                    .stream()
                    .limit(settings.sampleFor(district.kind()))
                    .map(DrawnPlace::code)
                    .sorted()
                    .toList();
            List<Indicator> indicators = roster.townshipIndicators(district.kind());
            List<Indicator> key = indicators.stream().filter(Indicator::key).toList();
            Map<String, Map<String, Found>> found = new HashMap<>();
            drawn.forEach(township -> found.put(township, input.findings(code, township, key)));
            // Whoever is not drawn has something to be found as well: it is there to be ignored.
            townships.forEach(township -> checks(
                    found.computeIfAbsent(township.code(), other -> slightlyLess(other, key)),
                    township.code(),
                    township.name(),
                    key,
                    rows));
        }

        private Map<String, Found> slightlyLess(String township, List<Indicator> key) {
            Map<String, Found> found = new HashMap<>();
            for (Indicator indicator : key) {
                String reported = input.reported(township, indicator.code()).value();
                if (found.isEmpty() && indicator.method() instanceof Proportional method && reported.matches(NUMBER)) {
                    BigDecimal value = new BigDecimal(reported);
                    BigDecimal less = value.add(method.floor())
                            .divide(BigDecimal.valueOf(2), 2, RoundingMode.HALF_UP)
                            .stripTrailingZeros();
                    if (less.compareTo(value) != 0) {
                        found.put(indicator.code(), new Found(less.toPlainString(), "抽样核对，略低于自报水平。"));
                    }
                }
            }
            return found;
        }

        private void checks(
                String district,
                String object,
                String name,
                List<Indicator> indicators,
                List<Map<String, String>> rows) {
            List<Indicator> key = indicators.stream().filter(Indicator::key).toList();
            checks(input.findings(district, object, key), object, name, key, rows);
        }

        private void checks(
                Map<String, Found> found,
                String object,
                String name,
                List<Indicator> key,
                List<Map<String, String>> rows) {
            for (Indicator indicator : key) {
                Map<String, String> row = cells(object, name, indicator);
                Found other = found.get(indicator.code());
                if (other != null) {
                    row.put("value", shown(indicator, other.value()));
                    row.put("note", other.note());
                    row.put("objection", input.dispute(object, indicator.code()).objection());
                }
                rows.add(row);
            }
        }

        private void ownUnits(List<Map<String, String>> rows) {
            for (District district : roster.districts()) {
                String reason = input.ownUnitsLeftOut(district.code()).orElse("");
                rows.add(Map.of(
                        "object",
                        district.code(),
                        "objectName",
                        district.name(),
                        "assess",
                        reason.isEmpty() ? SetLayouts.YES : SetLayouts.NO,
                        "reason",
                        reason));
            }
        }

        private void ownUnitScores(List<Map<String, String>> rows) {
            for (MemberUnit unit : roster.memberUnits()) {
                rows.add(Map.of(
                        "unit", unit.code(),
                        "unitName", unit.name(),
                        "percent", String.valueOf(input.ownUnitScore(unit.code(), ""))));
            }
        }

        private void tasks(List<Map<String, String>> rows) {
            for (Task task : tasks) {
                rows.add(Map.of(
                        "task", task.code(),
                        "chapter", task.chapter(),
                        "section", task.section(),
                        "body", task.body(),
                        "groups", task.groups().stream().map(String::valueOf).collect(Collectors.joining("、"))));
            }
        }

        private boolean isAssessed(String unit) {
            return assessed.stream().anyMatch(one -> one.code().equals(unit));
        }

        private void unitTasks(List<Map<String, String>> rows) {
            for (Task task : tasks) {
                for (Seat seat : task.seats()) {
                    Map<String, String> row = new HashMap<>(Map.of(
                            "unit", seat.unit(),
                            "unitName", seat.name(),
                            "task", task.code(),
                            "taskName", task.body(),
                            "lead", seat.lead() ? SetLayouts.YES : ""));
                    if (isAssessed(seat.unit())) {
                        Share own = selfScore(seat, task);
                        row.put("percent", own.percent());
                        row.put("reason", own.reason());
                        long opinions = reviews(seat, task).values().stream()
                                .map(Share::percent)
                                .distinct()
                                .count();
                        if (opinions > 1) {
                            Share decided = input.decided(seat.unit(), task.code(), own.percent());
                            row.put("decided", decided.percent());
                            row.put("decidedReason", decided.reason());
                        }
                    }
                    rows.add(row);
                }
            }
        }

        private Share selfScore(Seat seat, Task task) {
            String reporter = measured.get(task.code());
            // Where one reports or leads, the number is asked of that one alone.
            boolean asked = reporter != null
                    && (reporter.isEmpty()
                            ? seat.lead() || task.seats().stream().noneMatch(Seat::lead)
                            : reporter.equals(seat.unit()));
            return input.selfScore(seat.unit(), task.code(), asked);
        }

        private Map<String, Share> reviews(Seat seat, Task task) {
            String own = selfScore(seat, task).percent();
            return roster.reviewers(seat.unit(), task).stream()
                    .collect(Collectors.toMap(
                            UnaryOperator.identity(),
                            reviewer -> input.review(seat.unit(), task.code(), reviewer, own),
                            (one, other) -> one,
                            LinkedHashMap::new));
        }

        private void reviews(List<Map<String, String>> rows) {
            for (Task task : tasks) {
                for (Seat seat : task.seats()) {
                    if (isAssessed(seat.unit())) {
                        reviews(seat, task)
                                .forEach((reviewer, share) -> rows.add(Map.of(
                                        "unit", seat.unit(),
                                        "unitName", seat.name(),
                                        "task", task.code(),
                                        "reviewer", reviewer,
                                        "reviewerName", roster.officeName(reviewer),
                                        "percent", share.percent(),
                                        "reason", share.reason())));
                    }
                }
            }
        }

        private void raters(List<Map<String, String>> rows) {
            for (RaterSeat seat : roster.seats()) {
                Rater rater = input.rater(seat.code());
                rows.add(Map.of(
                        "seat", seat.code(),
                        "seatName", seat.name(),
                        "group", seat.group().label(),
                        "attends", rater.attends() ? SetLayouts.YES : SetLayouts.NO,
                        "person", rater.person()));
            }
        }

        private void ballots(List<Map<String, String>> rows) {
            for (RaterSeat seat : roster.seats()) {
                for (YearUnit unit : assessed) {
                    rows.add(Map.of(
                            "seat", seat.code(),
                            "seatName", seat.name(),
                            "unit", unit.code(),
                            "unitName", unit.name(),
                            "mark", input.mark(seat.code(), unit.code())));
                }
            }
        }

        private void objections(List<Map<String, String>> rows) {
            input.objections().forEach(one -> {
                Map<String, String> row = new HashMap<>(Map.of(
                        "office", one.office(),
                        "objector", one.objector(),
                        "contact", one.contact(),
                        "object", one.object(),
                        "objectName", roster.name(one.object()).orElse(""),
                        "item", one.item(),
                        "content", one.content(),
                        "decision", one.upheld() ? SetLayouts.YES : SetLayouts.NO,
                        "reason", one.reason()));
                Correction correction = one.correction();
                if (correction != null) {
                    row.put("changed", correction.item());
                    row.put("value", correction.value());
                    row.put("reference", correction.reference());
                    row.put("changeReason", correction.reason());
                }
                rows.add(row);
            });
        }

        private void misconduct(List<Map<String, String>> rows) {
            input.misconduct()
                    .forEach(one -> rows.add(Map.of(
                            "object", one.object(),
                            "objectName", roster.name(one.object()).orElse(""),
                            "source", one.source(),
                            "clue", one.clue(),
                            "facts", one.facts(),
                            "accusation", one.accusation(),
                            "statement", one.statement(),
                            "decision", one.confirmed() ? SetLayouts.YES : SetLayouts.NO,
                            "serious", one.serious() ? SetLayouts.YES : SetLayouts.NO,
                            "reasons", one.reasons())));
        }
    }
}
