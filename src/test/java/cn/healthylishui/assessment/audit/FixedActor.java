package cn.healthylishui.assessment.audit;

/** Always the same one acts, whatever it is done by right of. */
public record FixedActor(Actor actor) implements CurrentActor {

    @Override
    public Actor as(String office) {
        return actor;
    }

    @Override
    public Actor asOneOf(String... offices) {
        return actor;
    }
}
