package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the models {@code annual-assessment} and {@code unit-assessment} ask of the municipal units. */
@Component("unitAssessment")
public class UnitAssessmentProcess {

    private final UnitReviews reviews;
    private final Stages stages;

    UnitAssessmentProcess(UnitReviews reviews, Stages stages) {
        this.reviews = reviews;
        this.stages = stages;
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

    @Transactional
    public void settle(int year, String unit) {
        stages.move(year, unit, Stage.UNIT_REVIEW, Stage.UNIT_SETTLED);
        reviews.requireAllGiven(year, unit);
        reviews.settle(year, unit);
    }
}
