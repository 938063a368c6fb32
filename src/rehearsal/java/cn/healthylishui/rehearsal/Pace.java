package cn.healthylishui.rehearsal;

import java.util.Date;

/** 步调: how time passes while a year is run. */
public interface Pace {

    /** Time stands: what can be done without waiting is done, and nothing happens that nobody asked for. */
    Pace STANDING = new Pace() {
        @Override
        public void afterRound() {}

        @Override
        public boolean waitUntil(Date timer) {
            return false;
        }
    };

    /** After every open task has been done once. */
    void afterRound();

    /**
     * Nothing is left to do before a timer goes off.
     *
     * @return whether time was let pass until then; otherwise the run ends here
     */
    boolean waitUntil(Date timer);
}
