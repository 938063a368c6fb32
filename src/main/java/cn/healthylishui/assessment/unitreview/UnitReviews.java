package cn.healthylishui.assessment.unitreview;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.indicator.UnitTasks;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scorecard.Amendments;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 市直单位考评: who reviews which task of a unit, what each said, and the percentage that comes of it (办法二(三), 四(二)). The lead of every
 * group that the unit sits in reviews the unit's tasks of that group, the city office all of them; nobody reviews itself.
 */
@Component
public class UnitReviews {

    /** As long as what a reviewer or the city office may give as a reason. */
    public static final int LONGEST_REASON = 500;

    /** As long as the column that keeps the reason of a score. */
    private static final int LONGEST_SETTLED_REASON = 2000;

    private record Verdict(
            int year,
            String unit,
            String item,
            String reviewer,
            boolean passed,
            String givenBy,
            LocalDateTime givenAt) {}

    private record Standing(String reviewer, String item) {}

    private final Rows rows;
    private final Clock clock;
    private final YearRoster roster;
    private final YearGroups groups;
    private final UnitTasks unitTasks;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final Returns returns;
    private final OperationLog log;

    UnitReviews(
            JdbcClient jdbc,
            Clock clock,
            YearRoster roster,
            YearGroups groups,
            UnitTasks unitTasks,
            Scorecards scorecards,
            ScoreBook scoreBook,
            Returns returns,
            OperationLog log) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.roster = roster;
        this.groups = groups;
        this.unitTasks = unitTasks;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.returns = returns;
        this.log = log;
    }

    /** One reviewer's percentage of one task. */
    public record Review(
            String reviewer,
            String reviewerName,
            BigDecimal percent,
            @Nullable String reason) {

        public String inWords() {
            return reviewerName + Percent.shown(percent) + (reason == null ? "" : "：" + reason.replaceFirst("。+$", ""));
        }
    }

    /** A task with all that its reviewers gave, the city office first. */
    public record ReviewedTask(UnitTask task, List<Review> reviews) {

        public ReviewedTask {
            reviews = List.copyOf(reviews);
        }

        public boolean differs() {
            return reviews.stream()
                    .anyMatch(
                            review -> review.percent().compareTo(reviews.get(0).percent()) != 0);
        }

        /** 市卫生健康委80%：材料不全；市健康丽水办90% */
        public String inWords() {
            return reviews.stream().map(Review::inWords).collect(Collectors.joining("；"));
        }
    }

    /** The units that a year assesses: in its roster for assessment, and with a task to be assessed on. */
    public List<String> units(int year) {
        return roster.assessedUnits(year).stream()
                .map(YearUnit::code)
                .filter(unit -> !unitTasks.of(year, unit).isEmpty())
                .toList();
    }

    // Who reviews what.

    /** Group to its reviewer of this unit. */
    private Map<Integer, String> reviewerByGroup(int year, String unit) {
        Map<Integer, String> reviewers = new TreeMap<>();
        groups.groupsOf(year, unit).forEach(group -> group.reviewerOf(unit)
                .ifPresent(reviewer -> reviewers.put(group.number(), reviewer)));
        return reviewers;
    }

    private static boolean reviews(String reviewer, UnitTask task, Map<Integer, String> reviewerByGroup) {
        return reviewer.equals(Office.CITY)
                || task.groups().stream().anyMatch(group -> reviewer.equals(reviewerByGroup.get(group)));
    }

    /** The tasks of a unit that a reviewer says a word on: for the city office all, for others those of their groups. */
    public List<UnitTask> tasks(int year, String unit, String reviewer) {
        Map<Integer, String> reviewerByGroup = reviewerByGroup(year, unit);
        return unitTasks.of(year, unit).stream()
                .filter(task -> reviews(reviewer, task, reviewerByGroup))
                .toList();
    }

    /** The leads, or first deputies, that review any task of the unit; the city office, which always does, is not among them. */
    public List<String> groupReviewers(int year, String unit) {
        List<UnitTask> tasks = unitTasks.of(year, unit);
        Map<Integer, String> reviewerByGroup = reviewerByGroup(year, unit);
        return reviewerByGroup.values().stream()
                .distinct()
                .filter(reviewer -> tasks.stream().anyMatch(task -> reviews(reviewer, task, reviewerByGroup)))
                .sorted()
                .toList();
    }

    /** Of these, the ones that have something to review now: at first all; after a return those whose tasks or papers came again. */
    public List<String> reviewersToAsk(int year, String unit) {
        return groupReviewers(year, unit).stream()
                .filter(reviewer -> !judged(year, unit, reviewer).containsAll(concerning(year, unit, reviewer)))
                .toList();
    }

    /** All that a reviewer says a word on: tasks and papers. */
    private List<String> concerning(int year, String unit, String reviewer) {
        return Stream.concat(
                        tasks(year, unit, reviewer).stream().map(UnitTask::code),
                        WrittenPapers.KINDS.stream().map(PaperKind::name))
                .toList();
    }

    /** Whether a reviewer has still to say a word on a task or a paper as it stands. */
    public boolean isOpen(int year, String unit, String reviewer, String item) {
        return !judged(year, unit, reviewer).contains(item);
    }

    /** The tasks and papers on which a reviewer's word still holds. */
    public Set<String> judged(int year, String unit, String reviewer) {
        return rows.list(Standing.class, """
                select reviewer, item from unit_verdict
                where assessment_year = :year and unit = :unit and superseded_at is null
                """, year, unit).stream()
                .filter(verdict -> verdict.reviewer().equals(reviewer))
                .map(Standing::item)
                .collect(Collectors.toSet());
    }

    // What they say.

    /** @param reason needed where the percentage differs from the unit's own; that is for the form to ask */
    public void score(
            int year,
            String unit,
            String task,
            String reviewer,
            BigDecimal percent,
            @Nullable String reason,
            Actor actor) {
        requireReviewer(year, unit, reviewer);
        scorecards.record(
                year,
                unit,
                task,
                EntrySource.REVIEWED,
                new Answer(EntryState.VALUE, percent, null, null, false, reason, List.of()),
                // The word is the reviewer's, whose place an office takes that was given its task; the log names that
                // one.
                new Actor(actor.userId(), reviewer));
        judge(year, unit, task, reviewer, true, actor);
    }

    public void sendTaskBack(int year, String unit, String task, String reviewer, String reason, Actor actor) {
        requireReviewer(year, unit, reviewer);
        returns.sendBack(year, Returns.Stage.UNIT_SELF_SCORE, unit, unit, task, signed(year, reviewer, reason), actor);
        judge(year, unit, task, reviewer, false, actor);
    }

    public void passPaper(int year, String unit, PaperKind paper, String reviewer, Actor actor) {
        requireReviewer(year, unit, reviewer);
        judge(year, unit, paper.name(), reviewer, true, actor);
    }

    public void sendPaperBack(int year, String unit, PaperKind paper, String reviewer, String reason, Actor actor) {
        requireReviewer(year, unit, reviewer);
        returns.sendBack(
                year, Returns.Stage.UNIT_PAPERS, unit, unit, paper.name(), signed(year, reviewer, reason), actor);
        judge(year, unit, paper.name(), reviewer, false, actor);
    }

    /** The unit has to know whom to ask. */
    private String signed(int year, String reviewer, String reason) {
        return reason + "（" + roster.objectName(year, reviewer) + "）";
    }

    private void requireReviewer(int year, String unit, String reviewer) {
        if (reviewer.equals(unit)) {
            throw new Refused("不能评审本单位的任务：组长单位自己的任务由第一副组长单位评审。");
        }
        if (!reviewer.equals(Office.CITY) && !groupReviewers(year, unit).contains(reviewer)) {
            throw new Refused("%s不评审%s的任务：只有该单位所在专项组的组长单位（组长单位自己的由第一副组长单位）和市健康丽水办评审。"
                    .formatted(roster.objectName(year, reviewer), roster.objectName(year, unit)));
        }
    }

    private void judge(int year, String unit, String item, String reviewer, boolean passed, Actor actor) {
        rows.insert(
                "unit_verdict",
                new Verdict(year, unit, item, reviewer, passed, actor.userId(), LocalDateTime.now(clock)));
    }

    /** The unit has reported these tasks anew: whatever was said of them before no longer holds. */
    public void tasksReported(int year, String unit, Collection<String> tasks) {
        tasks.forEach(task -> supersede(year, unit, task, List.of(true, false), ""));
    }

    /** The unit has handed these papers in anew: the city office and whoever sent them back read them again. */
    public void papersHandedIn(int year, String unit, Collection<PaperKind> papers) {
        papers.forEach(paper -> {
            supersede(year, unit, paper.name(), List.of(false), "");
            supersede(year, unit, paper.name(), List.of(true), Office.CITY);
        });
    }

    /** @param reviewer empty for every one */
    private void supersede(int year, String unit, String item, List<Boolean> passed, String reviewer) {
        rows.update("""
                update unit_verdict set superseded_at = :at
                where assessment_year = :year and unit = :unit and item = :item and passed in (:passed)
                  and (reviewer = :reviewer or :everyone) and superseded_at is null
                """, LocalDateTime.now(clock), year, unit, item, passed, reviewer, reviewer.isEmpty());
    }

    // What comes of it.

    /** @throws OutOfStep where a reviewer has still to say a word, or something was sent back and has not come again */
    public void requireAllGiven(int year, String unit) {
        boolean given = reviewersToAsk(year, unit).isEmpty() && !cityToAsk(year, unit);
        OutOfStep.require(given && returned(year, unit).equals("NONE"), roster.objectName(year, unit), "评审，意见还没有收齐");
    }

    /** Whether the city office has still to say a word. */
    private boolean cityToAsk(int year, String unit) {
        return !judged(year, unit, Office.CITY).containsAll(concerning(year, unit, Office.CITY));
    }

    /**
     * @param step {@code SELF_SCORE} or {@code PAPERS}
     * @throws OutOfStep where the unit has done this and nothing was sent back, or a reviewer has still to say a word
     */
    public void requireUnitsTurn(int year, String unit, String step, Stage stage) {
        boolean back = stage == Stage.UNIT_REVIEW;
        boolean asked = !back || reviewersToAsk(year, unit).isEmpty() && !cityToAsk(year, unit);
        OutOfStep.require(
                asked && (!back || returned(year, unit).equals(step)), roster.objectName(year, unit), stage.label());
    }

    /** @throws OutOfStep where the reviewers agree, or one of them has still to say a word */
    public void requireToDecide(int year, String unit) {
        requireAllGiven(year, unit);
        Set<String> decided = decided(year, unit).keySet();
        boolean open = reviewed(year, unit).stream()
                .anyMatch(one -> one.differs() && !decided.contains(one.task().code()));
        OutOfStep.require(open, roster.objectName(year, unit), "评审意见一致，或者已经裁定");
    }

    /** @throws OutOfStep where this reviewer has nothing to say a word on */
    public void requireToReview(int year, String unit, String reviewer) {
        boolean asked = reviewer.equals(Office.CITY)
                ? cityToAsk(year, unit)
                : reviewersToAsk(year, unit).contains(reviewer);
        OutOfStep.require(asked, roster.objectName(year, unit), "评审，本单位的意见已经给出");
    }

    /** Where the procedure goes back to: {@code SELF_SCORE}, {@code PAPERS} or {@code NONE}. */
    public String returned(int year, String unit) {
        if (!returns.open(year, Returns.Stage.UNIT_SELF_SCORE, unit).isEmpty()) {
            return "SELF_SCORE";
        }
        return returns.open(year, Returns.Stage.UNIT_PAPERS, unit).isEmpty() ? "NONE" : "PAPERS";
    }

    /** Every task of a unit with what its reviewers gave last. */
    public List<ReviewedTask> reviewed(int year, String unit) {
        Map<Integer, String> reviewerByGroup = reviewerByGroup(year, unit);
        Map<String, List<Entry>> entries =
                scorecards.reviews(year, unit).stream().collect(Collectors.groupingBy(Entry::indicator));
        UnaryOperator<String> names = roster.objectNames(year);
        return unitTasks.of(year, unit).stream()
                .map(task -> new ReviewedTask(
                        task,
                        entries.getOrDefault(task.code(), List.of()).stream()
                                .filter(entry -> reviews(entry.office(), task, reviewerByGroup))
                                // The office that decides is named first, then the others by code.
                                .sorted((a, b) -> Boolean.compare(
                                        !a.office().equals(Office.CITY),
                                        !b.office().equals(Office.CITY)))
                                .map(entry -> new Review(
                                        entry.office(),
                                        names.apply(entry.office()),
                                        Objects.requireNonNull(entry.answer().value()),
                                        entry.answer().reason()))
                                .toList()))
                .toList();
    }

    public boolean differs(int year, String unit) {
        return reviewed(year, unit).stream().anyMatch(ReviewedTask::differs);
    }

    /** 裁定: the city office's word on a task on which the reviewers differ. */
    public void decide(int year, String unit, String task, BigDecimal percent, String reason, Actor actor) {
        ReviewedTask reviewed = reviewed(year, unit).stream()
                .filter(one -> one.task().code().equals(task) && one.differs())
                .findFirst()
                .orElseThrow(() -> new Refused("这项任务的评审意见是一致的，不用裁定。请刷新页面后再办。"));
        settle(year, unit, task, percent, "裁定：%s（%s）".formatted(reason, reviewed.inWords()), actor);
        log.record(
                actor,
                Operation.of("裁定不同意见", year, unit)
                        .from(reviewed.inWords())
                        .to(task + " " + Percent.shown(percent))
                        .because(reason));
    }

    /**
     * 形成考评得分: every task gets the percentage on which its reviewers agree; where they differ it has the city office's already.
     *
     * @throws IllegalStateException where somebody has still to say a word
     */
    public void settle(int year, String unit) {
        Map<String, BigDecimal> decided = decided(year, unit);
        Map<Integer, String> reviewerByGroup = reviewerByGroup(year, unit);
        for (ReviewedTask reviewed : reviewed(year, unit)) {
            String task = reviewed.task().code();
            Set<String> asked = Stream.concat(
                            Stream.of(Office.CITY),
                            reviewerByGroup.values().stream()
                                    .filter(reviewer -> reviews(reviewer, reviewed.task(), reviewerByGroup)))
                    .collect(Collectors.toSet());
            if (asked.size() != reviewed.reviews().size()) {
                throw new IllegalStateException(
                        "Not all of %s have reviewed task %s of %s".formatted(asked, task, unit));
            }
            if (!reviewed.differs()) {
                settle(
                        year,
                        unit,
                        task,
                        reviewed.reviews().get(0).percent(),
                        (reviewed.reviews().size() == 1 ? "评审：" : "评审一致：") + reviewed.inWords(),
                        new Actor(Actor.SYSTEM.userId(), Office.CITY));
            } else if (!decided.containsKey(task)) {
                throw new IllegalStateException("Reviewers differ on task %s of %s".formatted(task, unit));
            }
        }
        log.record(
                Actor.SYSTEM,
                Operation.of("形成考评得分", year, unit)
                        .to(scoreBook.unit(year, unit, Amendments.NONE).score() + "分"));
    }

    private Map<String, BigDecimal> decided(int year, String unit) {
        Map<String, BigDecimal> decided = new LinkedHashMap<>();
        scorecards.latest(year, unit).entries().forEach((task, entries) -> Optional.ofNullable(
                        entries.get(EntrySource.DECIDED))
                .map(entry -> entry.answer().value())
                .ifPresent(percent -> decided.put(task, percent)));
        return decided;
    }

    private void settle(int year, String unit, String task, BigDecimal percent, String reason, Actor actor) {
        scorecards.record(
                year,
                unit,
                task,
                EntrySource.DECIDED,
                new Answer(EntryState.VALUE, percent, null, null, false, shortened(reason), List.of()),
                actor);
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_SETTLED_REASON
                ? reason
                : reason.substring(0, LONGEST_SETTLED_REASON - 1) + "…";
    }
}
