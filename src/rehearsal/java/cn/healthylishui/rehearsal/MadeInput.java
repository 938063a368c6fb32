package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.rehearsal.PlausibleFigures.Part;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * 编造的输入: made from a seed and nothing else, such that each year shows every grade, an objection upheld and one rejected, a confirmed
 * case of misconduct, reviewers who differ, a district that leaves its own units out, and units of every grade.
 */
final class MadeInput implements YearInput {

    /** No grade is this wide: who loses so much falls by one at least. */
    private static final BigDecimal ENOUGH_TO_FALL = new BigDecimal("115");

    /** Of a hundred, how much of their tasks the units get done: most well, some not, one poorly. */
    private static final int[] STANDARDS = {97, 94, 92, 96, 88, 93, 85, 95, 91, 72};

    /** Counties of which something is found worse than the official figure; the good ones stay good even so. */
    private static final Set<Part> CONTRADICTED = EnumSet.of(Part.EXCELLENT, Part.GRADE_CHANGED_BY_CHECK);

    /** How far below, of the way from nothing to full points. */
    private static final BigDecimal SHARE_LESS = new BigDecimal("0.15");

    /** What a township loses by a small finding, which is not to cost it its grade. */
    private static final BigDecimal POINTS_LESS = new BigDecimal("4");

    private static final Map<String, String> PUBLISHERS =
            Map.of("shi-jyj", "浙江省教育厅", "shi-scj", "浙江省市场监督管理局", "shi-wjw", "浙江省卫生健康委员会");

    /** By how many percent a strict reviewer gives a task less than its unit does. */
    private static final int STRICTER = 5;

    private final int year;
    private final long seed;
    private final Supplier<PlausibleFigures> figures;
    private final Function<String, String> districtOf;
    private final Function<String, String> officeOf;
    private final Set<String> returned = new HashSet<>();
    private final Set<String> gradeChanged = new HashSet<>();

    /**
     * @param figures asked for only once the year has its tables, since they rest on them
     * @param districtOf the district of a township
     * @param officeOf the office of a district
     */
    MadeInput(
            int year,
            long seed,
            Supplier<PlausibleFigures> figures,
            Function<String, String> districtOf,
            Function<String, String> officeOf) {
        this.year = year;
        this.seed = seed;
        this.figures = figures;
        this.districtOf = districtOf;
        this.officeOf = officeOf;
    }

    @Override
    public int year() {
        return year;
    }

    @Override
    public boolean detours() {
        return true;
    }

    @Override
    public Optional<List<Task>> tasks() {
        return Optional.empty();
    }

    @Override
    public List<ListEntry> ownList(String district) {
        return OwnKeyWork.entries(district, title -> OwnKeyWork.review(seed, district, title));
    }

    // ---- districts and townships
    // ------------------------------------------------------------------------------------------------------

    @Override
    public Map<String, Sample> samples() {
        return Map.of();
    }

    @Override
    public List<String> seeds(List<String> districts) {
        RehearsalSeeds seeds = new RehearsalSeeds(seed);
        return districts.stream()
                .map(district -> HexFormat.of().formatHex(seeds.seed()))
                .toList();
    }

    @Override
    public String countyText(String district) {
        return "健康同行" + year + district;
    }

    /** A district sees itself in its own light; of its townships it says what they have. */
    @Override
    public Figure reported(String object, String indicator) {
        PlausibleFigures made = figures.get();
        return said(
                made.isDistrict(object) ? made.ownSight(object, indicator) : made.of(object, indicator), "按年度台账填报。");
    }

    @Override
    public Figure official(String district, String indicator) {
        PlausibleFigures made = figures.get();
        return said(
                made.of(district, indicator),
                made.judged(district, indicator) ? "对照评分标准，看材料和实效综合评判。" : "按上级反馈和本单位掌握的数据核定。");
    }

    /** By the authority above whoever gives it. */
    @Override
    public Published published(String indicator) {
        Indicator asked = figures.get().asked(indicator);
        return new Published(
                figures.get().published(indicator).toPlainString(),
                PUBLISHERS.getOrDefault(asked.owner(), "浙江省统计局"),
                "%d年度%s情况通报".formatted(year, asked.name()));
    }

    @Override
    public Optional<Provenance> provenance(String indicator) {
        return figures.get().provenance(indicator);
    }

    private static Figure said(PlausibleFigures.Figure figure, String reason) {
        return new Figure(figure.value(), figure.reference(), reason, false);
    }

    @Override
    public boolean excused(String object, String indicator) {
        return false;
    }

    @Override
    public boolean returnedAtFirst(String district) {
        return figures.get().part(district) == Part.RETURNED;
    }

