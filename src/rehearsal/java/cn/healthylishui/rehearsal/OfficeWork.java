package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.figure.process.CheckFiguresForm;
import cn.healthylishui.assessment.figure.process.FigureSheet;
import cn.healthylishui.assessment.figure.process.ListSheet;
import cn.healthylishui.assessment.figure.process.ProofSheet;
import cn.healthylishui.assessment.figure.process.PublishedCells;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.result.process.ApproveResultForm;
import cn.healthylishui.assessment.result.process.ReturnedFigures;
import cn.healthylishui.assessment.result.process.ReviewItemsForm;
import cn.healthylishui.assessment.result.process.SummariseForm;
import cn.healthylishui.assessment.result.process.UrgeForm;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.ReferenceInput;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.scorecard.process.CheckSubmissionForm;
import cn.healthylishui.assessment.scorecard.process.ConsolidateForm;
import cn.healthylishui.assessment.scorecard.process.FillMatrixForm;
import cn.healthylishui.assessment.scorecard.process.SubmitPapersForm;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.EvidenceStore.Upload;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions.Answering;
import cn.healthylishui.assessment.verification.process.AnswerFindingsForm;
import cn.healthylishui.assessment.verification.process.CheckSheet;
import cn.healthylishui.assessment.verification.process.CommentFindingsForm;
import cn.healthylishui.assessment.workflow.TaskDesk;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.process.OpenYearForm;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.YearInput.Found;
import cn.healthylishui.rehearsal.YearInput.Published;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;

/**
 * 各单位的办理: fills in one open task as its office would, by the same form that the office has before it: looks, types, uploads,
 * looks again. What it types comes from the {@link YearInput}.
 */
final class OfficeWork {

    private static final String MATERIAL = "演练用佐证材料：%s\n";

    /** What an office says of the lists of the districts, beside its own figures. */
    private static final Set<String> LISTS = Set.of(ListSheet.LIST, ListSheet.DECLARATION);

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");

    private final int year;
    private final YearInput input;
    private final TaskDesk desk;
    private final IndicatorTables tables;
    private final Clock clock;
    private final ResultUseWork resultUse;
    private final UnitWork unitWork;
    private final FigureWork figureWork;
    private final Set<String> returned = new HashSet<>();

    /** @param filed which of the year's objections an open one is */
    OfficeWork(
            YearInput input,
            TaskDesk desk,
            IndicatorTables tables,
            Clock clock,
            LongFunction<YearInput.Objection> filed) {
        this.year = input.year();
        this.input = input;
        this.desk = desk;
        this.tables = tables;
        this.clock = clock;
        this.resultUse = new ResultUseWork(input, clock, filed, this::upload);
        this.unitWork = new UnitWork(input, clock, this::upload);
        this.figureWork = new FigureWork(input, tables, this::upload);
    }

    /**
     * Fills in and completes; the caller acts as the task's office.
     *
     * @return whether it is done; some tasks have to wait for their day
     */
    boolean complete(OpenWork work) {
        FormView view = desk.view(work.taskId());
        if (ResultUseWork.waits(work, view, LocalDate.now(clock))
                || FigureWork.waits(work, view, LocalDate.now(clock))
                || AdjustmentWork.waits(work, view)) {
            return false;
        }
        List<Typing> choices = unitWork.choices(work, view);
        if (!choices.isEmpty()) {
            view = save(work, view, choices);
        }
        if (work.key().equals(Appraisals.BALLOT_TASK)) {
            if (!view.ready()) {
                throw new BlockedWork(work, problems(view));
            }
            desk.cast(work.taskId(), unitWork.vote(work, view));
            return true;
        }
        FormView asked = view;
        List<Typing> typings = resultUse
                .of(work, view)
                .or(() -> unitWork.of(work, asked))
                .or(() -> figureWork.of(work, asked))
                .or(() -> AdjustmentWork.of(year, work, asked))
                .orElseGet(() -> typings(work, asked));
        if (!typings.isEmpty()) {
            view = save(work, view, typings);
        }
        if (!view.ready()) {
            throw new BlockedWork(work, problems(view));
        }
        desk.complete(work.taskId());
        return true;
    }

