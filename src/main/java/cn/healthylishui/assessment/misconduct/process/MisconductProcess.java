package cn.healthylishui.assessment.misconduct.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Revisions;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the model {@code misconduct} (弄虚作假查处) asks beyond its forms. */
@Component("misconductCases")
public class MisconductProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final MisconductCases cases;
    private final Revisions revisions;
    private final CurrentActor currentActor;
    private final Clock clock;

    MisconductProcess(MisconductCases cases, Revisions revisions, CurrentActor currentActor, Clock clock) {
        this.cases = cases;
        this.revisions = revisions;
        this.currentActor = currentActor;
        this.clock = clock;
    }

    /** The office that makes the statement. */
    public String accused(Long misconduct) {
        return cases.accusedOffice(cases.get(misconduct));
    }

    /** @param step INVESTIGATION or HEARING */
    public Date due(Long misconduct, String step) {
        MisconductCase one = cases.get(misconduct);
        LocalDate day =
                switch (step) {
                    case "INVESTIGATION" -> cases.investigationDue(one);
                    case "HEARING" -> cases.hearingDue(one);
                    default -> throw new IllegalArgumentException("No step of misconduct is called " + step);
                };
        return at(day.atTime(END_OF_DAY));
    }

    /** The moment at which the time for a statement has passed: the midnight after its last day. */
    public Date hearingOver(Long misconduct) {
        return at(cases.hearingDue(cases.get(misconduct)).plusDays(1).atStartOfDay());
    }

    /** Runs in the transaction of the leading group's decision, so it is whoever decided that stands on the new result. */
    @Transactional
    public void sanction(Long misconduct) {
        Actor leader = currentActor.as(Office.LEADING_GROUP);
        cases.require(misconduct, State.APPROVED);
        MisconductCase one = cases.get(misconduct);
        // This stands on the result for everyone to read: who and by which case, nothing of what was found.
        long proposal = revisions.proposeMisconduct(
                one.year(), one.object(), "%s（案件%s）".formatted(cases.objectName(one), one.number()), leader);
        Integer revision = revisions.approve(proposal, "同意认定，定为不合格并通报批评", leader);
        cases.confirmed(misconduct, revision, leader);
    }

    private Date at(LocalDateTime time) {
        return Date.from(time.atZone(clock.getZone()).toInstant());
    }
}
