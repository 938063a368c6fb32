package cn.healthylishui.assessment.workflow.web;

import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workflow.TaskDesk.TaskNotYours;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every refusal reaches its user as one Chinese sentence. */
@RestControllerAdvice
class Errors {

    record Message(String message) {}

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    @ExceptionHandler(Refused.class)
    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    Message refused(Refused refusal) {
        return new Message(String.valueOf(refusal.getMessage()));
    }

    record FaultLine(String place, String message) {}

    /** @param annotated the uploaded workbook with its faults marked, in Base64; null where it cannot be opened */
    record Faults(
            String message,
            List<FaultLine> faults,
            @Nullable String annotated,
            @Nullable String fileName) {}

    @ExceptionHandler(FaultyWorkbook.class)
    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    Faults faulty(FaultyWorkbook faulty) {
        byte[] annotated = faulty.annotated();
        String name = faulty.fileName();
        return new Faults(
                String.valueOf(faulty.getMessage()),
                faulty.faults().stream()
                        .map(fault -> new FaultLine(fault.place(), fault.message()))
                        .toList(),
                annotated == null ? null : Base64.getEncoder().encodeToString(annotated),
                name == null ? null : "标注了问题的" + name);
    }

    @ExceptionHandler(TaskNotYours.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    Message notYours(TaskNotYours refusal) {
        return new Message(String.valueOf(refusal.getMessage()));
    }

    @ExceptionHandler(NoResourceFoundException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    Message notFound(NoResourceFoundException ignored) {
        return new Message("没有这个页面。");
    }

    @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
    @ResponseStatus(HttpStatus.METHOD_NOT_ALLOWED)
    Message wrongMethod(HttpRequestMethodNotSupportedException ignored) {
        return new Message("不能这样操作。");
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    @ResponseStatus(HttpStatus.PAYLOAD_TOO_LARGE)
    Message tooLarge(MaxUploadSizeExceededException ignored) {
        return new Message("文件太大，没有上传。请压缩图片或拆成几个文件后再上传。");
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Message unreadable(HttpMessageNotReadableException ignored) {
        return new Message("发来的内容格式不对，没有保存。请刷新页面后再试。");
    }

    @ExceptionHandler(Exception.class)
    @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
    Message fault(Exception fault) {
        LOG.error("A request failed", fault);
        return new Message("系统出了故障，这一步没有完成，已填的内容没有丢。请稍后再试；仍不行请联系管理员。");
    }
}
