package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.publicity.Circulations;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the model {@code result-use} asks of circulations. */
@Component("circulations")
public class CirculationProcess {

    private final Circulations circulations;

    CirculationProcess(Circulations circulations) {
        this.circulations = circulations;
    }

    public @Nullable Long draft(int year) {
        return circulations.draft(year);
    }
}
