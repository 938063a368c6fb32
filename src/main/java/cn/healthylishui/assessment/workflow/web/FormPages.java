package cn.healthylishui.assessment.workflow.web;

import cn.healthylishui.assessment.workflow.TaskFormRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * 表单页: what Tasklist loads for the form key of a user task or a start. All are one page, {@code forms/form.html}; of its own each has a
 * name and a hint, and a form is there when its hint is ({@code forms/hints}).
 */
@RestController
class FormPages {

    private static final String START = "start-";

    private final TaskFormRegistry forms;

    FormPages(TaskFormRegistry forms) {
        this.forms = forms;
    }

    @GetMapping("/forms/{form}.html")
    ResponseEntity<String> page(@PathVariable("form") String name) throws IOException, NoResourceFoundException {
        ClassPathResource hint = new ClassPathResource("forms/hints/" + name + ".html");
        if (!name.matches("[a-z-]+") || !hint.exists()) {
            throw new NoResourceFoundException(HttpMethod.GET, "/forms/%s.html".formatted(name));
        }
        boolean start = name.startsWith(START);
        Map<String, String> own = Map.of(
                "{hint}",
                hint.getContentAsString(StandardCharsets.UTF_8),
                "{script}",
                start ? "start" : forms.isSecret(taskKey(name)) ? "ballot" : "form",
                "{process}",
                start ? name.substring(START.length()) : "");
        String page = new ClassPathResource("forms/form.html").getContentAsString(StandardCharsets.UTF_8);
        for (Map.Entry<String, String> one : own.entrySet()) {
            page = page.replace(one.getKey(), one.getValue());
        }
        // A mended hint must reach whoever opens a task after an update.
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page);
    }

    /** Forms are named after the user task: review-items for taskReviewItems. */
    private static String taskKey(String name) {
        StringBuilder key = new StringBuilder("task");
        for (String word : name.split("-")) {
            key.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return key.toString();
    }
}
