package cn.healthylishui.assessment.unitreview.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.unitreview.UnitProgress;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.unitreview.UnitReviews.ReviewedTask;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 裁定不同意见: where the reviewers of a task give different percentages, the city office decides with a reason (办法五(二)). */
@Component
public class DecideDifferencesForm implements TaskForm {

    public static final String DIFFERENCES = "differences";
    public static final Field<BigDecimal> PERCENT = Percent.field("裁定得分率");
    public static final Field<String> REASON =
            Field.text("reason", "裁定理由", L, UnitReviews.LONGEST_REASON).required("请写明裁定理由，被评审的单位会看到。");

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

    private record Difference(ReviewedTask reviewed, Reported reported) {

        String code() {
            return reviewed.task().code();
        }
    }

    private static final Table<Difference> TABLE = Table.of(DIFFERENCES, "评审意见不一致的任务", Difference::code)
            .inWorkbook()
            .hint("只列出各家得分率不同的任务；其余任务按一致的得分率计分。")
            .shows("name", "任务", L, one -> one.reported().title())
            .shows("standard", "任务要求", L, one -> one.reported().standard())
            .shows("reported", "自评的完成情况", M, one -> one.reported().inWords())
            .shows("own", "自评", S, one -> Percent.shown(one.reported().percent()))
            .shows("reviews", "各家评审", L, one -> one.reviewed().inWords())
            .showsFiles("proof", "佐证材料", M, one -> one.reported().proof())
            .asks(PERCENT)
            .asks(REASON);

    private Filled<Difference> differences(TaskRef ref, Draft draft) {
        UnitProgress.Sheet sheet = progress.of(ref.year(), ref.unit());
        Scorecard card = scorecards.latest(ref.year(), ref.unit());
        return TABLE.read(
                reviews.reviewed(ref.year(), ref.unit()).stream()
                        .filter(ReviewedTask::differs)
                        .map(one -> new Difference(one, Reported.of(one.task(), sheet, card)))
                        .toList(),
                draft);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        Filled<Difference> differences = differences(ref, draft);
        return FormContent.of("提交后形成该单位的考评得分；各评审单位的得分率、裁定和理由，考核结果审定后该单位会看到。", "办法二(三)", "办法五(二)")
                .part(differences)
                .fact("待裁定", differences.size() + " 项")
                .fact("待完善", differences.todo() + " 处");
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        differences(ref, draft).stream()
                .forEach(line -> reviews.decide(
                        ref.year(), ref.unit(), line.item().code(), line.get(PERCENT), line.get(REASON), actor));
        return Map.of();
    }
}
