package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.FigureReports.FigureKey;
import cn.healthylishui.assessment.figure.FigureReports.Report;
import cn.healthylishui.assessment.figure.FigureReports.State;
import cn.healthylishui.assessment.figure.Periods;
import cn.healthylishui.assessment.figure.process.FigureSheet.Block;
import cn.healthylishui.assessment.figure.process.FigureSheet.Figure;
import cn.healthylishui.assessment.figure.process.FigureSheet.Sheet;
import cn.healthylishui.assessment.figure.process.ListSheet.Lists;
import cn.healthylishui.assessment.figure.process.ProofSheet.Proof;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ItemSheet.Asked;
import cn.healthylishui.assessment.scorecard.ItemSheet.Comparing;
import cn.healthylishui.assessment.scorecard.ItemSheet.Shape;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Scorecards.Said;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 填报并核实官方数据: a unit gives the figures of its indicators for every district and judges where judging is asked (办法七(一)).
 * What a district says of itself is not shown here, so that it sways nobody; what the unit has confirmed of the reports through the
 * year is its own, and stands there to begin with (办法七(二)). The evidence is one set of files an indicator. After a return only the
 * returned figures are open.
 */
@Component
public class EnterFiguresForm implements TaskForm {

    private final FigureSheet figures;
    private final Scorecards scorecards;
    private final Returns returns;
    private final FigureReports reports;
    private final References references;
    private final PublishedCells published;
    private final ListSheet lists;

    EnterFiguresForm(
            FigureSheet figures,
            Scorecards scorecards,
            Returns returns,
            FigureReports reports,
            References references,
            PublishedCells published,
            ListSheet lists) {
        this.references = references;
        this.published = published;
        this.figures = figures;
        this.scorecards = scorecards;
        this.returns = returns;
        this.reports = reports;
        this.lists = lists;
    }

    /**
     * What the form rests on, read once for a look or a submission.
     *
     * @param confirmed the last reports through the year that the unit confirmed
     * @param waiting those that it has not looked at yet
     */
    private record Work(
            Sheet sheet,
            Lists lists,
            List<ReturnedItem> returned,
            Map<FigureKey, Report> confirmed,
            Map<FigureKey, Report> waiting) {

        boolean openReference(Indicator indicator) {
            return returned.isEmpty()
                    || returned.stream()
                            .anyMatch(item -> item.object().equals(PublishedCells.SECTION)
                                    && item.item().equals(indicator.code()));
        }

        Work beside(Lookup references) {
            return new Work(
                    new Sheet(sheet.blocks(), sheet.cards(), references, sheet.published()),
                    lists,
                    returned,
                    confirmed,
                    waiting);
        }

        boolean open(Figure figure) {
            return returned.isEmpty()
                    || returned.stream()
                            .anyMatch(item -> item.object()
                                            .equals(figure.district().code())
                                    && item.item().equals(figure.indicator().code()));
        }

        boolean open(Indicator indicator) {
            return of(indicator).anyMatch(this::open);
        }

        Stream<Figure> of(Indicator indicator) {
            return sheet.figures().stream().filter(figure -> figure.indicator().equals(indicator));
        }

        @Nullable
        Answer stored(Figure figure) {
            return sheet.card(figure.district()).answer(figure.indicator().code(), EntrySource.OFFICIAL);
        }

        private static FigureKey key(Figure figure) {
            return new FigureKey(figure.district().code(), figure.indicator().code());
        }

        /** What was reported last and confirmed, as it would be given; its material stays with the report. */
        @Nullable
        Answer proposed(Figure figure) {
            Report report = confirmed.get(key(figure));
            Answer answer = answer(figure, report);
            return report == null || answer == null
                    ? null
                    : new Answer(
                            answer.state(),
                            answer.value(),
                            null,
                            answer.ticks(),
                            answer.provisional(),
                            origin(report),
                            List.of());
        }

        private static @Nullable Answer answer(Figure figure, @Nullable Report report) {
            return report == null
                    ? null
                    : report.figures().get(figure.indicator().code());
        }

        private static String origin(Report report) {
            return "据%s报送".formatted(Periods.label(report.month()));
        }

        /** What the districts reported through the year, in words; empty where nothing was. */
        String reported(Figure figure) {
            return Stream.of(
                            said(figure, confirmed.get(key(figure)), ""),
                            said(figure, waiting.get(key(figure)), "，待核实"))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("；"));
        }

