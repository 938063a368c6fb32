package cn.healthylishui.assessment.workbook;

import cn.healthylishui.assessment.workbook.Bounds.Deadline;
import cn.healthylishui.assessment.workbook.PartScanner.Hostile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.dhatim.fastexcel.reader.ReadableWorkbook;

/**
 * 开包检查: looks into an uploaded file before anything parses it: whether it is a workbook at all, how large it grows when it is
 * unpacked, and which cells are merged, which the reader does not tell.
 */
final class PackageGuard {

    /** The signatures that files begin with are this long. */
    private static final int SHORTEST = 8;

    private static final String NO_WORKBOOK = "这不是 Excel 工作簿。请上传从本系统下载、填好后保存为 .xlsx 的表格。";

    private static final String DAMAGED = "文件已损坏或不完整，打不开。请重新上传；仍不行的，用 Excel 打开另存一份。";
    private static final int MOST_PARTS = 2000;

    /** As many as can be told of. */
    private static final int MOST_MERGED = 1000;

    private static final Pattern MERGED =
            Pattern.compile("\\sref=[\"']([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})[\"']");

    /** Merged cells by the name of their sheet: the first cell of each, as Excel counts. */
    record Merged(int row, int column, int lastRow, String range) {}

    /**
     * @param merged by the name of their sheet
     * @param cells of all sheets together
     * @param unpacked bytes of all parts together
     */
    record Looked(Map<String, List<Merged>> merged, int cells, long unpacked) {}

    private final Deadline deadline;
    private final Map<String, List<Merged>> byPart = new HashMap<>();
    private final List<String> sheets = new ArrayList<>();
    private final List<String> relations = new ArrayList<>();
    private long unpacked;
    private int cells;

    private PackageGuard(Deadline deadline) {
        this.deadline = deadline;
    }

    /** @throws FaultyWorkbook where the file must not or cannot be read */
    static Looked look(byte[] file, Deadline deadline) {
        if (file.length == 0) {
            throw Bounds.refuse("文件是空的。请选择填好的 Excel 表格。");
        }
        long largest = Bounds.get().file().toMegabytes();
        if (file.length > Bounds.get().file().toBytes()) {
            throw Bounds.refuse("文件有%d兆，超过%d兆。请删去与填报无关的图片和工作表后再上传。".formatted(file.length >> 20, largest));
        }
        if (file.length < SHORTEST) {
            throw Bounds.refuse(NO_WORKBOOK);
        }
        if (ReadableWorkbook.isOLE2Header(file)) {
            throw Bounds.refuse(
                    encrypted(file)
                            ? "表格设了打开密码，系统读不了。请在 Excel 里取消密码（文件—信息—保护工作簿），保存后再上传。"
                            : "这是旧格式（.xls）的文件。请在 Excel 里另存为“Excel 工作簿（.xlsx）”后再上传。");
        }
        if (!ReadableWorkbook.isOOXMLZipHeader(file)) {
            throw Bounds.refuse(NO_WORKBOOK);
        }
        return new PackageGuard(deadline).parts(file);
    }

