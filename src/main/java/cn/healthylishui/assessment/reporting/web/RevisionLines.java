package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.Change;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.ItemChange;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 考核结果的各号: why, by whom and when each was approved, and what it changed, as far as each is for the reader. */
@Component
class RevisionLines {

    /**
     * @param approvedBy the name of the office
     * @param latest whether it is the one that holds
     */
    record Line(int number, String reason, String approvedBy, String approvedAt, boolean latest) {}

    /** Something before and after, in words. */
    record Pair(String before, String after) {

        public boolean changed() {
            return !before.equals(after);
        }
    }

    /**
     * What a result says anew of one object.
     *
     * @param share the excellent townships of a district; empty for others
     */
    record ChangeLine(String code, String name, Pair score, Pair rank, Pair grade, Pair share, Pair reason) {}

    private static final String NOT_YOURS = "其他考核对象的结果有更正";

    private final YearRoster roster;
    private final Organization organization;
    private final Results results;
    private final Revisions revisions;

    RevisionLines(YearRoster roster, Organization organization, Results results, Revisions revisions) {
        this.roster = roster;
        this.organization = organization;
        this.results = results;
        this.revisions = revisions;
    }

    /** Every result of a year, the first one first. */
    List<Line> of(int year, User reader) {
        List<Revision> all = results.revisions(year);
        return all.stream()
                .map(revision -> new Line(
                        revision.number(),
                        reason(revision, reader),
                        organization.officeName(Office.LEADING_GROUP),
                        Times.minute(revision.approvedAt()),
                        revision.number() == all.size()))
                .toList();
    }

    private String reason(Revision revision, User reader) {
        Long proposal = revision.proposal();
        return proposal == null || ReadingRights.readsReason(reader, offices(revision, proposal))
                ? revision.reason()
                : NOT_YOURS;
    }

    /** The offices of the objects that were corrected or found to have cheated. */
    private Set<String> offices(Revision revision, long proposal) {
        int year = revision.year();
        return Stream.concat(
                        revisions.changes(proposal).items().stream().map(ItemChange::object),
                        results.changes(year, revision.number() - 1, revision.number()).stream()
                                .filter(RevisionLines::isNewlyMarked)
                                .map(change -> change.after().code()))
                .map(object -> roster.officeOf(year, object))
                .collect(Collectors.toSet());
    }

    private static boolean isNewlyMarked(Change change) {
        ObjectLine before = change.before();
        return change.after().misconduct() && (before == null || !before.misconduct());
    }

    /** What a result says anew against the one before; nothing of the first. */
    List<ChangeLine> changes(int year, int number, Predicate<ObjectLine> wanted) {
        return number == 1
                ? List.of()
                : results.changes(year, number - 1, number).stream()
                        .filter(change -> wanted.test(change.after()))
                        .sorted((one, other) -> Orders.BY_DISTRICT.compare(one.after(), other.after()))
                        .map(change -> line(year, change))
                        .toList();
    }

    private ChangeLine line(int year, Change change) {
        ObjectLine after = change.after();
        return new ChangeLine(
                after.code(),
                roster.fullName(year, after.code()),
                pair(change, line -> line.score().toPlainString()),
                pair(change, line -> line.rank() == null ? "单独评分" : String.valueOf(line.rank())),
                pair(change, line -> line.grade().label()),
                pair(
                        change,
                        line -> line.townships() == null ? "" : line.excellentTownships() + "/" + line.townships()),
                pair(change, ObjectLine::gradeReason));
    }

    private static Pair pair(Change change, Function<ObjectLine, String> words) {
        ObjectLine before = change.before();
        return new Pair(before == null ? "—" : words.apply(before), words.apply(change.after()));
    }
}
