package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;
import static cn.healthylishui.assessment.result.process.CorrectedItem.told;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.EffectTable;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.FigureCorrections.Correction;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.result.ProvisionalFigures.Provisional;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Changes;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.result.process.CorrectedItem.Chosen;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 提出更正: whoever gave official figures replaces those that were provisional or wrong, each with reason and material, and sees what
 * would change for whom. The provisional ones are listed; any other is named.
 */
@Component
public class CorrectFiguresForm implements TaskForm {

    public static final Option FILE = new Option("FILE", "提请更正");
    public static final Option DROP = new Option("DROP", "不再更正，关闭本任务");
    public static final Field<Option> DECISION =
            Field.choice("decision", "办理", L, FILE, DROP).required("请选择提请更正，还是不再更正。");
    public static final Field<Integer> YEAR = YearChoice.YEAR.required("请选择考核年度。官方数据核定以后才能更正；核定以前要改的，请市健康丽水办审核时退回。");

    public static final String PROVISIONAL = "provisional";
    public static final Field<Boolean> STILL_PROVISIONAL = ItemInput.PROVISIONAL.labelled("仍为暂用");

    private static final String OTHERS = "others";
    private static final Field<String> DISTRICT =
            CorrectedItem.OBJECT.labelled("地区").required("请选择地区。");
    private static final Field<String> ITEM = CorrectedItem.ITEM.width(L);
    private static final int ROWS = 10;

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Revisions revisions;
    private final FigureCorrections corrections;
    private final ProvisionalFigures provisional;
    private final OperationLog log;

    private final References references;
    private final ReferenceCells referenceCells;

    CorrectFiguresForm(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            Revisions revisions,
            FigureCorrections corrections,
            ProvisionalFigures provisional,
            OperationLog log,
            References references,
            ReferenceCells referenceCells) {
        this.references = references;
        this.referenceCells = referenceCells;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.revisions = revisions;
        this.corrections = corrections;
        this.provisional = provisional;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskCorrectFigures";
    }

    @Override
    public void require(TaskRef task) {
        if (task.variables().containsKey(Variables.CORRECTION)) {
            corrections.require(task.id(Variables.CORRECTION), FigureCorrections.State.RETURNED);
        }
    }

    /** @param year null while none is chosen: then there are no lines */
    private record Corrected(
            @Nullable Integer year,
            Filled<TaskRef> questions,
            Filled<CorrectedItem> provisional,
            Filled<CorrectedItem> others,
            Filled<ReferenceCells.Item> references) {

        boolean dropped() {
            return questions.only().is(DECISION, DROP);
        }

        Changes changes() {
            return new Changes(
                    Stream.of(provisional, others)
                            .flatMap(lines -> CorrectedItem.changes(lines).stream())
                            .toList(),
                    ReferenceCells.changes(references));
        }

        boolean isEmpty() {
            return Stream.of(provisional, others)
                            .flatMap(Filled::stream)
                            .noneMatch(line -> CorrectedItem.isGiven(line.typed()))
                    && references.given().isEmpty();
        }

        boolean isRight() {
            return Stream.of(provisional, others, references).allMatch(Filled::isRight);
        }

        /** The questions, which also say that nothing is filled in below. */
        Filled<TaskRef> asked() {
            return questions.rule(line -> year != null && !dropped() && isEmpty()
                    ? Optional.of(DECISION.problem("还没有填要更正的数据，请在下表至少填一行。"))
                    : Optional.empty());
        }
    }

    private @Nullable Correction returned(TaskRef task) {
        return task.variables().containsKey(Variables.CORRECTION)
                ? corrections.get(task.id(Variables.CORRECTION))
                : null;
    }

    private Corrected read(TaskRef task, Draft draft) {
        Correction returned = returned(task);
        Filled<TaskRef> questions = questions(returned).read(task, draft);
        Integer year = returned != null
                ? (Integer) returned.year()
                : questions.only().find(YEAR).orElse(null);
        return year == null
                ? new Corrected(null, questions, CorrectedItem.NONE, CorrectedItem.NONE, ReferenceCells.NONE)
                : read(year, task.office(), questions, returned, draft);
    }

