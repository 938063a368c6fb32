package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.rehearsal.SetData.Cell;
import cn.healthylishui.rehearsal.SetData.Draw;
import cn.healthylishui.rehearsal.SetData.Review;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 数据集里的输入: what a checked set of workbooks says, and nothing else. */
final class SetInput implements YearInput {

    private static final Share NOT_IN_THE_SET = new Share("0", "演练数据的“本地清单”里没有当地的行，按0计。");
    private static final Dispute UNDISPUTED = new Dispute("", "");

    private final int year;
    private final SetData data;
    private final List<RaterSeat> seats;

    /** @param data complete and without faults */
    SetInput(int year, SetData data, List<RaterSeat> seats) {
        this.year = year;
        this.data = data;
        this.seats = seats;
    }

    @Override
    public int year() {
        return year;
    }

    @Override
    public boolean detours() {
        return false;
    }

    @Override
    public Optional<List<Task>> tasks() {
        return Optional.of(data.tasks);
    }

    /** A district that the set says nothing of gets no points for its list. */
    @Override
    public List<ListEntry> ownList(String district) {
        return Objects.requireNonNullElseGet(
                data.lists.get(district), () -> OwnKeyWork.entries(district, title -> NOT_IN_THE_SET));
    }

    @Override
    public Map<String, Sample> samples() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        data.draws.forEach((district, draw) -> samples.put(district, new Sample(draw.size(), draw.reason())));
        return samples;
    }

    @Override
    public List<String> seeds(List<String> districts) {
        return districts.stream().map(this::draw).map(Draw::seed).toList();
    }

    @Override
    public String countyText(String district) {
        return draw(district).text();
    }

    private Draw draw(String district) {
        return known(data.draws.get(district), district);
    }

    @Override
    public Figure reported(String object, String indicator) {
        return known(data.reported.get(new Cell(object, indicator)), object + " " + indicator);
    }

    @Override
    public Figure official(String district, String indicator) {
        return known(data.official.get(new Cell(district, indicator)), district + " " + indicator);
    }

    @Override
    public Optional<Provenance> provenance(String indicator) {
        return Optional.ofNullable(data.provenance.get(indicator));
    }

    @Override
    public Published published(String indicator) {
        return known(data.published.get(indicator), indicator);
    }

    @Override
    public boolean excused(String object, String indicator) {
        return data.excused.contains(new Cell(object, indicator));
    }

    @Override
    public boolean returnedAtFirst(String district) {
        return false;
    }

    @Override
    public Map<String, Found> findings(String district, String object, List<Indicator> checked) {
        Map<String, Found> findings = new HashMap<>();
        checked.forEach(indicator -> Optional.ofNullable(data.found.get(new Cell(object, indicator.code())))
                .ifPresent(found -> findings.put(indicator.code(), found)));
        return findings;
    }

    @Override
    public Dispute dispute(String object, String indicator) {
        return data.disputes.getOrDefault(new Cell(object, indicator), UNDISPUTED);
    }

    @Override
    public Figure rejudge(String object, String indicator) {
        throw new IllegalStateException("Nothing of a set is judged again");
    }

    @Override
    public Share selfScore(String unit, String task, boolean measured) {
        return known(data.shares.get(new Cell(unit, task)), unit + " " + task);
    }

    /** Units that are not assessed report that all goes on as it should. */
    @Override
    public int progress(String unit, String task) {
        Share share = data.shares.get(new Cell(unit, task));
        return share == null
                ? 100
                : new BigDecimal(share.percent()).setScale(0, RoundingMode.DOWN).intValueExact();
    }

    @Override
    public Share review(String unit, String task, String reviewer, String own) {
        return known(data.reviews.get(new Review(unit, task, reviewer)), unit + " " + task + " " + reviewer);
    }

    @Override
    public boolean sendsBack(String unit, String reviewer) {
        return false;
    }

    @Override
    public Share decided(String unit, String task, String own) {
        return known(data.decided.get(new Cell(unit, task)), unit + " " + task);
    }

    @Override
    public Optional<String> ownUnitsLeftOut(String district) {
        return Optional.ofNullable(data.leftOut.get(district));
    }

    @Override
    public int ownUnitScore(String unit, String task) {
        return known(data.ownUnits.get(unit), unit);
    }

    @Override
    public boolean sendsOwnBack() {
        return false;
    }

    @Override
    public boolean delegatesInvited() {
        return seats.stream()
                .filter(seat -> seat.group() == RaterGroup.DELEGATE)
                .anyMatch(seat -> rater(seat.code()).attends());
    }

    @Override
    public Rater rater(String seat) {
        return known(data.raters.get(seat), seat);
    }

    @Override
    public String mark(String seat, String unit) {
        return known(data.marks.get(new Cell(seat, unit)), seat + " " + unit);
    }

    @Override
    public Ruling unrated(String unit) {
        return known(data.unrated.get(unit), unit);
    }

    @Override
    public List<Objection> objections() {
        return data.objections;
    }

    @Override
    public List<Misconduct> misconduct() {
        return data.misconduct;
    }

    /** A set was checked before it is run: whatever is asked for is there. */
    private static <T> T known(@Nullable T value, String what) {
        return Objects.requireNonNull(value, () -> "The set has no " + what);
    }
}
