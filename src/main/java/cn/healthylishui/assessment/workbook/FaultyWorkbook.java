package cn.healthylishui.assessment.workbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** 有问题的表格: a workbook of which nothing was taken over, with all that has to be mended in it. */
public final class FaultyWorkbook extends RuntimeException {

    /** More than anybody mends before trying again. */
    private static final int MOST_FAULTS = 1000;

    private final transient List<Fault> faults;
    private final @Nullable String fileName;
    private final byte @Nullable [] file;

    public FaultyWorkbook(List<Fault> faults) {
        this(faults, null, null);
    }

    private FaultyWorkbook(List<Fault> faults, @Nullable String fileName, byte @Nullable [] file) {
        super("表格里有%d处%s问题，没有导入任何内容。请改好后重新上传。"
                .formatted(Math.min(faults.size(), MOST_FAULTS), faults.size() < MOST_FAULTS ? "" : "以上"));
        this.faults = List.copyOf(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
        this.fileName = fileName;
        this.file = file;
    }

    /** The same with the file that was uploaded, so that the faults can be marked in a copy of it. */
    public FaultyWorkbook in(String name, byte[] content) {
        return new FaultyWorkbook(faults, name, content);
    }

    public List<Fault> faults() {
        return faults;
    }

    public @Nullable String fileName() {
        return fileName;
    }

    /** The uploaded workbook with its faults marked; null where it cannot be opened at all, or is too large for that. */
    public byte @Nullable [] annotated() {
        return file == null ? null : AnnotatedCopy.of(file, faults);
    }
}
