package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Provenance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 一年的输入: everything that people put into a year of their own knowledge: figures, findings, marks, objections. What is merely the
 * wording of a form is not part of it. Made from a seed, or read from a set of workbooks.
 */
interface YearInput {

    /**
     * A value as typed into the form: a number, 是 or 否 as 1 or 0, ticked items, 无 or 不适用.
     *
     * @param reference last year's value, where it is compared with that and the year does not know it
     */
    record Figure(String value, String reference, String reason, boolean provisional) {}

    /** How many townships of a district are drawn, and why, where it is not the usual number. */
    record Sample(int size, String reason) {}

    /** What somebody publishes for the whole city or province: the value, by whom and in which document. */
    record Published(String value, String body, String document) {}

    record Found(String value, String note) {}

    /** What the county says against a finding, and why the city office drops it; empty where nothing is said. */
    record Dispute(String objection, String dropped) {}

    /** How far a task is done, in percent, and why not further. */
    record Share(String percent, String reason) {}

    /**
     * An entry of what a district sets itself, with what its matching unit says of it.
     *
     * @param unit the member unit that answers for it, or its type
     * @param fed the name of the item of the district's table that its figure stands for; empty for none
     */
    record ListEntry(Kind kind, String title, String unit, String target, String measure, String fed, Share review) {}

    record Rater(boolean attends, String person) {}

    record Ruling(String outcome, String reason) {}

    /**
     * @param office who files it; the city office for one of the public
     * @param objector empty where the office itself is the objector
     * @param item empty where the whole result is meant
     * @param correction null where it is not upheld
     */
    record Objection(
            String office,
            String objector,
            String contact,
            String object,
            String item,
            String content,
            boolean upheld,
            String reason,
            @Nullable Correction correction) {}

    record Correction(String item, String value, String reference, String reason) {}

    record Misconduct(
            String object,
            String source,
            String clue,
            String facts,
            String accusation,
            String statement,
            boolean confirmed,
            boolean serious,
            String reasons) {}

    /** A key task, the groups it belongs to, and its units. */
    record Task(String code, String chapter, String section, String body, List<Integer> groups, List<Seat> seats) {

        /** One that the packaged document does not have: numbered by the batch it is given out with. */
        boolean isNew() {
            return code.startsWith("B");
        }
    }

    record Seat(String unit, String name, boolean lead) {}

    int year();

    /**
     * 曲折: whether offices also err, quarrel and send back, so that the year shows what may happen in it. Where they do not, each
     * thing is done once and as it is given here.
     */
    boolean detours();

    // ---- the plan

    /** The year's key tasks; empty where they are those of the packaged document, with a late one, a changed one and one less. */
    Optional<List<Task>> tasks();

    /** What a district sets itself, of each kind at least one. */
    List<ListEntry> ownList(String district);

    // ---- districts and townships

    /** By district; those not named have the usual number. */
    Map<String, Sample> samples();

    /** 32 bytes in hex, by district. */
    List<String> seeds(List<String> districts);

    String countyText(String district);

    /** What a township's member unit, or a district of itself, reports. */
    Figure reported(String object, String indicator);

    Figure official(String district, String indicator);

    /** What the official figures of an indicator rest on; empty where it is their owner's own record. */
    Optional<Provenance> provenance(String indicator);

    /** What an indicator is compared with, where somebody publishes that. */
    Published published(String indicator);

    /** Whether the city office agrees that an item does not apply. */
    boolean excused(String object, String indicator);

    /** Whether the city office first returns what a district hands in. */
    boolean returnedAtFirst(String district);

    /** What is found other than reported, by indicator, in a township that is checked or on the district's own items. */
    Map<String, Found> findings(String district, String object, List<Indicator> checked);

    Dispute dispute(String object, String indicator);

    /** What is given where an item of two level ones is judged again. */
    Figure rejudge(String object, String indicator);

    // ---- units

    /** @param measured whether the unit has to name a number that it has reached */
    Share selfScore(String unit, String task, boolean measured);

    /** How far a task has come in the course of the year, in percent. */
    int progress(String unit, String task);

    /** @param own what the unit gave itself */
    Share review(String unit, String task, String reviewer, String own);

    /** Whether this reviewer sends a task of the unit back first. */
    boolean sendsBack(String unit, String reviewer);

    Share decided(String unit, String task, String own);

    /** Why a district does not assess its own units this year; empty where it does. */
    Optional<String> ownUnitsLeftOut(String district);

    int ownUnitScore(String unit, String task);

    /** Whether a county office sends the first self-score of its units back. */
    boolean sendsOwnBack();

    boolean delegatesInvited();

    Rater rater(String seat);

    /** The mark that a rater gives a unit, by its name. */
    String mark(String seat, String unit);

    /** What becomes of a unit that nobody could rate. */
    Ruling unrated(String unit);

    // ---- after the approval

    List<Objection> objections();

    List<Misconduct> misconduct();
}
