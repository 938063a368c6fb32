package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.Rater;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 截止投票: the deadline has passed; the city office sees who has not voted, and says why it waits no longer. */
@Component
public class CloseVotingForm implements TaskForm {

    public static final String CLOSING = "closing";
    public static final Field<String> REASON =
            Field.longText("reason", "为什么不再等", L, Integer.MAX_VALUE).help("还有人没有投票时必填，例如何时、怎样催过，本人为什么不能投票。");

    private final Appraisals appraisals;
    private final SealedSeats seats;
    private final Organization organization;

    CloseVotingForm(Appraisals appraisals, SealedSeats seats, Organization organization) {
        this.appraisals = appraisals;
        this.seats = seats;
        this.organization = organization;
    }

    @Override
    public String taskKey() {
        return "taskCloseVoting";
    }

    @Override
    public void require(TaskRef task) {
        appraisals.require(task.year(), Poll.State.VOTING);
    }

    private Filled<TaskRef> read(TaskRef task, Draft draft) {
        return Table.<TaskRef>questions(CLOSING, "截止说明")
                .asks(REASON)
                .rule((any, typed) ->
                        appraisals.wrongClosing(task.year(), typed.text(REASON)).map(REASON::problem))
                .read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Turnout turnout = appraisals.turnout(task.year());
        FormContent content = FormContent.of("提交后投票截止：没有投的票不能再投，随即统计测评票。还要等的，先不要提交；全部投完后这项任务自动撤销。", "办法四(二)")
                .notices(Reissues.notices(seats, organization, task.year()))
                .part(TurnoutTable.of(turnout));
        return (turnout.missing().isEmpty() ? content : content.part(missing(turnout.missing())))
                .part(read(task, draft))
                .fact("已投票", turnout.text());
    }

    private Section missing(List<Rater> missing) {
        return Table.of("missing", "还没有投票的人", Rater::seat)
                .hint("请逐个联系催促。")
                .shows("seat", "席位", M, rater -> organization.officeName(rater.seat()))
                .shows("person", "姓名", M, Rater::person)
                .shows("group", "类别", M, rater -> rater.group().label())
                .section(missing);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        appraisals.close(task.year(), read(task, draft).only().text(REASON), actor);
        return Map.of();
    }
}
