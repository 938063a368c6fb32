package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.unitreview.UnitReviews.ReviewedTask;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 裁定不同意见: where the reviewers of a task give different percentages, the city office decides with a reason (办法五(二)). */
@Component
class DecideDifferencesForm implements TaskForm {

    static final String DIFFERENCES = "differences";

    private final UnitReviews reviews;
    private final UnitProgress progress;
    private final Scorecards scorecards;

    DecideDifferencesForm(UnitReviews reviews, UnitProgress progress, Scorecards scorecards) {
        this.reviews = reviews;
        this.progress = progress;
        this.scorecards = scorecards;
    }

    @Override
    public String taskKey() {
        return "taskDecideDifferences";
    }

    @Override
    public void require(TaskRef ref) {
        reviews.requireToDecide(ref.year(), ref.unit());
    }

    /** @param percent null while something is wrong */
    private record Line(
            ReviewedTask reviewed,
            String typed,
            String reason,
            @Nullable BigDecimal percent,
            List<Problem> problems) {}

    private List<Line> lines(TaskRef ref, Draft draft) {
        return reviews.reviewed(ref.year(), ref.unit()).stream()
                .filter(ReviewedTask::differs)
                .map(reviewed -> line(reviewed, draft))
                .toList();
    }

    private static Line line(ReviewedTask reviewed, Draft draft) {
        String code = reviewed.task().code();
        String typed = draft.value(DIFFERENCES, code, "percent", "");
        String reason = draft.value(DIFFERENCES, code, "reason", "");
        List<Problem> problems = new ArrayList<>();
        Reading<BigDecimal> percent = Percent.read(typed);
        if (percent.fault() != null) {
            problems.add(new Problem("percent", percent.fault()));
        }
        Forms.wrongText(reason, "reason", "请写明裁定理由，被评审的单位会看到。", UnitReviews.LONGEST_REASON)
                .ifPresent(problems::add);
        return new Line(reviewed, typed, reason, problems.isEmpty() ? percent.value() : null, problems);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        Scorecard card = scorecards.latest(ref.year(), ref.unit());
        List<Line> lines = lines(ref, draft);
        long todo = lines.stream().mapToLong(line -> line.problems().size()).sum();
        return new FormContent(
                "提交后形成该单位的考评得分；各评审单位的得分率、裁定和理由，考核结果审定后该单位会看到。",
                List.of("办法二(三)", "办法五(二)"),
                List.of(),
                List.of(Forms.table(
                        DIFFERENCES,
                        "评审意见不一致的任务",
                        "只列出各家得分率不同的任务；其余任务按一致的得分率计分。",
                        List.of(
                                Column.label("name", "任务", Width.L),
                                Column.label("standard", "任务要求", Width.L),
                                Column.label("reported", "自评的完成情况", Width.M),
                                Column.label("own", "自评", Width.S),
                                Column.label("reviews", "各家评审", Width.L),
                                Column.input("proof", "佐证材料", InputType.FILE_LIST, Width.M),
                                Column.input("percent", "裁定得分率", InputType.NUMBER, Width.S)
                                        .unit("%"),
                                Column.input("reason", "裁定理由", InputType.TEXT, Width.L)),
                        lines.stream().map(line -> row(line, sheet, card)).toList())),
                List.of(new Fact("待裁定", lines.size() + " 项"), new Fact("待完善", todo + " 处")),
                List.of());
    }

    private static Row row(Line line, UnitProgress.Sheet sheet, Scorecard card) {
        String code = line.reviewed().task().code();
        Answer own = card.answer(code, EntrySource.REPORTED);
        Map<String, String> values = new HashMap<>();
        values.put("name", ScoreOwnTasksForm.title(line.reviewed().task()));
        values.put("standard", ScoreOwnTasksForm.standard(line.reviewed().task()));
        values.put(
                "reported",
                sheet.completion(code) + (own == null || own.reason() == null ? "" : "。理由：" + own.reason()));
        values.put("own", Percent.shown(own == null ? null : own.value()));
        values.put("reviews", line.reviewed().inWords());
        values.put("proof", own == null ? "" : String.join(",", own.evidence()));
        values.put("percent", line.typed());
        values.put("reason", line.reason());
        return new Row(code, false, values, Map.of(), line.problems());
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        lines(ref, draft)
                .forEach(line -> reviews.decide(
                        ref.year(),
                        ref.unit(),
                        line.reviewed().task().code(),
                        Objects.requireNonNull(line.percent()),
                        line.reason(),
                        actor));
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(DIFFERENCES);
    }
}
