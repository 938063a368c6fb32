package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

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
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 官方参照值表: what somebody publishes for the whole city or province, one line an indicator, with its source and file. */
@Component
public class PublishedCells {

    public static final String SECTION = "references";
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

    private record Item(
            Indicator indicator,
            boolean open,
            @Nullable Given given,
            @Nullable Elsewhere elsewhere) {

        String code() {
            return indicator.code();
        }

        String title() {
            return ItemSheet.title(indicator);
        }

        String compared() {
            return ItemInput.referenceName(indicator);
        }

        /** What is given; empty where nothing is. */
        String given(Function<Given, String> part) {
            return given == null ? "" : part.apply(given);
        }
    }

    private Table<Item> table() {
        return Table.<Item>of(SECTION, TITLE, Item::code)
                .hint("每项填一个数，对全部地区有效；写明哪个单位公布、在哪份文件里，并上传文件。")
                .lockedWhere(item -> !item.open())
                .shows("name", "指标", L, Item::title)
                .shows("kind", "参照", M, Item::compared)
                .asks(ReferenceInput.VALUE, item -> item.given(given -> Answer.plain(given.value())))
                .reads(ReferenceInput.VALUE, (item, typed) -> ReferenceInput.value(item.indicator(), typed))
                .asks(ReferenceInput.BODY, item -> item.given(Given::body))
                .asks(ReferenceInput.DOCUMENT, item -> item.given(Given::document))
                .asks(
                        ReferenceInput.FILES,
                        item -> item.given(given -> ReferenceInput.FILES.written(given.evidence())));
    }

    /** Without rows where nothing of the kind is asked for. */
    Filled<?> read(int year, List<Indicator> asked, Predicate<Indicator> open, Draft draft) {
        return lines(year, asked, open, draft);
    }

    private Filled<Item> lines(int year, List<Indicator> asked, Predicate<Indicator> open, Draft draft) {
        Filled<Item> filled = table().read(items(year, asked, open), draft);
        Map<String, BigDecimal> values = new HashMap<>();
        filled.stream().forEach(line -> line.find(ReferenceInput.VALUE)
                .ifPresent(value ->
                        values.putIfAbsent(References.published(line.item().indicator()), value)));
        return filled.rules(line -> line.item().open()
                ? Stream.of(another(line, values), another(line))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of());
    }

    private List<Item> items(int year, List<Indicator> asked, Predicate<Indicator> open) {
        Map<String, Given> latest = given.latest(year);
        Map<String, Elsewhere> elsewhere = elsewhere(year, asked, latest);
        return asked.stream()
                .map(indicator -> new Item(
                        indicator,
                        open.test(indicator),
                        latest.get(indicator.code()),
                        elsewhere.get(References.published(indicator))))
                .toList();
    }

    /** @param values what is given first in the form, by what it is of */
    private static Optional<Problem> another(Line<Item> line, Map<String, BigDecimal> values) {
        Indicator indicator = line.item().indicator();
        BigDecimal other = values.get(References.published(indicator));
        return line.find(ReferenceInput.VALUE)
                .filter(one -> other != null && other.compareTo(one) != 0)
                .map(one -> ReferenceInput.VALUE.problem("“%s”的%s填了两个数：%s和%s。一项内容只能有一个，请改成一样的。"
                        .formatted(
                                indicator.name(),
                                line.item().compared(),
                                Answer.plain(Objects.requireNonNull(other)),
                                Answer.plain(one))));
    }

    /** Another than another unit has given. */
    private Optional<Problem> another(Line<Item> line) {
        Elsewhere known = line.item().elsewhere();
        if (known == null) {
            return Optional.empty();
        }
        String unit = organization.officeName(known.unit());
        return line.find(ReferenceInput.VALUE)
                .filter(one -> known.given().value().compareTo(one) != 0)
                .map(one -> ReferenceInput.VALUE.problem(
                        "“%s”的%s，%s已经填报%s（%s），这里填的是%s。一项内容只能有一个：请核对后填一样的；是%s填错的，请市健康丽水办退回改正。"
                                .formatted(
                                        line.item().indicator().name(),
                                        line.item().compared(),
                                        unit,
                                        Answer.plain(known.given().value()),
                                        known.given().words(),
                                        Answer.plain(one),
                                        unit)));
    }

    /** The same for whoever reads it back; without rows where nothing of the kind is asked for. */
    Filled<?> shown(int year, List<Indicator> asked) {
        return Table.<Item>of(SECTION, TITLE, Item::code)
                .hint("每项一个数，对全部地区有效。")
                .shows("name", "指标", L, Item::title)
                .shows("kind", "参照", M, Item::compared)
                .shows(
                        "value",
                        "参照值",
                        S,
                        item -> item.given() == null
                                ? "—"
                                : Answer.plain(item.given().value()))
                .shows("source", "出处", L, item -> item.given(Given::words))
                .showsFiles(
                        Draft.FILES,
                        "材料",
                        M,
                        item -> item.given() == null ? List.of() : item.given().evidence())
                .read(items(year, asked, indicator -> false), Draft.EMPTY);
    }

    void record(int year, List<Indicator> asked, Predicate<Indicator> open, Draft draft, Actor actor) {
        lines(year, asked, open, draft).stream()
                .filter(line -> line.item().open())
                .forEach(line -> given.give(year, line.item().code(), ReferenceInput.given(line.typed()), actor));
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
}
