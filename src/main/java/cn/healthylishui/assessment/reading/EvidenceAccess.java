package cn.healthylishui.assessment.reading;

import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.OpenWork;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import org.springframework.stereotype.Component;

/** 材料的查看权限: gathers what {@link ReadingRights} has to know of an evidence file. */
@Component
public class EvidenceAccess {

    private final YearRoster roster;
    private final OpenWork openWork;
    private final FileSubjects subjects;
    private final MisconductCases cases;

    EvidenceAccess(YearRoster roster, OpenWork openWork, FileSubjects subjects, MisconductCases cases) {
        this.roster = roster;
        this.openWork = openWork;
        this.subjects = subjects;
        this.cases = cases;
    }

    /** The later questions are only put where the earlier ones do not settle it. */
    public boolean mayRead(User user, Evidence file) {
        String office = file.office();
        if (ReadingRights.isAuditor(user)) {
            return ReadingRights.auditReadsFile(
                    cases.isWithheldFromAudit(file.id()),
                    openWork.officeOf(file.taskId()).isEmpty());
        }
        return ReadingRights.readsFile(user, office, districtOffice(file), null)
                || ReadingRights.readsFile(user, office, concerned(file), null)
                || ReadingRights.readsFile(
                        user,
                        office,
                        List.of(),
                        openWork.officeOf(file.taskId()).orElse(null));
    }

    private List<String> districtOffice(Evidence file) {
        Integer year = file.year();
        return year == null
                ? List.of()
                : roster.districts(year).stream()
                        .filter(district -> district.code().equals(file.district()))
                        .map(YearDistrict::officeCode)
                        .toList();
    }

    private List<String> concerned(Evidence file) {
        Integer year = file.year();
        return year == null ? List.of() : subjects.concerned(year, file.id());
    }
}
