package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.Report;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 约谈和整改 as their readers see them. */
@Component
class InterviewViews {

    record ReportView(Report report, List<FileLink> files) {}

    record ItemView(Item item, List<ReportView> reports) {}

    /** @param awaited the step to be done now; null once it is closed */
    record View(
            Interview interview,
            String object,
            String interviewer,
            String interviewee,
            @Nullable String awaited,
            List<Interview.Head> heads,
            List<FileLink> materialFiles,
            List<FileLink> minutesFiles,
            List<ItemView> items) {}

    private final YearRoster roster;
    private final Organization organization;
    private final Interviews interviews;
    private final ReadableFiles files;

    InterviewViews(YearRoster roster, Organization organization, Interviews interviews, ReadableFiles files) {
        this.roster = roster;
        this.organization = organization;
        this.interviews = interviews;
        this.files = files;
    }

    List<View> of(int year, User reader) {
        return interviews.all(year).stream()
                .filter(interview -> ReadingRights.readsInterview(reader, roster.officeOf(year, interview.object())))
                .map(interview -> view(interview, reader))
                .toList();
    }

    private View view(Interview interview, User reader) {
        Interview.Material material = interview.material();
        Interview.Minutes minutes = interview.minutes();
        return new View(
                interview,
                roster.fullName(interview.year(), interview.object()),
                organization.officeName(interview.interviewer()),
                organization.officeName(interview.interviewee()),
                interviews.awaited(interview).map(InterviewStep::label).orElse(null),
                interviews.heads(interview),
                material == null ? List.of() : files.of(material.files(), reader),
                minutes == null ? List.of() : files.of(minutes.files(), reader),
                interviews.items(interview).stream()
                        .map(item -> new ItemView(
                                item,
                                item.reports().stream()
                                        .map(report -> new ReportView(report, files.of(report.files(), reader)))
                                        .toList()))
                        .toList());
    }
}