    /**
     * In one district the first township checked is found so much weaker than reported that its grade falls; of every second other
     * one an item is found a little weaker. Of the districts' own items the site shows what the municipal unit's figure says, but in
     * three districts less than even that.
     */
    @Override
    public Map<String, Found> findings(String district, String object, List<Indicator> checked) {
        if (object.equals(district)) {
            return findingsOnItself(district, checked);
        }
        Map<String, Found> findings = new HashMap<>();
        if (figures.get().part(district) != Part.GRADE_CHANGED_BY_CHECK || !gradeChanged.add(district)) {
            if (random(object, "finding").nextInt(2) == 0) {
                aLittleLess(object, checked, findings);
            }
            return findings;
        }
        BigDecimal lost = BigDecimal.ZERO;
        for (Indicator indicator : checked) {
            if (lost.compareTo(ENOUGH_TO_FALL) < 0 && indicator.method() instanceof Proportional method) {
                lost = lost.add(points(indicator, figures.get().of(object, indicator.code())));
                findings.put(indicator.code(), new Found(method.floor().toPlainString(), "现场查阅台账并抽样核对，达不到自报水平。"));
            }
        }
        return findings;
    }

    private void aLittleLess(String township, List<Indicator> checked, Map<String, Found> findings) {
        checked.stream()
                .filter(indicator -> indicator.key() && indicator.method() instanceof Proportional)
                .reduce((one, later) -> later)
                .ifPresent(indicator -> {
                    Proportional method = (Proportional) indicator.method();
                    BigDecimal less =
                            range(method).multiply(POINTS_LESS).divide(indicator.points(), 1, RoundingMode.HALF_UP);
                    BigDecimal value = new BigDecimal(
                            figures.get().of(township, indicator.code()).value());
                    BigDecimal found = value.subtract(less);
                    if (found.compareTo(method.floor()) > 0) {
                        findings.put(indicator.code(), new Found(plain(found), "实地抽查名单和现场，剔除没有落实的部分后计算。"));
                    }
                });
    }

    private Map<String, Found> findingsOnItself(String district, List<Indicator> checked) {
        Map<String, Found> findings = new HashMap<>();
        for (Indicator indicator : checked) {
            String official = figures.get().of(district, indicator.code()).value();
            if (!official.equals(
                    figures.get().ownSight(district, indicator.code()).value())) {
                findings.put(indicator.code(), new Found(official, "核对原始台账和文件，与自报不符，按核对结果计算。"));
            }
        }
        if (contradicted(district)) {
            for (SourceKind kind : List.of(SourceKind.THIRD_PARTY_SURVEY, SourceKind.UNIT_RECORD)) {
                checked.stream()
                        .filter(indicator -> indicator.key()
                                && indicator.sourceKind() == kind
                                && indicator.method() instanceof Proportional)
                        .findFirst()
                        .ifPresent(indicator -> findings.put(indicator.code(), lessThanOfficial(district, indicator)));
            }
        }
        return findings;
    }

    private boolean contradicted(String district) {
        return CONTRADICTED.contains(figures.get().part(district)) && !district.equals(OwnKeyWork.ZONE);
    }

    private Found lessThanOfficial(String district, Indicator indicator) {
        BigDecimal official =
                new BigDecimal(figures.get().of(district, indicator.code()).value());
        BigDecimal less = range((Proportional) indicator.method()).multiply(SHARE_LESS);
        return new Found(plain(official.subtract(less).max(BigDecimal.ZERO)), "现场随机抽查，低于官方数据，抽查记录附后。");
    }

    private static BigDecimal range(Proportional method) {
        return method.target().subtract(method.floor());
    }

