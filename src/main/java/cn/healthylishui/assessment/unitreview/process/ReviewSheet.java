package cn.healthylishui.assessment.unitreview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.Verdict;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 评审表: what a unit reported of its tasks and handed in as papers, and one reviewer's word on each; the same for the lead of a group
 * and for the city office. Nobody sees here what other reviewers give.
 */
@Component
public class ReviewSheet {

    public static final String TASKS = "tasks";
    public static final String PAPERS = "papers";
    public static final Option PASS = new Option("PASS", "通过");
    public static final Field<Option> PAPER_VERDICT =
            Field.choice("verdict", "意见", S, PASS, Verdict.RETURN).required("请选择通过或退回。");
    public static final Field<String> PAPER_REASON =
            Field.text("reason", "退回理由", L, UnitReviews.LONGEST_REASON).required("请写明退回理由和要怎样修改，被退回的单位会看到。");

    private static final Table<ReviewedLine> TASK_TABLE = Verdict.asked(
            Table.of(TASKS, "任务评审", ReviewedLine::code)
                    .inWorkbook()
                    .hint("选“评分”的填0至100的得分率，与自评不同的写明理由；材料不全、情况不清的选“退回”并写明要补充什么。")
                    .lockedWhere(one -> !one.open())
                    .shows("name", "任务", L, one -> one.reported().title())
                    .shows("standard", "任务要求", L, one -> one.reported().standard())
                    .shows("progress", "各季进展", M, one -> one.reported().ofTheYear())
                    .shows("reported", "自评的完成情况", M, one -> one.reported().inWords())
                    .shows("own", "自评", S, one -> Percent.shown(one.reported().percent()))
                    .showsFiles("proof", "佐证材料", M, one -> one.reported().proof()),
            ReviewedLine::settled,
            one -> one.reported().percent(),
            ReviewSheet::otherThanReported,
            UnitReviews.LONGEST_REASON);

    private static final Table<HandedIn> PAPER_TABLE = Table.of(PAPERS, "三项材料", HandedIn::key)
            .lockedWhere(one -> !one.open())
            .shows("name", "材料", M, one -> one.kind().label())
            .shows("version", "稿次", S, HandedIn::version)
            .shows("body", "正文", L, HandedIn::body)
            .showsFiles("proof", "文件", M, HandedIn::file)
            .asks(PAPER_VERDICT, HandedIn::settled)
            .asks(PAPER_REASON)
            .askedWhere(PAPER_REASON, (one, typed) -> typed.is(PAPER_VERDICT, Verdict.RETURN));

    private final YearRoster roster;
    private final UnitReviews reviews;
    private final UnitProgress progress;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final Papers papers;
    private final OperationLog log;

    ReviewSheet(
            YearRoster roster,
            UnitReviews reviews,
            UnitProgress progress,
            Scorecards scorecards,
            ScoreBook scoreBook,
            Papers papers,
            OperationLog log) {
        this.roster = roster;
        this.reviews = reviews;
        this.progress = progress;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.papers = papers;
        this.log = log;
    }

    /**
     * @param open whether a word on it is asked for
     * @param given what this reviewer said of it before
     */
    private record ReviewedLine(
            Reported reported, boolean open, @Nullable Answer given) {

        String code() {
            return reported.task().code();
        }

        /** A percentage given before the unit reported anew is no longer one: it is typed afresh. */
        Optional<Verdict.Given> settled() {
            return open || given == null
                    ? Optional.empty()
                    : Optional.of(new Verdict.Given(given.value(), given.reason()));
        }
    }

    private static String otherThanReported(ReviewedLine line) {
        return line.reported().own() == null
                ? "该单位没有自评这项任务，请写明评分理由。"
                : "与自评%s不同，请写明理由，被评审的单位会看到。"
                        .formatted(Percent.shown(line.reported().percent()));
    }

    /** @param paper null for what the system makes by itself */
    private record HandedIn(PaperKind kind, Papers.@Nullable Paper paper, boolean open, String written) {

        String key() {
            return kind.name();
        }

        String version() {
            return paper == null ? "—" : "第%d稿".formatted(paper.version());
        }

        String body() {
            return paper == null ? written : paper.body() == null ? "见文件" : paper.body();
        }

        List<String> file() {
            return paper == null || paper.evidenceId() == null ? List.of() : List.of(paper.evidenceId());
        }

        String settled() {
            return open || paper == null ? "" : PASS.value();
        }
    }

    /** Both tables as one reviewer fills them in. */
    private record Review(Filled<ReviewedLine> tasks, Filled<HandedIn> papers) {

        List<Line<ReviewedLine>> openTasks() {
            return tasks.stream().filter(line -> line.item().open()).toList();
        }

        List<Line<HandedIn>> openPapers() {
            return papers.stream().filter(line -> line.item().open()).toList();
        }

        long returned() {
            return openTasks().stream()
                            .filter(line -> line.is(Verdict.VERDICT, Verdict.RETURN))
                            .count()
                    + openPapers().stream()
                            .filter(line -> line.is(PAPER_VERDICT, Verdict.RETURN))
                            .count();
        }
    }

