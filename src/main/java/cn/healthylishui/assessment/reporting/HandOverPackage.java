package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.closing.HandOverFiles;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 移交文件 (办法六): the score table as a workbook, and the same results as JSON. */
@Component
class HandOverPackage implements HandOverFiles {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A district or a township.
     *
     * @param district of a township the code of the one that assesses it; null for a district itself
     * @param provisionalFigures how many of the figures behind the score may still change (暂用)
     */
    record Line(
            String code,
            String name,
            @Nullable String district,
            BigDecimal score,
            @Nullable Integer rank,
            boolean mustPassMet,
            boolean misconduct,
            @Nullable Integer townships,
            @Nullable Integer excellentTownships,
            long provisionalFigures,
            String grade,
            String gradeReason) {}

    /**
     * A municipal unit.
     *
     * @param groups the numbers of its special action groups
     */
    record Unit(
            String code,
            String name,
            List<Integer> groups,
            @Nullable BigDecimal reviewScore,
            @Nullable BigDecimal appraisalScore,
            BigDecimal score,
            @Nullable Integer rank,
            boolean misconduct,
            String grade,
            String gradeReason) {}

    record Content(
            int year,
            int revision,
            String reason,
            String approvedAt,
            List<Line> districts,
            List<Line> townships,
            List<Unit> units) {}

    private final ScoreWorkbook scoreWorkbook;
    private final Results results;
    private final YearGroups groups;

    HandOverPackage(ScoreWorkbook scoreWorkbook, Results results, YearGroups groups) {
        this.scoreWorkbook = scoreWorkbook;
        this.results = results;
        this.groups = groups;
    }

    @Override
    public byte[] workbook(int year) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            scoreWorkbook.write(year, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] data(int year) {
        Revision revision = results.latest(year).orElseThrow();
        List<ObjectLine> objects = results.objects(year, revision.number());
        List<YearGroup> all = groups.of(year);
        Map<String, Long> provisional = results.provisional(year, revision.number());
        Content content = new Content(
                year,
                revision.number(),
                revision.reason(),
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(revision.approvedAt()),
                objects.stream()
                        .filter(ObjectLine::isDistrict)
                        .map(object -> line(object, provisional.getOrDefault(object.code(), 0L)))
                        .toList(),
                objects.stream()
                        .filter(ObjectLine::isTownship)
                        .map(object -> line(object, provisional.getOrDefault(object.code(), 0L)))
                        .toList(),
                objects.stream()
                        .filter(ObjectLine::isUnit)
                        .map(object -> unit(object, all))
                        .toList());
        try {
            return (JSON.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Results can be written as JSON", e);
        }
    }

    private static Unit unit(ObjectLine object, List<YearGroup> groups) {
        return new Unit(
                object.code(),
                object.name(),
                YearGroup.numbersHolding(groups, object.code()),
                object.reviewScore(),
                object.appraisalScore(),
                object.score(),
                object.rank(),
                object.misconduct(),
                object.grade().label(),
                object.gradeReason());
    }

    private static Line line(ObjectLine object, long provisionalFigures) {
        return new Line(
                object.code(),
                object.name(),
                object.isTownship() ? object.district() : null,
                object.score(),
                object.rank(),
                object.mustPassMet(),
                object.misconduct(),
                object.townships(),
                object.excellentTownships(),
                provisionalFigures,
                object.grade().label(),
                object.gradeReason());
    }
}
