package cn.healthylishui.assessment.verification;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.scorecard.CountyText;
import cn.healthylishui.assessment.scoring.Draw;
import cn.healthylishui.assessment.scoring.DrawnPlace;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.verification.DrawRecord.Place;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearFrozen;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 抽签: which townships of a district are checked on site (办法五(二)). The seed is committed to when the assessment starts and kept
 * secret until the draw; the county adds a text of its own; a district is drawn once.
 */
@Component
public class Draws implements CountyText {

    /** As long as the column that keeps it. */
    public static final int LONGEST_TEXT = 200;

    /** The seed leaves the database only once it is no longer secret. */
    private static final String RECORDS = """
            select assessment_year, district, sample_size, commitment, published_at, county_text, drawn_at,
              case when drawn_at is null then null else seed end as published_seed
            from draw where assessment_year = :year order by district
            """;

    private record Secret(int sampleSize, String seed, String commitment, String countyText) {}

    private record NewDraw(
            int year, String district, int sampleSize, String seed, String commitment, LocalDateTime publishedAt) {}

    private record DrawRow(
            int year,
            String district,
            int sampleSize,
            String commitment,
            LocalDateTime publishedAt,
            @Nullable String countyText,
            @Nullable LocalDateTime drawnAt,
            @Nullable String publishedSeed) {

        DrawRecord draw(List<Place> order) {
            return new DrawRecord(
                    year, district, sampleSize, commitment, publishedAt, countyText, drawnAt, publishedSeed, order);
        }
    }

    private record TownshipRow(int year, String district, String township, int drawRank, String hmac, boolean drawn) {

        Place place() {
            return new Place(township, drawRank, hmac, drawn);
        }
    }

    private final Rows rows;
    private final Clock clock;
    private final OperationLog log;
    private final YearRoster roster;
    private final SeedSource seeds;

    Draws(JdbcClient jdbc, Clock clock, OperationLog log, YearRoster roster, SeedSource seeds) {
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.log = log;
        this.roster = roster;
        this.seeds = seeds;
    }

    /** Always in the order of codes, so that a repeatable source of seeds gives every district the same seed again. */
    @EventListener
    void commit(YearFrozen frozen) {
        roster.districts(frozen.year()).forEach(district -> commit(frozen.year(), district));
    }

    private void commit(int year, YearDistrict district) {
        byte[] seed = seeds.seed();
        String commitment = Draw.commitment(seed);
        rows.insert(
                "draw",
                new NewDraw(
                        year,
                        district.code(),
                        district.sampleSize(),
                        HexFormat.of().formatHex(seed),
                        commitment,
                        LocalDateTime.now(clock)));
        log.record(
                Actor.SYSTEM,
                Operation.of("公布抽签承诺", year, district.code())
                        .to("抽查%d个；承诺值 %s".formatted(district.sampleSize(), commitment)));
    }

    /** What is wrong with a county's text, in the words of the form that asks for it. */
    @Override
    public Optional<String> fault(String text) {
        if (text.isBlank()) {
            return Optional.of("还没有填抽签文字。请随意填写一段文字，例如一句话或一串数字。");
        }
        if (text.strip().length() > LONGEST_TEXT) {
            return Optional.of(
                    "抽签文字最多%d字，现在有%d字，请缩短。".formatted(LONGEST_TEXT, text.strip().length()));
        }
        return text.strip().chars().anyMatch(Character::isISOControl)
                ? Optional.of("抽签文字请写成一行，不要换行或用制表符，以便他人照着验算。")
                : Optional.empty();
    }

    @Override
    public Optional<String> kept(int year, String district) {
        return of(year, district).map(DrawRecord::countyText);
    }

    /**
     * Keeps the county's text; until the draw a later one takes its place.
     *
     * @throws Refused where the text is unsuitable or the district has been drawn
     */
    @Transactional
    @Override
    public void keep(int year, String district, String text, Actor actor) {
        Refused.because(fault(text));
        DrawRecord before = get(year, district);
        int kept = rows.update("""
                update draw set county_text = :text where assessment_year = :year and district = :district and drawn_at is null
                """, text.strip(), year, district);
        if (kept == 0) {
            throw new Refused(drawnNotice(get(year, district)) + "，抽签文字不能再改。");
        }
        if (!text.strip().equals(before.countyText())) {
            log.record(
                    actor,
                    Operation.of("填写抽签文字", year, district)
                            .from(before.countyText())
                            .to(text.strip()));
        }
    }

