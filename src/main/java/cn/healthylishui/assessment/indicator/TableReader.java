package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scoring.Better;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceBasis;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Parts;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Target;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.ReadRow;
import cn.healthylishui.assessment.workbook.ReadSheet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a table of what stands in a workbook, or tells everything that is wrong with it. */
final class TableReader {

    static final int MOST_ITEMS = 50;

    private static final int MOST_INDICATORS = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_UNIT = 50;
    private static final int LONGEST_EVIDENCE = 500;
    private static final int LONGEST_CRITERION = 1000;
    private static final int LONGEST_STAGE_TARGET = 500;
    private static final int LONGEST_DATA_SOURCE = 2000;
    /** Of a method's parameters together, as the column that keeps them. */
    private static final int LONGEST_PARAMETERS = 4000;

    private static final int POINTS_DECIMALS = 2;

    /** 办法二(一)2. */
    private static final String LIST_FIELD = "年度重点工作";

    private final TableKind kind;
    private final BigDecimal fullMark;
    private final Owners owners;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> rowsByCode = new HashMap<>();
    private @Nullable Integer listRow;
    /** Of the row that is being read: what its choices mean, and which of them mean nothing. */
    private final Map<String, String> chosen = new HashMap<>();

    private final Set<String> unknown = new HashSet<>();

    TableReader(TableKind kind, BigDecimal fullMark, Owners owners) {
        this.kind = kind;
        this.fullMark = fullMark;
        this.owners = owners;
    }

    /** @throws FaultyWorkbook with all faults, those of single cells before those of the table as a whole, unless it has too many rows */
    List<Indicator> read(ReadSheet sheet) {
        List<Indicator> indicators = new ArrayList<>();
        Map<DistrictKind, BigDecimal> sums = new EnumMap<>(DistrictKind.class);
        boolean summed = true;
        for (ReadRow row : sheet.rows()) {
            int before = faults.size();
            choose(row);
            indicator(row, indicators.size() + 1).ifPresent(indicators::add);
            summed &= faults.stream().skip(before).noneMatch(fault -> concernsPoints(row, fault));
            if (summed && !flag(TableColumns.MUST_PASS)) {
                BigDecimal points = points(row, false);
                parents(row).forEach(parent -> sums.merge(parent, points, BigDecimal::add));
            }
        }
        if (sheet.rows().isEmpty()) {
            faults.add(sheet.fault("表里没有指标。请填写后再上传。"));
        } else if (sheet.rows().size() > MOST_INDICATORS) {
            // first of all, since of the faults of that many rows not all are told
            faults.add(
                    0,
                    sheet.fault(
                            "共有%d项指标，最多%d项。请检查是否多复制了行。".formatted(sheet.rows().size(), MOST_INDICATORS)));
        } else if (summed) {
            // with a wrong cell among the points the sum would say nothing
            check(sheet, sums);
        }
        if (!faults.isEmpty()) {
            throw new FaultyWorkbook(faults);
        }
        return indicators;
    }

    private boolean concernsPoints(ReadRow row, Fault fault) {
        int column = fault.column();
        return Stream.of(TableColumns.POINTS, TableColumns.MUST_PASS, TableColumns.PARENTS)
                .map(key -> row.fault(key, "").column())
                .anyMatch(points -> points == column);
    }

    private void check(ReadSheet sheet, Map<DistrictKind, BigDecimal> sums) {
        Set<DistrictKind> parents = kind == TableKind.TOWNSHIP ? EnumSet.allOf(DistrictKind.class) : EnumSet.of(own());
        for (DistrictKind parent : parents) {
            BigDecimal sum = sums.getOrDefault(parent, BigDecimal.ZERO);
            BigDecimal difference = sum.subtract(fullMark);
            if (difference.signum() != 0) {
                faults.add(new Fault(
                        sheet.layout().name(),
                        Layout.HEAD,
                        sheet.rows().get(0).fault(TableColumns.POINTS, "").column(),
                        "%s不含必备指标，满分合计应为%s分，现在是%s分，%s%s分。请调整。"
                                .formatted(
                                        whose(parent),
                                        MethodKind.plain(fullMark),
                                        MethodKind.plain(sum),
                                        difference.signum() > 0 ? "多" : "少",
                                        MethodKind.plain(difference.abs()))));
            }
        }
    }

