package cn.healthylishui.assessment.taskform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedDateTest {

    @ParameterizedTest
    @ValueSource(strings = {"2022-01-15", "2022/1/15", " 2022.1.15 ", "2022年1月15日"})
    void aDateIsReadAsPeopleTypeIt(String typed) {
        assertThat(TypedDate.read(typed)).contains(LocalDate.of(2022, 1, 15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "明天", "2022-02-30", "22-1-15", "2022-01-15 9:00"})
    void whatIsNoneIsNotGuessed(String typed) {
        assertThat(TypedDate.read(typed)).isEmpty();
    }

    @Test
    void whoTypedNoneIsToldWhatToDo() {
        assertThat(TypedDate.problem("  ")).isEqualTo("请填写日期。");
        assertThat(TypedDate.problem(" 明天 ")).isEqualTo("“明天”不是日期，请按2022-01-15的样式填写。");
    }
}
