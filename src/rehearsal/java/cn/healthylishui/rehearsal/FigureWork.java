package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.figure.process.ConfirmReportForm;
import cn.healthylishui.assessment.figure.process.ReportFiguresForm;
import cn.healthylishui.assessment.figure.process.SetRhythmForm;
import cn.healthylishui.assessment.figure.process.UrgeFiguresForm;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.result.Ruling;
import cn.healthylishui.assessment.result.process.ConfirmCorrectionForm;
import cn.healthylishui.assessment.result.process.CorrectFiguresForm;
import cn.healthylishui.assessment.result.process.CorrectedItem;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Tiers;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * 数据报送和更正的办理: the figures reported through the year, one of them late and one sent back, and the correction of a figure that
 * was provisional.
 */
final class FigureWork {

    /** Does not report its first period in time. */
    private static final String LATE = "songyang-mzj";

    /** Sends one report of the first period back. */
    private static final String STRICT = "shi-wjw";

    /** A figure of the yearbook, which appears late. */
    private static final String PROVISIONAL_DISTRICT = "331121";

    private static final BigDecimal SHORT_OF_IT = new BigDecimal("0.1");
    private static final int YEAR_END = 12;

    private final YearInput input;
    private final IndicatorTables tables;
    private final BiFunction<OpenWork, String, String> upload;
    private boolean returned;

    /** @param upload stores a file for a task, by a name, and gives its id */
    FigureWork(YearInput input, IndicatorTables tables, BiFunction<OpenWork, String, String> upload) {
        this.input = input;
        this.tables = tables;
        this.upload = upload;
    }

    /** Whoever is late has not reported by the day its report is due. */
    static boolean waits(OpenWork work, FormView view, LocalDate today) {
        LocalDate due = view.task().due();
        return work.key().equals("taskReportFigures")
                && LATE.equals(work.text(Variables.UNIT))
                && period(work) != YEAR_END
                && due != null
                && !today.isAfter(due);
    }

    private static int period(OpenWork work) {
        return (Integer) Objects.requireNonNull(work.variables().get(Variables.PERIOD));
    }

    /** What is typed into the task's form; empty where it is none of these. */
    Optional<List<Typing>> of(OpenWork work, FormView view) {
        return switch (work.key()) {
            case "taskSetRhythm" ->
                Optional.of(List.of(
                        Typing.into(SetRhythmForm.REQUEST).with(SetRhythmForm.YEAR, String.valueOf(input.year()))));
            case "taskReportFigures" -> Optional.of(report(work, view));
            case "taskConfirmReport" -> Optional.of(confirm(work, view));
            case "taskUrgeFigures" ->
                Optional.of(List.of(Typing.into(UrgeFiguresForm.URGED).with(UrgeFiguresForm.NOTE, "请今天内补报。")));
            case "taskCorrectFigures" -> Optional.of(correct(work, view));
            case "taskConfirmCorrection" ->
                Optional.of(List.of(Typing.into(Forms.DECISION)
                        .with(ConfirmCorrectionForm.DECISION, Ruling.APPROVED)
                        .with(ConfirmCorrectionForm.COMMENT, "与年鉴核对一致。")));
            default -> Optional.empty();
        };
    }

    private List<Typing> report(OpenWork work, FormView view) {
        return rows(view, ReportFiguresForm.FIGURES)
                .map(row -> {
                    Typing typing = Typing.into(ReportFiguresForm.FIGURES, row.key())
                            .with(ItemInput.VALUE, soFar(indicator(row.key()), work));
                    return OfficeWork.noFiles(row)
                            ? typing.with(ItemInput.FILES, List.of(upload.apply(work, row.key())))
                            : typing;
                })
                .toList();
    }