    private String whose(DistrictKind parent) {
        if (kind != TableKind.TOWNSHIP) {
            return "";
        }
        return parent == DistrictKind.COUNTY ? "县（市、区）的乡镇（街道）" : "开发区的街道";
    }

    private DistrictKind own() {
        return kind == TableKind.COUNTY ? DistrictKind.COUNTY : DistrictKind.ZONE;
    }

    private void choose(ReadRow row) {
        chosen.clear();
        unknown.clear();
        TableColumns.choices(kind).forEach(column -> {
            String text = row.text(column.key());
            if (text.isEmpty()) {
                return;
            }
            Optional<String> value = TableColumns.value(column, text);
            if (value.isPresent()) {
                chosen.put(column.key(), value.get());
            } else {
                unknown.add(column.key());
                fault(
                        row,
                        column.key(),
                        "“%s”不在可选的范围里。请从下拉列表里选：%s。"
                                .formatted(
                                        text,
                                        column.options().stream()
                                                .map(Option::label)
                                                .collect(Collectors.joining("、"))));
            }
        });
    }

    private String chosen(String column) {
        return chosen.getOrDefault(column, "");
    }

    private Optional<Indicator> indicator(ReadRow row, int seq) {
        int before = faults.size();
        boolean mustPass = flag(TableColumns.MUST_PASS);
        String code = code(row);
        String name = required(row, TableColumns.NAME, LONGEST_NAME);
        Set<DistrictKind> parents = parents(row);
        String field = field(row, mustPass);
        String content = content(row, mustPass, parents);
        BigDecimal points = points(row, mustPass);
        String unit = required(row, TableColumns.UNIT, LONGEST_UNIT);
        String direction = choice(row, TableColumns.DIRECTION);
        Method method = method(row, mustPass, direction);
        String source = choice(row, TableColumns.SOURCE);
        String owner = owner(row);
        boolean evidenceRequired = flag(TableColumns.EVIDENCE_REQUIRED);
        if ((mustPass || isKey()) && !evidenceRequired && !unknown.contains(TableColumns.EVIDENCE_REQUIRED)) {
            fault(
                    row,
                    TableColumns.EVIDENCE_REQUIRED,
                    "%s都要附材料。请选“是”，并在“%s”列写明附什么材料。"
                            .formatted(mustPass ? "必备指标" : "重点指标", TableColumns.label(kind, TableColumns.EVIDENCE)));
        }
        String evidence = text(row, TableColumns.EVIDENCE, LONGEST_EVIDENCE);
        if (evidenceRequired && evidence == null) {
            fault(row, TableColumns.EVIDENCE, "须附佐证的指标，请写明附什么材料。");
        }
        String criterion = criterion(row, mustPass);
        String stageTarget = text(row, TableColumns.STAGE_TARGET, LONGEST_STAGE_TARGET);
        String dataSource = text(row, TableColumns.DATA_SOURCE, LONGEST_DATA_SOURCE);
        String confidence = choice(row, TableColumns.CONFIDENCE);
        if (faults.size() > before || method == null || !unknown.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                code,
                seq,
                name,
                field,
                content,
                parents,
                mustPass,
                points,
                unit,
                direction,
                method,
                SourceKind.valueOf(source),
                owner,
                flag(TableColumns.KEY),
                evidenceRequired,
                evidence,
                criterion,
                stageTarget,
                flag(TableColumns.NOT_APPLICABLE),
                dataSource,
                confidence));
    }

    /** Nobody types the value of a reviewed list; that it is no key indicator is said where its method is read. */
    private boolean isKey() {
        return flag(TableColumns.KEY) && !chosen(TableColumns.METHOD).equals(MethodKind.REVIEWED_LIST.name());
    }

    private String code(ReadRow row) {
        String code = row.text(TableColumns.CODE);
        String prefix = TableColumns.prefix(kind);
        if (code.isEmpty()) {
            fault(row, TableColumns.CODE, "请填写编码，例如%s001。".formatted(prefix));
        } else if (!code.matches(prefix + "\\d{3}")) {
            fault(row, TableColumns.CODE, "编码“%s”不对，应是“%s”加三位数字，例如%s001。".formatted(code, prefix, prefix));
        } else {
            Integer earlier = rowsByCode.putIfAbsent(code, row.number());
            if (earlier != null) {
                fault(row, TableColumns.CODE, "编码%s和第%d行重复。请改其中一个。".formatted(code, earlier));
            }
        }
        return code;
    }

    private Set<DistrictKind> parents(ReadRow row) {
        if (kind != TableKind.TOWNSHIP) {
            return EnumSet.of(own());
        }
        String text = choice(row, TableColumns.PARENTS);
        return text.isEmpty() ? Set.of() : TableStore.parents(text);
    }

    private String field(ReadRow row, boolean mustPass) {
        String field = choice(row, TableColumns.FIELD);
        if (!field.isEmpty() && mustPass != field.equals(TableColumns.MUST_PASS_FIELD)) {
            fault(row, TableColumns.FIELD, mustPass ? "必备指标的领域应选“必备”。" : "“必备”只用于必备指标。请另选领域，或在“必备指标”列选“是”。");
        }
        return field;
    }

    private @Nullable String content(ReadRow row, boolean mustPass, Set<DistrictKind> parents) {
        String content = chosen(TableColumns.CONTENT);
        if (unknown.contains(TableColumns.CONTENT)) {
            return null;
        }
        if (mustPass && content.isEmpty()) {
            fault(row, TableColumns.CONTENT, "必备指标请选择属于哪项必备内容。");
        } else if (!mustPass && !content.isEmpty()) {
            fault(row, TableColumns.CONTENT, "不是必备指标，必备内容应留空。");
        } else if (mustPass && parents.contains(DistrictKind.ZONE) && !TableColumns.ZONE_CONTENTS.contains(content)) {
            fault(row, TableColumns.CONTENT, "开发区没有“%s”这项必备内容（办法二(二)）。请把适用范围改为“仅县（市、区）”。".formatted(content));
        }
        return content.isEmpty() ? null : content;
    }

    private BigDecimal points(ReadRow row, boolean mustPass) {
        int before = faults.size();
        Optional<BigDecimal> number = row.number(TableColumns.POINTS, faults);
        if (faults.size() > before) {
            return BigDecimal.ZERO;
        }
        BigDecimal points = number.orElse(BigDecimal.ZERO);
        if (mustPass) {
            if (points.signum() != 0) {
                fault(row, TableColumns.POINTS, "必备指标不计分，满分应填0，不能是%s。".formatted(MethodKind.plain(points)));
            }
        } else if (number.isEmpty()) {
            fault(row, TableColumns.POINTS, "请填写满分。");
        } else if (points.signum() <= 0) {
            fault(row, TableColumns.POINTS, "满分应大于0，不能是%s。".formatted(MethodKind.plain(points)));
        } else if (points.stripTrailingZeros().scale() > POINTS_DECIMALS) {
            fault(
                    row,
                    TableColumns.POINTS,
                    "满分%s有%d位小数，最多两位。"
                            .formatted(
                                    MethodKind.plain(points),
                                    points.stripTrailingZeros().scale()));
        } else if (points.compareTo(fullMark) > 0) {
            fault(
                    row,
                    TableColumns.POINTS,
                    "满分%s超过了总分%s。".formatted(MethodKind.plain(points), MethodKind.plain(fullMark)));
        }
        return points.setScale(POINTS_DECIMALS, RoundingMode.HALF_UP);
    }

    private String owner(ReadRow row) {
        String text = required(row, TableColumns.OWNER);
        if (text.isEmpty()) {
            return text;
        }
        Optional<String> owner = owners.meant(kind, text);
        if (owner.isEmpty()) {
            fault(
                    row,
                    TableColumns.OWNER,
                    kind == TableKind.TOWNSHIP
                            ? "没有“%s”这类成员单位。请从下拉列表里选，例如%s。".formatted(text, example())
                            : "没有名为“%s”的市直单位，或者它已经撤并。请从下拉列表里选。".formatted(text));
        }
        return owner.orElse("");
    }

    private String example() {
        return owners.of(kind).values().stream().findFirst().orElse("");
    }

    private String criterion(ReadRow row, boolean mustPass) {
        if (mustPass && row.isBlank(TableColumns.CRITERION)) {
            fault(row, TableColumns.CRITERION, "必备指标没有写评分标准。请写明怎样算达标。");
            return "";
        }
        return required(row, TableColumns.CRITERION, LONGEST_CRITERION);
    }

    private @Nullable Method method(ReadRow row, boolean mustPass, String direction) {
        String text = choice(row, TableColumns.METHOD);
        if (text.isEmpty()) {
            return null;
        }
        MethodKind method = MethodKind.valueOf(text);
        if (mustPass != (method == MethodKind.MUST_PASS)) {
            fault(
                    row,
                    TableColumns.METHOD,
                    mustPass
                            ? "必备指标的评分方法应选“必备”，不能是“%s”。".formatted(method.label())
                            : "评分方法“必备”只用于必备指标。请另选方法，或在“必备指标”列选“是”。");
        }
        if (method == MethodKind.REVIEWED_LIST) {
            oneList(row);
        }
        int before = faults.size();
        List<String> needed = Objects.requireNonNull(TableColumns.PARAMETERS.get(method));
        TableColumns.everyParameter().stream()
                .filter(column -> !needed.contains(column)
                        && !TableColumns.FURTHER.getOrDefault(method, List.of()).contains(column)
                        && !row.isBlank(column))
                .forEach(column -> fault(
                        row,
                        column,
                        "“%s”用不到“%s”，请清空这一格，或检查评分方法。".formatted(method.label(), TableColumns.label(kind, column))));
        needed.stream()
                .filter(row::isBlank)
                .forEach(column ->
                        fault(row, column, "“%s”要填“%s”。".formatted(method.label(), TableColumns.label(kind, column))));
        if (faults.size() > before || needed.stream().anyMatch(unknown::contains)) {
            return null;
        }
        Method made = make(row, method, direction);
        if (made == null) {
            return null;
        }
        if (Methods.parameters(made).length() > LONGEST_PARAMETERS) {
            fault(row, needed.get(needed.size() - 1), "内容太长，请压缩到%d字以内。".formatted(LONGEST_PARAMETERS / 2));
            return null;
        }
        if (!direction.isEmpty()) {
            misdirected(made, Direction.valueOf(direction))
                    .ifPresent(message -> fault(row, TableColumns.DIRECTION, message));
        }
        return made;
    }

    private @Nullable Method make(ReadRow row, MethodKind kind, String direction) {
        int before = faults.size();
        Map<String, BigDecimal> numbers = new HashMap<>();
        for (String column : Objects.requireNonNull(TableColumns.PARAMETERS.get(kind))) {
            if (isNumber(column)) {
                row.number(column, faults).ifPresent(number -> numbers.put(column, normal(number)));
            }
        }
        if (faults.size() > before) {
            return null;
        }
        return switch (kind) {
            case REACH_TARGET ->
                attempt(
                        row,
                        TableColumns.TARGET,
                        () -> new ReachTarget(comparison(), of(numbers, TableColumns.TARGET)));
            case PROPORTIONAL ->
                attempt(
                        row,
                        TableColumns.FLOOR,
                        () -> new Proportional(of(numbers, TableColumns.TARGET), of(numbers, TableColumns.FLOOR)));
            case TIERS ->
                attempt(
                        row,
                        TableColumns.TIERS,
                        () -> new Tiers(comparison(), TierText.read(row.text(TableColumns.TIERS))));
            case DEDUCTION ->
                attempt(row, TableColumns.DEDUCTION, () -> new Deduction(of(numbers, TableColumns.DEDUCTION)));
            case CHECKLIST -> attempt(row, TableColumns.ITEMS, () -> new Checklist(items(row)));
            case REFERENCE -> reference(row, direction, numbers);
            case JUDGED -> attempt(row, TableColumns.GUIDANCE, () -> new Judged(row.text(TableColumns.GUIDANCE)));
            case MUST_PASS ->
                attempt(row, TableColumns.TARGET, () -> new MustPass(comparison(), of(numbers, TableColumns.TARGET)));
            case TAKEN_OVER ->
                attempt(
                        row,
                        TableColumns.FULL_MARK,
                        () -> new TakenOver(row.text(TableColumns.FROM), of(numbers, TableColumns.FULL_MARK)));
            case REVIEWED_LIST -> reviewedList(row);
        };
    }

    private void oneList(ReadRow row) {
        if (kind == TableKind.TOWNSHIP) {
            fault(row, TableColumns.METHOD, "“本地清单得分”只用于县（市、区）和开发区，它们自己确定年度重点工作；乡镇（街道）没有这种清单。请另选方法。");
        }
        if (listRow != null) {
            fault(row, TableColumns.METHOD, "第%d行已经是“本地清单得分”，一张表最多一项。请删去一行，或另选方法。".formatted(listRow));
        } else {
            listRow = row.number();
        }
    }

    /** Nobody types its value, so what only typed values can have is refused. */
    private @Nullable Method reviewedList(ReadRow row) {
        int before = faults.size();
        if (!chosen(TableColumns.FIELD).equals(LIST_FIELD)) {
            fault(row, TableColumns.FIELD, "“本地清单得分”属于“%s”（办法二(一)2），请改选这个领域。".formatted(LIST_FIELD));
        }
        if (!row.text(TableColumns.UNIT).equals("%")) {
            fault(row, TableColumns.UNIT, "“本地清单得分”的数是加权完成率，计量单位请填“%”。");
        }
        if (!chosen(TableColumns.SOURCE).equals(SourceKind.UNIT_RECORD.name())) {
            fault(
                    row,
                    TableColumns.SOURCE,
                    "“本地清单得分”由对口市直单位评审得出，数据来源请选“%s”。".formatted(SourceKind.UNIT_RECORD.label()));
        }
        if (flag(TableColumns.KEY)) {
            fault(row, TableColumns.KEY, "“本地清单得分”逐项由对口单位评审，不作重点指标核查。请选“否”。");
        }
        if (flag(TableColumns.EVIDENCE_REQUIRED)) {
            fault(row, TableColumns.EVIDENCE_REQUIRED, "“本地清单得分”没有人填数，材料随当地的进展填报。请选“否”。");
        }
        if (flag(TableColumns.NOT_APPLICABLE)) {
            fault(row, TableColumns.NOT_APPLICABLE, "每年都要确定本地清单（意见四(四)），没有确定的得0分，不能不适用。请选“否”。");
        }
        return faults.size() > before ? null : new ReviewedList();
    }

    private @Nullable Method reference(ReadRow row, String direction, Map<String, BigDecimal> numbers) {
        ReferenceKind reference = ReferenceKind.valueOf(chosen(TableColumns.REFERENCE));
        int before = faults.size();
        boolean official = flag(TableColumns.OFFICIAL);
        boolean cityMean = reference == ReferenceKind.CITY_MEAN;
        Stream.of(TableColumns.OFFICIAL, TableColumns.AMONG, TableColumns.PARTS)
                .filter(column -> !cityMean && !row.isBlank(column))
                .forEach(column ->
                        fault(row, column, "只有参照“全市平均值”的才填“%s”。请清空这一格。".formatted(TableColumns.label(kind, column))));
        Stream.of(TableColumns.AMONG, TableColumns.PARTS)
                .filter(column -> official && cityMean && !row.isBlank(column))
                .forEach(column -> fault(row, column, "有官方数的不用算，“%s”请清空。".formatted(TableColumns.label(kind, column))));
        if (kind == TableKind.TOWNSHIP && cityMean && !official) {
            fault(
                    row,
                    TableColumns.REFERENCE,
                    "乡镇（街道）只能与本县平均值、上年值或官方数比较。请改选“本县平均值”，有全市官方数的在“%s”列选“是”。"
                            .formatted(TableColumns.label(kind, TableColumns.OFFICIAL)));
        }
        if (reference == ReferenceKind.COUNTY_MEAN && parents(row).contains(DistrictKind.ZONE)) {
            fault(row, TableColumns.REFERENCE, "开发区只有一个街道，算不出平均。请把适用范围改为“仅县（市、区）”，或改选别的参照。");
        }
        if (reference != ReferenceKind.OWN_TARGET && !row.isBlank(TableColumns.TARGETS)) {
            fault(row, TableColumns.TARGETS, "只有参照“下达任务数”的才填“各地目标”。请清空这一格。");
        } else if (reference == ReferenceKind.OWN_TARGET && row.isBlank(TableColumns.TARGETS)) {
            fault(row, TableColumns.TARGETS, "参照“下达任务数”的，请写明各地目标，每个地方一个。");
        }
        if (faults.size() > before) {
            return null;
        }
        Parts parts = row.isBlank(TableColumns.PARTS)
                ? null
                : attempt(row, TableColumns.PARTS, () -> ReferenceText.parts(row.text(TableColumns.PARTS)));
        List<Target> targets = row.isBlank(TableColumns.TARGETS)
                ? List.of()
                : attempt(
                        row,
                        TableColumns.TARGETS,
                        () -> ReferenceText.targets(row.text(TableColumns.TARGETS), owners.assessed(kind)));
        if (faults.size() > before || targets == null) {
            return null;
        }
        return attempt(
                row,
                TableColumns.ZERO_AT,
                () -> new Reference(
                        reference,
                        direction.equals(Direction.LOWER.name()) ? Better.LOWER : Better.HIGHER,
                        of(numbers, TableColumns.FULL_AT),
                        of(numbers, TableColumns.ZERO_AT),
                        new ReferenceBasis(
                                official, chosen(TableColumns.AMONG).equals(TableColumns.COUNTIES), parts, targets)));
    }

    /** The method says itself, in Chinese, what is impossible about its parameters. */
    private <T> @Nullable T attempt(ReadRow row, String column, Supplier<T> method) {
        try {
            return method.get();
        } catch (IllegalArgumentException impossible) {
            fault(row, column, impossible.getMessage() + "。");
            return null;
        }
    }

    private static List<String> items(ReadRow row) {
        List<String> items = row.text(TableColumns.ITEMS)
                .lines()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.size() > MOST_ITEMS) {
            throw new IllegalArgumentException("清单有%d项，最多%d项；请合并或删减".formatted(items.size(), MOST_ITEMS));
        }
        return items;
    }

    private Comparison comparison() {
        return Comparison.of(chosen(TableColumns.COMPARISON));
    }

    private static boolean isNumber(String column) {
        return Set.of(
                        TableColumns.TARGET,
                        TableColumns.FLOOR,
                        TableColumns.DEDUCTION,
                        TableColumns.FULL_AT,
                        TableColumns.ZERO_AT,
                        TableColumns.FULL_MARK)
                .contains(column);
    }

    private static BigDecimal of(Map<String, BigDecimal> numbers, String column) {
        return Objects.requireNonNull(numbers.get(column));
    }

    /** What the direction says and what the method rewards must not be opposites. */
    private static Optional<String> misdirected(Method method, Direction direction) {
        if (direction == Direction.YES_NO) {
            return yesNo(method)
                    ? Optional.empty()
                    : Optional.of("指标方向是“是或否”的，评分方法用“达标得分”或“必备”，比较用“等于”，目标值填1（是）或0（否）。");
        }
        if (method instanceof Checklist) {
            return direction == Direction.COUNT ? Optional.empty() : Optional.of("清单得分的指标方向应选“计数”。");
        }
        if (method instanceof Judged) {
            return direction == Direction.NONE ? Optional.empty() : Optional.of("评判得分的指标方向应选“不分高低”。");
        }
        Optional<Better> rewarded = rewarded(method);
        if (rewarded.isEmpty()) {
            return Optional.empty();
        }
        boolean higher = direction == Direction.HIGHER || direction == Direction.COUNT;
        if (direction == Direction.NONE) {
            return Optional.of("这样评分是%s，指标方向不能选“不分高低”。".formatted(rewarded.get().words()));
        }
        return higher == (rewarded.get() == Better.HIGHER)
                ? Optional.empty()
                : Optional.of("指标方向是“%s”，但按评分参数是%s。请改其中一个。"
                        .formatted(direction.label(), rewarded.get().words()));
    }

    private static boolean yesNo(Method method) {
        return method instanceof ReachTarget reach && yesNo(reach.comparison(), reach.target())
                || method instanceof MustPass must && yesNo(must.comparison(), must.target());
    }

    private static boolean yesNo(Comparison comparison, BigDecimal target) {
        return comparison == Comparison.EQUAL && (target.signum() == 0 || target.compareTo(BigDecimal.ONE) == 0);
    }

    private static Optional<Better> rewarded(Method method) {
        if (method instanceof ReachTarget reach) {
            return rewarded(reach.comparison());
        } else if (method instanceof MustPass must) {
            return rewarded(must.comparison());
        } else if (method instanceof Tiers tiers) {
            return rewarded(tiers.comparison());
        } else if (method instanceof Proportional proportional) {
            return Optional.of(
                    proportional.target().compareTo(proportional.floor()) > 0 ? Better.HIGHER : Better.LOWER);
        } else if (method instanceof Deduction) {
            return Optional.of(Better.LOWER);
        } else if (method instanceof TakenOver || method instanceof ReviewedList) {
            return Optional.of(Better.HIGHER);
        } else if (method instanceof Reference reference) {
            return Optional.of(reference.better());
        }
        return Optional.empty();
    }

    private static Optional<Better> rewarded(Comparison comparison) {
        return switch (comparison) {
            case AT_LEAST, ABOVE -> Optional.of(Better.HIGHER);
            case AT_MOST, BELOW -> Optional.of(Better.LOWER);
            case EQUAL -> Optional.empty();
        };
    }

    /** A choice that has to be made; empty where it is not, or is none of the choices. */
    private String choice(ReadRow row, String column) {
        if (row.isBlank(column)) {
            fault(row, column, "请选择“%s”。".formatted(TableColumns.label(kind, column)));
        }
        return chosen(column);
    }

    private String required(ReadRow row, String column) {
        String text = row.text(column);
        if (text.isEmpty()) {
            fault(row, column, "请填写“%s”。".formatted(TableColumns.label(kind, column)));
        }
        return text;
    }

    private String required(ReadRow row, String column, int longest) {
        String text = required(row, column);
        tooLong(row, column, text, longest);
        return text;
    }

    private @Nullable String text(ReadRow row, String column, int longest) {
        String text = row.text(column);
        tooLong(row, column, text, longest);
        return text.isEmpty() ? null : text;
    }

    private void tooLong(ReadRow row, String column, String text, int longest) {
        if (text.length() > longest) {
            fault(
                    row,
                    column,
                    "“%s”有%d个字，最多%d个字。请压缩。".formatted(TableColumns.label(kind, column), text.length(), longest));
        }
    }

    private boolean flag(String column) {
        return chosen(column).equals(TableColumns.YES);
    }

    private void fault(ReadRow row, String column, String message) {
        faults.add(row.fault(column, message));
    }

    /** As it is written by hand: no trailing zeros, no exponent. */
    static BigDecimal normal(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
