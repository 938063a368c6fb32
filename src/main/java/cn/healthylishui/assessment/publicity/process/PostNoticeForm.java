package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.PublicTexts;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 发布公示: the city office reads over the notice of the excellent and posts it; the list follows from the result (办法六(二)). */
@Component
public class PostNoticeForm implements TaskForm {

    public static final String TEXT = "text";
    public static final Field<String> BODY =
            Field.longText("body", "正文", L, 20_000).required("公示正文不能为空。");

    private final Notices notices;
    private final PublicTexts texts;
    private final Results results;
    private final YearRoster roster;

    PostNoticeForm(Notices notices, PublicTexts texts, Results results, YearRoster roster) {
        this.notices = notices;
        this.texts = texts;
        this.results = results;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskPostNotice";
    }

    @Override
    public void require(TaskRef task) {
        notices.require(task.id(Variables.NOTICE), Notices.State.DRAFT);
    }

    private Filled<TaskRef> text(TaskRef task, List<ObjectLine> objects, Draft draft) {
        Notice notice = notices.get(task.id(Variables.NOTICE));
        return Table.<TaskRef>questions(TEXT, "公示正文")
                .asks(BODY, any -> texts.notice(task.year(), notice.number() > 1))
                .rule((any, typed) -> Forms.unfinished(typed.text(BODY)).map(BODY::problem))
                .rule((any, typed) -> ObjectRows.leftOut(roster, task.year(), objects, typed.text(BODY), "公示名单")
                        .map(BODY::problem))
                .read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<ObjectLine> objects = notices.toPost(task.year());
        return FormContent.of("办结即公开发布，任何人不用登录就能看到；公示期从发布次日起算，期满前不能通报这些对象。", "办法六(二)")
                .part(text(task, objects, draft))
                .part(ObjectRows.section(
                        roster,
                        task.year(),
                        "objects",
                        "公示名单",
                        objects.isEmpty() ? "没有考核优秀的对象。仍要发布公示，公示期也是各被考核单位提出异议的时间。" : "名单就是考核优秀的对象，不另行增减。",
                        objects,
                        ObjectLine::gradeReason))
                .fact("公示对象", objects.size() + " 个")
                .fact("今天发布，公示到", WorkingDays.dateText(notices.lastDay(task.year())))
                .fact("依据", "第%d号考核结果".formatted(results.latestNumber(task.year())));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        String body = text(task, notices.toPost(task.year()), draft).only().get(BODY);
        notices.post(task.id(Variables.NOTICE), body, actor);
        return Map.of();
    }
}
