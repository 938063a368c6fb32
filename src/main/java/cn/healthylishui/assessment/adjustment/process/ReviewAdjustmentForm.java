package cn.healthylishui.assessment.adjustment.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

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
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableVersion;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.taskform.TypedDate;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
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
public class ReviewAdjustmentForm implements TaskForm {

    public static final String REPLIES = "replies";
    public static final Field<Reply> REPLY =
            Field.choice("reply", "是否采纳", S, Reply.values(), Reply::label).required("请选择是否采纳。");
    public static final Field<String> ANSWER =
            Field.longText("answer", "答复", L, Adjustments.LONGEST).required("请写明答复和理由，建议单位会看到。");

    public static final Option HEARING = new Option("HEARING", "编制草案，公开征求意见");
    public static final Option DIRECT = new Option("DIRECT", "编制草案，不公开征求意见，直接测算影响");
    private static final Option REFUSED = new Option("REFUSED", "都不采纳，不作调整");
    public static final Field<Option> DECISION =
            Field.choice("decision", "怎样办理", L, HEARING, DIRECT, REFUSED).required("请选择怎样办理。");
    public static final Field<String> HEARING_REASON = Field.longText(
                    "hearingReason", "征求或不征求意见的理由", L, Adjustments.LONGEST)
            .required("请写明为什么公开征求意见，或者为什么不征求。");
    private static final Field<String> REASON = Field.longText("reason", "审核意见", L, Adjustments.LONGEST);

    public static final String DRAFTS = "choice";
    public static final Option NONE = new Option("NONE", "不改这张表");

    public static final String ANNOUNCEMENT = "hearing";
    private static final Field<LocalDate> ENDS = Field.date("ends", "截止日", M)
            .required(TypedDate.problem(""))
            .help("这一天24时截止；不少于%d个工作日，一般%d个工作日".formatted(Hearings.LEAST_WORKING_DAYS, Hearings.USUAL_WORKING_DAYS));
    public static final Field<String> NOTICE = Field.longText("notice", "公告", L, Forms.LONG)
            .required("请写好征求意见的公告。")
            .help("和草案一起公布，所有人都能看到");

    private static final Table<Proposal> REPLY_TABLE = AdjustmentSheet.proposals(REPLIES, "逐条答复")
            .hint("答复对建议单位公开。")
            .asks(REPLY, one -> REPLY.written(Optional.ofNullable(one.reply())))
            .asks(ANSWER, one -> orEmpty(one.answer()));

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

    /** The draft that is to replace the table of a kind, by its number; read against the drafts there are. */
    public static Field<ChosenDraft> draftOf(TableKind kind) {
        return Field.<ChosenDraft>of(kind.name(), kind.label(), InputType.CHOICE, L, typed -> Reading.nothing())
                .writtenBy(chosen -> String.valueOf(chosen.draft()));
    }

    @Override
    public String taskKey() {
        return "taskReviewAdjustment";
    }

    @Override
    public void require(TaskRef task) {
        adjustments.require(task.id(Variables.ADJUSTMENT), State.REVIEW);
    }

    private static String orEmpty(@Nullable String before) {
        return Objects.requireNonNullElse(before, "");
    }

    // ---- what is said to the proposals

    private Filled<Adjustment> decision(Adjustment adjustment, Filled<Proposal> replies, Draft draft) {
        Table<Adjustment> questions =
                Table.<Adjustment>questions(Forms.DECISION, "办理").asks(DECISION);
        if (isRefused(questions.read(adjustment, draft))) {
            return questions
                    .asks(REASON.required("请写明为什么不作调整。"), one -> orEmpty(one.reviewReason()))
                    .read(adjustment, draft);
        }
        return questions
                .asks(HEARING_REASON, one -> orEmpty(one.hearingReason()))
                .asks(REASON, one -> orEmpty(one.reviewReason()))
                .rule((one, typed) -> closed(one))
                .rule((one, typed) -> nothingAdopted(replies))
                .read(adjustment, draft);
    }

    private Optional<Problem> closed(Adjustment adjustment) {
        return drafts.closed(adjustment.year())
                .map(message -> DECISION.problem(message + "本次调整只能选“都不采纳”结束，建议可以在下一年度再提。"));
    }

    private static boolean isRefused(Filled<Adjustment> decision) {
        return decision.only().is(DECISION, REFUSED);
    }

    private static Optional<Problem> nothingAdopted(Filled<Proposal> replies) {
        return adopted(replies) == 0
                        && replies.stream().allMatch(line -> line.find(REPLY).isPresent())
                ? Optional.of(DECISION.problem("没有采纳任何建议，请选“都不采纳”，或者改变上面的答复。"))
                : Optional.empty();
    }

    private static long adopted(Filled<Proposal> replies) {
        return replies.stream().filter(line -> line.is(REPLY, Reply.ADOPTED)).count();
    }