    /**
     * Draws the townships of a district, once and for all.
     *
     * @throws Refused where it was drawn before, the county's text is missing, or the seed is not the one committed to
     */
    @Transactional
    public DrawRecord draw(int year, String district) {
        // The condition decides between two draws at once: the second one's update waits for the first and then finds
        // nothing.
        int first = rows.update("""
                update draw set drawn_at = :now
                where assessment_year = :year and district = :district and drawn_at is null and county_text is not null
                """, LocalDateTime.now(clock), year, district);
        if (first == 0) {
            throw notDrawable(get(year, district));
        }
        Secret secret = secret(year, district);
        byte[] seed = HexFormat.of().parseHex(secret.seed());
        if (!Draw.commitment(seed).equals(secret.commitment())) {
            throw new Refused("%s的抽签种子与考核启动时公布的承诺值不符，不能抽签。请系统管理员核查数据后再办。".formatted(roster.objectName(year, district)));
        }
        List<String> townships = roster.townships(year, district).stream()
                .map(YearTownship::code)
                .toList();
        List<DrawnPlace> order = Draw.order(seed, year, district, secret.countyText(), townships);
        rows.insertAll(
                "draw_township",
                order.stream()
                        .map(place -> new TownshipRow(
                                year,
                                district,
                                place.code(),
                                place.rank(),
                                place.hmac(),
                                place.rank() <= secret.sampleSize()))
                        .toList());
        DrawRecord drawn = get(year, district);
        log.record(Actor.SYSTEM, Operation.of("抽签", year, district).to("抽中" + names(drawn)));
        return drawn;
    }

    private Secret secret(int year, String district) {
        return rows.get(
                Secret.class,
                "select * from draw where assessment_year = :year and district = :district",
                year,
                district);
    }

    private Refused notDrawable(DrawRecord draw) {
        return draw.isDrawn()
                ? new OutOfStep(drawnNotice(draw) + "，不能重抽。")
                : new OutOfStep("%s还没有填写抽签文字，不能抽签。请%s在上报材料时填写。"
                        .formatted(
                                roster.objectName(draw.year(), draw.district()),
                                roster.district(draw.year(), draw.district()).officeName()));
    }

    private String drawnNotice(DrawRecord draw) {
        return "%s已于%s抽签，抽中%s"
                .formatted(
                        roster.objectName(draw.year(), draw.district()),
                        draw.drawnAt() == null
                                ? "此前"
                                : WorkingDays.dateText(draw.drawnAt().toLocalDate()),
                        names(draw));
    }

    private String names(DrawRecord draw) {
        return draw.drawnTownships().stream()
                .map(township -> roster.objectName(draw.year(), township))
                .collect(Collectors.joining("、"));
    }

    /** The draws of a year by district; empty until the assessment starts. */
    public List<DrawRecord> all(int year) {
        Map<String, List<Place>> order = rows
                .list(
                        TownshipRow.class,
                        "select * from draw_township where assessment_year = :year order by district, draw_rank",
                        year)
                .stream()
                .collect(Collectors.groupingBy(
                        TownshipRow::district, Collectors.mapping(TownshipRow::place, Collectors.toList())));
        return rows.list(DrawRow.class, RECORDS, year).stream()
                .map(row -> row.draw(List.copyOf(order.getOrDefault(row.district(), List.of()))))
                .toList();
    }

    public Optional<DrawRecord> of(int year, String district) {
        return all(year).stream()
                .filter(draw -> draw.district().equals(district))
                .findFirst();
    }

    /** The townships to be checked, in the order of the draw; none until drawn. */
    public List<String> drawnTownships(int year, String district) {
        return of(year, district).map(DrawRecord::drawnTownships).orElse(List.of());
    }

    private DrawRecord get(int year, String district) {
        return of(year, district)
                .orElseThrow(() -> new OutOfStep(
                        "%d年度还没有公布%s的抽签承诺，不能抽签。请先启动年度考核。".formatted(year, roster.objectName(year, district))));
    }
}
