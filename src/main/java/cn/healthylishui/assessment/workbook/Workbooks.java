package cn.healthylishui.assessment.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** 表格: writes workbooks to be filled in, and reads them back whole or not at all. */
public final class Workbooks {

    private static final int LONGEST_NAME = 31;

    private Workbooks() {}

    public static void write(OutputStream out, Template template, List<Sheet> sheets) throws IOException {
        new TemplateWriter(out, template).write(sheets);
    }

    public static byte[] bytes(Template template, List<Sheet> sheets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out, template, sheets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Reads the sheets of a workbook that was written with the very same template.
     *
     * @return the sheets by the key of their layout
     * @throws FaultyWorkbook with everything that is wrong with it, as far as that can be told without knowing what its cells mean
     */
    public static Map<String, ReadSheet> read(byte[] file, Template expected, List<Layout> layouts) {
        return read(file, check(expected), layouts);
    }

    private static TemplateCheck check(Template expected) {
        return template -> template.kind().equals(expected.kind())
                        && template.subject().equals(expected.subject())
                ? template.version().equals(expected.version()) ? "" : "这张表格是旧版本，内容和系统里的已经不一致。请重新下载表格，把填好的内容复制过去。"
                : "这不是要上传的那张表格，是别处下载的另一张。请在本页下载表格，填好后再上传。";
    }

    /** The same for workbooks of which more than one template will do. */
    public static Map<String, ReadSheet> read(
            byte[] file, Predicate<Template> accepted, String whatIsExpected, List<Layout> layouts) {
        return read(file, template -> accepted.test(template) ? "" : whatIsExpected, layouts);
    }

    /**
     * The same for whoever says himself what else is wrong with the rows that can be read: what is wrong so far is added to the faults,
     * a cell among them reads as empty.
     */
    public static Map<String, ReadSheet> read(
            byte[] file,
            Predicate<Template> accepted,
            String whatIsExpected,
            List<Layout> layouts,
            List<Fault> faults) {
        return readable(file, template -> accepted.test(template) ? "" : whatIsExpected, layouts, faults);
    }

    /** The same for the workbooks of one template. */
    public static Map<String, ReadSheet> read(
            byte[] file, Template expected, List<Layout> layouts, List<Fault> faults) {
        return readable(file, check(expected), layouts, faults);
    }

    private static Map<String, ReadSheet> readable(
            byte[] file, TemplateCheck check, List<Layout> layouts, List<Fault> faults) {
        TemplateReader reader = new TemplateReader(file, check);
        try {
            Map<String, ReadSheet> sheets = reader.readable(layouts);
            faults.addAll(reader.faults());
            return sheets;
        } catch (FaultyWorkbook unreadable) {
            faults.addAll(unreadable.faults());
            return Map.of();
        }
    }

    private static Map<String, ReadSheet> read(byte[] file, TemplateCheck check, List<Layout> layouts) {
        return new TemplateReader(file, check).read(layouts);
    }

    /** Says what is wrong with a workbook's template; empty where it is the right one. */
    @FunctionalInterface
    interface TemplateCheck {
        String fault(Template found);
    }

    /** The name as a sheet can have it: without the characters that Excel refuses, and not too long. */
    public static String sheetName(String name) {
        String plain = name.replaceAll("[\\[\\]:*?/\\\\']", "－").strip();
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }
}