    private Review review(TaskRef ref, String reviewer, Draft draft) {
        Set<String> judged = reviews.judged(ref.year(), ref.unit(), reviewer);
        return new Review(
                TASK_TABLE.read(tasks(ref, reviewer, judged), draft), PAPER_TABLE.read(handedIn(ref, judged), draft));
    }

    private List<ReviewedLine> tasks(TaskRef ref, String reviewer, Set<String> judged) {
        Scorecard card = scorecards.latest(ref.year(), ref.unit());
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        Map<String, Answer> given = scorecards.reviews(ref.year(), ref.unit()).stream()
                .filter(entry -> entry.office().equals(reviewer))
                .collect(Collectors.toMap(Entry::indicator, Entry::answer));
        return reviews.tasks(ref.year(), ref.unit(), reviewer).stream()
                .map(task -> new ReviewedLine(
                        Reported.of(task, sheet, card), !judged.contains(task.code()), given.get(task.code())))
                .toList();
    }

    private List<HandedIn> handedIn(TaskRef ref, Set<String> judged) {
        return Stream.concat(
                        WrittenPapers.KINDS.stream()
                                .flatMap(kind -> papers.latest(ref.year(), ref.unit(), kind).stream()
                                        .map(paper -> new HandedIn(kind, paper, !judged.contains(kind.name()), ""))),
                        Stream.of(new HandedIn(
                                PaperKind.SELF_SCORE_TABLE,
                                null,
                                false,
                                "由系统按自评生成，自评得分%s分；有问题的，请在上表退回相应的任务。"
                                        .formatted(scoreBook
                                                .unitAsReported(ref.year(), ref.unit())
                                                .score()))))
                .toList();
    }

    FormContent content(TaskRef ref, String reviewer, Draft draft) {
        Review review = review(ref, reviewer, draft);
        return FormContent.of(
                        "提交后等其他评审单位；有退回的，只有退回的任务和材料重新打开。各家都评完后比对，得分率不一致的由市健康丽水办裁定。您给的得分率和理由，考核结果审定后被评审的单位会看到。",
                        "办法二(三)",
                        "办法五(二)")
                .notices(notices(reviewer, review))
                .part(review.tasks())
                .part(review.papers())
                .fact("待评任务", review.openTasks().size() + " 项")
                .fact("退回", review.returned() + " 项")
                .fact("待完善", review.tasks().todo() + review.papers().todo() + " 处")
                .problems(refusals(ref, reviewer, review.tasks().isEmpty()));
    }

    private static List<Notice> notices(String reviewer, Review review) {
        List<Notice> notices = new ArrayList<>();
        if (!reviewer.equals(Office.CITY)) {
            notices.add(new Notice(Level.INFO, "只列出与贵单位牵头（或代为评审）的专项组有关的任务；其余任务由其他组长单位和市健康丽水办评审。"));
        }
        if (review.openTasks().isEmpty() && review.openPapers().isEmpty()) {
            notices.add(new Notice(Level.INFO, "这一轮没有要您重新评审的任务和材料，核对后直接提交即可。"));
        }
        return notices;
    }

    /** Nobody reviews itself, nor a unit with which none of its groups has to do. */
    private List<String> refusals(TaskRef ref, String reviewer, boolean nothingToReview) {
        if (reviewer.equals(ref.unit())) {
            return List.of("不能评审本单位的任务：组长单位自己的任务由第一副组长单位评审。请联系市健康丽水办。");
        }
        return nothingToReview
                ? List.of("%s没有要由您评审的任务。请联系市健康丽水办核对专项组名册。".formatted(roster.objectName(ref.year(), ref.unit())))
                : List.of();
    }

    void require(TaskRef ref, String reviewer) {
        reviews.requireToReview(ref.year(), ref.unit(), reviewer);
    }

    void record(TaskRef ref, String reviewer, Draft draft, Actor actor) {
        int year = ref.year();
        String unit = ref.unit();
        Review review = review(ref, reviewer, draft);
        for (Line<ReviewedLine> line : review.openTasks()) {
            String task = line.item().code();
            if (line.is(Verdict.VERDICT, Verdict.RETURN)) {
                reviews.sendTaskBack(year, unit, task, reviewer, line.get(Verdict.REASON), actor);
            } else {
                reviews.score(
                        year,
                        unit,
                        task,
                        reviewer,
                        line.get(Verdict.PERCENT),
                        line.find(Verdict.REASON).orElse(null),
                        actor);
            }
        }
        for (Line<HandedIn> line : review.openPapers()) {
            PaperKind kind = line.item().kind();
            if (line.is(PAPER_VERDICT, Verdict.RETURN)) {
                reviews.sendPaperBack(year, unit, kind, reviewer, line.get(PAPER_REASON), actor);
            } else {
                reviews.passPaper(year, unit, kind, reviewer, actor);
            }
        }
        log.record(
                actor,
                Operation.of("评审市直单位", year, unit)
                        .to("%s：%d项任务，退回%d项"
                                .formatted(
                                        roster.objectName(year, reviewer),
                                        review.openTasks().size(),
                                        review.returned())));
    }
}
