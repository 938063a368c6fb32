package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the model {@code spot-check} (抽签和现场核查) asks beyond its forms. */
@Component("spotCheck")
public class SpotCheckProcess {

    private final Draws draws;
    private final Stages stages;

    SpotCheckProcess(Draws draws, Stages stages) {
        this.draws = draws;
        this.stages = stages;
    }

    /** Once the city office has accepted what the district handed in. */
    @Transactional
    public void draw(int year, String district) {
        stages.move(year, district, Stage.DRAW, Stage.CHECKS);
        draws.draw(year, district);
    }

    /** The townships to check; asked for more than once by the engine, always with the same answer. */
    public List<String> drawn(int year, String district) {
        return draws.drawnTownships(year, district);
    }
}
