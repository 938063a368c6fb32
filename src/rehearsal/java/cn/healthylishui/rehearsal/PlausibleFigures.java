package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scoring.Better;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * 演练数据: figures for every object and indicator, made from a seed and nothing else, such that each year shows what a city must be
 * ready for: every grade, a failed must-pass item, a high score without enough excellent townships, and two townships alike to the
 * last figure.
 */
final class PlausibleFigures {

    /** What a district is made to show. */
    enum Part {
        MUST_PASS_FAILED(870, 0.4),
        LOW(765, 0.2),
        TOO_FEW_EXCELLENT(915, 0.35),
        EXCELLENT(925, 0.75),
        GRADE_CHANGED_BY_CHECK(850, 0.4),
        RETURNED(840, 0.4),
        TIED_TOWNSHIPS(860, 0.4),
        ORDINARY(830, 0.4);

        private final double score;
        private final double excellentTownships;

        Part(double score, double excellentTownships) {
            this.score = score;
            this.excellentTownships = excellentTownships;
        }
    }

    /** Between which figures something usually lies, in tenths. */
    private record Range(int low, int high) {

        double draw(Random random) {
            return (low * 10 + random.nextInt((high - low) * 10 + 1)) / 10.0;
        }
    }

    /** What a reader would expect to see of the items that are compared. */
    private static final Map<String, Range> USUAL = Map.of(
            "卫生健康支出占财政支出比重", new Range(8, 12),
            "国家学生体质健康标准达标优良率", new Range(42, 52),
            "健康社区（村）建设覆盖率", new Range(62, 78),
            "健康产业增加值占生产总值比重", new Range(4, 7),
            "甲、乙类法定传染病报告发病率", new Range(130, 190),
            "大中型企业中健康企业占比", new Range(10, 18),
            "食品安全群众满意度", new Range(80, 88),
            "注册志愿者占常住人口比例", new Range(12, 20));

    private static final Range OTHERWISE = new Range(20, 60);

    /** As typed: value, and last year's where the method compares with that and the year does not know it. */
    record Figure(String value, String reference) {}

    private record Item(String object, String indicator) {}

    private final long seed;
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<Item, Figure> figures = new HashMap<>();
    private final Map<Item, Indicator> ofDistricts = new HashMap<>();
    private final Map<String, Indicator> asked = new HashMap<>();
    private final Map<Item, Figure> truths = new HashMap<>();
    private final Map<String, Provenance> provenances = new HashMap<>();
    private final List<String> excellentTownships = new ArrayList<>();

    PlausibleFigures(long seed, int year, YearRoster roster, IndicatorTables tables, References references) {
        this.seed = seed;
        cast(roster.districts(year));
        Lookup lookup = references.ofDistricts(year);
        for (YearDistrict district : roster.districts(year)) {
            Part part = part(district.code());
            List<Indicator> own = tables.ofDistrict(year, district.code()).indicators();
            own.forEach(indicator -> ofDistricts.put(new Item(district.code(), indicator.code()), indicator));
            own.stream()
                    .filter(Indicator::authoritative)
                    .forEach(indicator -> provenances.put(indicator.code(), provenance(year, indicator)));
            fill(
                    district.code(),
                    own,
                    part.score + random(district.code(), "score").nextInt(12),
                    part == Part.MUST_PASS_FAILED,
                    lookup);
            List<Indicator> indicators =
                    tables.ofTownshipsIn(year, district.code()).indicators();
            townships(
                    roster.townships(year, district.code()),
                    part,
                    indicators,
                    references.ofTownships(year, district.code()));
        }
    }

    private static Provenance provenance(int year, Indicator indicator) {
        SourceKind kind = indicator.sourceKind();
        return switch (kind) {
            case SUPERIOR_UNIT -> new Provenance(kind, "省级主管部门", "《关于%d年度“%s”数据的通报》".formatted(year, indicator.name()));
            case YEARBOOK -> new Provenance(kind, "丽水市统计局", "《丽水统计年鉴%d》".formatted(year + 1));
            case THIRD_PARTY_SURVEY ->
                new Provenance(kind, "第三方调查机构", "《%d年度“%s”调查报告》".formatted(year, indicator.name()));
            case PINGAN_LISHUI -> new Provenance(kind, "平安丽水建设领导小组办公室", "《%d年度平安丽水建设考核结果通报》".formatted(year));
            case MEILI_LISHUI -> new Provenance(kind, "美丽丽水建设领导小组办公室", "《%d年度美丽丽水建设考核结果通报》".formatted(year));
            case UNIT_RECORD, SELF_REPORT ->
                throw new IllegalArgumentException(indicator.code() + " rests on nobody above the parties");
        };
    }

    /** What the figures of an indicator rest on; empty where it is their owner's own record. */
    Optional<Provenance> provenance(String indicator) {
        return Optional.ofNullable(provenances.get(indicator));
    }

