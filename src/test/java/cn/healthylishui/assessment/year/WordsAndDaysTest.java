package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.year.CycleFixture.CITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.calendar.StatutoryDays;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 提醒文字和法定工作日: the words of reminders and the days they are counted by. */
class WordsAndDaysTest {

    private static final String REASON = "国办发明电〔2022〕1号";

    private CycleFixture fixture;
    private ReminderTexts texts;
    private StatutoryDays days;
    private WorkingDays workingDays;

    @BeforeEach
    void open() {
        fixture = new CycleFixture("2022-01-04T08:00");
        texts = fixture.get(ReminderTexts.class);
        days = fixture.get(StatutoryDays.class);
        workingDays = fixture.get(WorkingDays.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void word(ReminderMoment moment, String text) {
        texts.change(moment, text, texts.text(moment), REASON, CITY);
    }

    private String reminded(int year, String due) {
        OpenTask task = new OpenTask(
                "t-" + due,
                "上报四项材料",
                "qingtian-jkb",
                LocalDate.parse(due),
                LocalDateTime.parse("2021-12-01T09:00"),
                year,
                year + "年度 青田县",
                50);
        OpenTasks one = new OpenTasks() {
            @Override
            public List<OpenTask> list() {
                return List.of(task);
            }

            @Override
            public void setPriority(String taskId, int priority) {}
        };
        Reminders reminders = new Reminders(fixture.jdbc(), one, fixture.years(), workingDays, fixture.clock());
        fixture.jdbc().sql("delete from reminder").update();
        assertThat(reminders.sendDue()).isEqualTo(1);
        return reminders.latestFor("qingtian-jkb").get(0).message();
    }

    @Test
    void each_moment_has_its_words() {
        fixture.years().prepare(2021, CITY);
        word(ReminderMoment.BEFORE, "请注意：{对象}的“{任务}”{剩余}，{期限}到期。");
        word(ReminderMoment.DUE_TODAY, "“{任务}”就是今天（{期限}）！");
        word(ReminderMoment.OVERDUE, "“{任务}”{剩余}，应于{期限}办结，请立即办理。");

        assertThat(reminded(2021, "2022-01-05")).isEqualTo("请注意：2021年度 青田县的“上报四项材料”还剩1个工作日，2022年1月5日（星期三）到期。");
        assertThat(reminded(2021, "2022-01-04")).isEqualTo("“上报四项材料”就是今天（2022年1月4日（星期二））！");
        assertThat(reminded(2021, "2021-12-31")).isEqualTo("“上报四项材料”已逾期1个工作日，应于2021年12月31日（星期五）办结，请立即办理。");
    }

    @Test
    void a_started_year_keeps_the_words_of_its_start() {
        fixture.years().prepare(2020, CITY);
        fixture.years().prepare(2021, CITY);
        word(ReminderMoment.BEFORE, "甲：“{任务}”{期限}到期");
        fixture.years().start(2020, CITY);

        word(ReminderMoment.BEFORE, "乙：“{任务}”{期限}到期");

        assertThat(reminded(2020, "2022-01-05")).startsWith("甲：");
        assertThat(reminded(2021, "2022-01-05")).startsWith("乙：");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 请填写提醒文字",
                "请办理{任务} | 要有{任务}和{期限}",
                "{期限}到期 | 要有{任务}和{期限}",
                "{任务}{期限}{单位} | 不认识“{单位}”",
                "{任务}{期限}{} | 不认识“{}”",
                "{任务}{期限}{剩余 | 花括号不成对",
                "{任务}{期限}} | 花括号不成对"
            })
    void words_that_will_not_do_are_refused(String text, String message) {
        assertThatThrownBy(() -> word(ReminderMoment.BEFORE, text))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);
        assertThat(texts.text(ReminderMoment.BEFORE)).isEqualTo(ReminderMoment.USUAL_TEXT);
    }

    @Test
    void words_are_one_short_line_and_the_second_who_changes_them_is_told() {
        assertThatThrownBy(() -> word(ReminderMoment.BEFORE, "{任务}{期限}" + "长".repeat(200)))
                .hasMessageContaining("最多200字");
        assertThatThrownBy(() -> word(ReminderMoment.BEFORE, "{任务}\n{期限}")).hasMessageContaining("只能是一行");
        word(ReminderMoment.BEFORE, "{任务}{期限}甲");
        assertThatThrownBy(
                        () -> texts.change(ReminderMoment.BEFORE, "{任务}{期限}乙", ReminderMoment.USUAL_TEXT, REASON, CITY))
                .hasMessageContaining("现在是“{任务}{期限}甲”");
    }

    @Test
    void new_days_off_count_at_once() {
        LocalDate first = LocalDate.of(2022, 6, 13);
        assertThat(workingDays.isWorkingDay(first)).isTrue();

        days.add(first, LocalDate.of(2022, 6, 15), false, "试行假期", REASON, CITY);
        days.add(LocalDate.of(2022, 6, 18), LocalDate.of(2022, 6, 18), true, "试行假期", REASON, CITY);

        assertThat(workingDays.isWorkingDay(first)).isFalse();
        assertThat(workingDays.isWorkingDay(LocalDate.of(2022, 6, 18))).isTrue();
        assertThat(fixture.log().latest(StatutoryDays.KIND, null, 10)).hasSize(4);

        days.remove(first, days.find(first).orElseThrow().text(), REASON, CITY);
        assertThat(workingDays.isWorkingDay(first)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2022-06-15 | 2022-06-13 | false | 假期 | 早于开始日期",
                "2022-06-01 | 2022-06-20 | false | 假期 | 一次最多加15天",
                "2022-06-13 | 2022-06-13 | true | 假期 | 本来就是工作日",
                "2022-01-01 | 2022-01-01 | false | 假期 | 已经有了",
                "2025-01-01 | 2025-01-01 | false | 假期 | 2018年至2024年",
                "2017-01-01 | 2017-01-01 | false | 假期 | 2018年至2024年",
                "2022-06-13 | 2022-06-13 | false | '' | 请填写是什么节日"
            })
    void days_that_will_not_do_are_refused_all_of_them(
            LocalDate first, LocalDate last, boolean worked, String occasion, String message) {
        int before = days.all().size();

        assertThatThrownBy(() -> days.add(first, last, worked, occasion, REASON, CITY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(message);

        assertThat(days.all()).hasSize(before);
    }
}
