package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.Rater;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scoring.AppraisalMark;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 填写测评票: one person's secret ballot, with every unit of the year on it (办法四(二)). The form knows the units and the marks; what is
 * marked comes once, when it is cast.
 */
@Component
public class VoteForm implements SecretForm {

    public static final String BALLOT = "ballot";

    private static final Field<AppraisalMark> MARK =
            Field.choice("mark", "评价", M, AppraisalMark.values(), AppraisalMark::label);

    private final Appraisals appraisals;
    private final SealedSeats seats;
    private final YearRoster roster;

    VoteForm(Appraisals appraisals, SealedSeats seats, YearRoster roster) {
        this.appraisals = appraisals;
        this.seats = seats;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return Appraisals.BALLOT_TASK;
    }

    @Override
    public void require(TaskRef task) {
        appraisals.require(task.year(), Poll.State.VOTING);
    }

    private static String seat(TaskRef task) {
        return (String) task.required(Variables.RATER);
    }

    /** The task's group and the seat that its process names are one; where they are not, somebody has changed one of them. */
    @Override
    public boolean isFor(TaskRef task, String account) {
        return task.office().equals(seat(task)) && appraisals.isVoter(task.year(), seat(task), account);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        return FormContent.of("投出后测评票即投入票箱，不能再看，也不能再改。一人一票，请由本人填写。", "办法四(二)")
                .notices(notices(task))
                .part(Table.<String>of(BALLOT, "测评票", unit -> unit)
                        .hint("请对每个单位本年度的健康丽水建设工作选一个等次；不了解的选“不了解”，不计入得分。")
                        .shows("name", "单位", L, unit -> roster.objectName(task.year(), unit))
                        .asks(MARK)
                        .section(appraisals.units(task.year()))) // no draft: what is chosen stays in the browser
                .problems(
                        appraisals.wrongVoter(task.year(), seat(task)).stream().toList());
    }

    private List<Notice> notices(TaskRef task) {
        List<Notice> notices = new ArrayList<>();
        seats.reissues(task.year()).stream()
                .filter(reissue -> reissue.seat().equals(seat(task)))
                .forEach(reissue -> notices.add(
                        new Notice(Level.WARNING, "投票期间您的账号有过变动：" + reissue.text() + "。不是您自己要求的，请立即告诉市健康丽水办，先不要投票。")));
        if (appraisals.draftsErased(task.year())) {
            notices.add(new Notice(Level.WARNING, "系统已经更新，测评票不再存草稿。以前填了没有投出的内容已经删除，请重新填写。"));
        }
        notices.add(new Notice(
                Level.INFO, "投票不记名：系统只记您已经投票，不记您怎么投，也不记几点投的。投出以前，您选的只记在这个浏览器标签页里，没有传到系统；关闭标签页或退出登录即清除，换一台电脑要重填。"));
        return notices;
    }

    @Override
    public void cast(TaskRef task, List<Answer> answers, Actor actor) {
        Map<String, AppraisalMark> marks = new TreeMap<>();
        Set<String> units = new HashSet<>(appraisals.units(task.year()));
        for (Answer answer : answers) {
            AppraisalMark mark = Stream.ofNullable(answer.value()) // null where the call names none
                    .flatMap(text -> Stream.ofNullable(MARK.read(text).value()))
                    .findFirst()
                    .orElseThrow(() -> new Refused("测评票上有一个单位的评价不是优秀、良好、一般、较差、不了解中的一个，没有投出。请刷新页面后重填。"));
            if (!units.contains(answer.key())) {
                throw new Refused("测评票上有一个单位不在本年度的名单里，没有投出。请刷新页面后重填。");
            }
            if (marks.put(answer.key(), mark) != null) {
                throw new Refused(
                        "测评票上“%s”出现了两次，没有投出。请刷新页面后重填。".formatted(roster.objectName(task.year(), answer.key())));
            }
        }
        appraisals.vote(task.year(), seat(task), marks, actor);
    }

    /** Routes nothing: a variable would stay in the engine's history. */
    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        if (appraisals.rater(task.year(), seat(task)).filter(Rater::voted).isEmpty()) {
            throw new Refused("测评票没有投出，任务不能办结。请在表单里填好，点“办结”并确认投出；打开的是旧页面的，请先刷新。");
        }
        return Map.of();
    }
}
