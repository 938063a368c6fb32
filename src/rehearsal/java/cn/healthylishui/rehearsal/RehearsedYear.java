package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workflow.Accounts;
import cn.healthylishui.assessment.workflow.TaskDesk;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.rehearsal.process.EngineDriver;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** 演练的一年: starts a year and does its tasks, office by office, as far as it is told to. */
@RehearsalBean
public class RehearsedYear {

    private static final String PROCESS = "annual-assessment";
    private static final String WORK_PLAN = "annual-work-plan";

    private final EngineDriver engine;
    private final TaskDesk desk;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final YearGroups groups;
    private final IndicatorTables tables;
    private final References references;
    private final Incidents incidents;
    private final AdjustmentWork adjustments;
    private final Accounts accounts;
    private final Clock clock;

    RehearsedYear(
            EngineDriver engine,
            TaskDesk desk,
            AssessmentYears years,
            YearRoster roster,
            YearGroups groups,
            IndicatorTables tables,
            References references,
            Incidents incidents,
            AdjustmentWork adjustments,
            Accounts accounts,
            Clock clock) {
        this.engine = engine;
        this.desk = desk;
        this.years = years;
        this.roster = roster;
        this.groups = groups;
        this.tables = tables;
        this.references = references;
        this.incidents = incidents;
        this.adjustments = adjustments;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** When the key work of a year is given out: that of 2021 came on 20 October. */
    public static LocalDateTime planned(int year) {
        return LocalDateTime.of(year, 10, 20, 9, 0);
    }

    /**
     * 年度重点工作: the city office reads over the roster and gives out the key work, groups look after their members, tasks come late,
     * change and fall away, and progress is reported until the year is over, and with it the figures of the indicators.
     *
     * @param progress told after each round what was done
     */
    public void plan(int year, long seed, Pace pace, Consumer<String> progress) {
        plan(made(year, seed), pace, progress);
    }

    /** The same from a given input, without what may go wrong on the way. */
    void plan(YearInput input, Pace pace, Consumer<String> progress) {
        int year = input.year();
        OfficeWork offices = offices(input);
        engine.start(WORK_PLAN, Office.CITY);
        work(input, offices, work -> true, Pace.STANDING, progress);
        if (input.detours()) {
            engine.start("year-roster", Office.CITY);
            engine.start(AdjustmentWork.PROCESS, AdjustmentWork.PROPOSER);
            groups.of(year).stream()
                    .findFirst()
                    .flatMap(YearGroup::lead)
                    .ifPresent(lead -> engine.start("group-visit", lead));
            pace.afterRound();
            engine.start(WORK_PLAN, Office.CITY);
            engine.start("figure-report", Office.CITY);
        }
        int later = input.tasks().map(UnitWork::laterBatches).orElse(0);
        for (int i = 0; i < later; i++) {
            engine.start(WORK_PLAN, Office.CITY);
            work(input, offices, work -> true, Pace.STANDING, progress);
        }
        work(input, offices, work -> true, until(assessed(year), pace), progress);
    }

    /** From then on a year can be assessed; what is still to come of its plan comes beside the assessment. */
    private static Date assessed(int year) {
        return Date.from(LocalDateTime.of(year + 1, 1, 3, 0, 0)
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toInstant());
    }

    private static Pace until(Date end, Pace pace) {
        return new Pace() {
            @Override
            public void afterRound() {
                pace.afterRound();
            }

            @Override
            public boolean waitUntil(Date timer) {
                return timer.before(end) && pace.waitUntil(timer);
            }
        };
    }

    /**
     * Does every open task of the year for which {@code wanted} holds, and those that follow from it, until none is left. Where
     * time may pass, the year also has its objections and its case of misconduct, and runs to its end.
     *
     * @param progress told after each round what was done
     */
    public void run(int year, long seed, Predicate<OpenWork> wanted, Pace pace, Consumer<String> progress) {
        run(made(year, seed), wanted, pace, progress);
    }

    void run(YearInput input, Predicate<OpenWork> wanted, Pace pace, Consumer<String> progress) {
        int year = input.year();
        OfficeWork offices = offices(input);
        if (years.find(year).isEmpty() || !years.get(year).isStarted()) {
            engine.start(PROCESS, Office.CITY);
            engine.open().stream()
                    .filter(work -> work.key().equals("taskOpenYear"))
                    .findFirst()
                    .ifPresent(work -> act(offices, work));
            progress.accept("启动年度考核");
        }
        work(input, offices, wanted, pace, progress);
    }

    /** Does the open tasks of the year for which {@code wanted} holds, and those that follow; starts nothing. */
    public void go(int year, long seed, Predicate<OpenWork> wanted) {
        YearInput input = made(year, seed);
        work(input, offices(input), wanted, Pace.STANDING, line -> {});
    }

    /** Figures are made once the year has its tables. */
    YearInput made(int year, long seed) {
        AtomicReference<PlausibleFigures> made = new AtomicReference<>();
        return new MadeInput(
                year,
                seed,
                () -> Objects.requireNonNull(made.updateAndGet(figures ->
                        figures == null ? new PlausibleFigures(seed, year, roster, tables, references) : figures)),
                township -> roster.districtOf(year, township),
                district -> roster.district(year, district).officeCode());
    }

    private OfficeWork offices(YearInput input) {
        return new OfficeWork(input, desk, tables, clock, id -> incidents.filed(input, id));
    }

    private void work(
            YearInput input, OfficeWork offices, Predicate<OpenWork> wanted, Pace pace, Consumer<String> progress) {
        int year = input.year();
        while (true) {
            while (engine.runJobs() > 0) {
                // Branches that end run on in jobs of their own.
            }
            if (pace != Pace.STANDING && years.get(year).isStarted()) {
                incidents.of(year, input).forEach(incident -> engine.start(incident.process(), incident.office()));
            }
            if (pace != Pace.STANDING) {
                adjustments.beside(year);
            }
            List<OpenWork> open = engine.open().stream()
                    .filter(work -> belongsTo(year, work))
                    .filter(wanted)
                    .toList();
            if (open.isEmpty()) {
                Optional<Date> timer = engine.nextTimer();
                if (timer.isPresent() && pace.waitUntil(timer.get())) {
                    continue;
                }
                return;
            }
            Map<String, Integer> done = new LinkedHashMap<>();
            List<BlockedWork> blocked = new ArrayList<>();
            for (OpenWork work : open) {
                try {
                    if (act(offices, work)) {
                        done.merge(work.name().replaceFirst("——.*", ""), 1, Integer::sum);
                    }
                } catch (BlockedWork stopped) {
                    blocked.add(stopped);
                }
            }
            if (!blocked.isEmpty()) {
                throw new BlockedYear(blocked);
            }
            done.forEach((name, count) -> progress.accept("%s：%d项".formatted(name, count)));
            pace.afterRound();
        }
    }

    /** A procedure that somebody has just started does not know its year yet. */
    private static boolean belongsTo(int year, OpenWork work) {
        Object known = work.variables().get(Variables.YEAR);
        return known == null ? Incidents.FIRST_TASKS.contains(work.key()) : known.equals(year);
    }

    private boolean act(OfficeWork offices, OpenWork work) {
        if (work.key().equals("taskPrepareAppraisal")) {
            accounts.createForSeats(); // nobody is asked to vote who has none
        }
        return engine.as(work.office(), () -> offices.complete(work));
    }
}
