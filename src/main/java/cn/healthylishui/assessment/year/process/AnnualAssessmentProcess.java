package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.List;
import org.springframework.stereotype.Component;

/** What annual-assessment (年度考核) asks of the year. */
@Component("annualAssessment")
public class AnnualAssessmentProcess {

    private final AssessmentYears years;

    AnnualAssessmentProcess(AssessmentYears years) {
        this.years = years;
    }

    public void freeze(int year) {
        years.freeze(year);
    }

    /** The codes of the districts to assess; asked for more than once by the engine, always with the same answer. */
    public List<String> districts(int year) {
        return years.districts(year).stream().map(YearDistrict::code).toList();
    }
}
