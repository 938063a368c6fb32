package cn.healthylishui.assessment.workbook;

/**
 * 一处问题 in a workbook, in words that say how to mend it.
 *
 * @param sheet the name of the sheet; empty where the workbook as a whole is meant
 * @param row as Excel counts, from 1; 0 where the whole sheet is meant
 * @param column as Excel counts, A being 1; 0 where the whole row is meant
 */
public record Fault(String sheet, int row, int column, String message) {

    private static final int LONGEST = 1000;
    private static final int LONGEST_QUOTE = 60;

    public Fault {
        if (message.length() > LONGEST) {
            message = message.substring(0, LONGEST) + "…";
        }
    }

    /** As much of what was typed as tells which it is. */
    public static String quoted(String typed) {
        return typed.length() <= LONGEST_QUOTE ? typed : typed.substring(0, LONGEST_QUOTE) + "…";
    }

    public static Fault whole(String message) {
        return new Fault("", 0, 0, message);
    }

    /** Where it is: “自查打分”表第5行D列. */
    public String place() {
        StringBuilder place = new StringBuilder(sheet.isEmpty() ? "整个文件" : "“" + sheet + "”表");
        if (row > 0) {
            place.append('第').append(row).append('行');
        }
        if (column > 0) {
            place.append(letters(column)).append('列');
        }
        return place.toString();
    }

    @Override
    public String toString() {
        return place() + "：" + message;
    }

    /** A column as Excel names it: 1 is A, 27 is AA. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