    /** Where nothing is adjusted, nothing is adopted. */
    private static Filled<Proposal> agreeing(Filled<Proposal> replies, boolean refused) {
        return replies.rule(line -> refused && line.is(REPLY, Reply.ADOPTED)
                ? Optional.of(REPLY.problem("办理选了“都不采纳”，这里不能选采纳；已由另一次调整办理的，请选“%s”。".formatted(Reply.MERGED.label())))
                : Optional.empty());
    }

    // ---- the drafts

    /** The drafts of each kind, the newest first. */
    private Map<TableKind, List<TableVersion>> offered(int year) {
        List<TableVersion> versions = drafts.versions(year);
        Map<TableKind, List<TableVersion>> offered = new EnumMap<>(TableKind.class);
        for (TableKind kind : TableKind.KEPT) {
            offered.put(
                    kind,
                    versions.stream()
                            .filter(version -> version.kind() == kind && version.isDraft())
                            .toList());
        }
        return offered;
    }

    private record Candidate(TableVersion version, DraftDifference difference, String summary) {}

    private Candidate candidate(TableVersion version) {
        DraftDifference difference = differences.of(chosen(version));
        return new Candidate(
                version,
                difference,
                adjustments
                        .unfit(version.year(), version.kind(), Optional.of(version))
                        .orElse(difference.summary()));
    }

    private ChosenDraft chosen(TableVersion version) {
        return new ChosenDraft(
                version.kind(),
                version.id(),
                tables.table(version.year(), version.kind()).id());
    }

    /** Every draft there is, with what it would change, so that one can be chosen. */
    private Section versions(Map<TableKind, List<TableVersion>> offered) {
        List<Candidate> candidates = offered.values().stream()
                .flatMap(List::stream)
                .map(this::candidate)
                .toList();
        return Table.<Candidate>of(
                        "versions", "可选的草案", one -> String.valueOf(one.version().id()))
                .hint(
                        candidates.isEmpty()
                                ? "还没有草案。请在“指标”页面导出现行的指标表，在表格里修改后上传，存为草案，再回到这里选择；本页已填的内容会保存。"
                                : "草案在“指标”页面编制：导出现行的指标表，在表格里修改后上传，存为草案。")
                .shows("name", "草案", M, one -> one.version().name())
                .shows("made", "编制", M, one -> "%s，%s"
                        .formatted(
                                WorkingDays.dateText(one.version().madeAt().toLocalDate()),
                                one.version().madeBy()))
                .shows("reason", "编制理由", L, one -> one.version().reason())
                .shows("summary", "和现行版的差别", L, Candidate::summary)
                .shows("compare", "全文对照", S, one -> one.difference().compareAddress())
                .section(candidates);
    }

    private Filled<Adjustment> choice(Adjustment adjustment, Map<TableKind, List<TableVersion>> offered, Draft draft) {
        Table<Adjustment> questions = Table.questions(DRAFTS, "选定草案");
        offered.forEach((kind, versions) -> questions
                .asks(draftOf(kind).offering(options(versions)), one -> before(one, kind, versions))
                .reads(draftOf(kind), (one, choice) -> read(one.year(), kind, versions, choice)));
        return questions
                .rules((one, typed) -> changingNothing(typed))
                .rule((one, typed) -> noneChosen(typed))
                .read(adjustment, draft);
    }

    private static List<Option> options(List<TableVersion> versions) {
        return Stream.concat(
                        Stream.of(NONE),
                        versions.stream().map(version -> new Option(String.valueOf(version.id()), version.name())))
                .toList();
    }

    /** What was chosen the last time, as long as it is still a draft. */
    private static String before(Adjustment adjustment, TableKind kind, List<TableVersion> versions) {
        return adjustment.drafts().stream()
                .filter(chosen ->
                        chosen.table() == kind && versions.stream().anyMatch(version -> version.id() == chosen.draft()))
                .findFirst()
                .map(draftOf(kind)::written)
                .orElse(NONE.value());
    }

    private Reading<ChosenDraft> read(int year, TableKind kind, List<TableVersion> versions, String choice) {
        if (choice.equals(NONE.value())) {
            return Reading.nothing();
        }
        Optional<TableVersion> version = versions.stream()
                .filter(one -> String.valueOf(one.id()).equals(choice))
                .findFirst();
        return adjustments
                .unfit(year, kind, version)
                .map(Reading::<ChosenDraft>wrong)
                .orElseGet(() -> Reading.of(chosen(version.orElseThrow())));
    }

    private static List<ChosenDraft> chosen(Typed typed) {
        return TableKind.KEPT.stream()
                .flatMap(kind -> typed.find(draftOf(kind)).stream())
                .toList();
    }

    private List<Problem> changingNothing(Typed typed) {
        return chosen(typed).stream()
                .filter(one -> differences.of(one).none())
                .map(one -> draftOf(one.table()).problem("这份草案和现行版没有差别。请选另一份，或者选“不改这张表”。"))
                .toList();
    }

