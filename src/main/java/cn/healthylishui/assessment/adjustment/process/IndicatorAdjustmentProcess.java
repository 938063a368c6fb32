package cn.healthylishui.assessment.adjustment.process;

import cn.healthylishui.assessment.adjustment.Adjustments;
import cn.healthylishui.assessment.adjustment.Hearings;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.Office;
import java.time.Clock;
import java.time.LocalTime;
import java.util.Date;
import org.springframework.stereotype.Component;

/** What the model {@code indicator-adjustment} (指标调整) asks. */
@Component("indicatorAdjustment")
public class IndicatorAdjustmentProcess {

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private final Adjustments adjustments;
    private final Hearings hearings;
    private final WorkingDays workingDays;
    private final CurrentActor currentActor;
    private final Clock clock;

    IndicatorAdjustmentProcess(
            Adjustments adjustments,
            Hearings hearings,
            WorkingDays workingDays,
            CurrentActor currentActor,
            Clock clock) {
        this.adjustments = adjustments;
        this.hearings = hearings;
        this.workingDays = workingDays;
        this.currentActor = currentActor;
        this.clock = clock;
    }

    /** The first working day after the last day on which one can comment. */
    public Date hearingDue(Long adjustment) {
        return Date.from(workingDays
                .plus(hearings.latest(adjustment).endsOn(), 1)
                .atTime(END_OF_DAY)
                .atZone(clock.getZone())
                .toInstant());
    }

    /** Runs in the transaction of the leading group's approval, so a refusal is told to whoever approves. */
    public void publish(Long adjustment) {
        adjustments.publish(adjustment, currentActor.as(Office.LEADING_GROUP));
    }
}