    private static boolean encrypted(byte[] file) {
        try (POIFSFileSystem system = new POIFSFileSystem(new ByteArrayInputStream(file))) {
            return system.getRoot().hasEntryCaseInsensitive("EncryptedPackage");
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private Looked parts(byte[] file) {
        int parts = 0;
        boolean isWorkbook = false;
        try (ZipFile zip = ZipFile.builder().setByteArray(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (++parts > MOST_PARTS) {
                    throw Bounds.refuse("文件里有%d个以上的部分，不像填报用的表格。请重新下载表格填写。".formatted(MOST_PARTS));
                }
                String name = entry.getName();
                isWorkbook |= name.equals("xl/workbook.xml");
                try (InputStream part = zip.getInputStream(entry)) {
                    scanner(name).scan(part, isXml(name), this::unpacked);
                }
            }
        } catch (Hostile hostile) {
            throw Bounds.refuse("文件里有填报用的表格不会有的内容，没有打开。请重新下载表格，把填好的内容按“值”粘贴进去后再上传。");
        } catch (IOException damaged) {
            throw Bounds.refuse(DAMAGED);
        } catch (IllegalArgumentException damaged) {
            // the library's own way of saying that a head of the archive makes no sense
            throw Bounds.refuse(DAMAGED);
        }
        if (!isWorkbook) {
            throw Bounds.refuse(NO_WORKBOOK);
        }
        return new Looked(byName(), cells, unpacked);
    }

    /** Pictures and the like are none. */
    private static boolean isXml(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return plain.endsWith(".xml") || plain.endsWith(".rels") || plain.endsWith(".vml");
    }

    private PartScanner scanner(String name) {
        if (name.startsWith("xl/worksheets/") && name.endsWith(".xml")) {
            return new PartScanner(
                    new SheetBounds(byPart.computeIfAbsent(name.substring("xl/".length()), part -> new ArrayList<>())));
        }
        if (name.equals("xl/workbook.xml")) {
            return new PartScanner(tag -> {
                if (tag.is("sheet")) {
                    sheet(tag.words());
                }
            });
        }
        if (name.equals("xl/_rels/workbook.xml.rels")) {
            return new PartScanner(tag -> {
                if (tag.is("Relationship") && relations.size() < MOST_PARTS) {
                    relations.add(tag.words());
                }
            });
        }
        return new PartScanner(tag -> {});
    }

    private void unpacked(int bytes) {
        unpacked += bytes;
        if (unpacked > Bounds.get().unpacked().toBytes()) {
            throw Bounds.refuse("文件解压后超过%d兆，没有打开。表格里可能有大量设了格式的空行空列或图片：请重新下载表格，把填好的内容按“值”粘贴进去后再上传。"
                    .formatted(Bounds.get().unpacked().toMegabytes()));
        }
        deadline.check();
    }

    private void sheet(String tag) {
        if (sheets.size() == Bounds.get().sheets()) {
            throw Bounds.refuse("文件里有%d张以上的工作表，不像填报用的表格。请重新下载表格填写，不要把别的工作表复制进来。"
                    .formatted(Bounds.get().sheets()));
        }
        sheets.add(tag);
    }

    /** Counts the rows and cells of one sheet; merged cells stand behind them. */
    private final class SheetBounds implements Consumer<PartScanner> {

        private final List<Merged> merged;
        private int rows;
        private int inRow;

        SheetBounds(List<Merged> merged) {
            this.merged = merged;
        }

        @Override
        public void accept(PartScanner tag) {
            if (tag.is("c")) {
                cells++;
                inRow++;
                if (cells > Bounds.get().cells()) {
                    throw Bounds.refuse("表格里有%d个以上的单元格，没有往下读。请删去与填报无关的工作表和设了格式的空行空列后再上传。"
                            .formatted(Bounds.get().cells()));
                }
                if (Math.max(inRow, tag.column()) > Bounds.get().columns()) {
                    throw Bounds.refuse("有一张工作表超过%d列，没有往下读。请删去表格右边多余的列（包括设了格式的空列）后再上传。"
                            .formatted(Bounds.get().columns()));
                }
            } else if (tag.is("row")) {
                inRow = 0;
                if (++rows > Bounds.get().rows() + Layout.HEAD) {
                    throw Bounds.refuse("有一张工作表超过%d行，没有往下读。请删去表格下面多余的行（包括设了格式的空行）后再上传。"
                            .formatted(Bounds.get().rows()));
                }
            } else if (tag.is("mergeCell") && merged.size() < MOST_MERGED) {
                merged(tag.words()).ifPresent(merged::add);
            }
        }
    }

    private static Optional<Merged> merged(String tag) {
        Matcher matcher = MERGED.matcher(tag);
        return matcher.find()
                ? Optional.of(new Merged(
                        Integer.parseInt(matcher.group(2)),
                        number(matcher.group(1)),
                        Integer.parseInt(matcher.group(4)),
                        matcher.group(1) + matcher.group(2) + ":" + matcher.group(3) + matcher.group(4)))
                : Optional.empty();
    }

    private static int number(String letters) {
        int number = 0;
        for (char letter : letters.toCharArray()) {
            number = number * 26 + letter - 'A' + 1;
        }
        return number;
    }

    private Map<String, List<Merged>> byName() {
        Map<String, String> targets = new HashMap<>();
        for (String relation : relations) {
            targets.put(attribute(relation, "Id"), attribute(relation, "Target").replaceFirst("^/xl/", ""));
        }
        Map<String, List<Merged>> byName = new HashMap<>();
        for (String sheet : sheets) {
            String target = targets.getOrDefault(attribute(sheet, "r:id"), "");
            byName.put(unescaped(attribute(sheet, "name")), byPart.getOrDefault(target, List.of()));
        }
        return byName;
    }

    private static String attribute(String attributes, String name) {
        Matcher matcher =
                Pattern.compile("(?:^|\\s)" + name + "=[\"']([^\"']*)[\"']").matcher(attributes);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
