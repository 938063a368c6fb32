package cn.healthylishui.assessment.column;

/**
 * 列宽 in characters; on a page a column is narrow, middling or broad.
 *
 * @param characters 0 for a column that is there for the program and out of sight
 */
public record Width(int characters) {

    public static final Width S = new Width(12);
    public static final Width M = new Width(20);
    public static final Width L = new Width(40);

    public boolean hidden() {
        return characters == 0;
    }
}
