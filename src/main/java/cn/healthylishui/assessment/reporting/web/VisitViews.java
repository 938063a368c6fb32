package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Finding;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Mending;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 指导和检查 as their readers see them: those who went, those they went to, and who oversees the year (意见三(一)). */
@Component
class VisitViews {

    record MendingView(Mending mending, List<FileLink> files) {}

    /** @param dueOn until when it is to be mended, in words */
    record FindingView(Finding finding, String dueOn, List<MendingView> mendings) {}

    /** @param on the day of the visit, in words */
    record View(Visit visit, String on, String group, String visitor, String visited, List<FindingView> findings) {

        public long open() {
            return findings.stream().filter(one -> !one.finding().mended()).count();
        }
    }

    private final YearRoster roster;
    private final Organization organization;
    private final GroupVisits visits;
    private final ReadableFiles files;

    VisitViews(YearRoster roster, Organization organization, GroupVisits visits, ReadableFiles files) {
        this.roster = roster;
        this.organization = organization;
        this.visits = visits;
        this.files = files;
    }

    /** @param groups number to name */
    List<View> of(int year, Map<Integer, String> groups, User reader) {
        return visits.of(year).stream()
                .filter(visit -> ReadingRights.readsVisit(reader, visit.visitor(), visit.visitedOffice()))
                .map(visit -> view(visit, groups, reader))
                .toList();
    }

    private View view(Visit visit, Map<Integer, String> groups, User reader) {
        return new View(
                visit,
                WorkingDays.dateText(visit.visitedOn()),
                groups.getOrDefault(visit.group(), "第%d专项组".formatted(visit.group())),
                organization.officeName(visit.visitor()),
                roster.objectName(visit.year(), visit.visited()),
                visit.findings().stream()
                        .map(finding -> new FindingView(
                                finding,
                                WorkingDays.dateText(finding.dueOn()),
                                finding.mendings().stream()
                                        .map(mending -> new MendingView(mending, files.of(mending.evidence(), reader)))
                                        .toList()))
                        .toList());
    }
}
