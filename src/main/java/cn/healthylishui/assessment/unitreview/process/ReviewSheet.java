package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.UnitTask;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field.Reading;
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
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 评审表: what a unit reported of its tasks and handed in as papers, and one reviewer's word on each; the same for the lead of a group
 * and for the city office. Nobody sees here what other reviewers give.
 */
@Component
class ReviewSheet {

    static final String TASKS = "tasks";
    static final String PAPERS = "papers";
    static final String SCORE = "SCORE";
    static final String PASS = "PASS";
    static final String RETURN = "RETURN";

    private final AssessmentYears years;
    private final UnitReviews reviews;
    private final UnitProgress progress;
    private final Scorecards scorecards;
    private final ScoreBook scoreBook;
    private final Papers papers;
    private final OperationLog log;

    ReviewSheet(
            AssessmentYears years,
            UnitReviews reviews,
            UnitProgress progress,
            Scorecards scorecards,
            ScoreBook scoreBook,
            Papers papers,
            OperationLog log) {
        this.years = years;
        this.reviews = reviews;
        this.progress = progress;
        this.scorecards = scorecards;
        this.scoreBook = scoreBook;
        this.papers = papers;
        this.log = log;
    }

    private record Typed(String verdict, String percent, String reason) {}

    /** @param percent null where the task is sent back, and while something is wrong */
    private record TaskLine(
            UnitTask task,
            boolean open,
            @Nullable Answer own,
            Typed typed,
            @Nullable BigDecimal percent,
            List<Problem> problems) {

        boolean returned() {
            return open && typed.verdict().equals(RETURN);
        }
    }

    private record PaperLine(PaperKind kind, Papers.Paper paper, boolean open, Typed typed, List<Problem> problems) {

        boolean returned() {
            return open && typed.verdict().equals(RETURN);
        }
    }

    private List<TaskLine> taskLines(TaskRef ref, String reviewer, Draft draft) {
        int year = ref.year();
        String unit = ref.unit();
        Scorecard card = scorecards.latest(year, unit);
        Set<String> judged = reviews.judged(year, unit, reviewer);
        Map<String, Answer> given = scorecards.reviews(year, unit).stream()
                .filter(entry -> entry.office().equals(reviewer))
                .collect(Collectors.toMap(Entry::indicator, Entry::answer));
        return reviews.tasks(year, unit, reviewer).stream()
                .map(task -> taskLine(
                        task,
                        !judged.contains(task.code()),
                        card.answer(task.code(), EntrySource.REPORTED),
                        given.get(task.code()),
                        draft))
                .toList();
    }

    private static TaskLine taskLine(
            UnitTask task, boolean open, @Nullable Answer own, @Nullable Answer given, Draft draft) {
        Draft written = open ? draft : Draft.EMPTY;
        String code = task.code();
        // A percentage given before the unit reported anew is no longer one: it is typed afresh.
        Typed typed = new Typed(
                written.value(TASKS, code, "verdict", SCORE),
                written.value(TASKS, code, "percent", open || given == null ? "" : Percent.typed(given.value())),
                written.value(TASKS, code, "reason", open || given == null ? "" : given.reason()));
        List<Problem> problems = new ArrayList<>();
        BigDecimal percent = open ? read(typed, own, problems) : null;
        return new TaskLine(task, open, own, typed, problems.isEmpty() ? percent : null, problems);
    }

    private static @Nullable BigDecimal read(Typed typed, @Nullable Answer own, List<Problem> problems) {
        Forms.tooLong(typed.reason(), "reason", UnitReviews.LONGEST_REASON).ifPresent(problems::add);
        switch (typed.verdict()) {
            case SCORE -> {
                Reading<BigDecimal> percent = Percent.read(typed.percent());
                if (percent.fault() != null) {
                    problems.add(new Problem("percent", percent.fault()));
                }
                BigDecimal value = percent.value();
                if (value != null && typed.reason().isEmpty() && differs(value, own)) {
                    problems.add(new Problem(
                            "reason",
                            own == null
                                    ? "该单位没有自评这项任务，请写明评分理由。"
                                    : "与自评%s不同，请写明理由，被评审的单位会看到。".formatted(Percent.shown(own.value()))));
                }
                return value;
            }
            case RETURN -> {
                if (typed.reason().isEmpty()) {
                    problems.add(new Problem("reason", "请写明退回理由和要补充什么，被退回的单位会看到。"));
                }
                return null;
            }
            default -> {
                problems.add(new Problem("verdict", "请选择评分或退回。"));
                return null;
            }
        }
    }

    private static boolean differs(BigDecimal percent, @Nullable Answer own) {
        return own == null || own.value() == null || percent.compareTo(own.value()) != 0;
    }

