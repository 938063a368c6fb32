package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.Percent;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.rehearsal.SetData.Cell;
import cn.healthylishui.rehearsal.SetSheets.Line;
import cn.healthylishui.rehearsal.SetSheets.Page;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the checks of all sheets ask alike: whom a line names, which item, and what its cells make. */
final class SetLines {

    /** The reason where the set gives none. */
    static final String BY_THE_SET = "按演练数据填报。";

    private final SetRoster roster;
    private final SetReferences references;

    SetLines(SetRoster roster, SetReferences references) {
        this.roster = roster;
        this.references = references;
    }

    /** A sheet with one line for each district. */
    Map<String, Line> byDistrict(Page page) {
        Map<String, Line> lines = page.by(
                line -> {
                    Optional<District> district = roster.district(line.text("object"));
                    if (district.isEmpty()) {
                        line.fault("object", unknownDistrict(line.text("object")));
                    }
                    return district.map(District::code);
                },
                "object");
        page.requireAll(lines, roster.districts().stream().map(District::code).toList(), missing -> missing.stream()
                .map(code -> named(code) + "的行")
                .toList());
        return lines;
    }

    String unknownDistrict(String code) {
        return code.isEmpty()
                ? "还没有填县区编码。"
                : "没有编码为“%s”的县（市、区）或开发区，请填%s。"
                        .formatted(
                                code,
                                roster.districts().stream()
                                        .map(one -> one.code() + one.name())
                                        .collect(Collectors.joining("、")));
    }

    String named(String code) {
        return roster.name(code).map(name -> code + name).orElse(code);
    }

    /** @param table the whole table, of which the indicators are those that apply */
    boolean knownItem(
            Line line,
            String column,
            List<Indicator> indicators,
            SetFile file,
            List<Indicator> table,
            @Nullable District district) {
        String item = line.text(column);
        if (item.isEmpty()) {
            line.fault(column, "还没有填指标编码。");
        } else if (has(indicators, item)) {
            return true;
        } else if (district != null && has(table, item)) {
            line.fault(column, "指标“%s”不适用于%s的乡镇（街道），请删去这一行。".formatted(item, district.name()));
        } else {
            line.fault(column, "指标“%s”不在指标表（%s）里，请核对编码。".formatted(item, file.fileName()));
        }
        return false;
    }

    static boolean has(List<Indicator> indicators, String code) {
        return indicators.stream().anyMatch(indicator -> indicator.code().equals(code));
    }

    static Indicator indicator(List<Indicator> indicators, String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    void requireCells(Page page, Map<Cell, Line> lines, Collection<String> objects, Collection<Indicator> indicators) {
        page.requireAll(
                lines,
                objects.stream()
                        .flatMap(object -> indicators.stream().map(indicator -> new Cell(object, indicator.code())))
                        .toList(),
                this::missingCells);
    }

    private List<String> missingCells(List<Cell> missing) {
        return missing.stream()
                .collect(Collectors.groupingBy(
                        Cell::object, LinkedHashMap::new, Collectors.mapping(Cell::item, Collectors.joining("、"))))
                .entrySet()
                .stream()
                .map(entry -> "%s的指标%s的行".formatted(named(entry.getKey()), entry.getValue()))
                .toList();
    }

    District districtOf(Cell cell) {
        return roster.district(cell.object()).orElseThrow();
    }

    Optional<Cell> districtCell(Line line, Predicate<Indicator> wanted) {
        Optional<District> district = roster.district(line.text("object"));
        if (district.isEmpty()) {
            line.fault("object", unknownDistrict(line.text("object")));
            return Optional.empty();
        }
        List<Indicator> indicators = roster.indicatorsOf(district.get());
        boolean known = knownItem(
                line, "item", indicators, SetFile.of(TableKind.of(district.get().kind())), List.of(), null);
        return known && wanted.test(indicator(indicators, line.text("item")))
                ? Optional.of(new Cell(line.text("object"), line.text("item")))
                : Optional.empty();
    }

    /** What the form would make of the cells; null where it would find faults. */
    @Nullable
    Answer answer(
            String object,
            Line line,
            Indicator indicator,
            String value,
            String reference,
            String reason,
            boolean reasonGiven) {
        ItemInput.Reading reading = ItemInput.read(
                indicator,
                new ItemInput.Typed(
                        line.text(value),
                        line.text(reference),
                        reasonGiven ? line.text(reason, BY_THE_SET) : line.text(reason),
                        List.of(),
                        ""),
                false,
                references.of(object, indicator));
        Map<String, String> columns = Map.of(ItemInput.REFERENCE.key(), reference, ItemInput.REASON.key(), reason);
        reading.faults()
                .forEach(fault -> line.fault(
                        columns.getOrDefault(Objects.requireNonNull(fault.column()), value), fault.message()));
        if (!line.isBlank(reference) && !indicator.method().needsReference()) {
            line.fault(reference, "这项指标不用参照值，请清空。");
        }
        return reading.answer();
    }

    static Optional<String> percent(Line line, String column) {
        Reading<BigDecimal> reading = Percent.read(line.text(column));
        if (reading.fault() != null) {
            line.fault(column, reading.fault());
        }
        return Optional.ofNullable(reading.value()).map(Answer::plain);
    }

    boolean knownUnit(Line line) {
        if (roster.unit(line.text("unit")).isPresent()) {
            return true;
        }
        line.fault(
                "unit",
                line.isBlank("unit") ? "还没有填单位编码。" : "本年度名册里没有编码为“%s”的市直单位，请核对编码。".formatted(line.text("unit")));
        return false;
    }
}
