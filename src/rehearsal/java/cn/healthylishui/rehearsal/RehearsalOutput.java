package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.reporting.PaperDocument;
import cn.healthylishui.assessment.reporting.ScoreWorkbook;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rehearsal leaves behind: {@code results.json}, the score table and the drafted papers. */
@RehearsalBean
class RehearsalOutput {

    record District(
            String code,
            String name,
            BigDecimal score,
            boolean mustPassMet,
            int townships,
            int excellentTownships,
            boolean misconduct,
            @Nullable Integer rank,
            String grade) {}

    record Township(
            String district,
            String code,
            String name,
            BigDecimal reportedScore,
            boolean drawn,
            @Nullable BigDecimal verifiedScore,
            BigDecimal score,
            String grade) {}

    /**
     * An assessed municipal unit.
     *
     * @param groups the numbers of its special action groups
     * @param appraisalScore null where nobody rated it
     */
    record Unit(
            String code,
            String name,
            List<Integer> groups,
            @Nullable BigDecimal reviewScore,
            @Nullable BigDecimal appraisalScore,
            BigDecimal score,
            String grade) {}

    record Drawing(String district, int n, String seed, String commitment, String countyText, List<String> townships) {}

    record Talk(String code, String by) {}

    record Objected(String object, boolean upheld) {}

    record Revised(int number, String reason) {}

    record YearResults(
            int year,
            List<District> districts,
            List<Township> townships,
            List<Unit> units,
            List<Drawing> draws,
            List<Talk> interviews,
            List<Objected> objections,
            List<Revised> revisions) {}

    private final Results results;
    private final Draws draws;
    private final YearRoster roster;
    private final YearGroups groups;
    private final Papers papers;
    private final ScoreWorkbook scoreWorkbook;
    private final Interviews interviews;
    private final Objections objections;
    private final Notices notices;
    private final Circulations circulations;

    RehearsalOutput(
            Results results,
            Draws draws,
            YearRoster roster,
            YearGroups groups,
            Papers papers,
            ScoreWorkbook scoreWorkbook,
            Interviews interviews,
            Objections objections,
            Notices notices,
            Circulations circulations) {
        this.results = results;
        this.draws = draws;
        this.roster = roster;
        this.groups = groups;
        this.papers = papers;
        this.scoreWorkbook = scoreWorkbook;
        this.interviews = interviews;
        this.objections = objections;
        this.notices = notices;
        this.circulations = circulations;
    }

    void write(int year, Path directory) throws IOException {
        ObjectMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(directory.resolve("results.json"), json.writeValueAsString(of(year)) + "\n");
        try (OutputStream table = Files.newOutputStream(directory.resolve("score-table.xlsx"))) {
            scoreWorkbook.write(year, table);
        }
        Path all = Files.createDirectories(directory.resolve("papers"));
        write(year, Office.CITY, all);
        for (YearDistrict district : roster.districts(year)) {
            write(year, district.code(), all);
        }
        for (YearUnit unit : roster.assessedUnits(year)) {
            write(year, unit.code(), all);
        }
        for (Notice notice : notices.all(year)) {
            if (notice.body() != null && notice.postedAt() != null) {
                Files.write(
                        all.resolve("public-notice-%d.docx".formatted(notice.number())),
                        PaperDocument.of(notice.body(), notice.postedAt()));
            }
        }
        for (Circulation circular : circulations.done(year)) {
            if (circular.body() != null && circular.circulatedAt() != null) {
                Files.write(
                        all.resolve("circular-%d.docx".formatted(circular.number())),
                        PaperDocument.of(circular.body(), circular.circulatedAt()));
            }
        }
    }

    /** The latest version of every paper that the owner wrote; file names in Latin letters open everywhere. */
    private void write(int year, String owner, Path directory) throws IOException {
        for (PaperKind kind : PaperKind.values()) {
            Papers.Paper paper = papers.latest(year, owner, kind).orElse(null);
            if (paper != null && paper.body() != null) {
                String name = "%s-%s.docx"
                        .formatted(owner, kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                Files.write(directory.resolve(name), PaperDocument.of(paper.body(), paper.writtenAt()));
            }
        }
    }

    YearResults of(int year) {
        int revision = results.latest(year).orElseThrow().number();
        List<ObjectLine> objects = results.objects(year, revision);
        List<YearGroup> all = groups.of(year);
        return new YearResults(
                year,
                objects.stream()
                        .filter(ObjectLine::isDistrict)
                        .map(RehearsalOutput::district)
                        .toList(),
                objects.stream()
                        .filter(ObjectLine::isTownship)
                        .map(RehearsalOutput::township)
                        .toList(),
                objects.stream()
                        .filter(ObjectLine::isUnit)
                        .map(line -> unit(line, all))
                        .toList(),
                draws.all(year).stream().map(RehearsalOutput::drawing).toList(),
                interviews.all(year).stream().map(RehearsalOutput::talk).toList(),
                objections.all(year).stream()
                        .map(objection ->
                                new Objected(objection.object(), objection.state() == Objections.State.REVISED))
                        .toList(),
                results.revisions(year).stream()
                        .map(one -> new Revised(one.number(), one.reason()))
                        .toList());
    }

    private static District district(ObjectLine line) {
        return new District(
                line.code(),
                line.name(),
                line.score(),
                line.mustPassMet(),
                line.townships() == null ? 0 : line.townships(),
                line.excellentTownships() == null ? 0 : line.excellentTownships(),
                line.misconduct(),
                line.rank(),
                line.grade().label());
    }

    private static Township township(ObjectLine line) {
        return new Township(
                line.district(),
                line.code(),
                line.name(),
                line.reportedScore(),
                line.verifiedScore() != null,
                line.verifiedScore(),
                line.score(),
                line.grade().label());
    }

    private static Unit unit(ObjectLine line, List<YearGroup> groups) {
        return new Unit(
                line.code(),
                line.name(),
                YearGroup.numbersHolding(groups, line.code()),
                line.reviewScore(),
                line.appraisalScore(),
                line.score(),
                line.grade().label());
    }

    private static Talk talk(Interview interview) {
        return new Talk(
                interview.object(),
                interview.interviewer().equals(Office.LEADING_GROUP) ? Office.LEADING_GROUP : interview.district());
    }

    private static Drawing drawing(DrawRecord draw) {
        return new Drawing(
                draw.district(),
                draw.sampleSize(),
                String.valueOf(draw.publishedSeed()),
                draw.commitment(),
                String.valueOf(draw.countyText()),
                draw.drawnTownships().stream().sorted().toList());
    }
}