    private List<PaperLine> paperLines(TaskRef ref, String reviewer, Draft draft) {
        Set<String> judged = reviews.judged(ref.year(), ref.unit(), reviewer);
        List<PaperLine> lines = new ArrayList<>();
        for (PaperKind kind : WrittenPapers.KINDS) {
            Optional<Papers.Paper> paper = papers.latest(ref.year(), ref.unit(), kind);
            boolean open = !judged.contains(kind.name());
            paper.ifPresent(handedIn -> lines.add(paperLine(kind, handedIn, open, draft)));
        }
        return lines;
    }

    private static PaperLine paperLine(PaperKind kind, Papers.Paper paper, boolean open, Draft draft) {
        Draft written = open ? draft : Draft.EMPTY;
        Typed typed = new Typed(
                written.value(PAPERS, kind.name(), "verdict", open ? "" : PASS),
                "",
                written.value(PAPERS, kind.name(), "reason", ""));
        List<Problem> problems = new ArrayList<>();
        if (open && !typed.verdict().equals(PASS) && !typed.verdict().equals(RETURN)) {
            problems.add(new Problem("verdict", "请选择通过或退回。"));
        }
        if (open && typed.verdict().equals(RETURN)) {
            Forms.wrongText(typed.reason(), "reason", "请写明退回理由和要怎样修改，被退回的单位会看到。", UnitReviews.LONGEST_REASON)
                    .ifPresent(problems::add);
        }
        return new PaperLine(kind, paper, open, typed, problems);
    }

    FormContent content(TaskRef ref, String reviewer, Draft draft) {
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        List<TaskLine> tasks = taskLines(ref, reviewer, draft);
        List<PaperLine> written = paperLines(ref, reviewer, draft);
        long open = tasks.stream().filter(TaskLine::open).count();
        long returned = tasks.stream().filter(TaskLine::returned).count()
                + written.stream().filter(PaperLine::returned).count();
        long todo = tasks.stream().mapToLong(line -> line.problems().size()).sum()
                + written.stream().mapToLong(line -> line.problems().size()).sum();
        return new FormContent(
                "提交后等其他评审单位；有退回的，只有退回的任务和材料重新打开。各家都评完后比对，得分率不一致的由市健康丽水办裁定。您给的得分率和理由，考核结果审定后被评审的单位会看到。",
                List.of("办法二(三)", "办法五(二)"),
                notices(reviewer, open, written),
                List.of(taskTable(tasks, sheet), paperTable(ref, written)),
                List.of(new Fact("待评任务", open + " 项"), new Fact("退回", returned + " 项"), new Fact("待完善", todo + " 处")),
                refusals(ref, reviewer, tasks));
    }

    private static List<Notice> notices(String reviewer, long open, List<PaperLine> written) {
        List<Notice> notices = new ArrayList<>();
        if (!reviewer.equals(Office.CITY)) {
            notices.add(new Notice(Level.INFO, "只列出与贵单位牵头（或代为评审）的专项组有关的任务；其余任务由其他组长单位和市健康丽水办评审。"));
        }
        if (open == 0 && written.stream().noneMatch(PaperLine::open)) {
            notices.add(new Notice(Level.INFO, "这一轮没有要您重新评审的任务和材料，核对后直接提交即可。"));
        }
        return notices;
    }

    /** Nobody reviews itself, nor a unit with which none of its groups has to do. */
    private List<String> refusals(TaskRef ref, String reviewer, List<TaskLine> tasks) {
        if (reviewer.equals(ref.unit())) {
            return List.of("不能评审本单位的任务：组长单位自己的任务由第一副组长单位评审。请联系市健康丽水办。");
        }
        return tasks.isEmpty()
                ? List.of("%s没有要由您评审的任务。请联系市健康丽水办核对专项组名册。".formatted(years.objectName(ref.year(), ref.unit())))
                : List.of();
    }

    private static Section taskTable(List<TaskLine> lines, UnitProgress.Sheet sheet) {
        return Forms.table(
                TASKS,
                "任务评审",
                "选“评分”的填0至100的得分率，与自评不同的写明理由；材料不全、情况不清的选“退回”并写明要补充什么。",
                List.of(
                        Column.label("name", "任务", Width.L),
                        Column.label("standard", "任务要求", Width.L),
                        Column.label("progress", "各季进展", Width.M),
                        Column.label("reported", "自评的完成情况", Width.M),
                        Column.label("own", "自评", Width.S),
                        Column.input("proof", "佐证材料", InputType.FILE_LIST, Width.M),
                        Column.choice(
                                "verdict", "意见", Width.S, List.of(new Option(SCORE, "评分"), new Option(RETURN, "退回"))),
                        Column.input("percent", "得分率", InputType.NUMBER, Width.S)
                                .unit("%"),
                        Column.input("reason", "理由", InputType.TEXT, Width.L).help("与自评不同或退回的必填。")),
                lines.stream().map(line -> taskRow(line, sheet)).toList());
    }

