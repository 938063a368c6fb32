package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.followup.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * 演练中的意外: what somebody starts in the course of a year that no procedure starts by itself. While the first notice runs, a county
 * objects to the score of one of its townships and somebody of the public to an excellent one; once the results are out, a
 * township is reported to have cheated.
 */
@Component
class Incidents {

    /** Where a procedure begins whose year is still to be told. */
    static final Set<String> FIRST_TASKS = Set.of(
            "taskFileObjection", "taskReportMisconduct", "taskEnterKeyWork", "taskConfirmRoster", "taskRecordVisit");

    private static final int OBJECTIONS = 2;

    /** @param office who starts the process */
    record Incident(String process, String office) {}

    private final AssessmentYears years;
    private final Notices notices;
    private final Objections objections;
    private final Circulations circulations;
    private final MisconductCases misconductCases;
    private final EngineDriver engine;

    Incidents(
            AssessmentYears years,
            Notices notices,
            Objections objections,
            Circulations circulations,
            MisconductCases misconductCases,
            EngineDriver engine) {
        this.years = years;
        this.notices = notices;
        this.objections = objections;
        this.circulations = circulations;
        this.misconductCases = misconductCases;
        this.engine = engine;
    }

    /** What happens now. */
    List<Incident> of(int year, PlausibleFigures figures) {
        List<Incident> incidents = new ArrayList<>();
        boolean starting = engine.open().stream().anyMatch(work -> FIRST_TASKS.contains(work.key()));
        if (starting || !years.get(year).isApproved()) {
            return incidents;
        }
        boolean firstNoticeRuns = notices.first(year)
                .filter(notice -> notice.state() == Notices.State.POSTED)
                .map(Notice::postedAt)
                .isPresent();
        if (firstNoticeRuns && objections.all(year).size() < OBJECTIONS) {
            String district = years.districtOf(year, figures.underrated());
            incidents.add(
                    new Incident("objection", years.district(year, district).officeCode()));
            incidents.add(new Incident("objection", Office.CITY));
        }
        if (!circulations.done(year).isEmpty() && misconductCases.all(year).isEmpty()) {
            incidents.add(new Incident("misconduct", Office.CITY));
        }
        return incidents;
    }
}
