package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 改判: every item on which the city office decided against what would have counted, or set a finding aside, with what stood against
 * it (办法四(一)). All of it stands before the leading group, in the report, and in the explanation of the item.
 */
@Component
public class Decisions {

    /**
     * One of them, in words.
     *
     * @param sources what the sources said, in the year's order
     * @param answer what the owner of the figure said to a finding against it; empty where there was none
     */
    public record Decided(
            String object, Indicator indicator, String sources, String answer, String decided, String reason) {

        /** The whole of it in one sentence. */
        public String words() {
            return "%s“%s”：%s。%s%s，理由：%s"
                    .formatted(
                            object, indicator.name(), sources, answer.isEmpty() ? "" : answer + "。", decided, reason);
        }
    }

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final Findings findings;
    private final Contradictions contradictions;
    private final Organization organization;
    private final OperationLog log;

    Decisions(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            Scorecards scorecards,
            Findings findings,
            Contradictions contradictions,
            Organization organization,
            OperationLog log) {
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.scorecards = scorecards;
        this.findings = findings;
        this.contradictions = contradictions;
        this.organization = organization;
        this.log = log;
    }

    /** Of all districts and their townships, in the order of the roster and the tables. */
    public List<Decided> of(int year) {
        contradictions.readAll(year);
        Map<String, Scorecard> cards = scorecards.latest(year);
        Map<String, List<Finding>> found = findings.of(year, cards);
        return roster.districts(year).stream()
                .flatMap(district -> of(year, district, found.getOrDefault(district.code(), List.of()), cards).stream())
                .toList();
    }

    private List<Decided> of(int year, YearDistrict district, List<Finding> found, Map<String, Scorecard> cards) {
        Map<String, Contradictions.Item> queries = queries(year, district.code());
        List<Decided> decisions = new ArrayList<>();
        Scorecard card = cards.getOrDefault(district.code(), Scorecard.EMPTY);
        Precedence precedence = years.get(year).precedence();
        for (Indicator indicator : tables.ofDistrict(year, district.code()).indicators()) {
            Finding finding = on(found, district.code(), indicator);
            decision(precedence, district.name(), indicator, card, finding, queries.get(indicator.code()))
                    .ifPresent(decisions::add);
        }
        for (Finding finding : found) {
            if (!finding.object().equals(district.code()) && finding.ruling() == Finding.Ruling.DROPPED) {
                Indicator indicator =
                        tables.ofTownshipsIn(year, district.code()).indicator(finding.indicator());
                decision(
                                years.get(year).townshipPrecedence(),
                                roster.fullName(year, finding.object()),
                                indicator,
                                cards.getOrDefault(finding.object(), Scorecard.EMPTY),
                                finding,
                                null)
                        .ifPresent(decisions::add);
            }
        }
        return decisions;
    }

    private Map<String, Contradictions.Item> queries(int year, String district) {
        return contradictions.items(year, district).stream()
                .collect(Collectors.toMap(Contradictions.Item::indicator, item -> item));
    }

    private static @Nullable Finding on(List<Finding> found, String object, Indicator indicator) {
        return found.stream()
                .filter(one -> one.object().equals(object) && one.indicator().equals(indicator.code()))
                .findFirst()
                .orElse(null);
    }

    private Optional<Decided> decision(
            Precedence precedence,
            String object,
            Indicator indicator,
            Scorecard card,
            @Nullable Finding finding,
            Contradictions.@Nullable Item query) {
        Entry decided = card.of(indicator.code(), EntrySource.DECIDED);
        Answer instead = decided != null && decided.answer().state().counts() ? decided.answer() : null;
        boolean dropped = finding != null && finding.ruling() == Finding.Ruling.DROPPED;
        if (instead == null && !dropped) {
            return Optional.empty();
        }
        String verdict = instead != null ? "审定为" + instead.shown(indicator) : "核查结果不采用";
        String reason = instead != null
                ? instead.reason()
                : Objects.requireNonNull(finding).rulingReason();
        return Optional.of(new Decided(
                object,
                indicator,
                sources(precedence, indicator, card, finding),
                answer(query),
                verdict,
                Objects.requireNonNullElse(reason, "没有写明")));
    }

    /** What the sources but the decision said, and what was found where that is not among them. */
    private static String sources(
            Precedence precedence, Indicator indicator, Scorecard card, @Nullable Finding finding) {
        List<String> said = ScoreBook.inOrder(precedence, indicator, card).stream()
                .filter(entry -> entry.source() != EntrySource.DECIDED)
                .map(entry -> ScoreBook.label(precedence, indicator, entry) + ScoreBook.shown(indicator, entry))
                .collect(Collectors.toCollection(ArrayList::new));
        if (finding != null && finding.ruling() == Finding.Ruling.DROPPED) {
            said.add("核查" + finding.answer().shown(indicator));
        }
        return String.join("，", said);
    }

    /** What the owner of a figure said to a finding against it; empty where it was asked nothing. */
    private String answer(Contradictions.@Nullable Item query) {
        if (query == null) {
            return "";
        }
        String owner = organization.officeName(query.owner());
        return query.answer() == null
                ? owner + "没有答复"
                : "%s答复%s：%s".formatted(owner, query.answer().label(), Objects.requireNonNullElse(query.reason(), ""));
    }

    /** What was found on one item on the spot, what its county and the owner of the figure said, and what became of it; in order. */
    public List<String> checks(int year, String object, Indicator indicator) {
        Finding finding = on(findings.on(year, object), object, indicator);
        if (finding == null) {
            return List.of();
        }
        List<String> said = new ArrayList<>();
        said.add("核查结果：" + finding.answer().shown(indicator) + (finding.note().isEmpty() ? "" : "。" + finding.note()));
        if (finding.countyAgrees() != null) {
            said.add("当地意见："
                    + (finding.countyAgrees() ? "认可" : "不认可")
                    + (finding.countyComment() == null ? "" : "。" + finding.countyComment()));
        }
        String answer = answer(queries(year, finding.district()).get(indicator.code()));
        if (object.equals(finding.district()) && !answer.isEmpty()) {
            said.add("填报单位答复：" + answer);
        }
        if (finding.ruling() != null) {
            said.add((finding.ruling() == Finding.Ruling.ADOPTED ? "市健康丽水办采用核查结果" : "市健康丽水办没有采用核查结果")
                    + (finding.rulingReason() == null ? "" : "：" + finding.rulingReason()));
        }
        return said;
    }

    /** Why and by whom the year took over the order of sources of today; empty where it began with the one it has. */
    public Optional<String> precedenceTakenOver(int year) {
        return log.on(year, String.valueOf(year)).stream()
                .filter(line -> line.action().equals(AssessmentYears.PRECEDENCE_TAKEN_OVER))
                .findFirst()
                .map(line -> "本年度启动后改用现行采用次序“%s”（原为“%s”），理由：%s".formatted(line.to(), line.from(), line.reason()));
    }
}
