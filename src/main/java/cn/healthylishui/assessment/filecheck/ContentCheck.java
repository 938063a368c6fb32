package cn.healthylishui.assessment.filecheck;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Looks into one file and everything packed into it, each by the rules of its own format. */
final class ContentCheck {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int WINDOW = 1 << 16;

    private final Budget budget = new Budget();

    static Finding otherContent(Format format) {
        return new Finding("的内容与扩展名 .%s 不符".formatted(format.extension()), "可能已损坏或被改名。请用原来的程序打开，另存后再上传。");
    }

    void check(Format format, byte[] content) {
        switch (format.kind()) {
            case PDF -> PdfCheck.check(content, budget);
            case IMAGE -> ImageCheck.check(format, content);
            case TEXT -> text(content, budget);
            case OLE2 -> new OleCheck(this, budget).check(format, content);
            case OOXML, OFD -> new ZipCheck(this, budget).check(format, content);
        }
    }

    /** A file packed into another under a name of its own. */
    void file(String name, byte[] content) {
        String extension = FileNames.extension(name);
        if (FileNames.PROGRAMS.contains(extension) || Traces.executable(content, 0)) {
            throw Finding.program(name);
        }
        Format format = Format.of(extension).orElseThrow(() -> Finding.object(name));
        budget.deeper(content.length, () -> check(format, content));
    }

    /** A document that is an object of another; what it is, its content tells. */
    void document(String name, byte[] content) {
        budget.deeper(content.length, () -> {
            if (Traces.isOle2(content)) {
                new OleCheck(this, budget).part(name, content);
            } else if (Traces.isZip(content)) {
                new ZipCheck(this, budget).part(name, content);
            } else if (Traces.starts(content, 0, '%', 'P', 'D', 'F', '-')) {
                PdfCheck.check(content, budget);
            } else if (Traces.executable(content, 0)) {
                throw Finding.program(name);
            } else {
                throw Finding.object(name);
            }
        });
    }

    /** Text in one of the ways in which Chinese is written, and none that a browser takes for a page. */
    private static void text(byte[] content, Budget budget) {
        if (Traces.endsAsZip(content, false)) {
            throw Finding.twoThings("压缩包");
        }
        boolean utf16 = Traces.starts(content, 0, 0xFF, 0xFE) || Traces.starts(content, 0, 0xFE, 0xFF);
        boolean known = utf16
                ? isText(content, StandardCharsets.UTF_16, budget)
                : isText(content, StandardCharsets.UTF_8, budget) || isText(content, GB18030, budget);
        if (!known) {
            throw otherContent(Format.TEXT);
        }
    }

    /** A piece at a time: as characters it is several times as large. */
    private static boolean isText(byte[] content, Charset charset, Budget budget) {
        try (Reader text = new InputStreamReader(new ByteArrayInputStream(content), charset.newDecoder())) {
            char[] piece = new char[WINDOW];
            int kept = 0;
            boolean first = true;
            for (int read = text.read(piece, 0, WINDOW); read >= 0; read = text.read(piece, kept, WINDOW - kept)) {
                budget.bytes(read);
                String window = new String(piece, 0, kept + read);
                if (window.chars().anyMatch(sign -> sign < 0x20 && "\t\n\r\f\u001A".indexOf(sign) < 0)) {
                    throw otherContent(Format.TEXT);
                }
                if (first && window.startsWith("#!") || Traces.isScript(window)) {
                    throw new Finding("的内容是网页或脚本，不是纯文本", "请把要证明的内容另存为PDF或截成图片后再上传。");
                }
                first = false;
                kept = Math.min(Traces.OVERLAP, window.length());
                window.getChars(window.length() - kept, window.length(), piece, 0);
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
