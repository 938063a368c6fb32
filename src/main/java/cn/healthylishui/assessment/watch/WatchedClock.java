package cn.healthylishui.assessment.watch;

/** What is said where something was done later than now: the age of what carries such a time tells nothing. */
final class WatchedClock {

    static final String SET_BACK = "这个时间在现在以后：机器的时钟被拨回来过。请先对准时钟（NTP），再做一次。";

    private WatchedClock() {}
}
