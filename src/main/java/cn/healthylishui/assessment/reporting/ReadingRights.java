package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.followup.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * 谁能看什么: an assessed office reads what concerns its own district, the city office, the leading group and administrators read
 * all (办法一(一)). Units that only supply figures read neither results nor papers. What was put on notice or circulated is open to
 * everybody (办法六(二)).
 */
public final class ReadingRights {

    private ReadingRights() {}

    /** Results, papers and progress of the whole city. */
    public static boolean readsAll(User user) {
        return user.administrator() || user.belongsTo(Office.CITY) || user.belongsTo(Office.LEADING_GROUP);
    }

    /**
     * Results and papers of one district.
     *
     * @param districtOffice the office (健康办) of the district in question
     */
    public static boolean readsDistrict(User user, String districtOffice) {
        return readsAll(user) || user.belongsTo(districtOffice);
    }

    /**
     * A file is for whoever uploaded it, for the office of the district it is about, and for whoever has now to work on the task
     * that it was uploaded in.
     *
     * @param uploader the office that uploaded it
     * @param districtOffice the office of the district it is about; null where it is about none
     * @param officeOfTask the office that the task is with; null once it is done
     */
    public static boolean readsFile(
            User user, String uploader, @Nullable String districtOffice, @Nullable String officeOfTask) {
        return readsAll(user)
                || user.belongsTo(uploader)
                || (districtOffice != null && user.belongsTo(districtOffice))
                || (officeOfTask != null && user.belongsTo(officeOfTask));
    }

    /** Whether a notice is open to everybody: from its posting on. */
    public static boolean isOpen(Notices.State state) {
        return state != Notices.State.DRAFT;
    }

    /** Whether a circular is open to everybody, and with it the results it tells. */
    public static boolean isOpen(Circulations.State state) {
        return state == Circulations.State.DONE;
    }

    /** How far the districts are in a year: for everyone with a part in the assessment; who only takes the results over has none. */
    public static boolean takesPart(User user) {
        return user.administrator() || user.offices().stream().anyMatch(office -> !office.equals(Office.RECEIVER));
    }

    /**
     * 结果运用, in so far as its sections are for the reader: for assessed offices, those who read all and who takes the results over.
     *
     * @param districtOffices the offices (健康办) of the year's districts
     */
    public static boolean readsResultUse(User user, Collection<String> districtOffices) {
        return readsHandOvers(user) || districtOffices.stream().anyMatch(office -> readsDistrict(user, office));
    }

    /** Changes of a result that were put forward and have not been approved. */
    public static boolean readsProposals(User user) {
        return readsAll(user);
    }

    /**
     * Why a result was changed: for those alone whose own objects were corrected. For others, whose ranks it may have moved, it would
     * tell of objections and findings against somebody else.
     *
     * @param districtOffices the offices of all districts of which an object was corrected
     */
    public static boolean readsReason(User user, Collection<String> districtOffices) {
        return readsAll(user)
                || (!districtOffices.isEmpty() && districtOffices.stream().allMatch(user::belongsTo));
    }

    /**
     * An objection with its objector: not for the office of the object objected to.
     *
     * @param filedBy the office that filed it
     */
    public static boolean readsObjection(User user, String filedBy) {
        return readsAll(user) || user.belongsTo(filedBy);
    }

    /** How an objection was looked into. */
    public static boolean readsInvestigation(User user) {
        return readsAll(user);
    }

    /**
     * Interview and rectification of a district or one of its townships.
     *
     * @param districtOffice the office of the district
     */
    public static boolean readsInterview(User user, String districtOffice) {
        return readsDistrict(user, districtOffice);
    }

    /** Every case of misconduct with all that is in it, whatever came of it. */
    public static boolean readsCases(User user) {
        return readsAll(user);
    }

    /**
     * That there is a case, and what it led to. Who answers for the accused learns it here once it is confirmed; nobody else learns
     * that there ever was one.
     *
     * @param accusedOffice the office of the accused's district
     */
    public static boolean knowsOfCase(User user, MisconductCases.State state, String accusedOffice) {
        return readsCases(user) || (state == MisconductCases.State.CONFIRMED && user.belongsTo(accusedOffice));
    }

    /** What is handed over to the yearly comprehensive assessment, with the files. */
    public static boolean readsHandOvers(User user) {
        return readsAll(user) || user.belongsTo(Office.RECEIVER);
    }
}
