package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceBasis;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.ReadSheet;
import cn.healthylishui.assessment.workbook.Sheet;
import cn.healthylishui.assessment.workbook.Template;
import cn.healthylishui.assessment.workbook.Workbooks;
import cn.healthylishui.assessment.year.YearSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 指标表 as a workbook: everything about an indicator in columns that people read and change, and back again without loss. */
@Component
public class TableWorkbook {

    /** Of the structure: a workbook with other columns is refused by it. */
    private static final String VERSION = "2";

    /** Rows that are ready to be filled in below what is there. */
    private static final int SPARE_ROWS = 20;

    private static final int BLANK_ROWS = 60;

    private final Owners owners;

    TableWorkbook(Owners owners) {
        this.owners = owners;
    }

    public byte[] export(IndicatorTable table) {
        List<Map<String, String>> rows = new ArrayList<>();
        table.indicators().forEach(indicator -> rows.add(cells(table.appliesTo(), indicator)));
        return bytes(table.appliesTo(), rows, SPARE_ROWS);
    }

    /** A template without any indicator. */
    public byte[] blank(TableKind kind) {
        return bytes(kind, new ArrayList<>(), BLANK_ROWS);
    }

    /** @throws FaultyWorkbook with everything that has to be mended */
    public List<Indicator> read(byte[] file, TableKind kind) {
        return read(file, kind, YearSettings.DEFAULTS.fullMark());
    }

    /**
     * @param fullMark what the points come to without the must-pass items
     * @throws FaultyWorkbook with everything that has to be mended
     */
    public List<Indicator> read(byte[] file, TableKind kind, BigDecimal fullMark) {
        Layout layout = TableColumns.readLayout(kind);
        Map<String, ReadSheet> sheets = Workbooks.read(file, template(kind), List.of(layout));
        return new TableReader(kind, fullMark, owners).read(Objects.requireNonNull(sheets.get(layout.key())));
    }

    /** 2021年度县（市、区）指标表第2版.xlsx. */
    public static String fileName(IndicatorTable table) {
        return "%d年度%s指标表第%d版.xlsx".formatted(table.year(), table.appliesTo().label(), table.version());
    }

    public static String blankName(TableKind kind) {
        return "%s指标表空白模板.xlsx".formatted(kind.label());
    }

    private static Template template(TableKind kind) {
        return new Template("indicator-table", kind.name(), VERSION);
    }

    byte[] bytes(TableKind kind, List<Map<String, String>> rows, int spare) {
        for (int i = 0; i < spare; i++) {
            rows.add(Map.of());
        }
        // a list to choose from that takes other names too, which a column of choices would not
        List<Option> units = owners.of(kind).entrySet().stream()
                .map(unit -> new Option(unit.getKey(), unit.getValue()))
                .toList();
        Map<Integer, Map<String, List<Option>>> choices = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            choices.put(i, Map.of(TableColumns.OWNER, units));
        }
        return Workbooks.bytes(
                template(kind),
                List.of(
                        new Sheet(TableColumns.layout(kind), rows, choices),
                        new Sheet(TableColumns.explanations(), TableColumns.explanationRows(kind))));
    }

    static Map<String, String> cells(TableKind kind, Indicator indicator) {
        Map<String, String> cells = new HashMap<>();
        cells.put(TableColumns.CODE, indicator.code());
        cells.put(TableColumns.NAME, indicator.name());
        cells.put(TableColumns.FIELD, indicator.field());
        put(cells, TableColumns.CONTENT, indicator.content());
        if (kind == TableKind.TOWNSHIP) {
            cells.put(
                    TableColumns.PARENTS,
                    indicator.parents().stream()
                            .map(DistrictKind::name)
                            .sorted()
                            .collect(Collectors.joining(";")));
        }
        cells.put(TableColumns.MUST_PASS, flag(indicator.mustPass()));
        cells.put(TableColumns.POINTS, plain(indicator.points()));
        cells.put(TableColumns.UNIT, indicator.unitOfMeasure());
        cells.put(TableColumns.DIRECTION, indicator.direction());
        cells.put(TableColumns.METHOD, MethodKind.of(indicator.method()).name());
        parameters(cells, indicator.method());
        cells.put(TableColumns.SOURCE, indicator.sourceKind().name());
        cells.put(TableColumns.OWNER, indicator.owner());
        cells.put(TableColumns.KEY, flag(indicator.key()));
        cells.put(TableColumns.EVIDENCE_REQUIRED, flag(indicator.evidenceRequired()));
        put(cells, TableColumns.EVIDENCE, indicator.evidence());
        cells.put(TableColumns.CRITERION, indicator.criterion());
        put(cells, TableColumns.STAGE_TARGET, indicator.stageTarget());
        cells.put(TableColumns.NOT_APPLICABLE, flag(indicator.notApplicableAllowed()));
        put(cells, TableColumns.DATA_SOURCE, indicator.dataSource());
        cells.put(TableColumns.CONFIDENCE, indicator.confidence());
        return cells;
    }

    private static void parameters(Map<String, String> cells, Method method) {
        if (method instanceof ReachTarget m) {
            cells.put(TableColumns.COMPARISON, m.comparison().symbol());
            cells.put(TableColumns.TARGET, plain(m.target()));
        } else if (method instanceof Proportional m) {
            cells.put(TableColumns.TARGET, plain(m.target()));
            cells.put(TableColumns.FLOOR, plain(m.floor()));
        } else if (method instanceof Tiers m) {
            cells.put(TableColumns.COMPARISON, m.comparison().symbol());
            cells.put(TableColumns.TIERS, TierText.of(m.tiers()));
        } else if (method instanceof Deduction m) {
            cells.put(TableColumns.DEDUCTION, plain(m.perOccurrence()));
        } else if (method instanceof Checklist m) {
            cells.put(TableColumns.ITEMS, String.join("\n", m.items()));
        } else if (method instanceof Reference m) {
            cells.put(TableColumns.REFERENCE, m.reference().name());
            cells.put(TableColumns.FULL_AT, plain(m.fullAt()));
            cells.put(TableColumns.ZERO_AT, plain(m.zeroAt()));
            basis(cells, m.basis());
        } else if (method instanceof Judged m) {
            cells.put(TableColumns.GUIDANCE, m.guidance());
        } else if (method instanceof MustPass m) {
            cells.put(TableColumns.COMPARISON, m.comparison().symbol());
            cells.put(TableColumns.TARGET, plain(m.target()));
        } else if (method instanceof TakenOver m) {
            cells.put(TableColumns.FROM, m.from());
            cells.put(TableColumns.FULL_MARK, plain(m.fullMark()));
        }
    }

    private static void basis(Map<String, String> cells, ReferenceBasis basis) {
        if (basis.official()) {
            cells.put(TableColumns.OFFICIAL, TableColumns.YES);
        }
        if (basis.countiesOnly()) {
            cells.put(TableColumns.AMONG, TableColumns.COUNTIES);
        }
        if (basis.parts() != null) {
            cells.put(TableColumns.PARTS, ReferenceText.of(basis.parts()));
        }
        if (!basis.targets().isEmpty()) {
            cells.put(TableColumns.TARGETS, ReferenceText.of(basis.targets()));
        }
    }

    private static void put(Map<String, String> cells, String column, @Nullable String text) {
        if (text != null) {
            cells.put(column, text);
        }
    }

    private static String flag(boolean value) {
        return value ? TableColumns.YES : TableColumns.NO;
    }

    private static String plain(BigDecimal number) {
        return MethodKind.plain(number);
    }
}