    private static String plain(BigDecimal value) {
        return value.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    private static BigDecimal points(Indicator indicator, PlausibleFigures.Figure figure) {
        ItemInput.Typed typed = new ItemInput.Typed(figure.value(), figure.reference(), "", List.of(), "");
        return new BigDecimal(ItemSheet.points(
                indicator, ItemInput.read(indicator, typed, false).answer()));
    }

    /** What costs a grade or goes below the official figure is not taken in silence, and of the rest every third. */
    @Override
    public Dispute dispute(String object, String indicator) {
        PlausibleFigures made = figures.get();
        if (made.isDistrict(object)) {
            return contradicted(object) ? new Dispute("现场抽查的样本太少，请以官方数据为准。", "") : new Dispute("", "");
        }
        boolean gradeAtStake = made.part(districtOf.apply(object)) == Part.GRADE_CHANGED_BY_CHECK;
        return gradeAtStake || random(object, indicator, "dispute").nextInt(3) == 0
                ? new Dispute("台账存放在村里，请再核实。", "")
                : new Dispute("", "");
    }

    @Override
    public Figure rejudge(String object, String indicator) {
        figures.get().rejudge(object, indicator, new BigDecimal("1.5"));
        return reported(object, indicator);
    }

    // ---- units
    // ------------------------------------------------------------------------------------------------------------------------

    @Override
    public Share selfScore(String unit, String task, boolean measured) {
        int percent = measured ? Math.min(progress(unit, task), 90) : progress(unit, task);
        return new Share(String.valueOf(percent), percent == 100 ? "" : "个别环节没有按序时完成，已列入下一年度计划。");
    }

    @Override
    public int progress(String unit, String task) {
        int percent = quality(unit) + random(unit, task).nextInt(9) - 3;
        return Math.max(0, Math.min(100, percent));
    }

    /** Reviewers mostly follow what the unit says; now and then one sees it otherwise. */
    @Override
    public Share review(String unit, String task, String reviewer, String own) {
        boolean differs = random(unit, task, reviewer).nextInt(12) == 0;
        return new Share(
                differs ? String.valueOf(Integer.parseInt(own) - STRICTER) : own, differs ? "查阅材料，完成质量略低于自评。" : "");
    }

    /** Once the city office does not see from a unit's material what it has done. */
    @Override
    public boolean sendsBack(String unit, String reviewer) {
        return reviewer.equals(Office.CITY) && returned.isEmpty() && quality(unit) < 80 && returned.add(unit);
    }

    /** Where reviewers differ, the city office sees it now as the unit does and now as the stricter of them. */
    @Override
    public Share decided(String unit, String task, String own) {
        return random(unit, task, "decided").nextBoolean()
                ? new Share(own, "复核材料后认可自评。")
                : new Share(String.valueOf(Integer.parseInt(own) - STRICTER), "复核材料后，完成质量略低于自评，按评审意见裁定。");
    }

    @Override
    public Optional<String> ownUnitsLeftOut(String district) {
        return district.equals("331127") ? Optional.of("本年度直属单位机构调整，下一年度起考核。") : Optional.empty();
    }

    @Override
    public int ownUnitScore(String unit, String task) {
        return progress(unit, task);
    }

    @Override
    public boolean sendsOwnBack() {
        return returned.add("own");
    }

    @Override
    public boolean delegatesInvited() {
        return true;
    }

    @Override
    public Rater rater(String seat) {
        return new Rater(true, "测评人" + seat);
    }

    /** Nearer or further from what the unit has done; now and then somebody does not know it, and one rates all alike. */
    @Override
    public String mark(String seat, String unit) {
        boolean alike = seat.endsWith("-cy-09");
        int opinion = quality(unit) + random(seat, unit).nextInt(17) - 8;
        String mark = alike || opinion >= 88 ? "EXCELLENT" : opinion >= 78 ? "GOOD" : opinion >= 68 ? "FAIR" : "POOR";
        boolean unknown = !alike && random(seat, unit, "unknown").nextInt(15) == 0;
        return unknown ? "UNKNOWN" : mark;
    }

    @Override
    public Ruling unrated(String unit) {
        return new Ruling("REVIEW_ONLY", "测评人员都不了解，按考评得分计算。");
    }

    /** How well a unit works this year, of a hundred. */
    private int quality(String unit) {
        return STANDARDS[random(unit, "quality").nextInt(STANDARDS.length)];
    }

    private Random random(String... of) {
        return new Random(seed * 1_000_003 + String.join("|", of).hashCode());
    }

    // ---- after the approval
    // -----------------------------------------------------------------------------------------------------------

    /** A county objects to the score of one of its townships and somebody of the public to an excellent one. */
    @Override
    public List<Objection> objections() {
        PlausibleFigures made = figures.get();
        return List.of(
                new Objection(
                        officeOf.apply(districtOf.apply(made.underrated())),
                        "",
                        "0578-0000002",
                        made.underrated(),
                        made.underratedItem(),
                        "调查样本只取了一个村，数据明显偏低，请按全乡调查结果核定。",
                        true,
                        "原数据只取了一个村的样本，应按全乡调查结果核定。",
                        new Correction(
                                made.underratedItem(),
                                made.truth().value(),
                                made.truth().reference(),
                                "按全乡调查结果核定。")),
                new Objection(
                        Office.CITY,
                        "群众王某",
                        "0578-0000001",
                        made.doubted(),
                        "",
                        "该地环境卫生还有不少问题，不应评为优秀。",
                        false,
                        "反映的问题已在考核期内整改，现场核查和抽样结果符合评分标准。",
                        null));
    }

    @Override
    public List<Misconduct> misconduct() {
        return List.of(new Misconduct(
                figures.get().cheating(),
                "群众来信",
                "来信反映该地家庭医生签约台账系年底集中补造，签名笔迹雷同。",
                "抽查签约服务记录60份，其中41份无法联系到本人，签名经比对出自同一人。",
                "经查，你地上报的家庭医生签约台账有41份无法核实，签名出自同一人，涉嫌弄虚作假。",
                "台账确有补造，责任在我，愿意接受处理并立即整改。",
                true,
                true,
                "证据确实，当事方对事实没有异议。"));
    }
}
