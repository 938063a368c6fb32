package cn.healthylishui.assessment.figure.process;

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
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
class EnterFiguresForm implements TaskForm {

    static final String EVIDENCE = "evidence";
    static final String KIND = "kind";
    private static final String REPORTED = "reported";

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

    /** @param proposed whether it begins with what was reported through the year */
    private record Line(Figure figure, ItemSheet.Line sheetLine, boolean proposed) {

        String reported() {
            return sheetLine.row().values().getOrDefault(REPORTED, "");
        }

        boolean hasValue() {
            Answer answer = sheetLine.answer();
            return answer != null && answer.observation() != null;
        }

        boolean provisional() {
            Answer answer = sheetLine.answer();
            return answer != null && answer.provisional();
        }
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

    private static ItemSheet.Shape shape(Sheet sheet, Block block) {
        return new ItemSheet.Shape(
                block.rules(),
                ItemSheet.Comparing.of(block.figures().stream()
                        .filter(figure -> figure.indicator().method().needsReference())
                        .map(sheet::compared)
                        .toList()),
                false,
                true);
    }

    /** With what is typed as what the city's means are made of, so that the points beside it are those that will come of it. */
    private Work besideTyped(TaskRef task, Work work, Draft draft) {
        List<Entry> typed = work.sheet().blocks().stream()
                .filter(block -> block.indicators().stream()
                        .anyMatch(indicator -> indicator.method().needsReference()))
                .flatMap(block -> lines(work, block, draft).stream())
                .flatMap(line -> Stream.ofNullable(line.sheetLine().answer())
                        .map(answer -> Entry.typed(
                                line.figure().district().code(),
                                line.figure().indicator().code(),
                                EntrySource.OFFICIAL,
                                answer,
                                task.unit())))
                .toList();
        return typed.isEmpty()
                ? work
                : work.beside(references.ofDistricts(task.year(), Amendments.of(typed, Set.of())));
    }

    private static List<Line> lines(Work work, Block block, Draft draft) {
        return block.figures().stream()
                .map(figure -> line(work, block, figure, draft))
                .toList();
    }

    private static Line line(Work work, Block block, Figure figure, Draft draft) {
        Answer stored = work.stored(figure);
        Answer proposed = stored == null && work.open(figure) ? work.proposed(figure) : null;
        ItemSheet.Line line = ItemSheet.line(
                block.key(),
                figure.key(),
                figure.title(),
                figure.indicator().alwaysApplicable(),
                shape(work.sheet(), block),
                work.sheet().compared(figure),
                stored == null ? proposed : stored,
                draft,
                work.open(figure));
        Row row = line.row();
        Map<String, String> values = new HashMap<>(row.values());
        values.put("source", FigureSheet.source(figure.indicator()));
        values.put(REPORTED, work.reported(figure));
        List<Problem> problems = new ArrayList<>(row.problems());
        if (proposed != null
                && Objects.equals(values.get("reason"), proposed.reason())
                && !Objects.equals(values.get("value"), ItemInput.value(proposed))) {
            problems.add(new Problem("reason", "填的数与报送的不同，说明却还是“%s”。请改写说明。".formatted(proposed.reason())));
        }
        return new Line(
                figure,
                new ItemSheet.Line(
                        new Row(row.key(), row.locked(), values, row.inputs(), problems),
                        line.indicator(),
                        line.answer()),
                proposed != null);
    }

    /** The source stands in the title where a table has one indicator; what was reported only where anything was. */
    private static List<Column> columns(Sheet sheet, Block block, List<Line> lines) {
        List<Column> columns = new ArrayList<>();
        for (Column column : ItemSheet.columns(block.firstColumn(), shape(sheet, block))) {
            if (column.key().equals("value")) {
                if (block.rules()) {
                    columns.add(Column.label("source", "数据来源", Width.M));
                }
                if (lines.stream().anyMatch(line -> !line.reported().isEmpty())) {
                    columns.add(Column.label(REPORTED, "年内报送", Width.M));
                }
            }
            columns.add(column);
        }
        return columns;
    }

