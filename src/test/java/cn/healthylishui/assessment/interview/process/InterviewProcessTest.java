package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.interview.InterviewFixture.COUNTY;
import static cn.healthylishui.assessment.interview.InterviewFixture.LEADERS;
import static cn.healthylishui.assessment.interview.InterviewFixture.MINUTES;
import static cn.healthylishui.assessment.interview.InterviewFixture.QINGTIAN;
import static cn.healthylishui.assessment.interview.InterviewFixture.YUNHE;
import static cn.healthylishui.assessment.interview.InterviewFixture.bothCame;
import static cn.healthylishui.assessment.interview.InterviewFixture.invitation;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.interview.InterviewFixture;
import cn.healthylishui.assessment.interview.Interviews.Verdict;
import cn.healthylishui.assessment.scorecard.Grade;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterviewProcessTest {

    private InterviewFixture fixture;
    private InterviewProcess process;

    @BeforeEach
    void open() {
        fixture = new InterviewFixture("2022-03-01T09:00", InterviewProcess.class);
        process = fixture.get(InterviewProcess.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private String due(long id, String step) {
        return LocalDateTime.ofInstant(process.due(id, step).toInstant(), ZoneId.of("Asia/Shanghai"))
                .toString();
    }

    @Test
    void the_model_asks_who_talks_to_whom() {
        String township = fixture.township();
        long district = fixture.opened();
        long ofTownship = fixture.openedFor(township);

        assertThat(process.interviewer(district)).isEqualTo("leading-group");
        assertThat(process.interviewee(district)).isEqualTo("qingtian-jkb");
        assertThat(process.district(district)).isEqualTo(QINGTIAN);
        assertThat(process.township(district)).isNull();
        assertThat(process.interviewer(ofTownship)).isEqualTo("qingtian-jkb");
        assertThat(process.interviewee(ofTownship)).isEqualTo("qingtian-jkb");
        assertThat(process.district(ofTownship)).isEqualTo(QINGTIAN);
        assertThat(process.township(ofTownship)).isEqualTo(township);
    }

    @Test
    void an_interview_withdrawn_before_it_began_does_not_begin() {
        fixture.fails(1, QINGTIAN);
        fixture.fails(1, YUNHE);
        long circulation = fixture.circulate(1, QINGTIAN, YUNHE);
        assertThat(process.of(circulation)).hasSize(2);
        fixture.revision(2);
        fixture.fails(2, YUNHE);
        fixture.says(2, QINGTIAN, Grade.QUALIFIED, "801.00", "得分达到800分");

        fixture.revised(2);

        assertThat(process.of(circulation)).hasSize(1).allMatch(id -> process.district(id)
                .equals(YUNHE));
    }

    @Test
    void the_notice_is_due_ten_working_days_after_the_circulation_whenever_it_is_asked() {
        long id = fixture.opened();
        fixture.setNow("2022-03-03T09:00");

        assertThat(due(id, "NOTICE")).isEqualTo("2022-03-15T23:59:59");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-03-08, 2022-03-07", // Tuesday
        "2022-03-07, 2022-03-04", // Monday
        "2022-03-06, 2022-03-04", // Sunday
        "2022-03-02, 2022-03-01", // tomorrow
    })
    void the_material_is_due_on_the_working_day_before_the_talk(String heldOn, String due) {
        long id = fixture.opened();
        fixture.interviews().announce(id, invitation(heldOn), LEADERS);

        assertThat(due(id, "MATERIAL")).isEqualTo(due + "T23:59:59");
        assertThat(due(id, "TALK")).isEqualTo(heldOn + "T23:59:59");
    }

    @Test
    void but_never_before_today() {
        fixture.setNow("2022-03-05T09:00"); // a Saturday
        long id = fixture.opened();
        fixture.interviews().announce(id, invitation("2022-03-06"), LEADERS);

        assertThat(due(id, "MATERIAL")).isEqualTo("2022-03-05T23:59:59");
    }

    @Test
    void plan_and_report_count_from_the_day_the_talk_was_held_and_not_from_the_day_announced() {
        long id = fixture.opened();
        fixture.interviews().announce(id, invitation("2022-03-08"), LEADERS);
        fixture.interviews().handInMaterial(id, "原因", List.of(), COUNTY);
        fixture.setNow("2022-03-25T09:00");

        fixture.interviews().hold(id, LocalDate.of(2022, 3, 24), bothCame(), MINUTES, List.of(), LEADERS);

        assertThat(due(id, "PLAN")).isEqualTo("2022-03-31T23:59:59");
        assertThat(due(id, "REPORT")).isEqualTo("2022-04-23T23:59:59");
    }

    @Test
    void a_check_is_due_five_working_days_after_the_report_and_the_next_report_on_the_day_set() {
        long id = fixture.planned();
        fixture.report(id, 1, 2);

        assertThat(due(id, "CHECK")).isEqualTo("2022-03-15T23:59:59");

        fixture.interviews()
                .check(
                        id,
                        List.of(new Verdict(1, true, null), new Verdict(2, false, "没有派驻记录")),
                        LocalDate.of(2022, 3, 28),
                        LEADERS);
        assertThat(due(id, "REPORT")).isEqualTo("2022-03-28T23:59:59");
    }
}
