package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 弄虚作假查处: whole for those who oversee it, the bare outcome for the accused's office, nothing for everyone else. */
@Component
class CaseViews {

    record HistoryLine(String at, String office, String action, String text) {}

    /** @param history what was done, the first thing first */
    record View(
            MisconductCase one,
            String object,
            List<FileLink> clueFiles,
            List<FileLink> factFiles,
            List<FileLink> statementFiles,
            List<FileLink> referralFiles,
            List<HistoryLine> history) {}

    /**
     * What the accused's office reads: neither facts, evidence nor referral.
     *
     * @param revision the number of the result by which the object is 不合格
     */
    record Outcome(
            String number,
            String object,
            @Nullable String decidedAt,
            @Nullable Integer revision) {}

    private final MisconductCases cases;
    private final Organization organization;
    private final ReadableFiles files;

    CaseViews(MisconductCases cases, Organization organization, ReadableFiles files) {
        this.cases = cases;
        this.organization = organization;
        this.files = files;
    }

    /** Every case, whatever came of it; none where that is not for the reader. */
    List<View> of(int year, User reader) {
        return ReadingRights.readsCases(reader)
                ? cases.all(year).stream()
                        .filter(one -> ReadingRights.readsCase(reader, one))
                        .map(one -> view(one, reader))
                        .toList()
                : List.of();
    }

    /** A case by its id, for whoever may read all of it. */
    Optional<MisconductCase> find(int year, long id, User reader) {
        return cases.all(year).stream()
                .filter(one -> one.id() == id && ReadingRights.readsCase(reader, one))
                .findFirst();
    }

    private View view(MisconductCase one, User reader) {
        Map<Stage, List<String>> evidence = cases.evidence(one.id());
        List<HistoryLine> history = cases.history(one).stream()
                .map(line -> new HistoryLine(
                        Times.minute(line.at()),
                        organization.officeName(line.office()),
                        line.action(),
                        Stream.of(line.to(), line.reason())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("　"))))
                .collect(Collectors.toList());
        Collections.reverse(history);
        return new View(
                one,
                cases.objectName(one),
                files(evidence, Stage.CLUE, reader),
                files(evidence, Stage.FACTS, reader),
                files(evidence, Stage.STATEMENT, reader),
                files(evidence, Stage.REFERRAL, reader),
                history);
    }

    private List<FileLink> files(Map<Stage, List<String>> evidence, Stage stage, User reader) {
        return files.of(evidence.getOrDefault(stage, List.of()), reader);
    }

    /** What the accused's office is told of its own objects; none for those who read the whole cases. */
    List<Outcome> outcomes(int year, User reader) {
        return ReadingRights.readsCases(reader)
                ? List.of()
                : cases.all(year).stream()
                        .filter(one -> ReadingRights.knowsOfCase(reader, one.state(), cases.accusedOffice(one)))
                        .map(this::outcome)
                        .toList();
    }

    private Outcome outcome(MisconductCase one) {
        Decision decision = one.decision();
        return new Outcome(
                one.number(),
                cases.objectName(one),
                decision == null ? null : Times.minute(decision.at()),
                decision == null ? null : decision.revision());
    }

    /** Such as 2021-案-001移送材料.docx. */
    static String referralName(MisconductCase one) {
        return one.number() + "移送材料.docx";
    }
}
