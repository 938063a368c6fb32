package cn.healthylishui.assessment.closing;

/** 移交文件: makes the two files of a hand-over from the year's latest result. */
public interface HandOverFiles {

    /** An Excel workbook (.xlsx) for people. */
    byte[] workbook(int year);

    /** The same as JSON in UTF-8, for programs. */
    byte[] data(int year);
}