    /** A year is chosen from those whose figures are settled: until then the city office can send a figure back. */
    private Table<TaskRef> questions(@Nullable Correction returned) {
        Table<TaskRef> table = Table.<TaskRef>questions(Forms.DECISION, "更正")
                .asks(DECISION)
                .askedOnlyWhere((task, typed) -> !typed.is(DECISION, DROP));
        if (returned == null) {
            YearChoice choice = YearChoice.first(years.all().stream()
                    .filter(year -> year.figuresSettledAt() != null)
                    .map(AssessmentYear::year)
                    .toList());
            table.asks(YEAR.offering(choice.options()), task -> choice.stored()).showsOnlyOffered(YEAR);
        }
        return table;
    }

    private Corrected read(
            int year, String office, Filled<TaskRef> questions, @Nullable Correction returned, Draft draft) {
        List<ItemChange> stored = new ArrayList<>(
                returned == null ? List.of() : returned.changes().items());
        Set<String> taken = new HashSet<>();
        List<CorrectedItem> listed = provisional.of(year).stream()
                .filter(one -> owns(office, one.indicator()))
                .map(one -> listed(year, one, stored, taken))
                .toList();
        List<CorrectedItem> lines = IntStream.rangeClosed(1, ROWS)
                .mapToObj(number -> CorrectedItem.of(number, stored))
                .toList();
        Table<CorrectedItem> others = others(year, office, listed.isEmpty());
        List<CorrectedItem> chosen = others.read(lines, draft).stream()
                .map(line -> line.item().about(chosen(year, office, line, taken)))
                .toList();
        return new Corrected(
                year,
                questions,
                listed(year).read(listed, draft),
                others.read(chosen, draft),
                referenceCells.read(year, office, returned == null ? List.of() : returned.references(), draft));
    }

    /** @param stored what was filed before; without what is filed of this figure afterwards */
    private CorrectedItem listed(int year, Provisional figure, List<ItemChange> stored, Set<String> taken) {
        String object = figure.district().code();
        String item = figure.indicator().code();
        ItemChange before = stored.stream()
                .filter(change ->
                        change.object().equals(object) && change.indicator().equals(item))
                .findFirst()
                .orElse(null);
        stored.remove(before);
        taken.add(object + "-" + item);
        return new CorrectedItem(
                object + "-" + item, object, item, before, chosen(year, object, figure.indicator(), false));
    }

    /** @param taken the figures that stand above */
    private @Nullable Chosen chosen(int year, String office, Line<CorrectedItem> line, Set<String> taken) {
        String object = line.text(DISTRICT);
        return line.find(DISTRICT)
                .flatMap(district -> owned(year, office, district)
                        .filter(indicator -> indicator.code().equals(line.text(ITEM)))
                        .findFirst())
                .map(indicator -> chosen(year, object, indicator, !taken.add(object + "-" + indicator.code())))
                .orElse(null);
    }

    private Chosen chosen(int year, String object, Indicator indicator, boolean again) {
        return new Chosen(
                object,
                indicator.alwaysApplicable(),
                EntrySource.OFFICIAL,
                true,
                references.of(year, object).of(object, indicator),
                again);
    }

    private Stream<Indicator> owned(int year, String office, String district) {
        return tables.ofDistrict(year, district).indicators().stream().filter(indicator -> owns(office, indicator));
    }

    private static boolean owns(String office, Indicator indicator) {
        return indicator.officiallyScored()
                && (office.equals(Office.CITY) || indicator.owner().equals(office));
    }

    private Table<CorrectedItem> listed(int year) {
        return asked(
                year,
                Table.of(PROVISIONAL, "暂用数据", CorrectedItem::row)
                        .hint("有了正式数的填“新的数值”；正式数与暂用数相同的也填上。没有变化的空着。")
                        .shows(
                                "name",
                                "数据",
                                L,
                                told(item -> roster.objectName(year, item.object())
                                        + "　"
                                        + ItemSheet.title(item.indicator()))));
    }

    private Table<CorrectedItem> others(int year, String office, boolean alone) {
        return asked(
                year,
                Table.of(OTHERS, alone ? "要更正的数据" : "其他要更正的数据", CorrectedItem::row)
                        .hint("一行一项，先选地区和指标。只能更正本单位填报的官方数据。")
                        .shows("no", "序号", S, CorrectedItem::row)
                        .asks(
                                DISTRICT.offering(roster.districts(year).stream()
                                        .map(district -> new Option(district.code(), district.name()))
                                        .toList()),
                                CorrectedItem::object)
                        .asks(ITEM, CorrectedItem::item)
                        .input(
                                ITEM,
                                (line, typed) -> Input.choice(typed.find(DISTRICT).stream()
                                        .flatMap(district -> owned(year, office, district))
                                        .map(indicator -> new Option(indicator.code(), ItemSheet.title(indicator)))
                                        .toList()))
                        .askedWhere(ITEM, (line, typed) -> typed.find(DISTRICT).isPresent()));
    }

