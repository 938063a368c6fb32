package cn.healthylishui.assessment.year;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * 采用次序: which source outranks which (办法四(一)). It belongs to a year like its tables: what a year starts with, it keeps.
 *
 * @param order every rank once, the one that counts first in front
 */
public record Precedence(List<SourceRank> order) {

    /** What the years before version 0.6.0 started with: every figure that a municipal unit gave stood above the check on the spot. */
    public static final Precedence EARLIER = new Precedence(List.of(
            SourceRank.DECIDED,
            SourceRank.AUTHORITY,
            SourceRank.UNIT_RECORD,
            SourceRank.VERIFIED,
            SourceRank.REPORTED));

    /** For the districts of a year that starts now: the clause puts nothing but what others publish above the city's own check. */
    public static final Precedence OF_DISTRICTS = new Precedence(List.of(
            SourceRank.DECIDED,
            SourceRank.AUTHORITY,
            SourceRank.VERIFIED,
            SourceRank.UNIT_RECORD,
            SourceRank.REPORTED));

    /** For the townships of a year that starts now: only a decision outranks what was seen there. */
    public static final Precedence OF_TOWNSHIPS = new Precedence(List.of(
            SourceRank.DECIDED,
            SourceRank.VERIFIED,
            SourceRank.AUTHORITY,
            SourceRank.UNIT_RECORD,
            SourceRank.REPORTED));

    private static final String OFFICIAL = "官方数据";

    public Precedence {
        order = List.copyOf(order);
        if (order.size() != SourceRank.values().length || EnumSet.copyOf(order).size() < order.size()) {
            throw new IllegalArgumentException("An order names every rank once, not " + order);
        }
    }

    /** As a year keeps it. */
    public String code() {
        return order.stream().map(SourceRank::name).collect(Collectors.joining(","));
    }

    static Precedence of(String code) {
        return new Precedence(
                Arrays.stream(code.split(",")).map(SourceRank::valueOf).toList());
    }

    /** Whether what is found on the spot can change a result: then a figure that outranks it is never let stand without an answer. */
    public boolean heedsFindings() {
        return outranks(SourceRank.VERIFIED, SourceRank.UNIT_RECORD);
    }

    public boolean outranks(SourceRank one, SourceRank other) {
        return order.indexOf(one) < order.indexOf(other);
    }

    /** Whether the two kinds of official figures stand together, so that a reader need not tell them apart. */
    private boolean oneOfficialRank() {
        return order.indexOf(SourceRank.UNIT_RECORD) - order.indexOf(SourceRank.AUTHORITY) == 1;
    }

    /** What a rank is called where this order applies. */
    public String label(SourceRank rank) {
        return oneOfficialRank() && (rank == SourceRank.AUTHORITY || rank == SourceRank.UNIT_RECORD)
                ? OFFICIAL
                : rank.label();
    }

    /** The order in words, the one that counts first in front: 市健康丽水办审定、官方数据、现场核查、自报. */
    public String words() {
        return order.stream().map(this::label).distinct().collect(Collectors.joining("、"));
    }
}
