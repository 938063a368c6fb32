package cn.healthylishui.assessment.reading;

import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * 谁能看什么: an assessed office reads what concerns its own objects – a county office its district and townships, a municipal unit
 * itself –, the city office, the leading group and administrators read all (办法一(一)). Who only supplies figures or rates others
 * reads neither results nor papers. What was put on notice or circulated is open to everybody (办法六(二)).
 */
public final class ReadingRights {

    private ReadingRights() {}

    /** Results, papers and progress of the whole city. */
    public static boolean readsAll(User user) {
        return user.administrator()
                || user.belongsTo(Office.CITY)
                || user.belongsTo(Office.LEADING_GROUP)
                || isAuditor(user);
    }

    /** 审计 reads all that is settled, and nothing of what is still being looked into against somebody. */
    public static boolean isAuditor(User user) {
        return user.belongsTo(Office.AUDIT);
    }

    /** 操作日志: for those who keep the system in order, and for whoever audits them. */
    public static boolean readsLog(User user) {
        return keepsSystem(user) || isAuditor(user);
    }

    /** Whoever may have the log checked, set how long it is kept, and keeps the basic data. */
    public static boolean keepsSystem(User user) {
        return (user.administrator() || user.belongsTo(Office.CITY)) && !isAuditor(user);
    }

    /** 运行状况: for those who keep the machine running. */
    public static boolean watchesProgram(User user) {
        return user.administrator() && !isAuditor(user);
    }

    /** 基础数据, with who has an account where. */
    public static boolean readsBasicData(User user) {
        return keepsSystem(user) || isAuditor(user);
    }

    /**
     * Results and papers of an assessed object.
     *
     * @param objectOffice the office that answers for it: of a district and its townships the county office (健康办), of a municipal
     *     unit the unit itself
     */
    public static boolean readsObject(User user, String objectOffice) {
        return readsAll(user) || user.belongsTo(objectOffice);
    }

    /**
     * The papers of a municipal unit: for the unit and for those who review it (办法五(一)).
     *
     * @param reviewed the units that somebody reviews as the lead of their groups, or in the lead's place
     */
    public static boolean readsUnitPapers(User user, String unit, Collection<String> reviewed) {
        return readsObject(user, unit) || reviewed.contains(unit);
    }

