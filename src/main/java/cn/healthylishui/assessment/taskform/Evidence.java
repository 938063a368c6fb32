package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.filecheck.FileNames;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** 佐证材料: a file as it was uploaded, with the SHA-256 of its bytes (lower-case hex). */
public record Evidence(
        String id,
        String sha256,
        String fileName,
        String mediaType,
        long sizeBytes,
        String taskId,
        @Nullable Integer year,
        @Nullable String district,
        String office,
        String uploadedBy,
        LocalDateTime uploadedAt) {

    /** By the name that may be shown. */
    Evidence shown() {
        return new Evidence(
                id,
                sha256,
                FileNames.shown(fileName),
                mediaType,
                sizeBytes,
                taskId,
                year,
                district,
                office,
                uploadedBy,
                uploadedAt);
    }
}
