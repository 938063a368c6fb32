package cn.healthylishui.assessment.reading;

import cn.healthylishui.assessment.figure.DistrictLists;
import cn.healthylishui.assessment.figure.DistrictLists.Item;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 材料与谁有关: whom a file concerns beside the office of its district. By the files of its self-score, its papers and its progress a
 * municipal unit accounts for itself to its reviewers, by those of its progress also to the leads of the task's groups; by the files
 * of a rectification an office accounts for itself to the lead that visited it; by those of the figures it reports through the year a
 * district's unit accounts for them to the matching municipal unit and to its own county office; by those of its own key work a
 * district accounts for it to the municipal unit that reviews the entry.
 */
@Component
public class FileSubjects {

    private record Two(String one, String other) {

        Stream<String> stream() {
            return Stream.of(one, other);
        }
    }

    private final Rows rows;
    private final YearGroups groups;
    private final Reviewers reviewers;
    private final DistrictLists lists;

    FileSubjects(JdbcClient jdbc, YearGroups groups, Reviewers reviewers, DistrictLists lists) {
        this.rows = new Rows(jdbc);
        this.groups = groups;
        this.reviewers = reviewers;
        this.lists = lists;
    }

    /** The offices that a file concerns; none for files of anything else. */
    List<String> concerned(int year, String evidenceId) {
        return Stream.of(
                        units(year, evidenceId)
                                .flatMap(unit -> Stream.concat(Stream.of(unit), reviewers.of(year, unit).stream())),
                        leadsOfTask(year, evidenceId),
                        visit(evidenceId),
                        figures(evidenceId),
                        published(year, evidenceId),
                        lists(year, evidenceId))
                .flatMap(offices -> offices)
                .distinct()
                .toList();
    }

    /** The unit whose account of itself a file is part of. */
    private Stream<String> units(int year, String evidenceId) {
        return rows.list(String.class, """
                        select u.code from entry_evidence x
                        join score_entry e on e.id = x.entry_id
                        join year_unit u on u.assessment_year = e.assessment_year and u.code = e.object_code
                        where x.evidence_id = :id and e.source = 'REPORTED' and e.assessment_year = :year
                        union
                        select u.code from paper p
                        join year_unit u on u.assessment_year = p.assessment_year and u.code = p.owner
                        where p.evidence_id = :id and p.assessment_year = :year
                        union
                        select p.unit from task_progress_evidence x
                        join task_progress p on p.id = x.progress
                        where x.evidence_id = :id and p.assessment_year = :year
                        """, evidenceId, year).stream();
    }

    private Stream<String> leadsOfTask(int year, String evidenceId) {
        List<Integer> numbers = rows.list(Integer.class, """
                        select distinct g.group_number from task_progress_evidence x
                        join task_progress p on p.id = x.progress
                        join key_task t on t.assessment_year = p.assessment_year and t.code = p.task and t.state = 'ACTIVE'
                        join key_task_group g on g.task = t.id
                        where x.evidence_id = :id and p.assessment_year = :year
                        """, evidenceId, year);
        return numbers.isEmpty()
                ? Stream.empty()
                : groups.of(year).stream()
                        .filter(group -> numbers.contains(group.number()))
                        .map(YearGroup::lead)
                        .flatMap(lead -> lead.stream());
    }

    private Stream<String> figures(String evidenceId) {
        return rows.list(Two.class, """
                        select r.owner as one, d.office_code as other from reported_figure_evidence x
                        join figure_report r on r.id = x.report
                        join year_district d on d.assessment_year = r.assessment_year and d.code = r.district
                        where x.evidence_id = :id
                        """, evidenceId).stream().flatMap(Two::stream);
    }

    /** What is published to compare with concerns every district. */
    private Stream<String> published(int year, String evidenceId) {
        return rows.list(String.class, """
                        select d.office_code from reference_given_evidence x
                        join reference_given g on g.id = x.given
                        join year_district d on d.assessment_year = g.assessment_year
                        where x.evidence_id = :id and g.assessment_year = :year
                        """, evidenceId, year).stream();
    }

    private Stream<String> lists(int year, String evidenceId) {
        List<Long> works = rows.list(Long.class, """
                        select distinct p.work from district_work_progress_evidence x
                        join district_work_progress p on p.id = x.progress
                        where x.evidence_id = :id
                        """, evidenceId);
        return works.isEmpty()
                ? Stream.empty()
                : lists.all(year).stream()
                        .filter(item -> works.contains(item.work().id()))
                        .map(Item::reviewer);
    }

    private Stream<String> visit(String evidenceId) {
        return rows.list(Two.class, """
                        select v.visitor as one, v.visited_office as other
                        from group_visit_evidence x join group_visit v on v.id = x.visit
                        where x.evidence_id = :id
                        """, evidenceId).stream().flatMap(Two::stream);
    }
}
