package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.verification.Draws;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the model {@code spot-check} (抽签和现场核查) asks beyond its forms. */
@Component("spotCheck")
public class SpotCheckProcess {

    private final Draws draws;

    SpotCheckProcess(Draws draws) {
        this.draws = draws;
    }

    public void draw(int year, String district) {
        draws.draw(year, district);
    }

    /** The townships to check; asked for more than once by the engine, always with the same answer. */
    public List<String> drawn(int year, String district) {
        return draws.drawnTownships(year, district);
    }
}
