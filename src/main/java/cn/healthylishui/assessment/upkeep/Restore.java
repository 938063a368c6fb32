package cn.healthylishui.assessment.upkeep;

import cn.healthylishui.assessment.persistence.H2File;
import cn.healthylishui.assessment.taskform.EvidenceFolder;
import cn.healthylishui.assessment.upkeep.DatabaseCopy.Contents;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/** 恢复: from a backup into an empty place; every file is what it was when it was backed up, or nothing is left there. */
final class Restore {

    /** It is not done; the message says why, in Chinese. */
    static final class NotRestored extends Exception {
        NotRestored(String message) {
            super(message);
        }
    }

    private final Path from;
    private final Path to;
    private final DatabaseCopy.Account account;

    Restore(Path from, Path to, DatabaseCopy.Account account) {
        this.from = from.toAbsolutePath().normalize();
        this.to = to.toAbsolutePath().normalize();
        this.account = account;
    }

    /** @return what is there now */
    Manifest run() throws NotRestored, IOException {
        Manifest manifest = manifest();
        requireEmpty();
        for (Map.Entry<String, Manifest.Content> file : manifest.files().entrySet()) {
            requireSame(file.getKey(), file.getValue());
        }
        boolean existed = Files.exists(to);
        try {
            Files.createDirectories(to);
            fill(manifest);
        } catch (IOException | NotRestored | RuntimeException e) {
            clear(existed);
            throw e;
        }
        return manifest;
    }

    private Manifest manifest() throws NotRestored {
        try {
            return Manifest.read(from.resolve(Manifest.FILE));
        } catch (IOException e) {
            throw new NotRestored("%s 不是一份备份：里面没有 manifest.json，或者它读不出来。请写到备份文件夹下以日期为名的那一个。".formatted(from));
        }
    }

    private void requireEmpty() throws NotRestored, IOException {
        if (Files.isDirectory(to)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(to)) {
                if (!files.iterator().hasNext()) {
                    return;
                }
            }
        }
        if (Files.exists(to)) {
            throw new NotRestored("%s 不是空的。恢复只写到空的文件夹里，免得盖掉还要用的数据。请换一个，或把里面的移走。".formatted(to));
        }
    }

    private void requireSame(String name, Manifest.Content said) throws NotRestored, IOException {
        Path file = from.resolve(name).normalize();
        if (!from.equals(file.getParent())
                || !Files.isRegularFile(file)
                || !BackupFolder.content(file).equals(said)) {
            throw new NotRestored("这份备份里的 %s 缺失，或者和备份时的不一样，没有恢复。请换一份备份。".formatted(name));
        }
    }

    private void fill(Manifest manifest) throws IOException, NotRestored {
        Path database = to.resolve(DatabaseCopy.NAME);
        if (manifest.files().containsKey(DatabaseCopy.NAME)) {
            Files.copy(from.resolve(DatabaseCopy.NAME), database);
            requireCounts(manifest, database);
        }
        EvidenceFolder evidence = EvidenceFolder.at(to.resolve(BackupFolder.EVIDENCE), madeAt(manifest));
        BackupFolder target = new BackupFolder(to, evidence);
        for (String line : Files.readAllLines(from.resolve(BackupFolder.LIST))) {
            String[] parts = line.split(" ", 2);
            Path kept = EvidenceFolder.of(from.resolveSibling(BackupFolder.EVIDENCE), parts[0]);
            if (!target.keep(parts[0], Long.parseLong(parts[1]), kept)) {
                throw new NotRestored("备份里的材料文件 %s 缺失，或者和备份时的不一样，没有恢复。请换一份备份。".formatted(kept));
            }
        }
        Manifest.@Nullable Folder folder = manifest.folder();
        if (folder != null) {
            evidence.mark(folder.id());
            if (folder.lastStart() != null) {
                evidence.noteStart(folder.lastStart());
            }
        }
    }

    /** Files have the time of the backup. */
    private static Clock madeAt(Manifest manifest) {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        return Clock.fixed(LocalDateTime.parse(manifest.begun()).atZone(zone).toInstant(), zone);
    }

    private void requireCounts(Manifest manifest, Path database) throws NotRestored {
        try {
            Contents contents = DatabaseCopy.read(database, account);
            if (!contents.rows().equals(manifest.rows())) {
                throw new NotRestored("备份里的数据库和说明对不上（各表的行数不同），没有恢复。请换一份备份。");
            }
        } catch (SQLException e) {
            throw new NotRestored("备份里的数据库打不开：%s。账号或密码改过的，请用备份时的设置。".formatted(e.getMessage()));
        }
    }

    private void clear(boolean existed) {
        try {
            FileSystemUtils.deleteRecursively(to);
            if (existed) {
                Files.createDirectory(to);
            }
        } catch (IOException e) {
            System.err.println("没有清理干净：" + to);
        }
    }

    /** How the program is started on it. */
    static List<String> howToStart(Path to, Manifest manifest) {
        Path place = to.toAbsolutePath().normalize();
        String evidence = "--assessment.evidence.folder=" + place.resolve(BackupFolder.EVIDENCE);
        // a trial beside the real one must not put its backups among the others, and have those removed
        String backups = "--assessment.backup.folder=" + place.resolveSibling(place.getFileName() + "-backups");
        return manifest.files().containsKey(DatabaseCopy.NAME)
                ? List.of(
                        // The whole address, which goes before whatever a profile or an installation's own settings say
                        // of it.
                        "--spring.datasource.url=\"%s%s\""
                                .formatted(H2File.address(place.resolve(DatabaseCopy.NAME)), inService()),
                        evidence,
                        backups)
                : List.of(evidence, backups);
    }

    /** What the program sets of an H2 in service: it stands in its settings, and a restore starts no program. */
    private static String inService() {
        YamlPropertiesFactoryBean settings = new YamlPropertiesFactoryBean();
        settings.setResources(new ClassPathResource("application.yaml"));
        return Objects.requireNonNull(
                Objects.requireNonNull(settings.getObject()).getProperty("assessment.database.h2"));
    }
}
