package cn.healthylishui.assessment.ownunit.process;

import cn.healthylishui.assessment.ownunit.OwnUnits;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the model {@code district-unit-assessment} asks beyond its forms. */
@Component("ownUnits")
public class OwnUnitsProcess {

    private final OwnUnits ownUnits;

    OwnUnitsProcess(OwnUnits ownUnits) {
        this.ownUnits = ownUnits;
    }

    /** The member units that report on their tasks now. */
    public List<String> units(int year, String district) {
        return ownUnits.unitsToAsk(year, district);
    }
}
