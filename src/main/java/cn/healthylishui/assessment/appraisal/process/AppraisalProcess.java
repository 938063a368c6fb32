package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Rater;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** What the model {@code democratic-appraisal} asks beyond its forms. */
@Component("appraisal")
public class AppraisalProcess implements ApplicationRunner {

    private final YearRoster roster;
    private final Appraisals appraisals;
    private final AppraisalOutcomes appraisalOutcomes;
    private final SealedSeats seats;

    AppraisalProcess(YearRoster roster, Appraisals appraisals, AppraisalOutcomes appraisalOutcomes, SealedSeats seats) {
        this.seats = seats;
        this.roster = roster;
        this.appraisals = appraisals;
        this.appraisalOutcomes = appraisalOutcomes;
    }

    /** Whether any municipal unit is assessed in the year. */
    public boolean due(int year) {
        return !roster.assessedUnits(year).isEmpty();
    }

    /** The seats from which a ballot is awaited; asked for more than once by the engine, always with the same answer. */
    public List<String> raters(int year) {
        return appraisals.turnout(year).raters().stream().map(Rater::seat).toList();
    }

    public void count(int year) {
        appraisalOutcomes.count(year);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        seats.settle();
    }
}
