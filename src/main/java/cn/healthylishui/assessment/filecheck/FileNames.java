package cn.healthylishui.assessment.filecheck;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * 文件名: a name is kept and shown exactly as it was typed, or refused. What cannot be seen in it could make it read as something else
 * (a right-to-left mark turns {@code gpj.exe} round), and what a disk does not take would come to light at the download only.
 */
public final class FileNames {

    private static final int LONGEST = 255;

    private static final String PATH = "/\\:*?\"<>|";

    private static final Pattern DEVICE =
            Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\..*)?");

    /** Letters that show as nothing at all. */
    private static final Set<Integer> BLANK = Set.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x17B4, 0x17B5);

    private static final Map<Integer, String> MARKS = Map.of(
            0x202A, "从左到右的方向标记",
            0x202B, "从右到左的方向标记",
            0x202C, "方向结束标记",
            0x202D, "强制从左到右的方向标记",
            0x202E, "强制从右到左的方向标记",
            0x200E, "从左到右的方向标记",
            0x200F, "从右到左的方向标记",
            0x061C, "阿拉伯文方向标记",
            0x200B, "零宽空格",
            0xFEFF, "零宽空格");

    /** What runs when it is opened; behind such a name something else is hidden, or is meant to be. */
    static final Set<String> PROGRAMS = Set.of(
            "exe",
            "dll",
            "scr",
            "pif",
            "cpl",
            "msi",
            "msp",
            "msix",
            "appx",
            "bat",
            "cmd",
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "vb",
            "js",
            "jse",
            "mjs",
            "wsf",
            "wsh",
            "wsc",
            "sct",
            "hta",
            "jar",
            "class",
            "war",
            "jnlp",
            "lnk",
            "url",
            "scf",
            "inf",
            "reg",
            "sh",
            "bash",
            "py",
            "pyc",
            "pl",
            "rb",
            "php",
            "asp",
            "aspx",
            "jsp",
            "apk",
            "elf",
            "so",
            "sys",
            "ocx",
            "chm",
            "hlp",
            "gadget",
            "application",
            "msc",
            "xll",
            "xlam",
            "htm",
            "html",
            "shtml",
            "xhtml",
            "mht",
            "mhtml",
            "svg",
            "swf",
            "iso",
            "img",
            "vhd",
            "vhdx");

    private FileNames() {}

    /** @throws Unfit where the name says which sign or part of it is in the way */
    static void check(String name) {
        if (name.isBlank()) {
            throw new Unfit("文件没有名字，请改名后再上传。");
        }
        name.codePoints().forEach(sign -> {
            if (hidden(sign)) {
                throw new Unfit(
                        "文件“%s”的名字里有看不见的字符（%s），可能让名字显示成别的样子。请改名，只用看得见的文字后再上传。".formatted(shown(name), called(sign)));
            }
        });
        if (name.length() > LONGEST) {
            throw new Unfit("文件“%s……”的名字有%d字，超过%d字。请改短后再上传。"
                    .formatted(name.substring(0, name.offsetByCodePoints(0, 20)), name.length(), LONGEST));
        }
        name.chars().filter(sign -> PATH.indexOf(sign) >= 0).findFirst().ifPresent(sign -> {
            throw new Unfit("文件“%s”的名字里有“%s”，文件名里不能用这个符号。请改名后再上传。".formatted(name, (char) sign));
        });
        if (!name.strip().equals(name) || name.endsWith(".") || name.startsWith(".")) {
            throw new Unfit("文件“%s”的名字以空格或句点开头、结尾，别的电脑可能打不开。请改名后再上传。".formatted(name));
        }
        if (DEVICE.matcher(name).matches()) {
            throw new Unfit("文件“%s”的名字是电脑保留给设备用的，保存不了。请改名后再上传。".formatted(name));
        }
        List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("\\."));
        parts.subList(1, Math.max(1, parts.size() - 1)).stream()
                .map(String::strip)
                .filter(PROGRAMS::contains)
                .findFirst()
                .ifPresent(part -> {
                    throw new Unfit("文件“%s”的名字里有程序的扩展名 .%s，容易被误认。请去掉后再上传。".formatted(name, part));
                });
    }

    /** The extension in lower case without its dot; empty where there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The name with a box for each sign that cannot be seen, as names that were stored before they were checked are shown. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().forEach(sign -> shown.appendCodePoint(hidden(sign) ? '□' : sign));
        return shown.toString();
    }

    private static boolean hidden(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> BLANK.contains(sign);
        };
    }

    private static String called(int sign) {
        String code = "U+%04X".formatted(sign);
        String mark = MARKS.get(sign);
        if (mark != null) {
            return mark + " " + code;
        }
        return (sign >= 0x2066 && sign <= 0x2069 ? "方向隔离标记 " : Character.isISOControl(sign) ? "控制字符 " : "") + code;
    }
}