    /** The files behind an indicator: those typed in, else those that its open figures came with. */
    private static List<String> files(Work work, Indicator indicator, Draft draft) {
        boolean open = work.open(indicator);
        List<String> stored = work.of(indicator)
                .filter(figure -> !open || work.open(figure))
                .map(work::stored)
                .flatMap(answer -> answer == null ? Stream.empty() : answer.evidence().stream())
                .distinct()
                .toList();
        String joined = String.join(",", stored);
        return Draft.ids(open ? draft.value(EVIDENCE, indicator.code(), "files", joined) : joined);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Work work = besideTyped(task, work(task), draft);
        List<Section> sections = new ArrayList<>();
        List<Line> all = new ArrayList<>();
        for (Block block : work.sheet().blocks()) {
            List<Line> lines = lines(work, block, draft);
            all.addAll(lines);
            sections.add(Forms.table(
                    block.key(),
                    block.title(),
                    block.hint(),
                    columns(work.sheet(), block, lines),
                    lines.stream().map(line -> line.sheetLine().row()).toList()));
        }
        if (!all.isEmpty()) {
            sections.add(evidence(work, all, draft));
        }
        published
                .section(task.year(), work.sheet().published(), work::openReference, draft)
                .ifPresent(sections::add);
        sections.addAll(lists.sections(work.lists(), work.returned(), draft));
        long todo = sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToLong(row -> row.problems().size())
                .sum();
        return new FormContent(
                "提交后，由市健康丽水办审核数据和出处；接受的作为各地得分的依据。提交后要改，须由市健康丽水办退回。",
                List.of("办法四(一)", "办法七(一)", "办法七(二)"),
                notices(work, all),
                sections,
                List.of(
                        new Fact("指标", work.sheet().indicators().size() + " 项"),
                        new Fact("本地重点工作", work.lists().items().size() + " 项"),
                        new Fact("待完善", todo + " 处"),
                        new Fact("暂用数据", all.stream().filter(Line::provisional).count() + " 个")),
                List.of());
    }