    private List<Typing> typings(OpenWork work, FormView view) {
        return switch (work.key()) {
            case "taskOpenYear" -> openYear();
            case "taskFillMatrix" -> matrix(work, view);
            case "taskConsolidate" -> consolidate(view);
            case "taskSelfScore" -> selfScore(work, view);
            case "taskSubmitPapers" -> papers(work, view);
            case "taskCheckSubmission" -> checkSubmission(work, view);
            case "taskCheckTownship" -> checkTownship(work, view);
            case "taskCheckDistrict" -> check(work, view, district(work), tables.ofDistrict(year, district(work)));
            case "taskCommentFindings" -> comment(view);
            case "taskAnswerFindings" -> answer(work, view);
            case "taskReviewItems" -> review(view);
            case "taskEnterFigures" -> officialFigures(work, view);
            case "taskCheckFigures" ->
                List.of(Typing.into(Forms.DECISION).with(CheckFiguresForm.DECISION, CheckFiguresForm.ACCEPT));
            case "taskSummarise" -> summarise(view);
            case "taskRejudge", "taskReverify" -> rejudge(view);
            case "taskApproveResult" ->
                List.of(Typing.into(Forms.DECISION)
                        .with(ApproveResultForm.DECISION, ApproveResultForm.APPROVE)
                        .with(ApproveResultForm.COMMENT, "同意"));
            case "taskUrgeSelfCheck", "taskUrgeCityAssessment" ->
                List.of(Typing.into(UrgeForm.URGED).with(UrgeForm.NOTE, "已逐个电话催办。"));
            case "taskConfirmAssignment", "taskDraftPapers" -> List.of();
            default -> throw new IllegalStateException("Nobody has been told how to do " + work.key());
        };
    }

    /** Rows of the samples are the year's own: 2021-331121. */
    private List<Typing> openYear() {
        List<Typing> typings = new ArrayList<>();
        typings.add(Typing.into(OpenYearForm.START)
                .with(OpenYearForm.DECISION, OpenYearForm.OPEN)
                .with(YearChoice.YEAR, year));
        input.samples()
                .forEach((district, sample) -> typings.add(Typing.into(OpenYearForm.SAMPLES, year + "-" + district)
                        .with(OpenYearForm.SIZE, sample.size())
                        .with(OpenYearForm.SAMPLE_REASON, sample.reason())));
        return typings;
    }

    private static List<BlockedWork.Problem> problems(FormView view) {
        List<BlockedWork.Problem> problems = new ArrayList<>();
        view.problems().forEach(message -> problems.add(new BlockedWork.Problem("", message)));
        view.sections().forEach(section -> section.rows().forEach(row -> row.problems()
                .forEach(problem ->
                        problems.add(new BlockedWork.Problem(section.key() + "/" + row.key(), problem.message())))));
        return problems;
    }

    /** A row is saved whole: what is typed over what stands there. */
    private FormView save(OpenWork work, FormView view, List<Typing> typings) {
        Map<String, RowChange> changes = new HashMap<>();
        for (Typing typing : typings) {
            FormView.Row row = row(view, typing.section(), typing.row());
            Map<String, String> values = new HashMap<>();
            section(view, typing.section()).columns().stream()
                    .filter(column -> type(column.key(), column.type(), row) != InputType.LABEL)
                    .forEach(
                            column -> values.put(column.key(), text(row.values().get(column.key()))));
            values.putAll(typing.cells());
            changes.put(
                    typing.section() + "/" + typing.row(),
                    new RowChange(typing.section(), typing.row(), row.version(), values));
        }
        return desk.save(work.taskId(), List.copyOf(changes.values()));
    }

