package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.healthylishui.assessment.scoring.TaskScore.Part;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskScoreTest {

    private static final BigDecimal FULL_MARK = BigDecimal.valueOf(1000);

    @ParameterizedTest
    @CsvSource({
        // weight:percent of each task, score
        "1:100,                  1000.00",
        "1:0,                    0.00",
        "1:90 1:80,              850.00",
        "2:90 1:60,              800.00", // 240 ÷ 300: the task it leads counts twice
        "1:90 2:60,              700.00",
        "1:100 1:100 1:0,        666.67",
        "2:95.5 1:88.5 1:70,     873.75",
        "1:33.3 1:33.3 1:33.4,   333.33", // 333.333…
        "1:0.1 7:0,              0.13", // 0.125: half up, half even would give 0.12
        "0.5:80 0.5:90,          850.00"
    })
    void aTaskCountsByItsWeight(String tasks, String score) {
        assertThat(TaskScore.of(parts(tasks), FULL_MARK)).isEqualTo(score);
    }

    @Test
    void theScoreIsRoundedOnceAndNotTaskByTask() {
        // Each third of 1000 is 333.333…; rounded one by one the sum would be 999.99.
        assertThat(TaskScore.of(parts("1:100 1:100 1:100"), FULL_MARK)).isEqualTo("1000.00");
    }

    @Test
    void whoeverHasNoTaskHasNoScore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskScore.of(List.of(), FULL_MARK))
                .withMessage("没有任务，不能计算得分；请先下达任务，或者列为本年度不考核");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> parts("0:50")).withMessage("任务权重须大于 0，不能是 0；请修改权重");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts("1:-1"))
                .withMessage("任务得分率须在 0 至 100 之间，不能是 −1；请修改得分率");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parts("1:100.1"))
                .withMessage("任务得分率须在 0 至 100 之间，不能是 100.1；请修改得分率");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskScore.of(parts("1:50"), BigDecimal.ZERO))
                .withMessage("总分须大于 0，不能是 0；请修改总分");
    }

    private static List<Part> parts(String tasks) {
        return Arrays.stream(tasks.split(" "))
                .map(task -> task.split(":"))
                .map(task -> new Part(new BigDecimal(task[0]), new BigDecimal(task[1])))
                .toList();
    }
}
