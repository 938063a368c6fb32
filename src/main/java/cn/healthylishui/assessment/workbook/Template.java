package cn.healthylishui.assessment.workbook;

/**
 * 模板 of a workbook, kept in it out of sight, so that another workbook, or one of an older form, is told from the right one.
 *
 * @param kind what sort of table it is
 * @param subject what it is about, such as the year and the district; empty for one that suits any
 * @param version the version of its structure
 */
public record Template(String kind, String subject, String version) {}
