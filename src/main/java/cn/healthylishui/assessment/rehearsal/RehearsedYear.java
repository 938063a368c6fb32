package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.workflow.TaskDesk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** 演练的一年: starts a year and does its tasks, office by office, as far as it is told to. */
@Component
public class RehearsedYear {

    private static final String PROCESS = "annual-assessment";

    private final EngineDriver engine;
    private final TaskDesk desk;
    private final AssessmentYears years;
    private final IndicatorTables tables;

    RehearsedYear(EngineDriver engine, TaskDesk desk, AssessmentYears years, IndicatorTables tables) {
        this.engine = engine;
        this.desk = desk;
        this.years = years;
        this.tables = tables;
    }

    /**
     * Does every open task of the year for which {@code wanted} holds, and those that follow from it, until none is left.
     *
     * @param betweenRounds run after each round of tasks, to let time pass
     * @param progress told after each round what was done
     */
    public void run(
            int year, long seed, Predicate<OpenWork> wanted, Runnable betweenRounds, Consumer<String> progress) {
        AtomicReference<PlausibleFigures> figures = new AtomicReference<>();
        OfficeWork offices = new OfficeWork(
                year,
                desk,
                tables,
                () -> figures.updateAndGet(
                        made -> made == null ? new PlausibleFigures(seed, year, years, tables) : made));
        if (years.find(year).isEmpty() || !years.get(year).isStarted()) {
            engine.as(Office.CITY, () -> {
                engine.start(PROCESS);
                return null;
            });
            engine.open().stream()
                    .filter(work -> work.key().equals("taskOpenYear"))
                    .findFirst()
                    .ifPresent(work -> act(offices, work));
            progress.accept("启动年度考核");
        }
        while (true) {
            while (engine.runJobs() > 0) {
                // Branches that end run on in jobs of their own.
            }
            List<OpenWork> open = engine.open().stream()
                    .filter(work ->
                            Integer.valueOf(year).equals(work.variables().get("year")))
                    .filter(wanted)
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            Map<String, Integer> done = new LinkedHashMap<>();
            for (OpenWork work : open) {
                act(offices, work);
                done.merge(work.name().replaceFirst("——.*", ""), 1, Integer::sum);
            }
            done.forEach((name, count) -> progress.accept("%s：%d项".formatted(name, count)));
            betweenRounds.run();
        }
    }

    private void act(OfficeWork offices, OpenWork work) {
        engine.as(work.office(), () -> {
            offices.complete(work);
            return null;
        });
    }
}
