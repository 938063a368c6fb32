package cn.healthylishui.assessment.audit;

import org.jspecify.annotations.Nullable;

/** Tells from where the present call comes: null where nobody calls, and the procedure itself acts. */
public interface CallerAddress {

    @Nullable
    String get();
}
