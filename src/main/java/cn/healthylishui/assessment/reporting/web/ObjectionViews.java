package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.publicity.Objections.Stage;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.ReadableFiles.FileLink;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 异议 as their readers see them. */
@Component
class ObjectionViews {

    /**
     * @param filedBy the name of the office that filed it
     * @param contact null where it is not for the reader
     * @param item the indicator objected to; null where it is the result as a whole
     * @param investigation null where there is none yet, or it is not for the reader
     */
    record View(
            Objection objection,
            String object,
            String filedBy,
            @Nullable String contact,
            @Nullable String item,
            List<FileLink> files,
            @Nullable String investigation,
            List<FileLink> investigationFiles) {}

    private final YearRoster roster;
    private final Organization organization;
    private final IndicatorTables tables;
    private final Objections objections;
    private final ReadableFiles files;

    ObjectionViews(
            YearRoster roster,
            Organization organization,
            IndicatorTables tables,
            Objections objections,
            ReadableFiles files) {
        this.roster = roster;
        this.organization = organization;
        this.tables = tables;
        this.objections = objections;
        this.files = files;
    }

    List<View> of(int year, User reader) {
        return objections.all(year).stream()
                .filter(objection -> ReadingRights.readsObjection(reader, objection.office()))
                .map(objection -> view(objection, reader))
                .toList();
    }

    private View view(Objection objection, User reader) {
        boolean investigation = ReadingRights.readsInvestigation(reader);
        return new View(
                objection,
                roster.fullName(objection.year(), objection.object()),
                organization.officeName(objection.office()),
                ReadingRights.readsContact(reader, objection.office()) ? objection.contact() : null,
                item(objection),
                files.of(objections.evidence(objection.id(), Stage.FILED), reader),
                investigation ? objection.investigation() : null,
                investigation ? files.of(objections.evidence(objection.id(), Stage.INVESTIGATED), reader) : List.of());
    }

    private @Nullable String item(Objection objection) {
        String indicator = objection.indicator();
        return indicator == null
                ? null
                : tables.ofObject(objection.year(), objection.object()).indicators().stream()
                        .filter(known -> known.code().equals(indicator))
                        .map(known -> known.code() + " " + known.name())
                        .findFirst()
                        .orElse(indicator);
    }
}
