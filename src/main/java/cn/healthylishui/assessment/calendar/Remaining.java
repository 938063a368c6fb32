package cn.healthylishui.assessment.calendar;

/** How much time a deadline leaves: the light, and the words beside it. */
public record Remaining(Light light, String text) {

    /** From how many working days overdue the light is red, where no year says otherwise. */
    public static final int RED_AFTER_WORKING_DAYS = 2;

    /** 亮灯: none in time, yellow when overdue, red when long overdue. */
    public enum Light {
        NONE(50),
        YELLOW(60),
        RED(80);

        private final int priority;

        Light(int priority) {
            this.priority = priority;
        }

        /** The priority of a task under this light, by which a task list can be sorted; 50 is the engine's normal. */
        public int priority() {
            return priority;
        }
    }
}
