package cn.healthylishui.assessment.groupvisit.process;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;

/** What was visited when and what was said, as both sides read it. */
final class VisitRows {

    private VisitRows() {}

    static Section about(Visit visit, YearRoster roster) {
        return Forms.table(
                "about",
                "指导检查",
                null,
                List.of(
                        Column.label("visitor", "组长单位", Width.M),
                        Column.label("visited", "被指导、检查的单位", Width.M),
                        Column.label("kind", "方式", Width.S),
                        Column.label("day", "日期", Width.M),
                        Column.label("content", "内容和情况", Width.L)),
                List.of(Forms.readOnly(
                        "about",
                        Map.of(
                                "visitor", roster.objectName(visit.year(), visit.visitor()),
                                "visited", roster.objectName(visit.year(), visit.visited()),
                                "kind", visit.kind().label(),
                                "day", WorkingDays.dateText(visit.visitedOn()),
                                "content", visit.content()))));
    }
}
