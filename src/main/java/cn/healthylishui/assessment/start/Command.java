package cn.healthylishui.assessment.start;

import java.util.List;

/** What the program does in place of serving when its first argument says so. */
public interface Command {

    /** The first argument. */
    String name();

    /**
     * @param arguments those after the first
     * @return the exit code
     */
    int run(List<String> arguments);
}
