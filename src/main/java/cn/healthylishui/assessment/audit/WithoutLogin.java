package cn.healthylishui.assessment.audit;

import java.util.function.Supplier;

/** Lets the procedure itself ask the engine, with the rights of nobody who happens to be logged in. */
public interface WithoutLogin {

    /** Whoever is logged in still is afterwards. */
    <T> T ask(Supplier<T> question);
}
