package cn.healthylishui.assessment.workflow;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** What is told of an error that no controller answered for: a sentence, and nothing of the program. */
@Component
class PlainErrors extends DefaultErrorAttributes {

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        int status = super.getErrorAttributes(request, options).get("status") instanceof Integer code ? code : 500;
        Map<String, Object> told = new HashMap<>();
        told.put("status", status);
        told.put(
                "message",
                Refusals.byStatus(HttpStatusCode.valueOf(status < 400 ? 500 : status))
                        .message());
        return told;
    }
}
