package cn.healthylishui.assessment.calendar;

import cn.healthylishui.assessment.calendar.Remaining.Light;
import cn.healthylishui.assessment.organization.BasicDataElsewhere;
import cn.healthylishui.assessment.persistence.Rows;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 工作日: which days are worked, by the State Council's yearly notices. A calendar year without a notice counts weekends only,
 * and every text counted through it says so.
 */
@Component
public class WorkingDays {

    private static final String WEEKENDS_ONLY = "（该年无放假安排，仅按周末计算）";
    private static final Month MISSED_FROM = Month.NOVEMBER;
    private static final String WEEKDAYS = "一二三四五六日";

    private final Rows rows;
    private final Clock clock;
    private volatile Statutory statutory = Statutory.NONE;

    /** @param worked the days a notice names: worked although a weekend, or off although a weekday */
    private record Statutory(Map<LocalDate, Boolean> worked, Set<Integer> years) {
        static final Statutory NONE = new Statutory(Map.of(), Set.of());
    }

    public WorkingDays(JdbcClient jdbc, Clock clock) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
    }

    /** Reads the notices again, after some were added. */
    public void refresh() {
        Map<LocalDate, Boolean> worked = StatutoryDay.all(rows).stream()
                .collect(Collectors.toUnmodifiableMap(StatutoryDay::calendarDay, StatutoryDay::isWorked));
        Set<Integer> years = worked.keySet().stream().map(LocalDate::getYear).collect(Collectors.toUnmodifiableSet());
        statutory = new Statutory(worked, years);
    }

    @EventListener
    void changedElsewhere(BasicDataElsewhere.Changed changed) {
        refresh();
    }

    public boolean isWorkingDay(LocalDate day) {
        boolean weekday = day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
        return statutory().worked().getOrDefault(day, weekday);
    }

    /** Whether a notice for this calendar year is known. */
    public boolean covered(int calendarYear) {
        return statutory().years().contains(calendarYear);
    }

    /**
     * Who has to be told that a notice is missing: of the year that runs, and from 1 November on, when the State Council has published
     * it or is about to, of the next.
     */
    public List<String> missing() {
        LocalDate today = LocalDate.now(clock);
        return IntStream.rangeClosed(
                        today.getYear(), today.getYear() + (today.getMonth().compareTo(MISSED_FROM) >= 0 ? 1 : 0))
                .filter(year -> !covered(year))
                .mapToObj("还没有录入%d年的放假和调休安排，经过那一年的期限只能按周末计算，可能差几天。国务院办公厅公布以后，请在“基础数据”的“法定工作日”里录入。"::formatted)
                .toList();
    }

    /** The n-th working day after a day; the day itself for none. */
    public LocalDate plus(LocalDate from, int days) {
        LocalDate day = from;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return day;
    }

    /** Working days from tomorrow through the due date; 0 when there is none left. */
    public int between(LocalDate today, LocalDate due) {
        return (int) today.plusDays(1)
                .datesUntil(due.isAfter(today) ? due.plusDays(1) : today.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }

    /** The first day on which at most so many working days are left until the due date. */
    public LocalDate firstDayWithin(LocalDate due, int workingDays) {
        LocalDate day = due;
        int left = isWorkingDay(due) ? 1 : 0; // as seen from the evening before
        while (left <= workingDays) {
            day = day.minusDays(1);
            left += isWorkingDay(day) ? 1 : 0;
        }
        return day;
    }

    /** How a deadline stands today, red by the usual number of days. */
    public Remaining remaining(LocalDate due) {
        return remaining(due, Remaining.RED_AFTER_WORKING_DAYS);
    }

    /** How a deadline stands today; overdue by {@code redAfterWorkingDays} or more it is red. */
    public Remaining remaining(LocalDate due, int redAfterWorkingDays) {
        LocalDate today = LocalDate.now(clock);
        if (due.equals(today)) {
            return new Remaining(Light.NONE, "今天到期");
        }
        if (due.isAfter(today)) {
            int left = between(today, due);
            String text = left > 0
                    ? "还剩%d个工作日".formatted(left)
                    : "还剩0个工作日（%d月%d日到期）".formatted(due.getMonthValue(), due.getDayOfMonth());
            return new Remaining(Light.NONE, text + caveat(today, due));
        }
        int overdue = between(due, today);
        return new Remaining(
                overdue >= redAfterWorkingDays ? Light.RED : Light.YELLOW,
                (overdue > 0 ? "已逾期%d个工作日".formatted(overdue) : "已逾期，不足1个工作日") + caveat(due, today));
    }

    /** 2022年1月8日（星期六） */
    public static String dateText(LocalDate day) {
        return "%d年%d月%d日（星期%c）"
                .formatted(
                        day.getYear(),
                        day.getMonthValue(),
                        day.getDayOfMonth(),
                        WEEKDAYS.charAt(day.getDayOfWeek().getValue() - 1));
    }

    private String caveat(LocalDate first, LocalDate last) {
        for (int year = first.getYear(); year <= last.getYear(); year++) {
            if (!covered(year)) {
                return WEEKENDS_ONLY;
            }
        }
        return "";
    }

    /** Loaded at first use; an empty table is asked again, because the reference data may come in after the first question. */
    private Statutory statutory() {
        if (statutory.years().isEmpty()) {
            refresh();
        }
        return statutory;
    }
}
