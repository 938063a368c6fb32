package cn.healthylishui.assessment.interview;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.interview.Interviews.Invited;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What may be said of an interview: which days, whom, how much; how long its texts may be stands in {@link InterviewText}. */
@Component
public class InterviewRules {

    /** Fewer characters are no record of a talk. */
    public static final int SHORTEST_MINUTES = 20;

    /** 党政负责人: the head of the party and the head of the government. */
    public static final int HEADS = 2;

    private final AssessmentYears years;
    private final Clock clock;

    InterviewRules(AssessmentYears years, Clock clock) {
        this.years = years;
        this.clock = clock;
    }

    /** Why the talk cannot be announced for this day; a day off is as good as any. */
    public Optional<String> wrongTalkDate(LocalDate date) {
        return date.isAfter(today())
                ? Optional.empty()
                : Optional.of("约谈日期应在今天（%s）之后，请改填以后的日期。".formatted(WorkingDays.dateText(today())));
    }

    /** Why these cannot be the two heads. */
    public Optional<String> wrongHeads(List<Invited> heads) {
        if (heads.size() != HEADS) {
            return Optional.of("党政负责人应为两位，请分别填写。");
        }
        String first = nameOnly(heads.get(0));
        return !first.isEmpty() && first.equals(nameOnly(heads.get(1)))
                ? Optional.of("两位负责人不能是同一个人，请分别填写党委和政府的主要负责人。")
                : Optional.empty();
    }

    private static String nameOnly(Invited head) {
        return head.name().replaceAll("\\s", "");
    }

    /** Why the talk cannot have been held on this day. */
    public Optional<String> wrongHeldOn(Interview interview, LocalDate date) {
        if (date.isAfter(today())) {
            return Optional.of("实际约谈日期不能晚于今天（%s）；还没有约谈的，请在约谈后再填。".formatted(WorkingDays.dateText(today())));
        }
        LocalDate announced =
                Objects.requireNonNull(interview.announcement()).at().toLocalDate();
        return date.isBefore(announced)
                ? Optional.of("实际约谈日期不能早于发出通知的日期%s，请核对。".formatted(WorkingDays.dateText(announced)))
                : Optional.empty();
    }

    /** Why this is no record of a talk. */
    public static Optional<String> wrongMinutes(String minutes) {
        int length = minutes.replaceAll("\\s", "").length();
        return length >= SHORTEST_MINUTES
                ? Optional.empty()
                : Optional.of("没有约谈记录的约谈不能办结：请写明谈了哪些问题、被约谈人怎么表态，至少%d字（现在有%d字）。".formatted(SHORTEST_MINUTES, length));
    }

    /** The last day on which something may be planned to be mended; today where that day has passed. */
    public LocalDate latestDueDate(Interview interview) {
        LocalDate latest = Objects.requireNonNull(interview.heldOn()).plusDays(rectificationDays(interview));
        return latest.isBefore(today()) ? today() : latest;
    }

    /** Why something cannot be planned to be mended by this day. */
    public Optional<String> wrongDueDate(Interview interview, LocalDate date) {
        if (date.isBefore(today())) {
            return Optional.of("完成日期不能早于今天（%s）。".formatted(WorkingDays.dateText(today())));
        }
        LocalDate latest = latestDueDate(interview);
        return date.isAfter(latest)
                ? Optional.of("完成日期不能晚于%s：整改应在约谈后%d天内完成并报告。"
                        .formatted(WorkingDays.dateText(latest), rectificationDays(interview)))
                : Optional.empty();
    }

    /** Why a finding that something is not mended cannot do with this comment. */
    public static Optional<String> wrongComment(String comment) {
        return comment.isBlank() ? Optional.of("不到位的，请写明哪里不到位、还要做什么。") : InterviewText.COMMENT.tooLong(comment);
    }

    /** Why what is left cannot be reported again by this day. */
    public Optional<String> wrongNextReport(Interview interview, LocalDate date) {
        if (!date.isAfter(today())) {
            return Optional.of("再次报告的期限应在今天（%s）之后。".formatted(WorkingDays.dateText(today())));
        }
        LocalDate latest = latestNextReport(interview);
        return date.isAfter(latest)
                ? Optional.of(
                        "再次报告的期限不能晚于%s（%d天内）。".formatted(WorkingDays.dateText(latest), rectificationDays(interview)))
                : Optional.empty();
    }

    /** The last day that may be set for another report: a round has as many days as the first. */
    public LocalDate latestNextReport(Interview interview) {
        return today().plusDays(rectificationDays(interview));
    }

    /** How many calendar days there are between the talk and the report. */
    public int rectificationDays(Interview interview) {
        return years.settings(interview.year()).rectificationDays();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