    private Table<CorrectedItem> asked(int year, Table<CorrectedItem> table) {
        CorrectedItem.asksFigure(table.shows("now", "现在", M, told((item, row) -> now(year, item, row))))
                .asks(STILL_PROVISIONAL, item -> STILL_PROVISIONAL.written(item.isProvisional()));
        return CorrectedItem.asksGrounds(table, CorrectedItem.REASON, "写明出具单位和文件的，排在现场核查前面；不填的作为单位记录。")
                .shows(
                        "points",
                        "更正后得分",
                        S,
                        told((item, row) -> ItemSheet.points(
                                item.indicator(), item.read(row).answer(), item.compared())))
                .rules(CorrectedItem.wrong(CorrectFiguresForm::wrong));
    }

    private static List<Problem> wrong(Chosen item, Typed row) {
        return item.wrong(row, "这一项上面已经列过，请在那一行填写。", "请写明为什么更正。");
    }

    /** What stands, and that a new figure in which nothing is wrong does not go with what was found on the spot. */
    private String now(int year, Chosen item, Typed row) {
        return now(year, item)
                + item.change(row)
                        .filter(change -> wrong(item, row).isEmpty())
                        .flatMap(change -> corrections.choice(year, change))
                        .flatMap(choice -> Optional.ofNullable(choice.finding()))
                        .map(finding -> "。新的数值与现场核查（%s）不一致，采用哪个数由市健康丽水办核对时决定，请在理由里一并说明"
                                .formatted(finding.answer().shown(item.indicator())))
                        .orElse("");
    }

    private String now(int year, Chosen item) {
        Indicator indicator = item.indicator();
        Scorecard card = scorecards.latest(year, item.object());
        String shown = ScoreBook.shown(indicator, card.of(indicator.code(), EntrySource.OFFICIAL));
        String points =
                ItemSheet.points(indicator, card.answer(indicator.code(), EntrySource.OFFICIAL), item.compared());
        return shown
                + (points.isEmpty() || points.equals("无数据")
                        ? ""
                        : indicator.mustPass() ? "，" + points : "，得" + points + "分")
                + (card.of(indicator.code(), EntrySource.DECIDED) == null
                        ? ""
                        : "。市健康丽水办已经审定这一项，更正后采用哪个数，由市健康丽水办核对时决定");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Corrected corrected = read(task, draft);
        FormContent content = FormContent.of(
                        "选“提请更正”后送市健康丽水办核对。结果审定以前，同意后随即重新算分；审定以后，还要报领导小组审定，形成新一号考核结果。", "办法四(一)", "办法七(一)")
                .notices(notices(returned(task), corrected.year()))
                .part(corrected.asked());
        Integer year = corrected.year();
        if (year == null) {
            return content;
        }
        Changes changes = corrected.changes();
        content = content.fact("暂用数据", corrected.provisional().size() + " 个")
                .fact("这次更正", changes.items().size() + changes.references().size() + " 个");
        if (corrected.dropped()) {
            return content;
        }
        content = content.partUnlessEmpty(corrected.provisional())
                .part(corrected.others())
                .partUnlessEmpty(corrected.references());
        return corrected.isRight() && !changes.isEmpty()
                ? content.part(EffectTable.section(revisions.effect(year, changes)))
                : content;
    }

    private List<Notice> notices(@Nullable Correction returned, @Nullable Integer year) {
        List<Notice> notices = new ArrayList<>();
        if (returned != null && returned.comment() != null) {
            notices.add(new Notice(Level.WARNING, "市健康丽水办退回修改：" + returned.comment()));
        }
        if (year != null && years.get(year).isApproved()) {
            notices.add(new Notice(Level.INFO, "%d年度考核结果已经审定，更正要由领导小组审定后才改变结果。".formatted(year)));
        }
        return notices;
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Corrected corrected = read(task, draft);
        if (corrected.dropped()) {
            log.record(actor, Operation.of("不再更正官方数据", corrected.year(), task.office()));
            return Map.of(Variables.FILED, false);
        }
        int year = Objects.requireNonNull(corrected.year());
        return Map.of(
                Variables.FILED,
                true,
                Variables.YEAR,
                year,
                Variables.CORRECTION,
                corrections.file(year, task.office(), corrected.changes(), actor));
    }
}
