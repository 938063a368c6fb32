package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reporting.ObjectReport.Field;
import cn.healthylishui.assessment.reporting.ObjectReport.HistoryLine;
import cn.healthylishui.assessment.reporting.ObjectReport.ItemLine;
import cn.healthylishui.assessment.reporting.ObjectReport.ReturnLine;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts {@link ObjectReport}s together: the points as they were approved, the entries as they stood at that time. */
@Component
public class ObjectReports {

    /** The sources in the order in which a figure goes through the procedure. */
    static final List<EntrySource> IN_ORDER = List.of(
            EntrySource.REPORTED,
            EntrySource.REVIEWED,
            EntrySource.VERIFIED,
            EntrySource.OFFICIAL,
            EntrySource.DECIDED);

    private final IndicatorTables tables;
    private final UnitTasks unitTasks;
    private final Organization organization;
    private final Results results;
    private final Scorecards scorecards;
    private final Returns returns;
    private final ReadableFiles files;

    ObjectReports(
            IndicatorTables tables,
            UnitTasks unitTasks,
            Organization organization,
            Results results,
            Scorecards scorecards,
            Returns returns,
            ReadableFiles files) {
        this.tables = tables;
        this.unitTasks = unitTasks;
        this.organization = organization;
        this.results = results;
        this.scorecards = scorecards;
        this.returns = returns;
        this.files = files;
    }

    /**
     * Makes the report on one object of a revision.
     *
     * @param reader decides which files are linked; whether the reader may see the report at all is the page's to ask
     */
    @Transactional(readOnly = true)
    public ObjectReport of(Revision revision, ObjectLine object, User reader) {
        IndicatorTable table = table(revision.year(), object);
        Map<String, String> offices = offices();
        Notes notes = notes(revision.year(), object.code());
        List<ItemLine> items = results.items(revision.year(), revision.number(), object.code()).stream()
                .map(item -> line(revision, object.code(), notes, item, offices, reader))
                .toList();
        return report(
                revision,
                object,
                table,
                items,
                returns.history(revision.year(), object.code()).stream()
                        .filter(returned -> !returned.returnedAt().isAfter(revision.approvedAt()))
                        .map(returned -> line(returned, table, offices))
                        .toList());
    }

    /**
     * What everybody may read of one object of a revision: what it got on each item and why; not who entered what, nor any file.
     */
    @Transactional(readOnly = true)
    public ObjectReport open(Revision revision, ObjectLine object) {
        IndicatorTable table = table(revision.year(), object);
        Notes notes = notes(revision.year(), object.code());
        List<ItemLine> items = results.items(revision.year(), revision.number(), object.code()).stream()
                .map(item -> new ItemLine(item, notes.of(item.indicator()), Map.of(), List.of()))
                .toList();
        return report(revision, object, table, items, List.of());
    }

    /** What is noted beside the name of an item. */
    @FunctionalInterface
    interface Notes {
        String of(Indicator indicator);
    }

    Map<String, String> offices() {
        Map<String, String> names = new HashMap<>(organization.formerNames());
        organization.offices().forEach(office -> names.put(office.code(), office.name()));
        return names;
    }

    Notes notes(int year, String object) {
        Map<String, UnitTask> tasks =
                unitTasks.of(year, object).stream().collect(Collectors.toMap(UnitTask::code, task -> task));
        return indicator -> Optional.ofNullable(tasks.get(indicator.code()))
                .map(ObjectReports::note)
                .orElse(indicator.key() ? "★重点指标" : "");
    }

