package cn.healthylishui.assessment.filecheck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** 文件检查: whether an uploaded file may be kept. */
@Component
public class FileCheck {

    private static final Logger LOG = LoggerFactory.getLogger(FileCheck.class);

    private static final Set<String> ARCHIVES = Set.of("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "cab");
    private static final Set<String> WITH_MACROS =
            Set.of("docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm");

    /** A look holds a file and what comes out of it in memory: so one at a time, however many are uploaded. */
    private static final int AT_ONCE = 1;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

    private final Semaphore looks;
    private final Duration longestWait;
    private final VirusScan viruses;

    /** @param scanner host and port of a ClamAV daemon; empty where none is asked */
    @Autowired
    public FileCheck(@Value("${assessment.evidence.scanner:}") String scanner) {
        this(scanner, AT_ONCE, LONGEST_WAIT);
    }

    FileCheck(String scanner, int atOnce, Duration longestWait) {
        this.viruses = new VirusScan(scanner);
        this.looks = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /**
     * @param declared the media type that came with the file, if any
     * @param who who uploads it, for the log where something is found
     * @return what the file is
     * @throws Unfit where it may not be kept
     */
    public Format check(String name, @Nullable String declared, Path file, String who) {
        Format format = format(name);
        if (!format.mayBeDeclared(declared)) {
            throw new Unfit("文件“%s”上传时说明的类型（%s）与扩展名 .%s 不符，可能被改名。请用原来的程序打开，另存后再上传。"
                    .formatted(name, FileNames.shown(String.valueOf(declared)), FileNames.extension(name)));
        }
        look(name, format, file);
        scan(name, file, who);
        return format;
    }

    /** What the name alone tells; also asked before a file is read at all. */
    private static Format format(String name) {
        FileNames.check(name);
        String extension = FileNames.extension(name);
        return Format.of(extension).orElseThrow(() -> {
            String why = ARCHIVES.contains(extension)
                    ? "压缩包看不到里面的内容，请解压后逐个上传。"
                    : WITH_MACROS.contains(extension)
                            ? "它可以带宏，宏是程序。请另存为不带宏的文档（如 .docx、.xlsx）后再上传。"
                            : FileNames.PROGRAMS.contains(extension)
                                    ? "程序、脚本和网页不能作为材料，请把要证明的内容另存为PDF或截成图片。"
                                    : "请另存为能接收的格式。";
            return new Unfit("不能上传“%s”：%s只接受%s。".formatted(name, why, Format.IN_WORDS));
        });
    }

    private void look(String name, Format format, Path file) {
        boolean free = false;
        try {
            free = looks.tryAcquire(longestWait.toSeconds(), TimeUnit.SECONDS);
            if (!free) {
                throw new Unfit("文件“%s”没有上传：现在上传的人很多，还没轮到检查它。请过一会儿再上传。".formatted(name));
            }
            new ContentCheck().check(format, Files.readAllBytes(file));
        } catch (Finding finding) {
            throw new Unfit("文件“%s”%s。%s".formatted(name, finding.getMessage(), finding.remedy()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            if (free) {
                looks.release();
            }
        }
    }

    private void scan(String name, Path file, String who) {
        try {
            viruses.find(file).ifPresent(virus -> {
                LOG.warn("The scanner found {} in \"{}\" uploaded by {}", virus, name, who);
                throw new Unfit(
                        "文件“%s”被查出病毒（%s），没有保存。请不要再打开或转发它，并告诉本单位的网络管理员。".formatted(name, FileNames.shown(virus)));
            });
        } catch (VirusScan.Unavailable unavailable) {
            LOG.warn("The scanner gave no verdict on \"{}\" uploaded by {}: {}", name, who, unavailable.getMessage());
            throw new Unfit("文件“%s”没有保存：查病毒的程序现在没有回应。请过一会儿再上传；仍不行请联系管理员。".formatted(name));
        }
    }
}
