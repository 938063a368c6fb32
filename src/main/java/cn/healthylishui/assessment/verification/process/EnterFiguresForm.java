package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.process.FigureSheet.Block;
import cn.healthylishui.assessment.verification.process.FigureSheet.Figure;
import cn.healthylishui.assessment.verification.process.FigureSheet.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 填报并核实官方数据: a unit gives the figures of its indicators for every district and judges where judging is asked (办法七(一)).
 * What a district says of itself is not shown here, so that it sways nobody. The evidence is one set of files an indicator. After a
 * return only the returned figures are open.
 */
@Component
class EnterFiguresForm implements TaskForm {

    static final String EVIDENCE = "evidence";

    private final FigureSheet figures;
    private final Scorecards scorecards;
    private final Returns returns;

    EnterFiguresForm(FigureSheet figures, Scorecards scorecards, Returns returns) {
        this.figures = figures;
        this.scorecards = scorecards;
        this.returns = returns;
    }

    /** What the form rests on, read once for a look or a submission. */
    private record Work(Sheet sheet, List<ReturnedItem> returned) {

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
    }

    private record Line(Figure figure, ItemSheet.Line sheetLine) {

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
                figures.of(task.year(), task.unit()), returns.open(task.year(), Returns.Stage.FIGURES, task.unit()));
    }

    private static ItemSheet.Shape shape(Block block) {
        ItemSheet.Shape shape = ItemSheet.Shape.of(block.indicators(), block.rules(), true);
        return new ItemSheet.Shape(shape.rule(), shape.reference(), false, shape.provisional());
    }

    private static List<Line> lines(Work work, Block block, Draft draft) {
        return block.figures().stream()
                .map(figure -> new Line(
                        figure,
                        ItemSheet.line(
                                block.key(),
                                figure.key(),
                                figure.title(),
                                figure.indicator().alwaysApplicable(),
                                shape(block),
                                work.stored(figure),
                                draft,
                                work.open(figure))))
                .toList();
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
        return ItemSheet.ids(open ? draft.value(EVIDENCE, indicator.code(), "files", joined) : joined);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Work work = work(task);
        List<Section> sections = new ArrayList<>();
        List<Line> all = new ArrayList<>();
        for (Block block : work.sheet().blocks()) {
            List<Line> lines = lines(work, block, draft);
            all.addAll(lines);
            sections.add(Forms.table(
                    block.key(),
                    block.title(),
                    block.hint(),
                    ItemSheet.columns(block.firstColumn(), shape(block)),
                    lines.stream().map(line -> line.sheetLine().row()).toList()));
        }
        sections.add(evidence(work, all, draft));
        long todo = sections.stream()
                .flatMap(section -> section.rows().stream())
                .mapToLong(row -> row.problems().size())
                .sum();
        return new FormContent(
                "提交后，由市健康丽水办审核；接受的作为各地得分的依据，优先于自报数据。提交后要改，须由市健康丽水办退回。",
                List.of("办法四(一)", "办法七(一)", "办法七(二)"),
                notices(work),
                sections,
                List.of(
                        new Fact("指标", work.sheet().indicators().size() + " 项"),
                        new Fact("待完善", todo + " 处"),
                        new Fact("暂用数据", all.stream().filter(Line::provisional).count() + " 个")),
                List.of());
    }

    private static List<Notice> notices(Work work) {
        return work.returned().stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回重填：%s的“%s”——%s"
                                .formatted(
                                        work.sheet().figures().stream()
                                                .map(Figure::district)
                                                .filter(district ->
                                                        district.code().equals(item.object()))
                                                .findFirst()
                                                .map(YearDistrict::name)
                                                .orElse(item.object()),
                                        work.sheet().indicators().stream()
                                                .filter(indicator ->
                                                        indicator.code().equals(item.item()))
                                                .findFirst()
                                                .map(ItemSheet::title)
                                                .orElse(item.item()),
                                        item.reason())))
                .toList();
    }

    private static Section evidence(Work work, List<Line> lines, Draft draft) {
        return Forms.table(
                EVIDENCE,
                "佐证材料",
                "每项指标上传一套材料即可，对本表中这项指标的全部数据有效。",
                List.of(
                        Column.label("name", "指标", Width.L),
                        Column.label("asked", "材料要求", Width.L),
                        Column.input("files", "材料", InputType.FILES, Width.L)),
                work.sheet().indicators().stream()
                        .map(indicator -> evidenceRow(work, lines, indicator, draft))
                        .toList());
    }

    private static Row evidenceRow(Work work, List<Line> lines, Indicator indicator, Draft draft) {
        List<String> files = files(work, indicator, draft);
        String named = indicator.evidence() == null ? "证明数据来源的材料" : indicator.evidence();
        boolean missing = indicator.evidenceRequired()
                && files.isEmpty()
                && lines.stream()
                        .anyMatch(line -> line.figure().indicator().equals(indicator)
                                && work.open(line.figure())
                                && line.hasValue());
        return new Row(
                indicator.code(),
                !work.open(indicator),
                Map.of(
                        "name", ItemSheet.title(indicator),
                        "asked", indicator.evidenceRequired() ? named : named + "（有则上传）",
                        "files", String.join(",", files)),
                Map.of(),
                missing ? List.of(new Problem("files", "缺少材料：%s。".formatted(named))) : List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Work work = work(task);
        for (Block block : work.sheet().blocks()) {
            for (Line line : lines(work, block, draft)) {
                if (work.open(line.figure())) {
                    record(task, line, files(work, line.figure().indicator(), draft), actor);
                }
            }
        }
        returns.mended(task.year(), Returns.Stage.FIGURES, task.unit());
        return Map.of();
    }

    private void record(TaskRef task, Line line, List<String> files, Actor actor) {
        Answer answer = line.sheetLine().answer();
        if (answer == null) {
            throw new IllegalStateException("A figure without an answer passed the check: " + line.figure());
        }
        scorecards.record(
                task.year(),
                line.figure().district().code(),
                line.figure().indicator().code(),
                EntrySource.OFFICIAL,
                new Answer(
                        answer.state(),
                        answer.value(),
                        answer.reference(),
                        answer.ticks(),
                        answer.provisional(),
                        answer.reason(),
                        files),
                actor);
    }

    @Override
    public boolean inWorkbook(String section) {
        return !section.equals(EVIDENCE);
    }
}