    private static Optional<Problem> noneChosen(Typed typed) {
        return chosen(typed).isEmpty()
                        && TableKind.KEPT.stream()
                                .allMatch(kind -> typed.fault(draftOf(kind)).isEmpty())
                ? Optional.of(draftOf(TableKind.KEPT.get(0)).problem("请至少给一张指标表选定草案。"))
                : Optional.empty();
    }

    // ---- the hearing

    private Filled<Adjustment> announcement(Adjustment adjustment, boolean heard, Draft draft) {
        return Table.<Adjustment>questions(ANNOUNCEMENT, "公开征求意见")
                .askedOnlyIf(heard)
                .asks(
                        ENDS.checked(this::wrongEnd),
                        any -> ENDS.written(workingDays.plus(LocalDate.now(clock), Hearings.USUAL_WORKING_DAYS)))
                .asks(NOTICE, ReviewAdjustmentForm::notice)
                .rule((any, typed) ->
                        typed.find(NOTICE).flatMap(Forms::unfinished).map(NOTICE::problem))
                .read(adjustment, draft);
    }

    private Optional<String> wrongEnd(LocalDate ends) {
        LocalDate today = LocalDate.now(clock);
        LocalDate earliest = workingDays.plus(today, Hearings.LEAST_WORKING_DAYS);
        if (ends.isBefore(earliest)) {
            return Optional.of(
                    "至少要留%d个工作日，截止日不能早于%s。".formatted(Hearings.LEAST_WORKING_DAYS, WorkingDays.dateText(earliest)));
        }
        return ends.isAfter(today.plusMonths(6)) ? Optional.of("截止日不能在半年以后，请核对年份。") : Optional.empty();
    }

    private static String notice(Adjustment adjustment) {
        return """
                根据健康丽水考核办法关于适时调整考核指标的规定，拟对%d年度考核指标作调整，现将草案公布，征求社会各界意见。

                可以在本页填写意见，也可以来信或者来电。来信请寄：（请补充通信地址）；来电请拨：（请补充电话）。

                征求意见结束后，收到的意见和答复在本页公布。您留下的联系方式只用于核实和答复，不公开。""".formatted(adjustment.year());
    }

    // ---- the form

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Filled<Proposal> replies = REPLY_TABLE.read(adjustment.proposals(), draft);
        Filled<Adjustment> decision = decision(adjustment, replies, draft);
        boolean refused = isRefused(decision);
        FormContent content = FormContent.of(
                        "选“公开征求意见”的，提交后立即在网上公布草案；选“不征求意见”的，转入测算影响；选“都不采纳”的，流程结束，指标不变。", "办法七(四)", "意见四(四)")
                .notices(notices(adjustment))
                .part(sheet.origin(adjustment))
                .part(agreeing(replies, refused))
                .parts(sheet.heard(adjustment))
                .part(decision)
                .fact("建议", replies.size() + " 条")
                .fact("采纳", adopted(replies) + " 条");
        if (refused) {
            return content.fact("要改的指标表", "无");
        }
        Map<TableKind, List<TableVersion>> offered = offered(adjustment.year());
        Filled<Adjustment> choice = choice(adjustment, offered, draft);
        List<ChosenDraft> chosen = chosen(choice.only().typed());
        content = content.fact("要改的指标表", chosen.size() + " 张")
                .part(versions(offered))
                .part(choice);
        if (!chosen.isEmpty()) {
            content = content.part(sheet.changes(chosen));
        }
        return decision.only().is(DECISION, DIRECT)
                ? content
                : content.part(announcement(adjustment, decision.only().is(DECISION, HEARING), draft));
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

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Adjustment adjustment = adjustments.get(task.id(Variables.ADJUSTMENT));
        Filled<Proposal> replies = REPLY_TABLE.read(adjustment.proposals(), draft);
        Line<Adjustment> decision = decision(adjustment, replies, draft).only();
        boolean refused = decision.is(DECISION, REFUSED);
        boolean heard = decision.is(DECISION, HEARING);
        List<ChosenDraft> chosen = refused
                ? List.of()
                : chosen(choice(adjustment, offered(adjustment.year()), draft)
                        .only()
                        .typed());
        adjustments.review(
                adjustment.id(),
                refused ? State.REFUSED : heard ? State.HEARING : State.IMPACT,
                replies.stream()
                        .collect(Collectors.toMap(
                                line -> line.item().seq(), line -> new Answered(line.get(REPLY), line.get(ANSWER)))),
                chosen.stream().collect(Collectors.toMap(ChosenDraft::table, ChosenDraft::draft)),
                refused ? null : decision.get(HEARING_REASON),
                decision.text(REASON),
                actor);
        if (heard) {
            Line<Adjustment> announcement =
                    announcement(adjustment, true, draft).only();
            hearings.open(adjustments.get(adjustment.id()), announcement.get(NOTICE), announcement.get(ENDS), actor);
        }
        return Map.of(Variables.RULING, decision.get(DECISION).value());
    }
}
