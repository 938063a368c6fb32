package cn.healthylishui.assessment.reading;

import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 评审单位: who reviews a municipal unit beside the city office (办法五(一)). */
@Component
public class Reviewers {

    private final YearGroups groups;

    Reviewers(YearGroups groups) {
        this.groups = groups;
    }

    /** Of each group the unit sits in the lead; where the unit leads itself, the first deputy. */
    public List<String> of(int year, String unit) {
        return of(groups.of(year), unit);
    }

    /** The units that somebody reviews. */
    public Set<String> reviewedBy(int year, Collection<String> offices) {
        List<YearGroup> all = groups.of(year);
        return all.stream()
                .flatMap(group -> group.seats().stream())
                .map(YearGroup.Seat::unit)
                .filter(unit -> of(all, unit).stream().anyMatch(offices::contains))
                .collect(Collectors.toSet());
    }

    private static List<String> of(List<YearGroup> groups, String unit) {
        return groups.stream()
                .filter(group -> group.holds(unit))
                .map(group -> group.reviewerOf(unit))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
