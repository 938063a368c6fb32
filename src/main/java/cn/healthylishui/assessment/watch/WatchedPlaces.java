package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.persistence.H2File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where this program keeps what on disk. */
@Component
class WatchedPlaces {

    private final String database;
    private final Map<String, Path> kept = new LinkedHashMap<>();

    /**
     * A volume.
     *
     * @param holds what of ours lies on it
     * @param free bytes that this program may still write
     */
    record Volume(List<String> holds, Path path, long free, long size) {}

    WatchedPlaces(
            @Value("${spring.datasource.url}") String database,
            @Value("${assessment.evidence.folder:./data/evidence}") Path evidence,
            @Value("${java.io.tmpdir}") Path temporary) {
        this.database = database;
        databaseFile().ifPresent(file -> kept.put("数据库", file));
        kept.put("材料", evidence);
        kept.put("临时文件", temporary);
    }

    /** Empty where the database is not a file of this program. */
    Optional<Path> databaseFile() {
        return H2File.of(database);
    }

    /** Each once, whatever lies on it. */
    List<Volume> volumes() {
        Map<String, Volume> volumes = new LinkedHashMap<>();
        kept.forEach((what, path) -> {
            Path there = existing(path);
            try {
                FileStore store = Files.getFileStore(there);
                Volume one = new Volume(List.of(what), there, store.getUsableSpace(), store.getTotalSpace());
                volumes.merge(store.toString(), one, WatchedPlaces::joined);
            } catch (IOException unseen) {
                volumes.put(what, new Volume(List.of(what), there, 0, 0));
            }
        });
        return List.copyOf(volumes.values());
    }

    private static Volume joined(Volume one, Volume other) {
        List<String> holds = new ArrayList<>(one.holds());
        holds.addAll(other.holds());
        return new Volume(List.copyOf(holds), one.path(), one.free(), one.size());
    }

    /** What is not there yet will lie where the folder above it lies. */
    private static Path existing(Path path) {
        Path there = path.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = Objects.requireNonNull(there.getParent());
        }
        return there;
    }
}
