package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import org.springframework.stereotype.Component;

/** What annual-assessment (年度考核) asks of the year. */
@Component("annualAssessment")
public class AnnualAssessmentProcess {

    private final AssessmentYears years;
    private final YearRoster roster;

    AnnualAssessmentProcess(AssessmentYears years, YearRoster roster) {
        this.years = years;
        this.roster = roster;
    }

    public void freeze(int year) {
        years.freeze(year);
    }

    /** The codes of the districts to assess; asked for more than once by the engine, always with the same answer. */
    public List<String> districts(int year) {
        return roster.districts(year).stream().map(YearDistrict::code).toList();
    }
}
