package cn.healthylishui.assessment.filecheck;

import static cn.healthylishui.assessment.TestFiles.ole2;
import static cn.healthylishui.assessment.TestFiles.pdf;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static cn.healthylishui.assessment.TestFiles.wordParts;
import static cn.healthylishui.assessment.TestFiles.wordStream;
import static cn.healthylishui.assessment.TestFiles.written;
import static cn.healthylishui.assessment.TestFiles.zip;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** Files near the largest that may be uploaded: honest ones of every kind, and those that cost most to look into. */
public final class LargeFiles {

    private static final int LARGE = 19 << 20;

    static final String KEPT = "looked into and kept: ";
    static final String REFUSED = "looked into and refused: ";

    private LargeFiles() {}

    /** @return the contents by name; the names of those that are refused begin so */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] noise = new byte[LARGE];
        new Random(1).nextBytes(noise);
        String text = new String(noise, StandardCharsets.ISO_8859_1);
        files.put("scan.pdf", pdf("", "<< /Length %d >>\nstream\n".formatted(LARGE) + text + "\nendstream"));
        files.put("photos.docx", zip(with("word/media/image1.png", noise)));
        files.put("nested.docx", zip(with("word/embeddings/a.docx", zip(with("word/media/image1.png", noise)))));
        files.put("old.doc", ole2(root -> {
            root.createDocument("WordDocument", new ByteArrayInputStream(wordStream(0)));
            root.createDocument("Data", new ByteArrayInputStream(noise));
        }));
        files.put("photo.png", picture());
        files.put("text.txt", utf8("健康丽水建设工作台账，逐条记录。\n".repeat(LARGE / 50)));
        files.put("words.docx", zip(with("word/footnotes.xml", words())));
        files.put("refused-empty-texts.pdf", pdf("", "[" + "()".repeat(LARGE / 2) + "]"));
        files.put("refused-empty-lists.pdf", pdf("", "[" + "[]".repeat(LARGE / 2) + "]"));
        files.put("refused-names.pdf", pdf("", "[" + names() + "]"));
        files.put("refused-without-tags.docx", zip(with("word/footnotes.xml", utf8("<a>" + "字".repeat(LARGE)))));
        files.put("refused-large-part.docx", zip(with("word/embeddings/a.bin", repeated(noise, 60 << 20))));
        files.put("refused-directory.docx", directory());
        return files;
    }

    private static Map<String, byte[]> with(String name, byte[] content) {
        Map<String, byte[]> parts = new LinkedHashMap<>(wordParts());
        parts.put(name, content);
        return parts;
    }

    private static byte[] picture() {
        BufferedImage picture = new BufferedImage(2500, 2500, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int x = 0; x < 2500; x++) {
            for (int y = 0; y < 2500; y++) {
                picture.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return written(out -> ImageIO.write(picture, "png", out));
    }

    /** 60 MB of short texts, each another one. */
    private static byte[] words() {
        StringBuilder words = new StringBuilder("<w:footnotes xmlns:w=\"w\">");
        for (int i = 0; words.length() < 60 << 20; i++) {
            words.append("<w:p><w:r><w:t>").append(i * 7919L).append("</w:t></w:r></w:p>");
        }
        return utf8(words.append("</w:footnotes>").toString());
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; names.length() < LARGE; i++) {
            names.append('/').append(Integer.toString(i, 36));
        }
        return names.toString();
    }

    private static byte[] repeated(byte[] piece, int length) {
        byte[] all = new byte[length];
        for (int at = 0; at < length; at++) {
            all[at] = piece[at % 5_000];
        }
        return all;
    }

    /** Parts without anything in them. */
    private static byte[] directory() {
        Map<String, byte[]> parts = new LinkedHashMap<>(wordParts());
        for (int i = 0; i < 150_000; i++) {
            parts.put("word/" + i, new byte[0]);
        }
        return zip(parts);
    }

    /** Looks into the files whose names it is given, as a program with little memory would. */
    static final class Program {

        private Program() {}

        public static void main(String[] files) throws Exception {
            for (String file : files) {
                Path path = Path.of(file);
                String name = path.getFileName().toString();
                try {
                    new FileCheck("").check(name, null, path, "somebody");
                    System.out.println(KEPT + name);
                } catch (Unfit unfit) {
                    System.out.println(REFUSED + name);
                }
            }
        }
    }

    /** @return by name where each lies */
    static Map<String, Path> write(Path directory) throws Exception {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> file : all().entrySet()) {
            paths.put(file.getKey(), Files.write(directory.resolve(file.getKey()), file.getValue()));
        }
        return paths;
    }
}
