package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.OpenWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 材料的查看权限: gathers what {@link ReadingRights} has to know of an evidence file. */
@Component
public class EvidenceAccess {

    private final AssessmentYears years;
    private final OpenWork openWork;

    EvidenceAccess(AssessmentYears years, OpenWork openWork) {
        this.years = years;
        this.openWork = openWork;
    }

    public boolean mayRead(User user, Evidence file) {
        @Nullable String districtOffice = districtOffice(file).orElse(null);
        return ReadingRights.readsFile(user, file.office(), districtOffice, null)
                || ReadingRights.readsFile(
                        user,
                        file.office(),
                        districtOffice,
                        openWork.officeOf(file.taskId()).orElse(null));
    }

    private Optional<String> districtOffice(Evidence file) {
        Integer year = file.year();
        return year == null
                ? Optional.empty()
                : years.districts(year).stream()
                        .filter(district -> district.code().equals(file.district()))
                        .map(YearDistrict::officeCode)
                        .findFirst();
    }
}
