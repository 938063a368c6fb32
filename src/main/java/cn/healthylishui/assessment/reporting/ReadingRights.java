package cn.healthylishui.assessment.reporting;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import org.jspecify.annotations.Nullable;

/**
 * 谁能看什么: an assessed office reads what concerns its own district, the city office, the leading group and administrators read
 * all (办法一(一)). Units that only supply figures read neither results nor papers.
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
}
