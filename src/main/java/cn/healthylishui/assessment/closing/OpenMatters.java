package cn.healthylishui.assessment.closing;

import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.State;
import cn.healthylishui.assessment.year.OpenTask;
import cn.healthylishui.assessment.year.OpenTasks;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 未了事项: whatever of a year is still open, in words; nothing is filed while there is any. */
@Component
public class OpenMatters {

    private static final int TASKS_TOLD = 5;

    private final YearRoster roster;
    private final OpenTasks tasks;
    private final Organization organization;
    private final Results results;
    private final Revisions revisions;
    private final Notices notices;
    private final Objections objections;
    private final Circulations circulations;
    private final Interviews interviews;
    private final MisconductCases misconductCases;
    private final HandOvers handOvers;

    OpenMatters(
            YearRoster roster,
            OpenTasks tasks,
            Organization organization,
            Results results,
            Revisions revisions,
            Notices notices,
            Objections objections,
            Circulations circulations,
            Interviews interviews,
            MisconductCases misconductCases,
            HandOvers handOvers) {
        this.roster = roster;
        this.tasks = tasks;
        this.organization = organization;
        this.results = results;
        this.revisions = revisions;
        this.notices = notices;
        this.objections = objections;
        this.circulations = circulations;
        this.interviews = interviews;
        this.misconductCases = misconductCases;
        this.handOvers = handOvers;
    }

    /** @param asking id of the task that asks, which is open itself */
    public List<String> of(int year, String asking) {
        List<String> open = new ArrayList<>();
        notices.all(year).stream()
                .filter(notice -> notice.state() != Notices.State.CLOSED)
                .forEach(notice -> open.add(
                        "第%d次公示%s。".formatted(notice.number(), notice.state().label())));
        objections.all(year).stream()
                .filter(objection -> !objection.isAnswered())
                .forEach(objection -> open.add("异议（%s）%s。"
                        .formatted(
                                objection.receipt(),
                                objection.state().isDecided()
                                        ? "还没有答复"
                                        : objection.state().label())));
        revisions.all(year).stream()
                .filter(proposal -> proposal.state() == State.PROPOSED)
                .forEach(proposal ->
                        open.add("有一项更正（%s）等领导小组审定。".formatted(proposal.kind().label())));
        Circulations.Pending pending = circulations.pending(year);
        if (!pending.due().isEmpty() || !pending.held().isEmpty()) {
            open.add("还有%d个考核对象的结果没有通报。"
                    .formatted(pending.due().size() + pending.held().size()));
        }
        interviews
                .open(year)
                .forEach(interview -> open.add("对%s的约谈和整改还没有办完。".formatted(roster.fullName(year, interview.object()))));
        misconductCases.open(year).forEach(one -> open.add("弄虚作假查处（%s）还没有办完。".formatted(one.number())));
        handOver(year, open);
        tasks(year, asking, open);
        return open;
    }

    private void handOver(int year, List<String> open) {
        int latest = results.latestNumber(year);
        boolean received = handOvers.all(year).stream()
                .filter(one -> Objects.equals(one.revision(), latest))
                .map(HandOver::state)
                .anyMatch(HandOvers.State.RECEIVED::equals);
        if (!received) {
            open.add("第%d号考核结果还没有移交并签收。".formatted(latest));
        }
    }

    private void tasks(int year, String asking, List<String> open) {
        List<OpenTask> others = tasks.list().stream()
                .filter(task -> Integer.valueOf(year).equals(task.year()))
                .filter(task -> !task.id().equals(asking))
                .toList();
        others.stream()
                .limit(TASKS_TOLD)
                .forEach(task ->
                        open.add("%s的“%s”还没有办结。".formatted(organization.officeName(task.office()), task.name())));
        if (others.size() > TASKS_TOLD) {
            open.add("另有%d项任务还没有办结。".formatted(others.size() - TASKS_TOLD));
        }
    }
}
