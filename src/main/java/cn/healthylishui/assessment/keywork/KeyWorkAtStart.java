package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.year.StartNotice;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells before the start which municipal units a year will assess: those with a task in force (办法二(三)). */
@Component
class KeyWorkAtStart implements StartNotice {

    private final KeyTasks tasks;
    private final YearRoster roster;

    KeyWorkAtStart(KeyTasks tasks, YearRoster roster) {
        this.tasks = tasks;
        this.roster = roster;
    }

    @Override
    public Said of(int year) {
        Set<String> busy = new HashSet<>(tasks.units(year));
        long assessed = roster.assessedUnits(year).stream()
                .map(YearUnit::code)
                .filter(busy::contains)
                .count();
        return assessed == 0
                ? new Said(true, "%d年度没有审定下达的重点工作，启动后市直单位都不列入考核，以后也不能再补。要考核市直单位的，请先办完“年度重点工作”再启动。".formatted(year))
                : new Said(false, "同时考核有重点任务的市直单位%d个，并进行民主测评；没有任务的不列入考核。".formatted(assessed));
    }
}
