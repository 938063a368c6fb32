package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the model {@code district-assessment} asks beyond its forms. */
@Component("districtAssessment")
public class DistrictAssessmentProcess {

    private final Assignments assignments;
    private final Returns returns;
    private final YearRoster roster;

    DistrictAssessmentProcess(Assignments assignments, Returns returns, YearRoster roster) {
        this.assignments = assignments;
        this.returns = returns;
        this.roster = roster;
    }

    /** The member units that have something to fill in: those with returned items; all of them where nothing was returned. */
    public List<String> unitsToFill(int year, String district) {
        Set<String> own = roster.memberUnits(year, district).stream()
                .map(YearMemberUnit::code)
                .collect(Collectors.toSet());
        List<String> withReturns = returns.offices(year, Returns.Stage.MATRIX).stream()
                .filter(own::contains)
                .toList();
        return withReturns.isEmpty() ? assignments.units(year, district) : withReturns;
    }

    /** The owners of the figures of a district that its review sent back. */
    public List<String> unitsToReverify(int year, String district) {
        return returns.offices(year, Returns.Stage.REVERIFY, district);
    }
}
