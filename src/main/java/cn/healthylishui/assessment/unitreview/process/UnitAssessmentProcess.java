package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.unitreview.UnitReviews;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the models {@code annual-assessment} and {@code unit-assessment} ask of the municipal units. */
@Component("unitAssessment")
public class UnitAssessmentProcess {

    private final UnitReviews reviews;

    UnitAssessmentProcess(UnitReviews reviews) {
        this.reviews = reviews;
    }

    public List<String> units(int year) {
        return reviews.units(year);
    }

    public List<String> reviewers(int year, String unit) {
        return reviews.reviewersToAsk(year, unit);
    }

    public String returned(int year, String unit) {
        return reviews.returned(year, unit);
    }

    public boolean differs(int year, String unit) {
        return reviews.differs(year, unit);
    }

    public void settle(int year, String unit) {
        reviews.settle(year, unit);
    }
}
