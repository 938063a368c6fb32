package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.rehearsal.YearInput.Objection;
import cn.healthylishui.rehearsal.process.EngineDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * 演练中的意外: what somebody starts in the course of a year that no procedure starts by itself. While the first notice runs, a county
 * objects to the score of one of its townships and somebody of the public to an excellent one; once the results are out, a
 * township is reported to have cheated. Before that, once the official figures are settled, a provisional one gets its final value.
 */
@RehearsalBean
class Incidents {

    /** Where a procedure begins whose year is still to be told. */
    static final Set<String> FIRST_TASKS = Set.of(
            "taskFileObjection",
            "taskReportMisconduct",
            "taskEnterKeyWork",
            "taskConfirmRoster",
            "taskRecordVisit",
            AdjustmentWork.FIRST_TASK,
            "taskSetRhythm",
            "taskCorrectFigures");

    /** @param office who starts the process */
    record Incident(String process, String office) {}

    private final AssessmentYears years;
    private final Notices notices;
    private final Objections objections;
    private final Circulations circulations;
    private final MisconductCases misconductCases;
    private final ProvisionalFigures provisional;
    private final FigureCorrections corrections;
    private final EngineDriver engine;

    Incidents(
            AssessmentYears years,
            Notices notices,
            Objections objections,
            Circulations circulations,
            MisconductCases misconductCases,
            ProvisionalFigures provisional,
            FigureCorrections corrections,
            EngineDriver engine) {
        this.years = years;
        this.notices = notices;
        this.objections = objections;
        this.circulations = circulations;
        this.misconductCases = misconductCases;
        this.provisional = provisional;
        this.corrections = corrections;
        this.engine = engine;
    }

    /** What happens now. */
    List<Incident> of(int year, YearInput input) {
        List<Incident> incidents = new ArrayList<>();
        boolean starting = engine.open().stream().anyMatch(work -> FIRST_TASKS.contains(work.key()));
        if (!starting && input.detours() && figuresToCorrect(year)) {
            provisional.of(year).stream()
                    .findFirst()
                    .ifPresent(one -> incidents.add(
                            new Incident("figure-correction", one.indicator().owner())));
        }
        if (starting || !years.get(year).isApproved()) {
            return incidents;
        }
        boolean firstNoticeRuns = notices.first(year)
                .filter(notice -> notice.state() == Notices.State.POSTED)
                .map(Notice::postedAt)
                .isPresent();
        if (firstNoticeRuns && objections.all(year).isEmpty()) {
            input.objections().forEach(one -> incidents.add(new Incident("objection", one.office())));
        }
        if (!circulations.done(year).isEmpty() && misconductCases.all(year).isEmpty()) {
            input.misconduct().forEach(one -> incidents.add(new Incident("misconduct", Office.CITY)));
        }
        return incidents;
    }

    /** Which of the year's objections was filed under this id. */
    Objection filed(YearInput input, long id) {
        Objections.Objection filed = objections.get(id);
        return input.objections().stream()
                .filter(one -> one.office().equals(filed.office())
                        && one.object().equals(filed.object())
                        && one.item().equals(filed.indicator() == null ? "" : filed.indicator())
                        && one.content().equals(filed.content()))
                .findFirst()
                .orElseThrow();
    }

    /** After the official figures are settled, and before the result rests on them. */
    private boolean figuresToCorrect(int year) {
        return years.get(year).figuresSettledAt() != null
                && !years.get(year).isApproved()
                && corrections.all(year).isEmpty();
    }
}
