package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ReferenceInput;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 官方参照值表: what somebody publishes for the whole city or province, one line an indicator, with its source and file. */
@Component
class PublishedCells {

    static final String SECTION = "references";
    static final String TITLE = "官方参照值";

    private final GivenReferences given;
    private final References references;
    private final Returns returns;
    private final Organization organization;

    PublishedCells(GivenReferences given, References references, Returns returns, Organization organization) {
        this.given = given;
        this.references = references;
        this.returns = returns;
        this.organization = organization;
    }

    /** What another unit has given of the same thing, and may not change now. */
    private record Elsewhere(String unit, Given given) {}

    private record Line(
            Indicator indicator, Row row, @Nullable Given given) {}

    /** Empty where nothing of the kind is asked for. */
    Optional<Section> section(int year, List<Indicator> asked, Predicate<Indicator> open, Draft draft) {
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(Forms.table(
                        SECTION,
                        TITLE,
                        "每项填一个数，对全部地区有效；写明哪个单位公布、在哪份文件里，并上传文件。",
                        List.of(
                                Column.label("name", "指标", Width.L),
                                Column.label("kind", "参照", Width.M),
                                Column.input("value", "参照值", InputType.NUMBER, Width.S),
                                Column.input("body", "发布单位", InputType.TEXT, Width.M),
                                Column.input("document", "文件", InputType.TEXT, Width.L),
                                Column.input(Draft.FILES, "材料", InputType.FILES, Width.M)),
                        lines(year, asked, open, draft).stream().map(Line::row).toList()));
    }

    /** The same for whoever reads it back; empty where nothing of the kind is asked for. */
    Optional<Section> shown(int year, List<Indicator> asked) {
        Map<String, Given> latest = given.latest(year);
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(Forms.table(
                        SECTION,
                        TITLE,
                        "每项一个数，对全部地区有效。",
                        List.of(
                                Column.label("name", "指标", Width.L),
                                Column.label("kind", "参照", Width.M),
                                Column.label("value", "参照值", Width.S),
                                Column.label("source", "出处", Width.L),
                                Column.input(Draft.FILES, "材料", InputType.FILES, Width.M)),
                        asked.stream()
                                .map(indicator -> shown(indicator, latest.get(indicator.code())))
                                .toList()));
    }

    private static Row shown(Indicator indicator, @Nullable Given one) {
        return Forms.readOnly(
                indicator.code(),
                Map.of(
                        "name",
                        ItemSheet.title(indicator),
                        "kind",
                        ItemInput.referenceName(indicator),
                        "value",
                        one == null ? "—" : Answer.plain(one.value()),
                        "source",
                        one == null ? "" : one.words(),
                        Draft.FILES,
                        one == null ? "" : String.join(",", one.evidence())));
    }

    void record(int year, List<Indicator> asked, Predicate<Indicator> open, Draft draft, Actor actor) {
        lines(year, asked, open, draft).stream()
                .filter(line -> open.test(line.indicator()))
                .forEach(
                        line -> given.give(year, line.indicator().code(), Objects.requireNonNull(line.given()), actor));
    }

    private List<Line> lines(int year, List<Indicator> asked, Predicate<Indicator> open, Draft draft) {
        Map<String, Given> latest = given.latest(year);
        Map<String, BigDecimal> values = new HashMap<>();
        Map<String, Elsewhere> elsewhere = elsewhere(year, asked, latest);
        return asked.stream()
                .map(indicator ->
                        line(indicator, latest.get(indicator.code()), open.test(indicator), values, elsewhere, draft))
                .toList();
    }

    /**
     * What other units have given, by what it is of: tables number their own, and each table names its own owner. What was sent back
     * to its unit does not bind, or two units that gave the same wrong figure could never mend it.
     */
    private Map<String, Elsewhere> elsewhere(int year, List<Indicator> asked, Map<String, Given> latest) {
        Map<String, Elsewhere> elsewhere = new HashMap<>();
        if (asked.isEmpty() || latest.isEmpty()) {
            return elsewhere;
        }
        references.published(year).stream()
                .filter(indicator -> !asked.contains(indicator))
                .forEach(indicator -> {
                    Given one = latest.get(indicator.code());
                    String unit = references.giver(indicator);
                    if (one != null && !isSentBack(year, unit, indicator)) {
                        elsewhere.putIfAbsent(References.published(indicator), new Elsewhere(unit, one));
                    }
                });
        return elsewhere;
    }

    private boolean isSentBack(int year, String unit, Indicator indicator) {
        return returns.open(year, Returns.Stage.FIGURES, unit).stream()
                .anyMatch(item -> item.object().equals(SECTION) && item.item().equals(indicator.code()));
    }

    /**
     * @param values what is given so far in the form, by what it is of
     * @param elsewhere what others have given, by what it is of
     */
    private Line line(
            Indicator indicator,
            @Nullable Given stored,
            boolean open,
            Map<String, BigDecimal> values,
            Map<String, Elsewhere> elsewhere,
            Draft draft) {
        Draft typed = open ? draft : Draft.EMPTY;
        String key = indicator.code();
        String value = typed.value(SECTION, key, "value", stored == null ? "" : Answer.plain(stored.value()));
        String body = typed.value(SECTION, key, "body", stored == null ? "" : stored.body());
        String document = typed.value(SECTION, key, "document", stored == null ? "" : stored.document());
        List<String> files = Draft.ids(
                typed.value(SECTION, key, Draft.FILES, stored == null ? "" : String.join(",", stored.evidence())));
        ReferenceInput.Reading reading = ReferenceInput.read(indicator, value, body, document, files);
        List<Problem> problems = new ArrayList<>(reading.problems());
        reading.number().ifPresent(one -> {
            BigDecimal other = values.putIfAbsent(References.published(indicator), one);
            if (other != null && other.compareTo(one) != 0) {
                problems.add(new Problem(
                        "value",
                        "“%s”的%s填了两个数：%s和%s。一项内容只能有一个，请改成一样的。"
                                .formatted(
                                        indicator.name(),
                                        ItemInput.referenceName(indicator),
                                        Answer.plain(other),
                                        Answer.plain(one))));
            }
            Elsewhere known = elsewhere.get(References.published(indicator));
            if (known != null && known.given().value().compareTo(one) != 0) {
                String unit = organization.officeName(known.unit());
                problems.add(new Problem(
                        "value",
                        "“%s”的%s，%s已经填报%s（%s），这里填的是%s。一项内容只能有一个：请核对后填一样的；是%s填错的，请市健康丽水办退回改正。"
                                .formatted(
                                        indicator.name(),
                                        ItemInput.referenceName(indicator),
                                        unit,
                                        Answer.plain(known.given().value()),
                                        known.given().words(),
                                        Answer.plain(one),
                                        unit)));
            }
        });
        return new Line(
                indicator,
                new Row(
                        key,
                        !open,
                        Map.of(
                                "name",
                                ItemSheet.title(indicator),
                                "kind",
                                ItemInput.referenceName(indicator),
                                "value",
                                value,
                                "body",
                                body,
                                "document",
                                document,
                                Draft.FILES,
                                String.join(",", files)),
                        Map.of(),
                        open ? problems : List.of()),
                problems.isEmpty() ? reading.given() : null);
    }
}
