package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.limits.TemporaryFiles;
import cn.healthylishui.assessment.workbook.Bounds.Deadline;
import cn.healthylishui.assessment.workbook.PackageGuard.Looked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** 标注了问题的表格: the uploaded workbook with a list of its faults in front and each faulty cell marked. */
final class AnnotatedCopy {

    private static final String LIST = "问题清单";

    /** Bytes of the unpacked workbook, which grows tenfold when it is held whole. */
    private static final long LARGEST = 12 << 20;

    static {
        // the package guard has looked at the size already; long columns of the same word are packed tighter than POI
        // expects
        ZipSecureFile.setMinInflateRatio(0.0001);
        ZipSecureFile.setMaxEntrySize(LARGEST);
    }

    private final XSSFWorkbook workbook;
    private final Map<CellStyle, CellStyle> marked = new HashMap<>();

    private AnnotatedCopy(XSSFWorkbook workbook) {
        this.workbook = workbook;
    }

    static byte @Nullable [] of(byte[] file, List<Fault> faults) {
        if (faults.stream().allMatch(fault -> fault.sheet().isEmpty())) {
            return null; // what is wrong with the whole file is said in a sentence; a copy of a foreign file helps
            // nobody
        }
        if (!isSmall(file)) {
            return null;
        }
        Path copy = null;
        try {
            // from a file it is read by the list of its parts, as the guard has read it
            copy = TemporaryFiles.create("marked");
            Files.write(copy, file);
            OPCPackage parts = OPCPackage.open(copy.toFile(), PackageAccess.READ_WRITE);
            try (XSSFWorkbook workbook = new XSSFWorkbook(parts);
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                new AnnotatedCopy(workbook).annotate(faults);
                workbook.write(out);
                return out.toByteArray();
            } finally {
                parts.revert();
            }
        } catch (IOException | InvalidFormatException | RuntimeException unreadable) {
            // read by one library, not by the other: the list of faults is shown all the same, only the copy is missing
            return null;
        } finally {
            TemporaryFiles.delete(copy);
        }
    }

    private static boolean isSmall(byte[] file) {
        try {
            Looked looked = PackageGuard.look(file, new Deadline());
            return looked.cells() <= Bounds.get().markedCells() && looked.unpacked() <= LARGEST;
        } catch (FaultyWorkbook refused) {
            return false;
        }
    }

    private void annotate(List<Fault> faults) {
        Map<String, Map<Integer, Map<Integer, String>>> bySheet = new HashMap<>();
        faults.stream()
                .filter(fault -> fault.row() > 0)
                .limit(Bounds.get().marks())
                .forEach(fault -> bySheet.computeIfAbsent(fault.sheet(), key -> new HashMap<>())
                        .computeIfAbsent(fault.row(), key -> new HashMap<>())
                        .merge(Math.max(1, fault.column()), fault.message(), (a, b) -> a + "\n" + b));
        bySheet.forEach((name, rows) -> {
            Sheet sheet = workbook.getSheet(name);
            if (sheet != null) {
                rows.forEach((row, cells) -> cells.forEach((column, message) -> mark(sheet, row, column, message)));
            }
        });
        list(faults);
    }

    private void mark(Sheet sheet, int rowNumber, int columnNumber, String message) {
        Row row = sheet.getRow(rowNumber - 1);
        if (row == null) {
            row = sheet.createRow(rowNumber - 1);
        }
        Cell cell = row.getCell(columnNumber - 1, Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
        cell.setCellStyle(marked.computeIfAbsent(cell.getCellStyle(), this::red));
        if (cell.getCellComment() != null) {
            cell.removeCellComment();
        }
        ClientAnchor anchor = workbook.getCreationHelper().createClientAnchor();
        anchor.setCol1(columnNumber);
        anchor.setCol2(columnNumber + 3);
        anchor.setRow1(rowNumber - 1);
        anchor.setRow2(rowNumber + 3);
        Comment comment = sheet.createDrawingPatriarch().createCellComment(anchor);
        comment.setString(new XSSFRichTextString(message));
        comment.setAuthor("健康丽水考核");
        cell.setCellComment(comment);
    }

    private CellStyle red(CellStyle style) {
        CellStyle red = workbook.createCellStyle();
        red.cloneStyleFrom(style);
        red.setFillForegroundColor(IndexedColors.ROSE.getIndex());
        red.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        return red;
    }

    private void list(List<Fault> faults) {
        int old = workbook.getSheetIndex(LIST);
        if (old >= 0) {
            workbook.removeSheetAt(old);
        }
        Sheet sheet = workbook.createSheet(LIST);
        workbook.setSheetOrder(LIST, 0);
        workbook.setActiveSheet(0);
        workbook.setSelectedTab(0);
        CellStyle bold = workbook.createCellStyle();
        XSSFFont font = workbook.createFont();
        font.setBold(true);
        bold.setFont(font);
        CellStyle wrapped = workbook.createCellStyle();
        wrapped.setWrapText(true);
        write(
                sheet,
                0,
                "共%d处问题%s。改好后上传的表格里可以留着这张清单，系统不读它。"
                        .formatted(
                                faults.size(),
                                faults.size() > Bounds.get().marks()
                                        ? "，表中标红的只是前%d处".formatted(Bounds.get().marks())
                                        : ""),
                "",
                bold);
        write(sheet, 1, "位置", "问题和改法", bold);
        for (int i = 0; i < faults.size(); i++) {
            write(sheet, i + 2, faults.get(i).place(), faults.get(i).message(), wrapped);
        }
        sheet.setColumnWidth(0, 36 * 256);
        sheet.setColumnWidth(1, 90 * 256);
        sheet.createFreezePane(0, 2);
    }

    private static void write(Sheet sheet, int number, String place, String message, CellStyle style) {
        Row row = sheet.createRow(number);
        row.createCell(0).setCellValue(place);
        row.createCell(1).setCellValue(message);
        row.getCell(0).setCellStyle(style);
        row.getCell(1).setCellStyle(style);
    }
}