    private static InputType type(String column, InputType usual, FormView.Row row) {
        return Optional.ofNullable(row.inputs().get(column))
                .map(input -> input.type())
                .orElse(usual);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof List<?> files) {
            return String.join(
                    ",", files.stream().map(file -> ((FormView.File) file).id()).toList());
        }
        return value == null ? "" : value.toString();
    }

    private static FormView.Section section(FormView view, String key) {
        return view.sections().stream()
                .filter(section -> section.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No section " + key));
    }

    private static FormView.Row row(FormView view, String section, String key) {
        return section(view, section).rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No row " + key + " in " + section));
    }

    private String upload(OpenWork work, String name) {
        return desk.attach(
                        work.taskId(),
                        new Upload(
                                "佐证材料.txt",
                                null,
                                new ByteArrayResource(MATERIAL.formatted(name).getBytes(StandardCharsets.UTF_8))))
                .id();
    }

    private List<Typing> matrix(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        List<Indicator> indicators = tables.ofTownshipsIn(year, district(work)).indicators();
        FormView.Section matrix = section(view, FillMatrixForm.MATRIX);
        for (FormView.Row row : matrix.rows()) {
            Typing typing = Typing.into(FillMatrixForm.MATRIX, row.key());
            for (Indicator indicator : indicators) {
                if (matrix.columns().stream().noneMatch(column -> column.key().equals(indicator.code()))
                        || type(indicator.code(), InputType.NUMBER, row) == InputType.LABEL) {
                    continue;
                }
                Figure figure = input.reported(row.key(), indicator.code());
                typing = typing.with(FillMatrixForm.value(indicator), figure.value());
                if (!figure.reference().isEmpty()) {
                    typing = typing.with(FillMatrixForm.reference(indicator), figure.reference());
                }
                if (indicator.method().judged()
                        || indicator.notApplicableAllowed()
                        || !figure.reference().isEmpty()) {
                    typing = typing.with(FillMatrixForm.reason(indicator), figure.reason());
                }
            }
            if (!typing.cells().isEmpty() && !row.locked()) {
                typings.add(typing);
            }
        }
        view.sections().stream()
                .filter(section -> section.key().equals(FillMatrixForm.EVIDENCE))
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.locked() && noFiles(row))
                .forEach(row -> typings.add(Typing.into(FillMatrixForm.EVIDENCE, row.key())
                        .with(FillMatrixForm.FILES, List.of(upload(work, row.key())))));
        return typings;
    }

    static boolean noFiles(FormView.Row row) {
        return row.values().get(Draft.FILES) instanceof List<?> files && files.isEmpty();
    }

    /** Confirms, unless equal scores stand against it: then a judged item of one of the two goes back. */
    private List<Typing> consolidate(FormView view) {
        return confirmOrSendBack(
                view,
                decision -> decision.with(ConsolidateForm.DECISION, ConsolidateForm.CONFIRM),
                decision -> decision.with(ConsolidateForm.DECISION, ConsolidateForm.SEND_BACK),
                this::judgedTownshipItem);
    }

    private List<Typing> summarise(FormView view) {
        return confirmOrSendBack(
                view,
                decision -> decision.with(SummariseForm.DECISION, SummariseForm.CONFIRM),
                decision -> decision.with(SummariseForm.DECISION, SummariseForm.SEND_BACK),
                this::judgedDistrictItem);
    }

    private List<Typing> confirmOrSendBack(
            FormView view,
            UnaryOperator<Typing> confirm,
            UnaryOperator<Typing> sendBack,
            UnaryOperator<String> judgedItem) {
        List<FormView.Row> board = view.sections().get(0).rows();
        Optional<String> tied = board.stream()
                .filter(row -> !"—".equals(row.values().get("rank")))
                .filter(row -> board.stream()
                        .anyMatch(other -> !other.key().equals(row.key())
                                && !"—".equals(other.values().get("rank"))
                                && Objects.equals(
                                        other.values().get("score"),
                                        row.values().get("score"))))
                .map(FormView.Row::key)
                .findFirst();
        if (tied.isEmpty() || !input.detours()) {
            return List.of(confirm.apply(Typing.into(Forms.DECISION)));
        }
        String object = tied.get();
        String item = judgedItem.apply(object);
        input.rejudge(object, item);
        return List.of(sendBack.apply(Typing.into(Forms.DECISION)), sentBack("1", object, item, "与另一单位得分相同，请重新评判。"));
    }

    /** A line of what goes back; the part is called the same wherever there is one. */
    private static Typing sentBack(String line, String object, String item, String reason) {
        return Typing.into(ConsolidateForm.RETURNS, line)
                .with(Forms.RETURNED_OBJECT, object)
                .with(Forms.RETURNED_ITEM, item)
                .with(Forms.RETURN_REASON, reason);
    }

    private String judgedTownshipItem(String township) {
        return tables.table(year, TableKind.TOWNSHIP).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
    }

    private String judgedDistrictItem(String district) {
        return tables.ofDistrict(year, district).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
    }

    private List<Typing> selfScore(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (FormView.Section section : view.sections()) {
            for (FormView.Row row : section.rows()) {
                if (!row.locked()) {
                    Figure figure = input.reported(district(work), row.key());
                    Typing typing = item(Typing.into(section.key(), row.key()), figure);
                    typings.add(noFiles(row) ? typing.with(ItemInput.FILES, List.of(upload(work, row.key()))) : typing);
                }
            }
        }
        return typings;
    }

    /** What it is compared with is typed only where there is something: forms ask for it only where the year does not know it. */
    private static Typing item(Typing row, Figure figure) {
        Typing typing = row.with(ItemInput.VALUE, figure.value()).with(ItemInput.REASON, figure.reason());
        return figure.reference().isEmpty() ? typing : typing.with(ItemInput.REFERENCE, figure.reference());
    }

    private List<Typing> officialFigures(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>(lists(view));
        for (FormView.Section section : view.sections()) {
            for (FormView.Row row : section.rows()) {
                if (row.locked() || LISTS.contains(section.key())) {
                    continue;
                }
                Typing typing = Typing.into(section.key(), row.key());
                if (section.key().equals(ProofSheet.EVIDENCE)) {
                    typings.add(evidence(typing, work, row));
                } else if (section.key().equals(PublishedCells.SECTION)) {
                    Published published = input.published(row.key());
                    typings.add(typing.typed(ReferenceInput.VALUE, published.value())
                            .with(ReferenceInput.BODY, published.body())
                            .with(ReferenceInput.DOCUMENT, published.document())
                            .with(ReferenceInput.FILES, List.of(upload(work, row.key()))));
                } else {
                    boolean zone = section.key().equals(FigureSheet.ZONE);
                    String object = zone ? "LSKFQ" : row.key();
                    String indicator = zone ? row.key() : section.key();
                    Figure figure = input.official(object, indicator);
                    Typing given = item(typing, figure);
                    typings.add(figureWork.provisional(
                            indicator,
                            object,
                            figure,
                            figure.provisional() ? given.with(ItemInput.PROVISIONAL, true) : given));
                }
            }
        }
        return typings;
    }

    /** What cannot name a document is the unit's own record. */
    private Typing evidence(Typing typing, OpenWork work, FormView.Row row) {
        Typing proven = typing.with(ProofSheet.FILES, List.of(upload(work, row.key())));
        if (type(ProofSheet.KIND.key(), InputType.LABEL, row) != InputType.CHOICE) {
            return proven;
        }
        Provenance provenance = input.provenance(row.key()).orElse(Provenance.OWN_RECORD);
        return proven.with(ProofSheet.KIND, provenance.kind())
                .with(ProvenanceCells.BODY, provenance.body())
                .with(ProvenanceCells.DOCUMENT, provenance.document());
    }

    /** Whoever gave a figure stands by it; what becomes of that is the city office's to say. */
    private List<Typing> answer(OpenWork work, FormView view) {
        return section(view, AnswerFindingsForm.ANSWERS).rows().stream()
                .map(row -> Typing.into(AnswerFindingsForm.ANSWERS, row.key())
                        .with(AnswerFindingsForm.ANSWER, Answering.KEPT)
                        .with(AnswerFindingsForm.REASON, "已与出具单位核对，数据无误。")
                        .with(AnswerFindingsForm.FILES, List.of(upload(work, row.key()))))
                .toList();
    }

    /** What the districts set themselves; where all of it is done, the unit declares that it looked. */
    private List<Typing> lists(FormView view) {
        List<Typing> typings = new ArrayList<>();
        boolean full = true;
        for (FormView.Section section : view.sections()) {
            for (FormView.Row row : section.key().equals(ListSheet.LIST) ? section.rows() : List.<FormView.Row>of()) {
                String[] key = row.key().split("-");
                YearInput.Share review = input.ownList(key[0]).stream()
                        .filter(entry -> entry.kind().name().equals(key[1]))
                        .skip(Integer.parseInt(key[2]) - 1L)
                        .findFirst()
                        .orElseThrow()
                        .review();
                full &= review.percent().equals("100");
                if (!row.locked()) {
                    typings.add(Typing.into(ListSheet.LIST, row.key())
                            .typed(ListSheet.PERCENT, review.percent())
                            .with(ListSheet.REASON, review.reason()));
                }
            }
        }
        if (!typings.isEmpty() && full) {
            typings.add(Typing.into(ListSheet.DECLARATION).with(ListSheet.DECLARED, true));
        }
        return typings;
    }

    private List<Typing> papers(OpenWork work, FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (PaperKind kind : WrittenPapers.KINDS) {
            FormView.Row row = row(view, kind.name(), kind.name());
            if (!row.locked()) {
                typings.add(written(kind, row));
            }
        }
        typings.add(Typing.into(SubmitPapersForm.DRAW).with(SubmitPapersForm.TEXT, input.countyText(district(work))));
        return typings;
    }

    /** A paper as the system drafts it, with what that leaves to people filled in. */
    static Typing written(PaperKind kind, FormView.Row row) {
        String draft = text(row.values().get(WrittenPapers.BODY.key()));
        return Typing.into(kind.name())
                .with(WrittenPapers.HOW, WrittenPapers.WRITE)
                .with(WrittenPapers.BODY, draft.replaceAll("（请补充[^）]*）", "各项工作按年度计划完成。"));
    }

    /** One district gets a paper and an item back at first; whoever says that an item does not apply gets an answer. */
    private List<Typing> checkSubmission(OpenWork work, FormView view) {
        String district = district(work);
        if (!input.returnedAtFirst(district) || !returned.add(district)) {
            List<Typing> typings = new ArrayList<>();
            typings.add(Typing.into(Forms.DECISION).with(CheckSubmissionForm.DECISION, CheckSubmissionForm.ACCEPT));
            view.sections().stream()
                    .filter(section -> section.key().equals(CheckSubmissionForm.EXCUSES))
                    .flatMap(section -> section.rows().stream())
                    .forEach(row -> {
                        String[] key = row.key().split("-", 2);
                        typings.add(Typing.into(CheckSubmissionForm.EXCUSES, row.key())
                                .with(
                                        CheckSubmissionForm.EXCUSED,
                                        input.excused(key[0], key[1])
                                                ? CheckSubmissionForm.YES
                                                : CheckSubmissionForm.NO));
                    });
            return typings;
        }
        String item = tables.ofDistrict(year, district).indicators().stream()
                .filter(indicator -> !indicator.mustPass())
                .map(Indicator::code)
                .findFirst()
                .orElseThrow();
        return List.of(
                Typing.into(Forms.DECISION).with(CheckSubmissionForm.DECISION, CheckSubmissionForm.SEND_BACK),
                sentBack("1", CheckSubmissionForm.PAPERS, PaperKind.SUMMARY.name(), "存在问题部分过于笼统，请补充。"),
                sentBack("2", district, item, "材料与填报值对不上，请核对。"));
    }

    private List<Typing> checkTownship(OpenWork work, FormView view) {
        return check(
                work,
                view,
                Objects.requireNonNull(work.text(Variables.TOWNSHIP)),
                tables.ofTownshipsIn(year, district(work)));
    }

    /** Key items are all looked at; of the others those of which something else was found. */
    private List<Typing> check(OpenWork work, FormView view, String object, IndicatorTable table) {
        Map<Indicator, String> reported = new LinkedHashMap<>();
        view.sections().stream()
                .filter(section -> section.key().equals(CheckSheet.KEY_ITEMS)
                        || section.key().equals(CheckSheet.OTHER_ITEMS))
                .flatMap(section -> section.rows().stream())
                .forEach(row -> reported.put(
                        table.indicator(row.key()),
                        Objects.toString(row.values().get("reported"))));
        List<Indicator> checked = List.copyOf(reported.keySet());
        Map<String, Found> found = input.findings(district(work), object, checked);
        List<Typing> typings = new ArrayList<>();
        for (Indicator indicator : checked) {
            Typing typing =
                    Typing.into(indicator.key() ? CheckSheet.KEY_ITEMS : CheckSheet.OTHER_ITEMS, indicator.code());
            Found other = found.get(indicator.code());
            if (other != null
                    && !isAsReported(indicator, other.value(), Objects.requireNonNull(reported.get(indicator)))) {
                typings.add(typing.with(CheckSheet.RESULT, CheckSheet.DIFFERENT)
                        .with(CheckSheet.VALUE, other.value())
                        .with(CheckSheet.NOTE, other.note()));
            } else if (indicator.key()) {
                typings.add(typing.with(CheckSheet.RESULT, CheckSheet.SAME));
            }
        }
        return typings;
    }

    /** What was reported may be from another's hand, such as an earlier version's. */
    private static boolean isAsReported(Indicator indicator, String found, String shown) {
        if (indicator.yesNo()) {
            return shown.startsWith(found.equals("0") || found.equals("否") ? "否" : "是");
        }
        Matcher number = NUMBER.matcher(shown);
        return shown.equals(found)
                || number.lookingAt()
                        && NUMBER.matcher(found).matches()
                        && new BigDecimal(number.group()).compareTo(new BigDecimal(found)) == 0;
    }

    private List<Typing> comment(FormView view) {
        return view.sections().stream()
                .filter(section -> section.key().equals(CommentFindingsForm.OPINIONS))
                .flatMap(section -> section.rows().stream())
                .map(row -> {
                    String objection = dispute(row).objection();
                    Typing typing = Typing.into(CommentFindingsForm.OPINIONS, row.key());
                    return objection.isEmpty()
                            ? typing.with(CommentFindingsForm.OPINION, CommentFindingsForm.AGREES)
                            : typing.with(CommentFindingsForm.OPINION, CommentFindingsForm.DISAGREES)
                                    .with(CommentFindingsForm.COMMENT, objection);
                })
                .toList();
    }

    /**
     * What is disputed is upheld, unless it is to be dropped. Where the district's own figure was found otherwise than reported and a
     * figure that comes first says something else, the finding counts; where it was found as reported, the figure.
     */
    private List<Typing> review(FormView view) {
        List<Typing> typings = new ArrayList<>();
        for (FormView.Row row : section(view, ReviewItemsForm.ITEMS).rows()) {
            if (row.problems().stream()
                    .anyMatch(problem -> ReviewItemsForm.TAKE.key().equals(problem.column()))) {
                boolean asReported = Objects.equals(
                        row.values().get("verified"), row.values().get("reported"));
                Typing typing = Typing.into(ReviewItemsForm.ITEMS, row.key());
                typings.add(
                        asReported
                                ? typing.with(ReviewItemsForm.TAKE, EntrySource.OFFICIAL.name())
                                        .with(ReviewItemsForm.WHY, "官方数据有文件依据，自报口径不同，采用官方数据。")
                                : typing.with(ReviewItemsForm.TAKE, EntrySource.VERIFIED.name())
                                        .with(ReviewItemsForm.WHY, "现场核查情况清楚，采用核查结果。"));
            }
        }
        for (FormView.Row row : section(view, ReviewItemsForm.FINDINGS).rows()) {
            String dropped = dispute(row).dropped();
            Typing typing = Typing.into(ReviewItemsForm.FINDINGS, row.key());
            if (!dropped.isEmpty()) {
                typings.add(typing.with(ReviewItemsForm.DECISION, ReviewItemsForm.DROP)
                        .with(ReviewItemsForm.REASON, dropped));
            } else if (!row.problems().isEmpty()) {
                typings.add(typing.with(ReviewItemsForm.DECISION, ReviewItemsForm.ADOPT)
                        .with(ReviewItemsForm.REASON, "已会同成员单位复核，维持现场核查结果。"));
            }
        }
        return typings;
    }

    /** Rows of findings are called by object and item: 331121101:T005 where they are commented, 331121101-T005 where reviewed. */
    private YearInput.Dispute dispute(FormView.Row row) {
        String[] key = row.key().split("[:-]", 2);
        return input.dispute(key[0], key[1]);
    }

    private List<Typing> rejudge(FormView view) {
        return section(view, ReturnedFigures.ITEMS).rows().stream()
                .map(row -> {
                    String[] key = row.key().split("-", 2);
                    Figure figure = input.official(key[0], key[1]);
                    return item(Typing.into(ReturnedFigures.ITEMS, row.key()), figure)
                            .with(ReturnedFigures.REASON, "重新比对材料后调整。");
                })
                .toList();
    }

    private static String district(OpenWork work) {
        return Objects.requireNonNull(work.text(Variables.DISTRICT));
    }
}
