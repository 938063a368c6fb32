package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.calendar.WorkingDays;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a deadline must keep to: after the year itself, not long after it, and each step later than those whose result it needs. */
public final class DeadlineRules {

    private DeadlineRules() {}

    /**
     * Why a date will not do when the year is started, as everything is said beside the date it concerns; empty where it will.
     *
     * @param dates those of the other deadlines too, as far as they are known
     */
    public static Optional<String> wrongAtStart(
            int year, DeadlineKind kind, Map<DeadlineKind, LocalDate> dates, LocalDate today) {
        LocalDate date = dates.getOrDefault(kind, kind.defaultFor(year));
        return tooEarly(year, kind, date, today)
                .or(() -> date.isAfter(today.plusYears(1)) ? Optional.of("期限不能在一年以后，请核对年份。") : Optional.empty())
                .or(() -> notAfterNeeded(kind, kind, dates));
    }

    /** Why a date will not do while the year is prepared, for itself or for the steps that need it; empty where it will. */
    static Optional<String> wrong(int year, DeadlineKind kind, Map<DeadlineKind, LocalDate> dates, LocalDate today) {
        LocalDate date = dates.getOrDefault(kind, kind.defaultFor(year));
        LocalDate latest = Stream.of(LocalDate.of(year + 1, 12, 31), today.plusYears(1))
                .max(LocalDate::compareTo)
                .orElseThrow();
        return tooEarly(year, kind, date, today)
                .or(() -> date.isAfter(latest)
                        ? Optional.of("期限不能晚于%s，请核对年份。".formatted(WorkingDays.dateText(latest)))
                        : Optional.empty())
                .or(() -> Stream.of(DeadlineKind.values())
                        .filter(other -> other == kind || other.needs().contains(kind))
                        .flatMap(other -> notAfterNeeded(other, kind, dates).stream())
                        .findFirst());
    }

    private static Optional<String> tooEarly(int year, DeadlineKind kind, LocalDate date, LocalDate today) {
        LocalDate yearsEnd = LocalDate.of(year, 12, 31);
        if (!date.isAfter(yearsEnd)) {
            return Optional.of("期限应在考核年度结束（%s）之后。".formatted(WorkingDays.dateText(yearsEnd)));
        }
        return date.isBefore(today) && !kind.defaultFor(year).isBefore(today)
                ? Optional.of("期限不能早于今天（%s）。".formatted(WorkingDays.dateText(today)))
                : Optional.empty();
    }

    /** @param asked the one that is being set: of another one its name is said too */
    private static Optional<String> notAfterNeeded(
            DeadlineKind kind, DeadlineKind asked, Map<DeadlineKind, LocalDate> dates) {
        LocalDate date = dates.get(kind);
        if (date == null) {
            return Optional.empty();
        }
        return kind.needs().stream()
                .filter(dates::containsKey)
                .filter(earlier -> kind == asked || earlier == asked)
                .filter(earlier -> !date.isAfter(dates.getOrDefault(earlier, date)))
                .findFirst()
                .map(earlier -> kind == asked
                        ? "应晚于“%s”的期限%s。"
                                .formatted(earlier.label(), WorkingDays.dateText(dates.getOrDefault(earlier, date)))
                        : "应早于“%s”的期限%s，它要用这一步的结果；要改晚的，请先改“%s”。"
                                .formatted(kind.label(), WorkingDays.dateText(date), kind.label()));
    }
}
