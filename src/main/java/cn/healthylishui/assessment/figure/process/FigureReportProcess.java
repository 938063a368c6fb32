package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.figure.FigureReports;
import cn.healthylishui.assessment.figure.Periods;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the models {@code figure-report} (数据报送) and {@code figure-period} (一期数据报送) ask. */
@Component("figureReports")
public class FigureReportProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final FigureReports reports;
    private final Clock clock;

    FigureReportProcess(FigureReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** The periods that no earlier request asks for. */
    public List<Integer> periods(Long request) {
        return reports.months(request);
    }

    /** The midnight after the last day of a period. */
    public Date periodEnd(int year, int period) {
        return midnightAfter(Periods.lastDay(year, period));
    }

    public List<String> owners(int year, int period) {
        return reports.owners(year, period);
    }

    public List<String> units(int year, int period, String owner) {
        return reports.unitsToReport(year, period, owner);
    }

    public Date reportDue(int year, int period) {
        return Date.from(reports.dueNow(year, period)
                .atTime(END_OF_DAY)
                .atZone(clock.getZone())
                .toInstant());
    }

    /** The moment at which the reports of a period are late. */
    public Date reportOver(int year, int period) {
        return midnightAfter(reports.period(year, period).dueOn());
    }

    public boolean toUrge(int year, int period) {
        return !reports.missing(year, period).isEmpty();
    }

    private Date midnightAfter(LocalDate day) {
        return Date.from(day.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }
}
