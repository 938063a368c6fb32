package cn.healthylishui.assessment.workplan;

import cn.healthylishui.assessment.cycle.YearGroup;
import cn.healthylishui.assessment.cycle.YearGroups;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 材料的查看单位: who has to look at a file of key work beside those who handed it in and the city office. */
@Component
public class EvidenceReaders {

    private final JdbcClient jdbc;
    private final KeyTasks tasks;
    private final YearGroups groups;

    EvidenceReaders(JdbcClient jdbc, KeyTasks tasks, YearGroups groups) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.groups = groups;
    }

    private record Proof(int year, String task, String unit) {}

    /** Codes of offices: those that review the unit for the groups of the task it proves, and the visitor whose finding it mends. */
    public Set<String> of(String evidence) {
        Set<String> readers = new LinkedHashSet<>(
                jdbc.sql("""
                        select v.visitor from group_visit v join group_visit_evidence e on e.visit = v.id
                        where e.evidence_id = :evidence
                        """).param("evidence", evidence).query(String.class).list());
        jdbc.sql("""
                        select p.assessment_year, p.task, p.unit from task_progress p
                        join task_progress_evidence e on e.progress = p.id where e.evidence_id = :evidence
                        """)
                .param("evidence", evidence)
                .query((rs, i) -> new Proof(rs.getInt("assessment_year"), rs.getString("task"), rs.getString("unit")))
                .list()
                .forEach(proof -> tasks.active(proof.year(), proof.task()).stream()
                        .flatMap(task -> task.groupNumbers().stream())
                        .flatMap(number -> groups.find(proof.year(), number).stream())
                        .map((YearGroup group) -> group.reviewerOf(proof.unit()))
                        .flatMap(Optional::stream)
                        .forEach(readers::add));
        return readers;
    }
}
