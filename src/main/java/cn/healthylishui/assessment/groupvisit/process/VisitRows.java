package cn.healthylishui.assessment.groupvisit.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.LocalDate;
import java.util.Optional;

/** What was visited when and what was said, as both sides read it; and by when something is to be mended. */
final class VisitRows {

    static final Field<LocalDate> DUE = Field.date("due", "整改期限", M).required(TypedDate.problem(""));

    private VisitRows() {}

    /** A day to mend something by: to come, and not out of sight. */
    static Field<LocalDate> dueAfter(LocalDate today) {
        return DUE.checked(due -> {
            if (!due.isAfter(today)) {
                return Optional.of("整改期限应在今天（%s）之后。".formatted(WorkingDays.dateText(today)));
            }
            return due.isAfter(today.plusYears(1)) ? Optional.of("整改期限不能在一年以后，请核对年份。") : Optional.empty();
        });
    }

    static Filled<Visit> about(Visit visit, YearRoster roster) {
        return Table.<Visit>of("about", "指导检查", one -> "about")
                .shows("visitor", "组长单位", M, one -> roster.objectName(one.year(), one.visitor()))
                .shows("visited", "被指导、检查的单位", M, one -> roster.objectName(one.year(), one.visited()))
                .shows("kind", "方式", S, one -> one.kind().label())
                .shows("day", "日期", M, one -> WorkingDays.dateText(one.visitedOn()))
                .shows("content", "内容和情况", L, Visit::content)
                .read(visit, Draft.EMPTY);
    }
}
