package cn.healthylishui.assessment.calendar;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.BasicData;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * 法定工作日: the days off and on that the State Council's notices name. They are facts of the calendar and no rule of a year: what is
 * counted from then on is counted by them, dates that were set stay.
 */
@Component
public class StatutoryDays {

    /** The measures (考核办法) are of 2018: nothing is counted in earlier years. */
    public static final int FIRST_YEAR = 2018;

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "法定工作日：";

    private static final int LONGEST_OCCASION = 20;
    private static final int MOST_DAYS = 15;

    /** @param worked worked although a weekend; otherwise off */
    public record Day(LocalDate date, boolean worked, String occasion) {

        /** In words, for the log, and to tell whether it is still as it was seen. */
        public String text() {
            return "%s，%s%s".formatted(WorkingDays.dateText(date), occasion, worked ? "调休上班" : "放假");
        }
    }

    private final Rows rows;
    private final BasicData basicData;
    private final WorkingDays workingDays;
    private final Clock clock;

    StatutoryDays(JdbcClient jdbc, BasicData basicData, WorkingDays workingDays, Clock clock) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
        this.workingDays = workingDays;
        this.clock = clock;
    }

    /** Newest first. */
    public List<Day> all() {
        return StatutoryDay.all(rows).stream()
                .map(row -> new Day(row.calendarDay(), row.isWorked(), row.occasion()))
                .toList();
    }

    public Optional<Day> find(LocalDate date) {
        return all().stream().filter(day -> day.date().equals(date)).findFirst();
    }

    /** Adds the days from the first to the last, both included. */
    @Transactional
    public void add(LocalDate first, LocalDate last, boolean worked, String occasion, String reason, Actor actor) {
        begin(reason);
        refuseOccasion(occasion);
        if (last.isBefore(first)) {
            throw new Refused("结束日期%s早于开始日期%s，请核对。".formatted(last, first));
        }
        if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw new Refused("一次最多加%d天，现在是%s至%s，请核对日期。".formatted(MOST_DAYS, first, last));
        }
        first.datesUntil(last.plusDays(1)).forEach(date -> {
            refuseDay(date, worked);
            find(date).ifPresent(known -> {
                throw new Refused("%s已经有了：%s。要改的请在列表里改。".formatted(date, known.text()));
            });
            Day day = new Day(date, worked, occasion);
            insert(day);
            basicData.record(actor, KIND + "新增", date.toString(), null, day.text(), reason);
        });
    }

    @Transactional
    public void change(LocalDate date, boolean worked, String occasion, String seen, String reason, Actor actor) {
        begin(reason);
        Day before = seen(date, seen);
        refuseOccasion(occasion);
        refuseDay(date, worked);
        Day after = new Day(date, worked, occasion);
        if (after.equals(before)) {
            throw new Refused("没有改动，不用保存。");
        }
        delete(date);
        insert(after);
        basicData.record(actor, KIND + "修改", date.toString(), before.text(), after.text(), reason);
    }

    @Transactional
    public void remove(LocalDate date, String seen, String reason, Actor actor) {
        begin(reason);
        Day before = seen(date, seen);
        delete(date);
        basicData.record(actor, KIND + "删除", date.toString(), before.text(), null, reason);
    }

    private void begin(String reason) {
        basicData.begin(reason);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                workingDays.refresh();
            }
        });
    }

    private Day seen(LocalDate date, String seen) {
        Day day = find(date).orElseThrow(() -> new Refused("%s不在法定工作日里，可能刚被删除。请刷新页面后再改。".formatted(date)));
        basicData.requireUnchanged(KIND, date.toString(), seen, day.text());
        return day;
    }

    private static void refuseOccasion(String occasion) {
        if (occasion.isBlank()) {
            throw new Refused("请填写是什么节日，例如国庆节。");
        }
        if (occasion.length() > LONGEST_OCCASION) {
            throw new Refused("节日名称最多%d字，现在有%d字。".formatted(LONGEST_OCCASION, occasion.length()));
        }
    }

    private void refuseDay(LocalDate date, boolean worked) {
        int latest = LocalDate.now(clock).getYear() + 2;
        if (date.getYear() < FIRST_YEAR || date.getYear() > latest) {
            throw new Refused("日期%s不对，应在%d年至%d年之间。".formatted(date, FIRST_YEAR, latest));
        }
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (worked && !weekend) {
            throw new Refused("%s本来就是工作日，不用填调休上班。".formatted(WorkingDays.dateText(date)));
        }
    }

    private void insert(Day day) {
        rows.insert("statutory_day", StatutoryDay.of(day));
    }

    private void delete(LocalDate date) {
        rows.update("delete from statutory_day where calendar_day = :date", date);
    }
}
