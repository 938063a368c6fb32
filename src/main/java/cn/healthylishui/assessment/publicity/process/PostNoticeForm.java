package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.PublicTexts;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 发布公示: the city office reads over the notice of the excellent and posts it; the list follows from the result (办法六(二)). */
@Component
class PostNoticeForm implements TaskForm {

    private static final String TEXT = "text";

    private final Notices notices;
    private final PublicTexts texts;
    private final Results results;
    private final AssessmentYears years;
    private final YearRoster roster;

    PostNoticeForm(Notices notices, PublicTexts texts, Results results, AssessmentYears years, YearRoster roster) {
        this.notices = notices;
        this.texts = texts;
        this.results = results;
        this.years = years;
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

    private String body(TaskRef task, Draft draft) {
        Notice notice = notices.get(task.id(Variables.NOTICE));
        return draft.value(TEXT, TEXT, "body", texts.notice(task.year(), notice.number() > 1));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<ObjectLine> objects = notices.toPost(task.year());
        String body = body(task, draft);
        List<Problem> problems = new ArrayList<>();
        Forms.wrongText(body, "body", "公示正文不能为空。", 20_000).ifPresent(problems::add);
        Forms.unfinished(body, "body").ifPresent(problems::add);
        objects.stream()
                .filter(object -> !body.contains(object.name()))
                .findFirst()
                .ifPresent(object -> problems.add(new Problem(
                        "body", "正文里没有“%s”。公示名单必须和下表一致，请补上。".formatted(roster.fullName(task.year(), object.code())))));
        return new FormContent(
                "办结即公开发布，任何人不用登录就能看到；公示期从发布次日起算，期满前不能通报这些对象。",
                List.of("办法六(二)"),
                List.of(),
                List.of(
                        Forms.questions(
                                TEXT,
                                "公示正文",
                                List.of(Column.input("body", "正文", InputType.LONG_TEXT, Width.L)),
                                Map.of("body", body),
                                problems),
                        Forms.table(
                                "objects",
                                "公示名单",
                                objects.isEmpty() ? "没有考核优秀的对象。仍要发布公示，公示期也是各被考核单位提出异议的时间。" : "名单就是考核优秀的对象，不另行增减。",
                                ObjectRows.COLUMNS,
                                objects.stream()
                                        .map(object ->
                                                ObjectRows.row(roster, task.year(), object, object.gradeReason()))
                                        .toList())),
                List.of(
                        new Fact("公示对象", objects.size() + " 个"),
                        new Fact("今天发布，公示到", WorkingDays.dateText(notices.lastDay(task.year()))),
                        new Fact("依据", "第%d号考核结果".formatted(results.latestNumber(task.year())))),
                List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        notices.post(task.id(Variables.NOTICE), body(task, draft), actor);
        return Map.of();
    }
}
