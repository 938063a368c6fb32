package cn.healthylishui.assessment.closing.process;

import cn.healthylishui.assessment.closing.HandOvers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the model {@code hand-over} asks. */
@Component("handOvers")
public class HandOverProcess {

    private final HandOvers handOvers;

    HandOverProcess(HandOvers handOvers) {
        this.handOvers = handOvers;
    }

    public @Nullable Long draft(int year) {
        return handOvers.draft(year);
    }
}
