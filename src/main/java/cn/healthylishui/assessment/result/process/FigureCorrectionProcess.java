package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.FigureCorrections;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What the model {@code figure-correction} (更正官方数据) asks beyond its forms. */
@Component("figureCorrections")
public class FigureCorrectionProcess {

    private final FigureCorrections corrections;
    private final CurrentActor currentActor;

    FigureCorrectionProcess(FigureCorrections corrections, CurrentActor currentActor) {
        this.corrections = corrections;
        this.currentActor = currentActor;
    }

    /** Runs in the transaction of the city office's agreement; tells whether the leading group has to decide. */
    public boolean carryOut(Long correction) {
        return corrections.carryOut(correction, currentActor.as(Office.CITY));
    }

    /** The proposal to the leading group that a correction became. */
    public Long proposal(Long correction) {
        return Objects.requireNonNull(corrections.get(correction).proposal());
    }
}
