package cn.healthylishui.assessment.workflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.workflow.TaskFormRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.resource.NoResourceFoundException;

class FormPagesTest {

    private final TaskFormRegistry forms = mock(TaskFormRegistry.class);
    private final FormPages pages = new FormPages(forms);

    private String page(String name) throws Exception {
        return Objects.requireNonNull(pages.page(name).getBody());
    }

    @ParameterizedTest
    @CsvSource({
        "review-items, form, ''",
        "vote, ballot, ''",
        "start-objection, start, objection",
        "start-annual-work-plan, start, annual-work-plan"
    })
    void a_form_has_the_script_of_its_kind(String name, String script, String process) throws Exception {
        when(forms.isSecret("taskVote")).thenReturn(true);

        assertThat(page(name))
                // AngularJS keeps the form under its name, which has to be one that a script may assign to:
                // review-items is none
                .containsPattern("<form [^>]*name=\"[A-Za-z]+\"")
                .contains("import('/forms/shared/%s.js')".formatted(script))
                .contains("process: '%s'".formatted(process))
                .doesNotContain("{name}", "{hint}", "{script}", "{process}");
    }

    @Test
    void the_hint_is_that_of_the_form() throws Exception {
        assertThat(page("vote")).contains("测评不记名").doesNotContain("公示期");
        assertThat(page("start-objection")).contains("异议只能在公示期内提出").doesNotContain("测评不记名");
    }

    @ParameterizedTest
    @CsvSource({"form", "hints", "not-there", "---", "../hints/vote"})
    void what_has_no_hint_is_no_form(String name) {
        assertThatThrownBy(() -> pages.page(name)).isInstanceOf(NoResourceFoundException.class);
    }
}
