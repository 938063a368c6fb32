package cn.healthylishui.assessment.audit;

/** 操作人: the person acting, and the office that person acts for. */
public record Actor(String userId, String office) {

    /** What the procedure itself does between two people's steps (drawing, freezing). */
    public static final Actor SYSTEM = new Actor("system", "system");
}
