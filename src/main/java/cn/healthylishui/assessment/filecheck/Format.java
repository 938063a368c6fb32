package cn.healthylishui.assessment.filecheck;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 格式: the formats that are accepted, those of the offices' own programs among them. */
public enum Format {
    PDF("application/pdf", Kind.PDF, null, "pdf"),
    DOC("application/msword", Kind.OLE2, "WordDocument", "doc"),
    WPS("application/wps-office.wps", Kind.OLE2, "WordDocument", "wps"),
    XLS("application/vnd.ms-excel", Kind.OLE2, "Workbook", "xls"),
    ET("application/wps-office.et", Kind.OLE2, "Workbook", "et"),
    PPT("application/vnd.ms-powerpoint", Kind.OLE2, "PowerPoint Document", "ppt"),
    DPS("application/wps-office.dps", Kind.OLE2, "PowerPoint Document", "dps"),
    DOCX(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind.OOXML,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "docx"),
    XLSX(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind.OOXML,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "xlsx"),
    PPTX(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Kind.OOXML,
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "pptx"),
    OFD("application/ofd", Kind.OFD, null, "ofd"),
    JPEG("image/jpeg", Kind.IMAGE, null, "jpg", "jpeg"),
    PNG("image/png", Kind.IMAGE, null, "png"),
    TEXT("text/plain", Kind.TEXT, null, "txt");

    /** What a file is inside, which tells how it is looked into. */
    enum Kind {
        PDF,
        OLE2,
        OOXML,
        OFD,
        IMAGE,
        TEXT
    }

    static final String IN_WORDS =
            "PDF、Word（doc、docx）、Excel（xls、xlsx）、演示文稿（ppt、pptx）、WPS（wps、et、dps）、OFD、图片（jpg、png）和纯文本（txt）";

    private final String mediaType;
    private final Kind kind;
    private final @Nullable String mainPart;
    private final List<String> extensions;

    Format(String mediaType, Kind kind, @Nullable String mainPart, String... extensions) {
        this.mediaType = mediaType;
        this.kind = kind;
        this.mainPart = mainPart;
        this.extensions = List.of(extensions);
    }

    public String mediaType() {
        return mediaType;
    }

    Kind kind() {
        return kind;
    }

    /** Of an OLE2 file the stream, of an OOXML package the content type that makes it this format. */
    String mainPart() {
        return mainPart == null ? "" : mainPart;
    }

    String extension() {
        return extensions.get(0);
    }

    static Optional<Format> of(String extension) {
        String lower = extension.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(format -> format.extensions.contains(lower))
                .findFirst();
    }

    /**
     * Whether a browser may declare this type for a file of this format. Which type it declares depends on the programs that are
     * installed, so that only what contradicts counts: a page, a picture or a program for what claims to be a document.
     */
    boolean mayBeDeclared(@Nullable String declared) {
        if (declared == null || declared.isBlank()) {
            return true;
        }
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/octet-stream") || type.equals(mediaType)) {
            return true;
        }
        return switch (kind) {
            case IMAGE -> type.equals("image/pjpeg") || type.equals("image/jpg") || type.equals("image/x-png");
            case TEXT -> false;
            case PDF -> type.equals("application/x-pdf");
            case OLE2, OOXML, OFD -> OFFICE_TYPES.stream().anyMatch(type::startsWith);
        };
    }

    private static final List<String> OFFICE_TYPES = List.of(
            "application/msword",
            "application/vnd.ms-",
            "application/vnd.openxmlformats-officedocument.",
            "application/wps-office.",
            "application/wps-",
            "application/kswps",
            "application/kset",
            "application/ksdps",
            "application/x-wps",
            "application/x-et",
            "application/x-dps",
            "application/x-msoffice",
            "application/x-tika-",
            "application/ofd",
            "application/x-ofd",
            "application/vnd.ofd",
            "application/zip",
            "application/x-zip-compressed");
}
