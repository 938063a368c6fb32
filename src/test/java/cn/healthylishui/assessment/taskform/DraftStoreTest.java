package cn.healthylishui.assessment.taskform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one save may hold, looked at before the database is. */
class DraftStoreTest {

    private static final String TOO_FOREIGN = DraftStore.FOREIGN_ROW;
    private static final String CONTROL = "有一格里有看不见的控制字符，没有保存。请清空这一格，重新输入。";

    private final Limits limits = Limits.standard();

    /** There is no such task, which is said of all that may be saved. */
    private final DraftStore drafts = new DraftStore(
            mock(JdbcClient.class, RETURNS_DEEP_STUBS), new ObjectMapper(), Clock.systemDefaultZone(), limits);

    private void isSaved(RowChange... rows) {
        assertThat(answer(List.of(rows))).contains("这项任务已经办结，内容不能再改。请回到任务清单查看。");
    }

    private void isRefused(String sentence, RowChange... rows) {
        assertThat(answer(List.of(rows))).contains(sentence);
    }

    private String answer(List<RowChange> rows) {
        Refused refused = catchThrowableOfType(Refused.class, () -> drafts.save("t", rows, "wang"));
        assertThat(refused).isNotNull();
        return String.valueOf(refused.getMessage());
    }

    private static RowChange row(String section, String key, String column, String value) {
        return new RowChange(section, key, 0, Map.of(column, value));
    }

    @Test
    void a_save_has_so_many_rows_and_a_row_so_many_columns() {
        assertThat(limits.rowsASave()).isEqualTo(2_000);
        RowChange row = row("s", "k", "c", "v");
        assertThat(answer(Collections.nCopies(2_000, row))).contains("已经办结");
        assertThat(answer(Collections.nCopies(2_001, row))).contains("一次最多保存2000行，这次有2001行");

        Map<String, String> columns = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            columns.put("c" + i, "");
        }
        isSaved(new RowChange("s", "k", 0, Map.copyOf(columns)));
        columns.put("one more", "");
        isRefused(TOO_FOREIGN, new RowChange("s", "k", 0, columns));
    }

    @Test
    void a_cell_and_what_it_is_told_by_have_so_many_characters() {
        isSaved(row("s".repeat(50), "k".repeat(100), "c".repeat(100), "长".repeat(10_000)));
        isRefused(TOO_FOREIGN, row("s".repeat(51), "k", "c", "v"));
        isRefused(TOO_FOREIGN, row("s", "k".repeat(101), "c", "v"));
        isRefused(TOO_FOREIGN, row("s", "k", "c".repeat(101), "v"));
        isRefused(
                "有一格填了10001字，最多10000字，没有保存（以“长长长长长长长长长长长长…”开头的一格）。请精简，详细内容可以作为材料上传。",
                row("s", "k", "c", "长".repeat(10_001)));
    }

    @Test
    void control_characters_and_halves_of_characters_are_refused_wherever_they_stand() {
        isSaved(row("s", "k", "c", "两行\n带\t制表符😀"));
        for (String hidden : List.of("\u0000", "\u0007", "\ud800")) {
            isRefused(CONTROL, row("s", "k", "c", "a" + hidden));
            isRefused(CONTROL, row("s", "k", "c" + hidden, "v"));
            isRefused(CONTROL, row("s", "k" + hidden, "c", "v"));
            isRefused(CONTROL, row("s" + hidden, "k", "c", "v"));
        }
    }

    @Test
    void a_task_that_ended_while_it_was_opened_shows_nothing() {
        JdbcClient gone = mock(JdbcClient.class, RETURNS_DEEP_STUBS);
        DraftStore store = new DraftStore(gone, new ObjectMapper(), Clock.systemDefaultZone(), limits);

        assertThatThrownBy(() -> store.shown("t", "wang", 1))
                .isInstanceOf(Refused.class)
                .hasMessage("这项任务刚刚办结，或已经收回。请回到任务清单查看。");
    }

    @Test
    void a_task_without_its_record_or_out_of_its_turn_is_about_nothing() {
        TaskRef task = Typing.into(mock(TaskForm.class), "city-office").task();

        assertThatThrownBy(task::unit).isInstanceOf(OutOfStep.class).hasMessage("“任务”没有对应的业务记录（unit），不能办理。请告诉系统管理员。");
        assertThatThrownBy(() -> OutOfStep.require(false, "本次调整", "已发布"))
                .isInstanceOf(OutOfStep.class)
                .hasMessage("本次调整现在是“已发布”，还没有到或已经过了这一步，没有办理。请刷新任务清单后查看。");
    }
}
