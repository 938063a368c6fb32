package cn.healthylishui.assessment.taskform;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.column.Width;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 页面收到的表单: a column reaches the page as it is declared, its width as one of three. */
class FormViewTest {

    private static FormView.Column shown(Column column) {
        FormContent content = FormContent.of("")
                .part(Table.<String>of("items", "项目", item -> item)
                        .shows(column, (item, typed) -> "")
                        .section(List.of("A")));
        FormView.Head head = new FormView.Head("1", "task", "任务", "单位", null, "", null, "", "", "");
        return FormView.of(head, new FormLook(Draft.EMPTY, content, Set.of()), clause -> "", List.of())
                .sections()
                .get(0)
                .columns()
                .get(0);
    }

    @Test
    void a_column_reaches_the_page_as_it_is_declared() {
        List<Option> options = List.of(new Option("A", "甲"));

        assertThat(shown(Column.choice("key", "列", Width.M, options)
                        .group("组")
                        .unit("个")
                        .help("怎么填")))
                .isEqualTo(
                        new FormView.Column("key", "列", "组", InputType.CHOICE, "个", FormView.Width.M, "怎么填", options));
    }

    @Test
    void a_page_knows_three_widths() {
        assertThat(List.of(Width.S, Width.M, Width.L, new Width(8), new Width(60)))
                .extracting(width -> shown(Column.label("key", "列", width)).width())
                .containsExactly(
                        FormView.Width.S, FormView.Width.M, FormView.Width.L, FormView.Width.S, FormView.Width.L);
    }
}
