package cn.healthylishui.assessment.keywork;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * 一批年度重点工作, as one document issues it; a year may have several.
 *
 * @param round grows each time the city office sends the batch back; whoever is asked is asked in a round
 * @param comment the last word of the city office on it
 */
public record WorkPlan(
        long id,
        int year,
        int number,
        String title,
        @Nullable String documentNumber,
        LocalDate issuedOn,
        State state,
        int round,
        String enteredBy,
        LocalDateTime enteredAt,
        @Nullable String comment,
        @Nullable String decidedBy,
        @Nullable LocalDateTime decidedAt) {

    public enum State {
        PENDING("办理中"),
        ADOPTED("已下达"),
        VOID("已作废");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 第1批《2021年健康丽水建设工作要点》（丽政办发〔2021〕58号） */
    public String shownTitle() {
        return "第%d批《%s》%s".formatted(number, title, documentNumber == null ? "" : "（" + documentNumber + "）");
    }
}