        private static String said(Figure figure, @Nullable Report report, String state) {
            Answer answer = answer(figure, report);
            return report == null || answer == null
                    ? ""
                    : "%s %s%s%s"
                            .formatted(
                                    Periods.label(report.month()),
                                    Answer.shown(figure.indicator(), answer),
                                    answer.reason() == null ? "" : "（%s）".formatted(answer.reason()),
                                    state);
        }
    }

    /**
     * @param entered what the unit gave before
     * @param proposed what was reported through the year, with which an open figure begins that was never entered
     * @param reported what was reported through the year, in words
     */
    private record Item(
            Figure figure,
            boolean open,
            Compared compared,
            @Nullable Answer entered,
            @Nullable Answer proposed,
            String reported)
            implements Asked {

        /** Whether an item applies at all is no matter of the figure. */
        @Override
        public Indicator indicator() {
            return figure.indicator().alwaysApplicable();
        }

        @Override
        public @Nullable Answer stored() {
            return entered == null ? proposed : entered;
        }

        /** What would be kept of it; null while something is wrong with it. */
        @Nullable
        Answer answer(Typed row) {
            return open ? read(row).answer() : stored();
        }
    }

    private static boolean provisional(Line<Item> line) {
        Answer answer = line.item().answer(line.typed());
        return answer != null && answer.provisional();
    }

    @Override
    public String taskKey() {
        return "taskEnterFigures";
    }

    private Work work(TaskRef task) {
        return new Work(
                figures.of(task.year(), task.unit()),
                lists.of(task.year(), task.unit()),
                returns.open(task.year(), Returns.Stage.FIGURES, task.unit()),
                reports.latestFigures(task.year(), task.unit(), State.CONFIRMED),
                reports.latestFigures(task.year(), task.unit(), State.REPORTED));
    }

    /** With what is typed as what the city's means are made of, so that the points beside it are those that will come of it. */
    private Work besideTyped(TaskRef task, Work work, Draft draft) {
        List<Entry> typed = work.sheet().blocks().stream()
                .filter(block -> block.indicators().stream()
                        .anyMatch(indicator -> indicator.method().needsReference()))
                .flatMap(block -> figures(work, block, draft).stream())
                .flatMap(line -> Stream.ofNullable(line.item().answer(line.typed()))
                        .map(answer -> Entry.typed(
                                line.item().figure().district().code(),
                                line.item().figure().indicator().code(),
                                EntrySource.OFFICIAL,
                                answer,
                                task.unit())))
                .toList();
        return typed.isEmpty()
                ? work
                : work.beside(references.ofDistricts(task.year(), Amendments.of(typed, Set.of())));
    }

    private static Item item(Work work, Figure figure) {
        Answer entered = work.stored(figure);
        boolean open = work.open(figure);
        return new Item(
                figure,
                open,
                work.sheet().compared(figure),
                entered,
                entered == null && open ? work.proposed(figure) : null,
                work.reported(figure));
    }

    /** The source stands in the title where a table has one indicator; what was reported only where anything was. */
    private static Filled<Item> figures(Work work, Block block, Draft draft) {
        List<Item> items =
                block.figures().stream().map(figure -> item(work, figure)).toList();
        Table<Item> table = Table.<Item>of(
                        block.key(), block.title(), item -> item.figure().key())
                .inWorkbook()
                .hint(block.hint())
                .lockedWhere(item -> !item.open())
                .shows("name", block.firstColumn(), block.rules() ? L : M, item -> item.figure()
                        .title());
        if (block.rules()) {
            table.shows("rule", "评分标准", L, item -> ItemInput.help(item.indicator()))
                    .shows("source", "数据来源", M, item -> FigureSheet.source(item.indicator()));
        }
        if (items.stream().anyMatch(item -> !item.reported().isEmpty())) {
            table.shows("reported", "年内报送", M, Item::reported);
        }
        return ItemSheet.asks(table, new Shape(Comparing.ofItems(items), false, true))
                .rule(EnterFiguresForm::otherwiseThanReported)
                .shows("points", "得分", S, Item::points)
                .read(items, draft);
    }

    /** Whoever gives another figure than was reported does not say that it is the reported one. */
    private static Optional<Problem> otherwiseThanReported(Item item, Typed typed) {
        Answer proposed = item.proposed();
        return proposed != null
                        && typed.text(ItemInput.REASON).equals(ItemSheet.reason(proposed))
                        && !typed.text(ItemInput.VALUE).equals(ItemInput.value(proposed))
                ? Optional.of(ItemInput.REASON.problem("填的数与报送的不同，说明却还是“%s”。请改写说明。".formatted(proposed.reason())))
                : Optional.empty();
    }

    // ---- what the figures rest on

    private static Proof proof(Work work, Indicator indicator, List<Line<Item>> lines) {
        boolean open = work.open(indicator);
        List<Answer> given = lines.stream()
                .filter(line -> line.item().figure().indicator().equals(indicator)
                        && line.item().open())
                .flatMap(line -> Stream.ofNullable(line.item().answer(line.typed())))
                .filter(answer -> answer.observation() != null)
                .toList();
        return new Proof(
                indicator,
                open,
                !given.isEmpty(),
                given.stream().anyMatch(answer -> !answer.provisional()),
                work.of(indicator)
                        .map(work::stored)
                        .flatMap(answer -> answer == null ? Stream.empty() : Stream.ofNullable(answer.provenance()))
                        .findFirst()
                        .orElse(null),
                work.of(indicator)
                        .filter(figure -> !open || work.open(figure))
                        .map(work::stored)
                        .flatMap(answer -> answer == null ? Stream.empty() : answer.evidence().stream())
                        .distinct()
                        .toList());
    }

    // ---- the form

    private record Form(Work work, List<Filled<Item>> blocks, Filled<Proof> proofs) {

        List<Line<Item>> lines() {
            return blocks.stream().flatMap(Filled::stream).toList();
        }
    }

    private Form read(TaskRef task, Draft draft) {
        Work work = besideTyped(task, work(task), draft);
        List<Filled<Item>> blocks = work.sheet().blocks().stream()
                .map(block -> figures(work, block, draft))
                .toList();
        List<Line<Item>> lines = blocks.stream().flatMap(Filled::stream).toList();
        List<Proof> proofs = work.sheet().indicators().stream()
                .map(indicator -> proof(work, indicator, lines))
                .toList();
        return new Form(work, blocks, ProofSheet.read(proofs, draft));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Form form = read(task, draft);
        Work work = form.work();
        List<Section> sections = Stream.of(
                        form.blocks().stream().map(Filled::section),
                        Stream.of(
                                        form.proofs(),
                                        published.read(
                                                task.year(), work.sheet().published(), work::openReference, draft))
                                .filter(part -> !part.isEmpty())
                                .map(Filled::section),
                        lists.sections(work.lists(), work.returned(), draft).stream())
                .flatMap(all -> all)
                .toList();
        long todo = sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToLong(row -> row.problems().size())
                .sum();
        return FormContent.of("提交后，由市健康丽水办审核数据和出处；接受的作为各地得分的依据。提交后要改，须由市健康丽水办退回。", "办法四(一)", "办法七(一)", "办法七(二)")
                .notices(notices(form))
                .parts(sections)
                .fact("指标", work.sheet().indicators().size() + " 项")
                .fact("本地重点工作", work.lists().items().size() + " 项")
                .fact("待完善", todo + " 处")
                .fact(
                        "暂用数据",
                        form.lines().stream()
                                        .filter(EnterFiguresForm::provisional)
                                        .count()
                                + " 个");
    }

    private static List<Notice> notices(Form form) {
        long proposed = form.lines().stream()
                .filter(line -> line.item().proposed() != null)
                .count();
        Stream<Notice> prefilled = proposed == 0
                ? Stream.empty()
                : Stream.of(new Notice(Level.INFO, "已带入年内最近一次核实的报送数据%d个，请逐个核对；与全年数不同的，改填并写明理由。".formatted(proposed)));
        return Stream.concat(prefilled, returned(form.work())).toList();
    }

    private static Stream<Notice> returned(Work work) {
        return work.returned().stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回重填：%s的“%s”——%s"
                                .formatted(
                                        Stream.concat(
                                                        work.sheet().figures().stream()
                                                                .map(Figure::district),
                                                        work.lists().districts().stream())
                                                .filter(district ->
                                                        district.code().equals(item.object()))
                                                .findFirst()
                                                .map(YearDistrict::name)
                                                .orElse(PublishedCells.TITLE),
                                        Stream.of(
                                                        work.sheet().indicators().stream(),
                                                        work.sheet().published().stream(),
                                                        work.lists().indicators().stream())
                                                .flatMap(all -> all)
                                                .filter(indicator ->
                                                        indicator.code().equals(item.item()))
                                                .findFirst()
                                                .map(ItemSheet::title)
                                                .orElse(item.item()),
                                        item.reason())));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Form form = read(task, draft);
        Map<Indicator, Line<Proof>> proofs = form.proofs().stream()
                .collect(Collectors.toMap(line -> line.item().indicator(), Function.identity()));
        scorecards.record(
                task.year(),
                form.lines().stream()
                        .filter(line -> line.item().open())
                        .map(line -> said(
                                line,
                                Objects.requireNonNull(
                                        proofs.get(line.item().figure().indicator()))))
                        .toList(),
                actor);
        Work work = form.work();
        published.record(task.year(), work.sheet().published(), work::openReference, draft, actor);
        lists.submit(task.year(), task.unit(), work.lists(), work.returned(), draft, actor);
        returns.mended(task.year(), Returns.Stage.FIGURES, task.unit());
        return Map.of();
    }

    private static Said said(Line<Item> line, Line<Proof> proof) {
        Figure figure = line.item().figure();
        Answer answer = Objects.requireNonNull(line.item().answer(line.typed()));
        return new Said(
                figure.district().code(),
                figure.indicator().code(),
                EntrySource.OFFICIAL,
                answer.from(proof.item().provenance(proof.typed()), proof.get(ProofSheet.FILES)));
    }
}
