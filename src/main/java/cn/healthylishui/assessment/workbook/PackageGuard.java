package cn.healthylishui.assessment.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Of a file as it is uploaded, and of all that comes out of it. Far more than 20,000 rows of 50 columns need. */
    private static final int LARGEST_FILE = 20 << 20;

    /** The signatures that files begin with are this long. */
    private static final int SHORTEST = 8;

    private static final String NO_WORKBOOK = "这不是 Excel 工作簿。请上传从本系统下载、填好后保存为 .xlsx 的表格。";

    private static final long LARGEST_CONTENT = 200L << 20;
    private static final int MOST_PARTS = 2000;
    private static final int MOST_SHEETS = 100;

    private static final Pattern SHEET = Pattern.compile("<(?:\\w+:)?sheet\\s([^>]*)>");
    private static final Pattern RELATION = Pattern.compile("<(?:\\w+:)?Relationship\\s([^>]*)>");
    private static final Pattern MERGED =
            Pattern.compile("<(?:\\w+:)?mergeCell\\s[^>]*?ref=\"([A-Z]+)(\\d+):([A-Z]+)(\\d+)\"");

    /** Merged cells by the name of their sheet: the first cell of each, as Excel counts. */
    record Merged(int row, int column, int lastRow, String range) {}

    private PackageGuard() {}

    /** @throws FaultyWorkbook where the file must not or cannot be read */
    static Map<String, List<Merged>> look(byte[] file) {
        if (file.length == 0) {
            throw refuse("文件是空的。请选择填好的 Excel 表格。");
        }
        if (file.length > LARGEST_FILE) {
            throw refuse("文件有%d兆，超过%d兆。请删去与填报无关的图片和工作表后再上传。".formatted(file.length >> 20, LARGEST_FILE >> 20));
        }
        if (file.length < SHORTEST) {
            throw refuse(NO_WORKBOOK);
        }
        if (ReadableWorkbook.isOLE2Header(file)) {
            throw refuse(
                    encrypted(file)
                            ? "表格设了打开密码，系统读不了。请在 Excel 里取消密码（文件—信息—保护工作簿），保存后再上传。"
                            : "这是旧格式（.xls）的文件。请在 Excel 里另存为“Excel 工作簿（.xlsx）”后再上传。");
        }
        if (!ReadableWorkbook.isOOXMLZipHeader(file)) {
            throw refuse(NO_WORKBOOK);
        }
        return parts(file);
    }

    private static boolean encrypted(byte[] file) {
        try (POIFSFileSystem system = new POIFSFileSystem(new ByteArrayInputStream(file))) {
            return system.getRoot().hasEntryCaseInsensitive("EncryptedPackage");
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    private static Map<String, List<Merged>> parts(byte[] file) {
        Map<String, List<Merged>> byPart = new HashMap<>();
        String workbook = "";
        String relations = "";
        long total = 0;
        int parts = 0;
        try (ZipFile zip = ZipFile.builder().setByteArray(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (++parts > MOST_PARTS) {
                    throw refuse("文件里有%d个以上的部分，不像填报用的表格。请重新下载表格填写。".formatted(MOST_PARTS));
                }
                String name = entry.getName();
                boolean sheet = name.startsWith("xl/worksheets/") && name.endsWith(".xml");
                boolean kept = sheet || name.equals("xl/workbook.xml") || name.equals("xl/_rels/workbook.xml.rels");
                String text = content(zip.getInputStream(entry), LARGEST_CONTENT - total, kept);
                total += kept ? text.length() : Long.parseLong(text);
                if (sheet) {
                    byPart.put(name.substring("xl/".length()), merged(text));
                } else if (name.equals("xl/workbook.xml")) {
                    workbook = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
                } else if (kept) {
                    relations = text;
                }
            }
        } catch (IOException damaged) {
            throw refuse("文件已损坏或不完整，打不开。请重新上传；仍不行的，用 Excel 打开另存一份。");
        }
        if (workbook.isEmpty()) {
            throw refuse(NO_WORKBOOK);
        }
        return byName(workbook, relations, byPart);
    }

    /** The part's text, one character a byte, which is enough to look for tags; its length alone where it is not looked at. */
    private static String content(InputStream part, long allowed, boolean kept) throws IOException {
        byte[] buffer = new byte[1 << 16];
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long length = 0;
        for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
            length += read;
            if (length > allowed) {
                throw refuse("文件解压后超过%d兆，不像填报用的表格，没有打开。请重新下载表格填写。".formatted(LARGEST_CONTENT >> 20));
            }
            if (kept) {
                content.write(buffer, 0, read);
            }
        }
        return kept ? content.toString(StandardCharsets.ISO_8859_1) : String.valueOf(length);
    }

    /** Merged cells stand behind the data. */
    private static List<Merged> merged(String sheet) {
        int from = sheet.indexOf("mergeCells");
        List<Merged> found = new ArrayList<>();
        if (from < 0) {
            return found;
        }
        Matcher matcher = MERGED.matcher(sheet).region(from, sheet.length());
        while (matcher.find()) {
            found.add(new Merged(
                    Integer.parseInt(matcher.group(2)),
                    number(matcher.group(1)),
                    Integer.parseInt(matcher.group(4)),
                    matcher.group(1) + matcher.group(2) + ":" + matcher.group(3) + matcher.group(4)));
        }
        return found;
    }

    private static int number(String letters) {
        int number = 0;
        for (char letter : letters.toCharArray()) {
            number = number * 26 + letter - 'A' + 1;
        }
        return number;
    }

    private static Map<String, List<Merged>> byName(
            String workbook, String relations, Map<String, List<Merged>> byPart) {
        Map<String, String> targets = new HashMap<>();
        Matcher relation = RELATION.matcher(relations);
        while (relation.find()) {
            targets.put(
                    attribute(relation.group(1), "Id"),
                    attribute(relation.group(1), "Target").replaceFirst("^/xl/", ""));
        }
        Map<String, List<Merged>> byName = new HashMap<>();
        Matcher sheet = SHEET.matcher(workbook);
        int sheets = 0;
        while (sheet.find()) {
            if (++sheets > MOST_SHEETS) {
                throw refuse("文件里有%d张以上的工作表，不像填报用的表格。请重新下载表格填写，不要把别的工作表复制进来。".formatted(MOST_SHEETS));
            }
            String target = targets.getOrDefault(attribute(sheet.group(1), "r:id"), "");
            byName.put(unescaped(attribute(sheet.group(1), "name")), byPart.getOrDefault(target, List.of()));
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

    private static FaultyWorkbook refuse(String message) {
        return new FaultyWorkbook(List.of(Fault.whole(message)));
    }
}
