package cn.healthylishui.assessment;

import java.util.List;

/** What the program does in place of serving when its first argument says so; found by {@link java.util.ServiceLoader}. */
public interface Command {

    /** The first argument. */
    String name();

    /**
     * @param arguments those after the first
     * @return the exit code
     */
    int run(List<String> arguments);
}
