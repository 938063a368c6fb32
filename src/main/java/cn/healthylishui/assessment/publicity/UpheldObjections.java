package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.result.RevisionOccasion;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 成立的异议, as the drafting of a change sees them. */
@Component
class UpheldObjections implements RevisionOccasion {

    private final Objections objections;

    UpheldObjections(Objections objections) {
        this.objections = objections;
    }

    @Override
    public Occasion of(long id) {
        Objection objection = objections.get(id);
        return new Occasion(
                objection.object(),
                objection.indicator(),
                "编号%s，%s".formatted(objection.receipt(), Objects.requireNonNullElse(objection.decisionReason(), "")));
    }

    @Override
    public void require(long objection) {
        objections.require(objection, Objections.State.UPHELD);
    }

    @Override
    public void notProposed(long objection) {
        objections.notProposed(objection);
    }

    @Override
    public void proposed(long objection, long proposal) {
        objections.proposed(objection, proposal);
    }
}