    private static Row taskRow(TaskLine line, UnitProgress.Sheet sheet) {
        Answer own = line.own();
        String code = line.task().code();
        Map<String, String> values = new HashMap<>();
        values.put("name", ScoreOwnTasksForm.title(line.task()));
        values.put("standard", ScoreOwnTasksForm.standard(line.task()));
        values.put("progress", sheet.ofTheYear(code));
        values.put(
                "reported",
                sheet.completion(code) + (own == null || own.reason() == null ? "" : "。理由：" + own.reason()));
        values.put("own", Percent.shown(own == null ? null : own.value()));
        values.put("proof", own == null ? "" : String.join(",", own.evidence()));
        values.put("verdict", line.typed().verdict());
        values.put("percent", line.typed().percent());
        values.put("reason", line.typed().reason());
        return new Row(code, !line.open(), values, Map.of(), line.problems());
    }

    private Section paperTable(TaskRef ref, List<PaperLine> lines) {
        List<Row> rows = new ArrayList<>();
        for (PaperLine line : lines) {
            Papers.Paper paper = line.paper();
            Map<String, String> values = new HashMap<>();
            values.put("name", line.kind().label());
            values.put("version", "第%d稿".formatted(paper.version()));
            values.put("body", paper.body() == null ? "见文件" : paper.body());
            values.put("proof", paper.evidenceId() == null ? "" : paper.evidenceId());
            values.put("verdict", line.typed().verdict());
            values.put("reason", line.typed().reason());
            rows.add(new Row(line.kind().name(), !line.open(), values, Map.of(), line.problems()));
        }
        rows.add(Forms.readOnly(
                PaperKind.SELF_SCORE_TABLE.name(),
                Map.of(
                        "name",
                        PaperKind.SELF_SCORE_TABLE.label(),
                        "version",
                        "—",
                        "body",
                        "由系统按自评生成，自评得分%s分；有问题的，请在上表退回相应的任务。"
                                .formatted(scoreBook
                                        .unitAsReported(ref.year(), ref.unit())
                                        .score()),
                        "proof",
                        "",
                        "verdict",
                        "",
                        "reason",
                        "")));
        return Forms.table(
                PAPERS,
                "三项材料",
                null,
                List.of(
                        Column.label("name", "材料", Width.M),
                        Column.label("version", "稿次", Width.S),
                        Column.label("body", "正文", Width.L),
                        Column.input("proof", "文件", InputType.FILE_LIST, Width.M),
                        Column.choice(
                                "verdict", "意见", Width.S, List.of(new Option(PASS, "通过"), new Option(RETURN, "退回"))),
                        Column.input("reason", "退回理由", InputType.TEXT, Width.L)),
                rows);
    }

    void require(TaskRef ref, String reviewer) {
        reviews.requireToReview(ref.year(), ref.unit(), reviewer);
    }

    void record(TaskRef ref, String reviewer, Draft draft, Actor actor) {
        int year = ref.year();
        String unit = ref.unit();
        List<TaskLine> tasks =
                taskLines(ref, reviewer, draft).stream().filter(TaskLine::open).toList();
        List<PaperLine> written = paperLines(ref, reviewer, draft).stream()
                .filter(PaperLine::open)
                .toList();
        for (TaskLine line : tasks) {
            String reason = line.typed().reason();
            if (line.returned()) {
                reviews.sendTaskBack(year, unit, line.task().code(), reviewer, reason, actor);
            } else {
                reviews.score(
                        year,
                        unit,
                        line.task().code(),
                        reviewer,
                        Objects.requireNonNull(line.percent()),
                        reason.isEmpty() ? null : reason,
                        actor);
            }
        }
        for (PaperLine line : written) {
            if (line.returned()) {
                reviews.sendPaperBack(
                        year, unit, line.kind(), reviewer, line.typed().reason(), actor);
            } else {
                reviews.passPaper(year, unit, line.kind(), reviewer, actor);
            }
        }
        long returned = tasks.stream().filter(TaskLine::returned).count()
                + written.stream().filter(PaperLine::returned).count();
        log.record(
                actor,
                "评审市直单位",
                year,
                unit,
                null,
                "%s：%d项任务，退回%d项".formatted(years.objectName(year, reviewer), tasks.size(), returned),
                null);
    }
}