    /** Who shows what, dealt out among the nine counties by the seed; the zone is one of the excellent. */
    private void cast(List<YearDistrict> districts) {
        List<Part> dealt = new ArrayList<>(List.of(
                Part.MUST_PASS_FAILED,
                Part.LOW,
                Part.TOO_FEW_EXCELLENT,
                Part.EXCELLENT,
                Part.EXCELLENT,
                Part.GRADE_CHANGED_BY_CHECK,
                Part.RETURNED,
                Part.TIED_TOWNSHIPS,
                Part.ORDINARY));
        Collections.shuffle(dealt, random("parts", ""));
        int next = 0;
        for (YearDistrict district : districts) {
            parts.put(district.code(), district.kind() == DistrictKind.ZONE ? Part.EXCELLENT : dealt.get(next++));
        }
    }

    private void townships(List<YearTownship> townships, Part part, List<Indicator> indicators, Lookup lookup) {
        int excellent = (int) Math.ceil(townships.size() * part.excellentTownships);
        List<YearTownship> dealt = new ArrayList<>(townships);
        Collections.shuffle(dealt, random(townships.get(0).code(), "townships"));
        for (int i = 0; i < dealt.size(); i++) {
            String code = dealt.get(i).code();
            boolean failing = i == dealt.size() - 1 && dealt.size() > 2 && part != Part.GRADE_CHANGED_BY_CHECK;
            double score = i < excellent
                    ? 912 + random(code, "score").nextInt(60)
                    : failing
                            ? 720 + random(code, "score").nextInt(60)
                            : 812 + random(code, "score").nextInt(70);
            fill(code, indicators, score, false, lookup);
            if (i < excellent && part == Part.TOO_FEW_EXCELLENT) {
                excellentTownships.add(code);
            }
            if (i == excellent && part == Part.ORDINARY) {
                underrate(code, indicators, lookup);
            }
        }
        if (part == Part.TIED_TOWNSHIPS) {
            String model = dealt.get(dealt.size() / 2).code();
            String twin = dealt.get(dealt.size() / 2 + 1).code();
            indicators.forEach(indicator -> figures.put(new Item(twin, indicator.code()), of(model, indicator.code())));
            // what each is compared with is its own: alike they are where both have all the points
            indicators.stream()
                    .filter(indicator -> indicator.method() instanceof Reference)
                    .forEach(indicator -> List.of(model, twin)
                            .forEach(code -> figures.put(
                                    new Item(code, indicator.code()),
                                    compared(code, indicator, 1.5, lookup.of(code, indicator)))));
        }
    }

    /** Reports nothing of an item that by rights makes the township excellent: somebody will object. */
    private void underrate(String township, List<Indicator> indicators, Lookup lookup) {
        fill(township, indicators, 925 + random(township, "score").nextInt(10), false, lookup);
        Indicator largest = indicators.stream()
                .filter(indicator -> indicator.method() instanceof Proportional)
                .max(Comparator.comparing(Indicator::points))
                .orElseThrow();
        Item item = new Item(township, largest.code());
        truths.put(item, of(township, largest.code()));
        figures.put(item, typed(((Proportional) largest.method()).floor()));
    }

    /** The township whose score is too low. */
    String underrated() {
        return truths.keySet().iterator().next().object();
    }

    /** The item of which it is too low. */
    String underratedItem() {
        return truths.keySet().iterator().next().indicator();
    }

    /** What the item should have been. */
    Figure truth() {
        return truths.values().iterator().next();
    }

    /** An excellent township whose excellence decides nothing for its district, to be objected to without reason. */
    String doubted() {
        return excellentTownships.get(0);
    }

    /** Another one, which will turn out to have cheated. */
    String cheating() {
        return excellentTownships.get(1);
    }

    boolean isDistrict(String object) {
        return parts.containsKey(object);
    }

    Part part(String district) {
        return Objects.requireNonNull(parts.get(district));
    }

    Figure of(String object, String indicator) {
        return Objects.requireNonNull(figures.get(new Item(object, indicator)), () -> object + " " + indicator);
    }

    boolean judged(String district, String indicator) {
        return Objects.requireNonNull(ofDistricts.get(new Item(district, indicator)))
                .method()
                .judged();
    }

    /**
     * What a district says of itself before anybody looks: where a municipal unit gives the figure, often a little better than that,
     * now and then a little worse; of a must-pass item that it misses, that it is met.
     */
    Figure ownSight(String district, String indicator) {
        Figure official = of(district, indicator);
        Indicator item = Objects.requireNonNull(ofDistricts.get(new Item(district, indicator)));
        return item.officiallyScored()
                ? new OwnSight(item, random(district, indicator + "|own")).of(official)
                : official;
    }

