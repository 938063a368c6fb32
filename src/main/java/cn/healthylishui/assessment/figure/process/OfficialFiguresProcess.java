package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import cn.healthylishui.assessment.year.YearState;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the models {@code official-figures} (官方数据) and {@code district-assessment} ask about official figures. */
@Component("officialFigures")
public class OfficialFiguresProcess {

    /** The message for which a district's assessment waits. */
    static final String SETTLED = "official-figures-settled";

    private final FigureSheet sheet;
    private final AssessmentYears years;
    private final Stages stages;
    private final RuntimeService runtime;

    OfficialFiguresProcess(FigureSheet sheet, AssessmentYears years, Stages stages, RuntimeService runtime) {
        this.sheet = sheet;
        this.years = years;
        this.stages = stages;
        this.runtime = runtime;
    }

    /** The units that give official figures of a year. */
    public List<String> owners(int year) {
        return sheet.owners(year);
    }

    /** A district that is told no waits for the message; it can miss none, because the year stays locked until it waits. */
    public boolean settled(int year) {
        return years.figuresSettledLocking(year);
    }

    /** Settles the year's figures, once the city office has accepted those of every unit, and wakes every district that waits for them. */
    @Transactional
    public void settle(int year) {
        years.lock(year);
        years.require(year, YearState.ASSESSING);
        OutOfStep.require(years.get(year).figuresSettledAt() == null, year + "年度官方数据", "已核定");
        owners(year).forEach(unit -> stages.require(year, unit, Stage.FIGURES_ACCEPTED));
        years.markFiguresSettled(year);
        runtime.createMessageCorrelation(SETTLED)
                .processInstanceVariableEquals(Variables.YEAR, year)
                .correlateAll();
    }
}