    private static String note(UnitTask task) {
        String groups = task.groups().stream().sorted().map(String::valueOf).collect(Collectors.joining("、"));
        return Stream.of(task.lead() ? "牵头" : "", groups.isEmpty() ? "" : "第%s专项组".formatted(groups))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("　"));
    }

    private IndicatorTable table(int year, ObjectLine object) {
        return tables.ofObject(year, object.code());
    }

    private static ObjectReport report(
            Revision revision,
            ObjectLine object,
            IndicatorTable table,
            List<ItemLine> items,
            List<ReturnLine> returned) {
        List<ItemLine> scored =
                items.stream().filter(item -> !item.indicator().mustPass()).toList();
        return new ObjectReport(
                revision,
                object,
                table.shownTitle(),
                items.stream().filter(item -> item.indicator().mustPass()).toList(),
                fields(scored),
                sum(scored, ItemLine::lost),
                returned);
    }

    static List<Field> fields(List<ItemLine> scored) {
        return scored.stream()
                .collect(Collectors.groupingBy(
                        item -> item.indicator().field(), LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(field -> new Field(
                        field.getKey(),
                        field.getValue(),
                        sum(field.getValue(), ItemLine::points),
                        sum(field.getValue(), ItemLine::maximum)))
                .toList();
    }

    private static BigDecimal sum(List<ItemLine> items, Function<ItemLine, BigDecimal> part) {
        return items.stream().map(part).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    private ItemLine line(
            Revision revision, String object, Notes notes, ItemResult item, Map<String, String> offices, User reader) {
        List<Entry> entries = scorecards.history(revision.year(), object).stream()
                .filter(entry -> entry.indicator().equals(item.indicator().code()))
                .filter(entry -> !entry.enteredAt().isAfter(revision.approvedAt()))
                .toList();
        return line(item, notes, entries, offices, reader);
    }

    /** An item, approved or as it stands, with these entries. */
    ItemLine line(ItemResult item, Notes notes, List<Entry> entries, Map<String, String> offices, User reader) {
        Indicator indicator = item.indicator();
        return new ItemLine(
                item,
                notes.of(indicator),
                values(indicator, entries, offices),
                lines(entries, indicator, offices, reader));
    }

    private static Map<String, String> values(Indicator indicator, List<Entry> entries, Map<String, String> offices) {
        Map<String, String> values = new LinkedHashMap<>();
        for (EntrySource source : IN_ORDER) {
            entries.stream()
                    .filter(entry -> entry.source() == source)
                    .forEach(entry -> values.put(label(entry, offices), ScoreBook.shown(indicator, entry)));
        }
        return values;
    }

    private List<HistoryLine> lines(
            List<Entry> entries, Indicator indicator, Map<String, String> offices, User reader) {
        return entries.stream()
                .map(entry -> line(entry, indicator, offices, reader))
                .toList();
    }

    /** Several offices review a task, each by itself; of every other source the latest entry stands for all. */
    static String label(Entry entry, Map<String, String> offices) {
        return entry.source() == EntrySource.REVIEWED
                ? "%s（%s）".formatted(entry.source().label(), offices.getOrDefault(entry.office(), entry.office()))
                : entry.source().label();
    }

    private HistoryLine line(Entry entry, Indicator indicator, Map<String, String> offices, User reader) {
        String reason = entry.answer().reason();
        return new HistoryLine(
                entry.enteredAt(),
                entry.source().label(),
                offices.getOrDefault(entry.office(), entry.office()),
                ScoreBook.shown(indicator, entry),
                reason == null ? "" : reason,
                files.of(entry.answer().evidence(), reader));
    }

    static ReturnLine line(ReturnedItem returned, IndicatorTable table, Map<String, String> offices) {
        return new ReturnLine(
                returned.returnedAt(),
                stage(returned.stage()),
                item(returned.item(), table),
                offices.getOrDefault(returned.office(), returned.office()),
                returned.reason(),
                returned.mendedAt());
    }

    private static String stage(Returns.Stage stage) {
        return switch (stage) {
            case MATRIX -> "乡镇填报";
            case SELF_SCORE -> "自查打分";
            case PAPERS -> "上报材料";
            case FIGURES -> "官方数据";
            case REVERIFY -> "重新核实";
            case REJUDGE -> "重新评判";
            case SUMMARY -> "全市汇总";
            case UNIT_SELF_SCORE -> "市直单位自查打分";
            case UNIT_PAPERS -> "市直单位材料";
            case UNIT_REVIEW -> "市直单位评审";
            case OWN_UNIT -> "直属单位考核";
        };
    }

    /** An indicator by its name, a paper by its label; what is neither stands as it is. */
    private static String item(String item, IndicatorTable table) {
        Optional<String> indicator = table.indicators().stream()
                .filter(known -> known.code().equals(item))
                .map(known -> known.code() + " " + known.name())
                .findFirst();
        return indicator.orElseGet(() -> Stream.of(PaperKind.values())
                .filter(kind -> kind.name().equals(item))
                .map(PaperKind::label)
                .findFirst()
                .orElse(item));
    }
}