    private static List<Notice> notices(Work work, List<Line> lines) {
        long proposed = lines.stream().filter(Line::proposed).count();
        Stream<Notice> prefilled = proposed == 0
                ? Stream.empty()
                : Stream.of(new Notice(Level.INFO, "已带入年内最近一次核实的报送数据%d个，请逐个核对；与全年数不同的，改填并写明理由。".formatted(proposed)));
        return Stream.concat(prefilled, returned(work)).toList();
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

    private static Section evidence(Work work, List<Line> lines, Draft draft) {
        List<Column> columns =
                new ArrayList<>(List.of(Column.label("name", "指标", Width.L), Column.label("asked", "材料要求", Width.L)));
        if (work.sheet().indicators().stream().anyMatch(Indicator::authoritative)) {
            columns.add(Column.choice(KIND, "数据来源", Width.M, List.of()).help("拿不到文件的选“单位记录”，采用时排在现场核查后面。"));
            columns.addAll(ProvenanceCells.columns("上级单位、统计年鉴、第三方和其他考核的数据必填。"));
        }
        columns.add(Column.input("files", "材料", InputType.FILES, Width.L));
        return Forms.table(
                EVIDENCE,
                "数据出处和佐证材料",
                "每项指标填一次，对本表中这项指标的全部数据有效。写明出具单位、文件并附材料的，经市健康丽水办确认后排在现场核查前面；暂用数据除外。",
                columns,
                work.sheet().indicators().stream()
                        .map(indicator -> evidenceRow(work, lines, indicator, draft))
                        .toList());
    }

    /** What the figures of an indicator rest on: as typed, else as stored. */
    private record Origin(String kind, String body, String document) {

        Provenance provenance(Indicator indicator) {
            return authority(indicator)
                    ? new Provenance(indicator.sourceKind(), body.strip(), document.strip())
                    : Provenance.OWN_RECORD;
        }

        /** The published table fixes the kind; what is not of that kind is the unit's own record. */
        boolean authority(Indicator indicator) {
            return indicator.authoritative()
                    && kind.equals(indicator.sourceKind().name());
        }
    }

    private static Origin origin(Work work, Indicator indicator, Draft draft) {
        Provenance stored = work.of(indicator)
                .map(work::stored)
                .flatMap(answer -> answer == null ? Stream.empty() : Stream.ofNullable(answer.provenance()))
                .findFirst()
                .orElse(new Provenance(indicator.sourceKind(), "", ""));
        Draft typed = work.open(indicator) ? draft : Draft.EMPTY;
        return new Origin(
                typed.value(EVIDENCE, indicator.code(), KIND, stored.kind().name()),
                typed.value(EVIDENCE, indicator.code(), "body", stored.body()),
                typed.value(EVIDENCE, indicator.code(), "document", stored.document()));
    }

    private static Row evidenceRow(Work work, List<Line> lines, Indicator indicator, Draft draft) {
        List<String> files = files(work, indicator, draft);
        Origin origin = origin(work, indicator, draft);
        String named = indicator.evidence() == null ? "证明数据来源的材料" : indicator.evidence();
        List<Line> given = lines.stream()
                .filter(line ->
                        line.figure().indicator().equals(indicator) && work.open(line.figure()) && line.hasValue())
                .toList();
        boolean proves = origin.authority(indicator) && given.stream().anyMatch(line -> !line.provisional());
        List<Problem> problems = new ArrayList<>();
        if (indicator.authoritative() && !origin.authority(indicator) && !isOwnRecord(origin)) {
            problems.add(new Problem(
                    KIND,
                    "指标表规定这项指标的数据来源是“%s”，不能填成别的；没有文件的选“单位记录”。"
                            .formatted(indicator.sourceKind().label())));
        }
        if (proves) {
            problems.addAll(
                    ProvenanceCells.problems(indicator, indicator.sourceKind(), origin.body(), origin.document()));
        }
        if (files.isEmpty() && (proves || indicator.evidenceRequired() && !given.isEmpty())) {
            problems.add(new Problem("files", "缺少材料：%s。".formatted(named)));
        }
        Map<String, String> values = new HashMap<>();
        values.put("name", ItemSheet.title(indicator));
        values.put("asked", indicator.evidenceRequired() || origin.authority(indicator) ? named : named + "（有则上传）");
        values.put(KIND, origin.kind());
        values.put("body", origin.body());
        values.put("document", origin.document());
        values.put("files", String.join(",", files));
        Map<String, Input> inputs = new HashMap<>();
        if (indicator.authoritative()) {
            inputs.put(
                    KIND,
                    new Input(
                            InputType.CHOICE,
                            null,
                            Stream.of(indicator.sourceKind(), SourceKind.UNIT_RECORD)
                                    .map(kind -> new Option(kind.name(), kind.label()))
                                    .toList()));
        }
        if (!origin.authority(indicator)) {
            inputs.put("body", Input.NOTHING);
            inputs.put("document", Input.NOTHING);
        }
        if (!indicator.authoritative()) {
            inputs.put(KIND, Input.NOTHING);
        }
        return new Row(indicator.code(), !work.open(indicator), values, inputs, problems);
    }

    private static boolean isOwnRecord(Origin origin) {
        return origin.kind().equals(SourceKind.UNIT_RECORD.name());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Work work = besideTyped(task, work(task), draft);
        for (Block block : work.sheet().blocks()) {
            for (Line line : lines(work, block, draft)) {
                if (work.open(line.figure())) {
                    Indicator indicator = line.figure().indicator();
                    record(
                            task,
                            line,
                            origin(work, indicator, draft).provenance(indicator),
                            files(work, indicator, draft),
                            actor);
                }
            }
        }
        published.record(task.year(), work.sheet().published(), work::openReference, draft, actor);
        lists.submit(task.year(), task.unit(), work.lists(), work.returned(), draft, actor);
        returns.mended(task.year(), Returns.Stage.FIGURES, task.unit());
        return Map.of();
    }

    private void record(TaskRef task, Line line, Provenance provenance, List<String> files, Actor actor) {
        Answer answer = line.sheetLine().answer();
        if (answer == null) {
            throw new IllegalStateException("A figure without an answer passed the check: " + line.figure());
        }
        scorecards.record(
                task.year(),
                line.figure().district().code(),
                line.figure().indicator().code(),
                EntrySource.OFFICIAL,
                answer.from(provenance, files),
                actor);
    }

    @Override
    public boolean inWorkbook(String section) {
        return !Set.of(EVIDENCE, PublishedCells.SECTION, ListSheet.DECLARATION).contains(section);
    }
}
