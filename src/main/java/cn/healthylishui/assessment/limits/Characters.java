package cn.healthylishui.assessment.limits;

/** 字符: which of them a text may hold. */
public final class Characters {

    private Characters() {}

    /** Whether there is nothing in it that nobody can see and not every database can hold; ends of lines and tabs are no such thing. */
    public static boolean areReadable(String text) {
        return text.codePoints()
                .allMatch(c -> c == '\n'
                        || c == '\r'
                        || c == '\t'
                        || !(Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE));
    }
}