    /**
     * A file is for whoever uploaded it, for those whom the thing concerns that it is about, and for whoever has now to work on the
     * task that it was uploaded in.
     *
     * @param uploader the office that uploaded it
     * @param concerned the office of the district it is about; of a unit's own account of itself the unit and its
     *     reviewers
     * @param officeOfTask the office that the task is with; null once it is done
     */
    public static boolean readsFile(
            User user, String uploader, Collection<String> concerned, @Nullable String officeOfTask) {
        return readsAll(user)
                || user.belongsTo(uploader)
                || concerned.stream().anyMatch(user::belongsTo)
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

    /**
     * How far a year is: for everyone with a part in the assessment. Who only takes the results over, or only rates the municipal
     * units, has none.
     *
     * @param raterSeats codes of the seats of the democratic appraisal
     */
    public static boolean takesPart(User user, Collection<String> raterSeats) {
        return user.administrator()
                || user.offices().stream()
                        .anyMatch(office -> !office.equals(Office.RECEIVER) && !raterSeats.contains(office));
    }

    /**
     * Somebody who has nothing to do here but to fill in a ballot.
     *
     * @param raterSeats codes of the seats of the democratic appraisal
     */
    public static boolean onlyRates(User user, Collection<String> raterSeats) {
        return !user.administrator() && !user.offices().isEmpty() && raterSeats.containsAll(user.offices());
    }

    /**
     * 结果运用, in so far as its sections are for the reader: for assessed offices, those who read all and who takes the results over.
     *
     * @param assessed whether one of the reader's offices is, in that year
     */
    public static boolean readsResultUse(User user, boolean assessed) {
        return readsHandOvers(user) || assessed;
    }

    /** Changes of a result that were put forward and have not been approved. */
    public static boolean readsProposals(User user) {
        return readsAll(user);
    }

    /**
     * Why a result was changed: for those alone whose own objects were corrected. For others, whose ranks it may have moved, it would
     * tell of objections and findings against somebody else.
     *
     * @param objectOffices the offices of all objects that were corrected
     */
    public static boolean readsReason(User user, Collection<String> objectOffices) {
        return readsAll(user)
                || (!objectOffices.isEmpty() && objectOffices.stream().allMatch(user::belongsTo));
    }

    /**
     * An objection with its objector: not for the office of the object objected to.
     *
     * @param filedBy the office that filed it
     */
    public static boolean readsObjection(User user, String filedBy) {
        return readsAll(user) || user.belongsTo(filedBy);
    }

    /**
     * How whoever objected can be reached: an audit asks what was objected and decided, not whom it can ring up.
     *
     * @param filedBy the office that filed the objection
     */
    public static boolean readsContact(User user, String filedBy) {
        return readsObjection(user, filedBy) && !isAuditor(user);
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
        return readsObject(user, districtOffice);
    }

    /**
     * A task of the key work with what all its units reported.
     *
     * @param leads the leads of the special action groups that it belongs to
     */
    public static boolean readsTask(User user, Collection<String> leads) {
        return readsAll(user) || leads.stream().anyMatch(user::belongsTo);
    }

    /**
     * A visit (指导、检查) and what came of it.
     *
     * @param visitor the lead of a group that paid it
     * @param visited the office that mends what was found
     */
    public static boolean readsVisit(User user, String visitor, String visited) {
        return readsAll(user) || user.belongsTo(visitor) || user.belongsTo(visited);
    }

    /** Whether there are cases of misconduct that this person may read whole. */
    public static boolean readsCases(User user) {
        return readsAll(user);
    }

    /** A case of misconduct with all that is in it: for an audit while it is open only where the city office named it in the case. */
    public static boolean readsCase(User user, MisconductCase one) {
        return readsCases(user) && (!isAuditor(user) || !one.isOpen() || one.auditAdmittedAt() != null);
    }

    /** An open task in a list of what is being done: that a case is looked into is not for an audit to learn. */
    public static boolean readsOpenTask(User user, String taskKey) {
        return !isAuditor(user) || !MisconductCases.TASKS.contains(taskKey);
    }

    /** Files that an audit reads: all but those of a case that is not open to it, and of a task that is not done. */
    public static boolean auditReadsFile(boolean inClosedCase, boolean taskDone) {
        return !inClosedCase && taskDone;
    }

    /**
     * That there is a case, and what it led to. Who answers for the accused learns it here once it is confirmed; nobody else learns
     * that there ever was one.
     *
     * @param accusedOffice the office that answers for the accused
     */
    public static boolean knowsOfCase(User user, MisconductCase.State state, String accusedOffice) {
        return readsCases(user) || (state == MisconductCase.State.CONFIRMED && user.belongsTo(accusedOffice));
    }

    /**
     * 得分说明 of an assessed object: whole for the city office at any time and for the office that answers for it once the result is
     * approved, until then what that office itself reported; for everybody else what it scored itself, if anything.
     */
    public static ScoreSight scores(User user, String objectOffice, boolean approved) {
        if (readsAll(user)) {
            return ScoreSight.WHOLE;
        }
        if (user.belongsTo(objectOffice)) {
            return approved ? ScoreSight.WHOLE : ScoreSight.REPORTED;
        }
        return ScoreSight.OWN;
    }

    /**
     * 指标分析: for those who propose how to adjust the indicators. It tells of all districts together, and so is for municipal units once
     * everybody has been told the results.
     *
     * @param municipalUnits codes of the municipal units
     * @param told whether everybody has been told all results of the year
     */
    public static boolean readsAnalysis(User user, Collection<String> municipalUnits, boolean told) {
        return readsAll(user) || (told && municipalUnits.stream().anyMatch(user::belongsTo));
    }

    /**
     * 指标调整: what was proposed and what came of it, for all who can propose.
     *
     * @param proposers codes of the county offices and the municipal units
     */
    public static boolean readsAdjustments(User user, Collection<String> proposers) {
        return readsAll(user) || proposers.stream().anyMatch(user::belongsTo);
    }

    /** What is handed over to the yearly comprehensive assessment, with the files. */
    public static boolean readsHandOvers(User user) {
        return readsAll(user) || user.belongsTo(Office.RECEIVER);
    }
}
