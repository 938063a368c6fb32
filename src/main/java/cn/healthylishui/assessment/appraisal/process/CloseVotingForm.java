package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.Rater;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 截止投票: the deadline has passed; the city office sees who has not voted, and says why it waits no longer. */
@Component
class CloseVotingForm implements TaskForm {

    static final String CLOSING = "closing";
    static final String REASON = "reason";

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

    private static String reason(Draft draft) {
        return draft.value(CLOSING, CLOSING, REASON, "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Turnout turnout = appraisals.turnout(task.year());
        List<Problem> problems = appraisals
                .wrongClosing(task.year(), reason(draft))
                .map(message -> List.of(new Problem(REASON, message)))
                .orElse(List.of());
        List<Section> sections = new ArrayList<>();
        sections.add(TurnoutTable.of(turnout));
        if (!turnout.missing().isEmpty()) {
            sections.add(missing(turnout.missing()));
        }
        sections.add(Forms.questions(
                CLOSING,
                "截止说明",
                List.of(Column.input(REASON, "为什么不再等", InputType.LONG_TEXT, Width.L)
                        .help("还有人没有投票时必填，例如何时、怎样催过，本人为什么不能投票。")),
                Map.of(REASON, reason(draft)),
                problems));
        return new FormContent(
                "提交后投票截止：没有投的票不能再投，随即统计测评票。还要等的，先不要提交；全部投完后这项任务自动撤销。",
                List.of("办法四(二)"),
                Reissues.notices(seats, organization, task.year()),
                sections,
                List.of(new Fact("已投票", turnout.text())),
                List.of());
    }

    private Section missing(List<Rater> missing) {
        return Forms.table(
                "missing",
                "还没有投票的人",
                "请逐个联系催促。",
                List.of(
                        Column.label("seat", "席位", Width.M),
                        Column.label("person", "姓名", Width.M),
                        Column.label("group", "类别", Width.M)),
                missing.stream()
                        .map(rater -> Forms.readOnly(
                                rater.seat(),
                                Map.of(
                                        "seat", organization.officeName(rater.seat()),
                                        "person", rater.person(),
                                        "group", rater.group().label())))
                        .toList());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        appraisals.close(task.year(), reason(draft), actor);
        return Map.of();
    }
}