    private Indicator indicator(String code) {
        return Stream.of(TableKind.COUNTY, TableKind.ZONE)
                .flatMap(kind -> tables.table(input.year(), kind).indicators().stream())
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** A figure of the year so far; the same whenever it is asked for. */
    private static String soFar(Indicator indicator, OpenWork work) {
        int near = 60 + Math.floorMod((work.text(Variables.UNIT) + indicator.code()).hashCode(), 35);
        BigDecimal share = new BigDecimal(near).movePointLeft(2);
        BigDecimal figure;
        if (indicator.method() instanceof Proportional method) {
            figure = method.floor().add(method.target().subtract(method.floor()).multiply(share));
        } else if (indicator.method() instanceof Tiers method) {
            figure = method.tiers().get(0).bound();
        } else if (indicator.method() instanceof ReachTarget method) {
            figure = method.target();
        } else if (indicator.method() instanceof MustPass method) {
            figure = method.target();
        } else if (indicator.method() instanceof Deduction) {
            figure = BigDecimal.ZERO;
        } else {
            figure = new BigDecimal(near);
        }
        return figure.setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private List<Typing> confirm(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        if (!returned && STRICT.equals(work.text(Variables.OWNER)) && period(work) != YEAR_END) {
            returned = true;
            for (FormView.Section section : view.sections()) {
                section.rows().stream()
                        .filter(row -> section.key().equals(TableKind.COUNTY.name()) && !row.locked())
                        .findFirst()
                        .ifPresent(row -> typings.add(Typing.into(section.key(), row.key())
                                .with(ConfirmReportForm.VERDICT, ConfirmReportForm.RETURN)
                                .with(ConfirmReportForm.REASON, "签约覆盖率与系统统计不一致，请核对后重报。")));
            }
        }
        typings.add(Typing.into(Forms.DECISION).with(ConfirmReportForm.CHECKED, true));
        return typings;
    }

    /** Where things go wrong on the way, one figure is typed before the yearbook is out: short of it, and marked. */
    Typing provisional(String indicator, String object, Figure figure, Typing given) {
        return input.detours()
                        && object.equals(PROVISIONAL_DISTRICT)
                        && isProvisional(tables.ofDistrict(input.year(), object).indicator(indicator))
                ? given.with(
                                ItemInput.VALUE,
                                new BigDecimal(figure.value())
                                        .subtract(SHORT_OF_IT)
                                        .toPlainString())
                        .with(ItemInput.PROVISIONAL, true)
                        .with(ItemInput.REASON, "年鉴还没有出版，暂用快报数。")
                : given;
    }

    private static boolean isProvisional(Indicator indicator) {
        return indicator.sourceKind() == SourceKind.YEARBOOK && indicator.method() instanceof Proportional;
    }

    private List<Typing> correct(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        typings.add(Typing.into(Forms.DECISION)
                .with(CorrectFiguresForm.DECISION, CorrectFiguresForm.FILE)
                .with(CorrectFiguresForm.YEAR, input.year()));
        rows(view, CorrectFiguresForm.PROVISIONAL).forEach(row -> {
            String[] key = row.key().split("-", 2);
            Figure figure = input.official(key[0], key[1]);
            Provenance provenance = input.provenance(key[1]).orElse(Provenance.OWN_RECORD);
            Typing typing = Typing.into(CorrectFiguresForm.PROVISIONAL, row.key())
                    .with(CorrectedItem.VALUE, figure.value())
                    .with(CorrectedItem.REASON, "统计年鉴已经出版，以年鉴数为准。")
                    .with(ProvenanceCells.BODY, provenance.body())
                    .with(ProvenanceCells.DOCUMENT, provenance.document())
                    .with(CorrectedItem.FILES, List.of(upload.apply(work, key[1])));
            typings.add(
                    figure.reference().isEmpty() ? typing : typing.with(CorrectedItem.REFERENCE, figure.reference()));
        });
        return typings;
    }

    private static Stream<FormView.Row> rows(FormView view, String section) {
        return view.sections().stream()
                .filter(one -> one.key().equals(section))
                .flatMap(one -> one.rows().stream())
                .filter(row -> !row.locked());
    }
}