    /** What the unit gives on being asked to judge again. */
    void rejudge(String object, String indicator, BigDecimal less) {
        Figure before = of(object, indicator);
        BigDecimal value = new BigDecimal(before.value());
        BigDecimal after = value.compareTo(less) > 0 ? value.subtract(less) : value.add(less);
        figures.put(new Item(object, indicator), new Figure(after.toPlainString(), before.reference()));
    }

    private Random random(String object, String purpose) {
        return new Random(seed * 1_000_003L + (object + "|" + purpose).hashCode());
    }

    /** Coarse items lose what they must in whole steps, fine items share the rest, so that the total comes out near the score. */
    private void fill(String object, List<Indicator> indicators, double score, boolean failMustPass, Lookup lookup) {
        indicators.forEach(indicator -> asked.put(indicator.code(), indicator));
        double loss = 1000 - score;
        boolean failed = false;
        double finePoints = 0;
        List<Indicator> fine = new ArrayList<>();
        for (Indicator indicator : indicators) {
            if (indicator.mustPass()) {
                boolean fail = failMustPass && !failed && indicator.yesNo();
                failed |= fail;
                figures.put(
                        new Item(object, indicator.code()),
                        mustPass(indicator, fail, random(object, indicator.code() + "m")));
            } else if (!indicator.method().typed()) {
                BigDecimal percent =
                        OwnKeyWork.percent(OwnKeyWork.entries(object, title -> OwnKeyWork.review(seed, object, title)));
                loss -= indicator.points().doubleValue() * (1 - percent.doubleValue() / 100);
            } else if (isFine(indicator)) {
                fine.add(indicator);
                finePoints += indicator.points().doubleValue();
            } else {
                double share = share(indicator, loss, random(object, indicator.code()));
                loss -= indicator.points().doubleValue() * (1 - share);
                figures.put(
                        new Item(object, indicator.code()),
                        coarse(indicator, share, random(object, indicator.code() + "c")));
            }
        }
        double each = Math.min(1, Math.max(0, loss) / finePoints);
        List<Double> noise = fine.stream()
                .map(indicator -> (random(object, indicator.code()).nextDouble() - 0.5) * each * 0.6)
                .toList();
        double mean = IntStream.range(0, fine.size())
                        .mapToDouble(i -> noise.get(i) * fine.get(i).points().doubleValue())
                        .sum()
                / finePoints;
        for (int i = 0; i < fine.size(); i++) {
            double lost = Math.min(1, Math.max(0, each + noise.get(i) - mean));
            Indicator indicator = fine.get(i);
            figures.put(
                    new Item(object, indicator.code()),
                    indicator.method() instanceof Reference
                            ? compared(object, indicator, 1 - lost, lookup.of(object, indicator))
                            : fine(indicator, 1 - lost));
        }
    }

    private static boolean isFine(Indicator indicator) {
        return indicator.method() instanceof Proportional
                || indicator.method() instanceof Reference
                || indicator.method() instanceof Judged
                || indicator.method() instanceof TakenOver;
    }

    /** Most coarse items are met; a step is lost only where the loss to be reached leaves room for it. */
    private static double share(Indicator indicator, double loss, Random random) {
        double points = indicator.points().doubleValue();
        List<Double> steps = steps(indicator);
        double share = random.nextInt(10) < 6 ? 1 : steps.get(random.nextInt(steps.size()));
        return points * (1 - share) <= loss * 0.35 ? share : 1;
    }

    private static List<Double> steps(Indicator indicator) {
        if (indicator.method() instanceof Tiers tiers) {
            return tiers.tiers().stream()
                    .map(tier -> tier.share().doubleValue())
                    .toList();
        }
        if (indicator.method() instanceof Checklist checklist) {
            int items = checklist.items().size();
            return List.of(1.0, (items - 1.0) / items);
        }
        if (indicator.method() instanceof Deduction deduction) {
            double step =
                    deduction.perOccurrence().doubleValue() / indicator.points().doubleValue();
            return List.of(1.0, Math.max(0, 1 - step), Math.max(0, 1 - 2 * step));
        }
        return List.of(1.0, 0.0);
    }

    /** Money is seldom just what has to be spent. */
    private static Figure mustPass(Indicator indicator, boolean fail, Random random) {
        MustPass method = (MustPass) indicator.method();
        BigDecimal target = method.target();
        if (fail) {
            return typed(BigDecimal.ONE.subtract(target));
        }
        boolean more = !indicator.yesNo() && !percent(indicator) && method.comparison() == Comparison.AT_LEAST;
        return typed(more ? target.add(BigDecimal.valueOf(random.nextInt(12))) : target);
    }

    private static boolean percent(Indicator indicator) {
        return indicator.unitOfMeasure().equals("%");
    }

