package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Adjustment;
import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.Adjustment.Proposal;
import cn.healthylishui.assessment.adjustment.Adjustment.Reply;
import cn.healthylishui.assessment.adjustment.Adjustment.State;
import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Adjustments.Answered;
import cn.healthylishui.assessment.adjustment.DraftDifference;
import cn.healthylishui.assessment.adjustment.DraftDifferences;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableVersion;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
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
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 审核建议、编制草案: the city office answers each proposal, picks the drafts that it made on the page of the tables, and decides whether
 * the public is heard (办法七(四), 意见四(四)).
 */
@Component
class ReviewAdjustmentForm implements TaskForm {

    static final String HEARING = "HEARING";
    static final String DIRECT = "DIRECT";
    static final String REFUSED = "REFUSED";

    private static final String REPLIES = "replies";
    private static final String DRAFTS = "choice";
    private static final String HEARING_SECTION = "hearing";
    private static final String NONE = "NONE";

    private final Adjustments adjustments;
    private final Hearings hearings;
    private final IndicatorDrafts drafts;
    private final IndicatorTables tables;
    private final DraftDifferences differences;
    private final AdjustmentSheet sheet;
    private final WorkingDays workingDays;
    private final Clock clock;

    ReviewAdjustmentForm(
            Adjustments adjustments,
            Hearings hearings,
            IndicatorDrafts drafts,
            IndicatorTables tables,
            DraftDifferences differences,
            AdjustmentSheet sheet,
            WorkingDays workingDays,
            Clock clock) {
        this.adjustments = adjustments;
        this.hearings = hearings;
        this.drafts = drafts;
        this.tables = tables;
        this.differences = differences;
        this.sheet = sheet;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    private record Replied(
            Proposal proposal, String replyText, @Nullable Reply reply, String answer) {}

    /**
     * @param offered the drafts of each kind, the newest first
     * @param chosen what is chosen of them; kinds left as they are, and choices that no longer hold, are missing
     * @param choices what is chosen, as it was chosen
     */
    private record Typed(
            Adjustment adjustment,
            List<Replied> replies,
            String decision,
            Map<TableKind, List<TableVersion>> offered,
            Map<TableKind, String> choices,
            Map<TableKind, ChosenDraft> chosen,
            Map<TableKind, String> unfit,
            String endsText,
            @Nullable LocalDate ends,
            String notice,
            String hearingReason,
            String reason) {

        boolean refused() {
            return decision.equals(REFUSED);
        }

        boolean heard() {
            return decision.equals(HEARING);
        }

        long adopted() {
            return replies.stream().filter(one -> one.reply() == Reply.ADOPTED).count();
        }
    }

    @Override
    public String taskKey() {
        return "taskReviewAdjustment";
    }

    @Override
    public void require(TaskRef task) {
        adjustments.require(task.id(Variables.ADJUSTMENT), State.REVIEW);
    }

    private Typed read(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        int year = adjustment.year();
        List<TableVersion> versions = drafts.versions(year);
        Map<TableKind, List<TableVersion>> offered = new LinkedHashMap<>();
        Map<TableKind, String> choices = new HashMap<>();
        Map<TableKind, ChosenDraft> chosen = new LinkedHashMap<>();
        Map<TableKind, String> unfit = new HashMap<>();
        for (TableKind kind : TableKind.KEPT) {
            List<TableVersion> ofKind = versions.stream()
                    .filter(version -> version.kind() == kind && version.isDraft())
                    .toList();
            offered.put(kind, ofKind);
            String choice = draft.value(DRAFTS, DRAFTS, kind.name(), before(adjustment, kind, ofKind));
            choices.put(kind, choice);
            if (choice.equals(NONE)) {
                continue;
            }
            Optional<TableVersion> version = ofKind.stream()
                    .filter(one -> String.valueOf(one.id()).equals(choice))
                    .findFirst();
            adjustments
                    .unfit(year, kind, version)
                    .ifPresentOrElse(
                            message -> unfit.put(kind, message),
                            () -> chosen.put(
                                    kind,
                                    new ChosenDraft(
                                            kind,
                                            version.orElseThrow().id(),
                                            tables.table(year, kind).id())));
        }
        String ends = draft.value(
                HEARING_SECTION,
                HEARING_SECTION,
                "ends",
                String.valueOf(workingDays.plus(LocalDate.now(clock), Hearings.USUAL_WORKING_DAYS)));
        return new Typed(
                adjustment,
                adjustment.proposals().stream()
                        .map(proposal -> replied(proposal, draft))
                        .toList(),
                draft.value(Forms.DECISION, Forms.DECISION, "decision", ""),
                offered,
                choices,
                chosen,
                unfit,
                ends,
                TypedDate.read(ends).orElse(null),
                draft.value(HEARING_SECTION, HEARING_SECTION, "notice", notice(adjustment)),
                draft.value(
                        Forms.DECISION,
                        Forms.DECISION,
                        "hearingReason",
                        Objects.requireNonNullElse(adjustment.hearingReason(), "")),
                draft.value(
                        Forms.DECISION,
                        Forms.DECISION,
                        "reason",
                        Objects.requireNonNullElse(adjustment.reviewReason(), "")));
    }

    /** What was chosen the last time, as long as it is still a draft. */
    private static String before(Adjustment adjustment, TableKind kind, List<TableVersion> offered) {
        return adjustment.drafts().stream()
                .filter(chosen -> chosen.table() == kind)
                .map(ChosenDraft::draft)
                .filter(id -> offered.stream().anyMatch(version -> version.id() == id))
                .map(String::valueOf)
                .findFirst()
                .orElse(NONE);
    }

    private static Replied replied(Proposal proposal, Draft draft) {
        String row = String.valueOf(proposal.seq());
        Reply before = proposal.reply();
        String reply = draft.value(REPLIES, row, "reply", before == null ? "" : before.name());
        return new Replied(
                proposal,
                reply,
                Arrays.stream(Reply.values())
                        .filter(one -> one.name().equals(reply))
                        .findFirst()
                        .orElse(null),
                draft.value(REPLIES, row, "answer", Objects.requireNonNullElse(proposal.answer(), "")));
    }

    private static String notice(Adjustment adjustment) {
        return """
                根据健康丽水考核办法关于适时调整考核指标的规定，拟对%d年度考核指标作调整，现将草案公布，征求社会各界意见。

                可以在本页填写意见，也可以来信或者来电。来信请寄：（请补充通信地址）；来电请拨：（请补充电话）。

                征求意见结束后，收到的意见和答复在本页公布。您留下的联系方式只用于核实和答复，不公开。""".formatted(adjustment.year());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Typed typed = read(task, draft);
        List<Section> sections = new ArrayList<>();
        sections.add(sheet.origin(typed.adjustment()));
        sections.add(replies(typed));
        sections.addAll(sheet.heard(typed.adjustment()));
        sections.add(decision(typed));
        if (!typed.refused()) {
            sections.add(versions(typed));
            sections.add(choice(typed));
            if (!typed.chosen().isEmpty()) {
                sections.add(sheet.changes(List.copyOf(typed.chosen().values())));
            }
        }
        if (!typed.refused() && !typed.decision().equals(DIRECT)) {
            sections.add(hearing(typed));
        }
        return new FormContent(
                "选“公开征求意见”的，提交后立即在网上公布草案；选“不征求意见”的，转入测算影响；选“都不采纳”的，流程结束，指标不变。",
                List.of("办法七(四)", "意见四(四)"),
                notices(typed.adjustment()),
                sections,
                List.of(
                        new Fact("建议", typed.adjustment().proposals().size() + " 条"),
                        new Fact("采纳", typed.adopted() + " 条"),
                        new Fact(
                                "要改的指标表", typed.refused() ? "无" : typed.chosen().size() + " 张")),
                List.of());
    }

    private List<Notice> notices(Adjustment adjustment) {
        List<Notice> notices = new ArrayList<>(AdjustmentSheet.notices(
                adjustment, drafts.closed(adjustment.year()).map(List::of).orElse(List.of())));
        String others = adjustments.of(adjustment.year()).stream()
                .filter(other -> other.id() != adjustment.id() && other.isOpen())
                .map(other -> "第%d次（%s）".formatted(other.number(), other.state().label()))
                .collect(Collectors.joining("、"));
        if (!others.isEmpty()) {
            notices.add(new Notice(
                    Level.INFO,
                    "本年度还有正在办理的调整：%s。先发布的先生效，后发布的要按新的现行版重新编制草案；可以把建议并到一次里办理，答复选“%s”。"
                            .formatted(others, Reply.MERGED.label())));
        }
        return notices;
    }

    private static Section replies(Typed typed) {
        return Forms.table(
                REPLIES,
                "逐条答复",
                "答复对建议单位公开。",
                List.of(
                        Column.label("no", "序号", Width.S),
                        Column.label("table", "指标表", Width.S),
                        Column.label("indicator", "指标", Width.M),
                        Column.label("text", "建议", Width.L),
                        Column.label("reason", "理由", Width.L),
                        Column.choice(
                                "reply",
                                "是否采纳",
                                Width.S,
                                Arrays.stream(Reply.values())
                                        .map(reply -> new Option(reply.name(), reply.label()))
                                        .toList()),
                        Column.input("answer", "答复", InputType.LONG_TEXT, Width.L)),
                typed.replies().stream().map(one -> reply(one, typed.refused())).toList());
    }

    private static Row reply(Replied replied, boolean refused) {
        Proposal proposal = replied.proposal();
        List<Problem> problems = new ArrayList<>();
        if (replied.reply() == null) {
            problems.add(new Problem("reply", "请选择是否采纳。"));
        } else if (refused && replied.reply() == Reply.ADOPTED) {
            problems.add(new Problem("reply", "办理选了“都不采纳”，这里不能选采纳；已由另一次调整办理的，请选“%s”。".formatted(Reply.MERGED.label())));
        }
        Forms.wrongText(replied.answer(), "answer", "请写明答复和理由，建议单位会看到。", Adjustments.LONGEST)
                .ifPresent(problems::add);
        return new Row(
                String.valueOf(proposal.seq()),
                false,
                Map.of(
                        "no", "第%d条".formatted(proposal.seq()),
                        "table", proposal.table().label(),
                        "indicator", proposal.subject(),
                        "text", proposal.change().label() + "：" + proposal.text(),
                        "reason", proposal.reason(),
                        "reply", replied.replyText(),
                        "answer", replied.answer()),
                Map.of(),
                problems);
    }

    private Section decision(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (!List.of(HEARING, DIRECT, REFUSED).contains(typed.decision())) {
            problems.add(new Problem("decision", "请选择怎样办理。"));
        }
        List<Column> columns = new ArrayList<>(List.of(Column.choice(
                "decision",
                "怎样办理",
                Width.L,
                List.of(
                        new Option(HEARING, "编制草案，公开征求意见"),
                        new Option(DIRECT, "编制草案，不公开征求意见，直接测算影响"),
                        new Option(REFUSED, "都不采纳，不作调整")))));
        if (typed.refused()) {
            Forms.wrongText(typed.reason(), "reason", "请写明为什么不作调整。", Adjustments.LONGEST)
                    .ifPresent(problems::add);
        } else {
            columns.add(Column.input("hearingReason", "征求或不征求意见的理由", InputType.LONG_TEXT, Width.L));
            Forms.wrongText(typed.hearingReason(), "hearingReason", "请写明为什么公开征求意见，或者为什么不征求。", Adjustments.LONGEST)
                    .ifPresent(problems::add);
            Forms.tooLong(typed.reason(), "reason", Adjustments.LONGEST).ifPresent(problems::add);
            drafts.closed(typed.adjustment().year())
                    .ifPresent(
                            message -> problems.add(new Problem("decision", message + "本次调整只能选“都不采纳”结束，建议可以在下一年度再提。")));
            if (typed.adopted() == 0 && typed.replies().stream().allMatch(one -> one.reply() != null)) {
                problems.add(new Problem("decision", "没有采纳任何建议，请选“都不采纳”，或者改变上面的答复。"));
            }
        }
        columns.add(Column.input("reason", "审核意见", InputType.LONG_TEXT, Width.L));
        return Forms.questions(
                Forms.DECISION,
                "办理",
                columns,
                Map.of(
                        "decision", typed.decision(),
                        "hearingReason", typed.hearingReason(),
                        "reason", typed.reason()),
                problems);
    }

    /** Every draft there is, with what it would change, so that one can be chosen. */
    private Section versions(Typed typed) {
        int year = typed.adjustment().year();
        List<Row> rows = typed.offered().values().stream()
                .flatMap(List::stream)
                .map(version -> version(year, version))
                .toList();
        return Forms.table(
                "versions",
                "可选的草案",
                rows.isEmpty()
                        ? "还没有草案。请在“指标”页面导出现行的指标表，在表格里修改后上传，存为草案，再回到这里选择；本页已填的内容会保存。"
                        : "草案在“指标”页面编制：导出现行的指标表，在表格里修改后上传，存为草案。",
                List.of(
                        Column.label("name", "草案", Width.M),
                        Column.label("made", "编制", Width.M),
                        Column.label("reason", "编制理由", Width.L),
                        Column.label("summary", "和现行版的差别", Width.L),
                        Column.label("compare", "全文对照", Width.S)),
                rows);
    }

    private Row version(int year, TableVersion version) {
        DraftDifference difference = differences.of(new ChosenDraft(
                version.kind(), version.id(), tables.table(year, version.kind()).id()));
        return Forms.readOnly(
                String.valueOf(version.id()),
                Map.of(
                        "name", version.name(),
                        "made", WorkingDays.dateText(version.madeAt().toLocalDate()) + "，" + version.madeBy(),
                        "reason", version.reason(),
                        "summary",
                                adjustments
                                        .unfit(year, version.kind(), Optional.of(version))
                                        .orElse(difference.summary()),
                        "compare", difference.compareAddress()));
    }

    private Section choice(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        typed.unfit().forEach((kind, message) -> problems.add(new Problem(kind.name(), message)));
        typed.chosen().values().stream()
                .map(differences::of)
                .filter(DraftDifference::none)
                .forEach(difference ->
                        problems.add(new Problem(difference.table().name(), "这份草案和现行版没有差别。请选另一份，或者选“不改这张表”。")));
        boolean nothing = typed.unfit().isEmpty() && typed.chosen().isEmpty();
        if (nothing) {
            problems.add(new Problem(TableKind.KEPT.get(0).name(), "请至少给一张指标表选定草案。"));
        }
        return Forms.questions(
                DRAFTS,
                "选定草案",
                TableKind.KEPT.stream()
                        .map(kind -> Column.choice(
                                kind.name(),
                                kind.label(),
                                Width.L,
                                Stream.concat(
                                                Stream.of(new Option(NONE, "不改这张表")),
                                                typed.offered().getOrDefault(kind, List.of()).stream()
                                                        .map(version -> new Option(
                                                                String.valueOf(version.id()), version.name())))
                                        .toList()))
                        .toList(),
                TableKind.KEPT.stream().collect(Collectors.toMap(TableKind::name, kind -> typed.choices()
                        .getOrDefault(kind, NONE))),
                problems);
    }

    private Section hearing(Typed typed) {
        List<Problem> problems = new ArrayList<>();
        if (typed.heard()) {
            wrongEnd(typed).ifPresent(message -> problems.add(new Problem("ends", message)));
            Forms.wrongText(typed.notice(), "notice", "请写好征求意见的公告。", Forms.LONG)
                    .or(() -> Forms.unfinished(typed.notice(), "notice"))
                    .ifPresent(problems::add);
        }
        return Forms.questions(
                HEARING_SECTION,
                "公开征求意见",
                List.of(
                        Column.input("ends", "截止日", InputType.DATE, Width.M)
                                .help("这一天24时截止；不少于%d个工作日，一般%d个工作日"
                                        .formatted(Hearings.LEAST_WORKING_DAYS, Hearings.USUAL_WORKING_DAYS)),
                        Column.input("notice", "公告", InputType.LONG_TEXT, Width.L)
                                .help("和草案一起公布，所有人都能看到")),
                Map.of(
                        "ends",
                        typed.ends() == null ? typed.endsText() : String.valueOf(typed.ends()),
                        "notice",
                        typed.notice()),
                problems);
    }

    private Optional<String> wrongEnd(Typed typed) {
        LocalDate ends = typed.ends();
        if (ends == null) {
            return Optional.of(TypedDate.problem(typed.endsText()));
        }
        LocalDate today = LocalDate.now(clock);
        LocalDate earliest = workingDays.plus(today, Hearings.LEAST_WORKING_DAYS);
        if (ends.isBefore(earliest)) {
            return Optional.of(
                    "至少要留%d个工作日，截止日不能早于%s。".formatted(Hearings.LEAST_WORKING_DAYS, WorkingDays.dateText(earliest)));
        }
        return ends.isAfter(today.plusMonths(6)) ? Optional.of("截止日不能在半年以后，请核对年份。") : Optional.empty();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = read(task, draft);
        Adjustment adjustment = typed.adjustment();
        Map<Integer, Answered> answers = new HashMap<>();
        typed.replies()
                .forEach(one -> answers.put(
                        one.proposal().seq(), new Answered(Objects.requireNonNull(one.reply()), one.answer())));
        Map<TableKind, Long> chosen = new HashMap<>();
        if (!typed.refused()) {
            typed.chosen().forEach((kind, one) -> chosen.put(kind, one.draft()));
        }
        adjustments.review(
                adjustment.id(),
                typed.refused() ? State.REFUSED : typed.heard() ? State.HEARING : State.IMPACT,
                answers,
                chosen,
                typed.refused() ? null : typed.hearingReason(),
                typed.reason(),
                actor);
        if (typed.heard()) {
            hearings.open(
                    adjustments.get(adjustment.id()), typed.notice(), Objects.requireNonNull(typed.ends()), actor);
        }
        return Map.of(Variables.RULING, typed.decision());
    }
}
