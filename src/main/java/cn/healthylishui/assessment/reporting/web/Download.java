package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.taskform.Evidence;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** 下载: a file that the browser saves under its Chinese name and never opens as a page of ours. */
final class Download {

    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private Download() {}

    static ResponseEntity<byte[]> of(String fileName, String mediaType, byte[] content) {
        return head(fileName, mediaType).body(content);
    }

    /** Evidence is sent from disk as fast as the browser takes it. */
    static ResponseEntity<Resource> of(Evidence file, EvidenceStore store) {
        return head(file.fileName(), file.mediaType())
                .contentLength(file.sizeBytes())
                .body(new InputStreamResource(() -> store.open(file.id()), file.id()));
    }

    private static ResponseEntity.BodyBuilder head(String fileName, String mediaType) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .contentType(MediaType.parseMediaType(mediaType));
    }
}