    private static Figure coarse(Indicator indicator, double share, Random random) {
        if (indicator.method() instanceof Tiers tiers) {
            return inTier(indicator, tiers, share, random);
        }
        if (indicator.method() instanceof Checklist checklist) {
            List<Integer> met = new ArrayList<>(
                    IntStream.rangeClosed(1, checklist.items().size()).boxed().toList());
            Collections.shuffle(met, random);
            return new Figure(
                    met.stream()
                            .limit(Math.round(checklist.items().size() * share))
                            .sorted()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")),
                    "");
        }
        if (indicator.method() instanceof Deduction deduction) {
            double lost = indicator.points().doubleValue() * (1 - share);
            return typed(BigDecimal.valueOf(
                    Math.round(lost / deduction.perOccurrence().doubleValue())));
        }
        ReachTarget reach = (ReachTarget) indicator.method();
        if (share > 0.5 && percent(indicator) && reach.comparison() == Comparison.AT_LEAST) {
            double target = reach.target().doubleValue();
            return number(target + random.nextDouble() * (100 - target) * 0.8, 1);
        }
        return share > 0.5 ? typed(reach.target()) : typed(missed(reach.comparison(), reach.target()));
    }

    /** Somewhere between the tier's own bound and that of the next better one. */
    private static Figure inTier(Indicator indicator, Tiers tiers, double share, Random random) {
        int at = IntStream.range(0, tiers.tiers().size())
                .filter(i -> Math.abs(tiers.tiers().get(i).share().doubleValue() - share) < 1e-9)
                .findFirst()
                .orElse(0);
        BigDecimal bound = tiers.tiers().get(at).bound();
        boolean higher = tiers.comparison() == Comparison.AT_LEAST;
        double best = higher ? (percent(indicator) ? 100 : bound.doubleValue() * 1.05) : bound.doubleValue() * 0.6;
        double better = at == 0 ? best : tiers.tiers().get(at - 1).bound().doubleValue();
        Figure within = number(bound.doubleValue() + (better - bound.doubleValue()) * random.nextDouble() * 0.8, 1);
        return tiers.comparison().holds(new BigDecimal(within.value()), bound) ? within : typed(bound);
    }

    private static BigDecimal missed(Comparison comparison, BigDecimal target) {
        return comparison.holds(target.add(BigDecimal.ONE), target) || target.compareTo(BigDecimal.ONE) > 0
                ? comparison.holds(target.subtract(BigDecimal.ONE), target)
                        ? target.add(BigDecimal.ONE)
                        : target.subtract(BigDecimal.ONE)
                : BigDecimal.ONE.subtract(target).abs();
    }

    /**
     * What is published, or what the figures of all lie around: the same wherever the same is measured. Last year's value is each one's
     * own: where the year knows it, nobody types it.
     */
    private Figure compared(String object, Indicator indicator, double share, Compared known) {
        Reference method = (Reference) indicator.method();
        boolean own = method.reference() == ReferenceKind.OWN_LAST_YEAR;
        BigDecimal typed = known.value();
        boolean unknown = typed == null;
        boolean ofItsOwn = own || method.reference() == ReferenceKind.OWN_TARGET;
        double reference = !ofItsOwn
                ? published(indicator.code()).doubleValue()
                : typed == null ? usual(indicator, random(object, indicator.code() + "r")) : typed.doubleValue();
        double full = method.fullAt().doubleValue();
        double zero = method.zeroAt().doubleValue();
        double difference = zero + share * (full - zero);
        double turned = method.better() == Better.HIGHER ? difference : -difference;
        double value = reference == 0 ? (method.better() == Better.HIGHER ? 1 : 0) : reference * (1 + turned / 100);
        return new Figure(
                number("%".equals(indicator.unitOfMeasure()) ? Math.min(100, value) : value, 3)
                        .value(),
                own && unknown ? number(reference, 1).value() : "");
    }

    /** What is published of an indicator, the same wherever the same is measured. */
    BigDecimal published(String code) {
        Indicator indicator = asked(code);
        return BigDecimal.valueOf(usual(indicator, random("", indicator.name())));
    }

    private static double usual(Indicator indicator, Random random) {
        return USUAL.getOrDefault(indicator.name(), OTHERWISE).draw(random);
    }

    Indicator asked(String code) {
        return Objects.requireNonNull(asked.get(code), code);
    }

    private static Figure fine(Indicator indicator, double share) {
        if (indicator.method() instanceof Proportional method) {
            double floor = method.floor().doubleValue();
            return number(floor + share * (method.target().doubleValue() - floor), 2);
        }
        if (indicator.method() instanceof TakenOver method) {
            return number(method.fullMark().doubleValue() * share, 2);
        }
        return number(indicator.points().doubleValue() * share, 1);
    }

    static Figure number(double value, int places) {
        return typed(BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP));
    }

    static Figure typed(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return new Figure((plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString(), "");
    }
}
