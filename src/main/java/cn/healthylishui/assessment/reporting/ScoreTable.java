package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.scorecard.ItemResult;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 考核得分 of a year, the same whether it is still being worked on or approved.
 *
 * @param state what the figures are: an approved revision, or the state of the moment
 * @param standards the titles of the tables by which was scored
 * @param example whether one of these tables is still an example
 * @param districts in order of rank, the zone last
 * @param townships by district, in order of rank
 * @param items every item of every district, in the order of its table
 * @param units the assessed municipal units, in order of rank
 * @param tasks every task of every unit, in the order of the key work
 */
public record ScoreTable(
        int year,
        String state,
        List<String> standards,
        boolean example,
        List<DistrictLine> districts,
        List<TownshipLine> townships,
        List<Got> items,
        List<UnitLine> units,
        List<TaskLine> tasks) {

    /**
     * A district and how it stands.
     *
     * @param rank among the counties; null for the zone
     * @param mustPass 全部达标, or which are not
     * @param share the excellent townships among all, such as 7/12（58.33%）
     */
    public record DistrictLine(
            @Nullable Integer rank,
            String code,
            String name,
            BigDecimal score,
            String mustPass,
            int townships,
            int excellent,
            String share,
            String grade,
            String reason) {}

    /**
     * A township and how it stands in its district.
     *
     * @param drawn whether it was checked on site
     * @param verified the score after the check; null where it was not drawn
     * @param failed names of the must-pass items not met, empty where all are
     */
    public record TownshipLine(
            String district,
            String code,
            String name,
            BigDecimal reported,
            boolean drawn,
            @Nullable BigDecimal verified,
            BigDecimal score,
            @Nullable Integer rank,
            String grade,
            String failed) {}

    /** What an object, told by its name, got on one item. */
    public record Got(String object, ItemResult item) {

        /** What counted, in words. */
        String value() {
            return ScoreBook.shown(item.indicator(), item.counted());
        }

        /** Whose value counted. */
        String source() {
            return item.counted() == null ? "—" : item.counted().source().label();
        }
    }

    /**
     * A municipal unit and how it stands.
     *
     * @param groups the numbers of its special action groups in words; empty where it sits in none
     * @param appraisal 民主测评得分; null where there is none
     */
    public record UnitLine(
            @Nullable Integer rank,
            String code,
            String name,
            String groups,
            BigDecimal review,
            @Nullable BigDecimal appraisal,
            BigDecimal score,
            String grade,
            String reason) {}

    /** @param part 牵头 or 承担 */
    public record TaskLine(String part, Got got) {}
}
