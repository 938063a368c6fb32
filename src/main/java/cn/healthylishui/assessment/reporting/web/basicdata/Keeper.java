package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.StaffAccounts;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Lets in those who keep the basic data, the city office and administrators, and to look at them the audit. */
@Component
class Keeper {

    private static final String NOT_YOURS = "基础数据由市健康丽水办维护，您的账号不能打开。名称、账号有误的，请告诉市健康丽水办。";

    private final CurrentUser currentUser;
    private final CurrentActor currentActor;

    Keeper(CurrentUser currentUser, CurrentActor currentActor) {
        this.currentUser = currentUser;
        this.currentActor = currentActor;
    }

    /** Whoever is both does it as administrator: what the city office allows an administrator, nobody allows himself. */
    Actor actor() {
        return currentActor.asOneOf(StaffAccounts.ADMINISTRATORS, Office.CITY);
    }

    /** @throws Denied where the data are not for whoever is logged in to change */
    void require() {
        if (!mayRead(ReadingRights::keepsSystem)) {
            throw new Denied(NOT_YOURS);
        }
    }

    /**
     * Whether whoever is logged in may change what the page shows.
     *
     * @throws Denied where the page is not for them at all
     */
    boolean requireReader() {
        if (!mayRead(ReadingRights::readsBasicData)) {
            throw new Denied(NOT_YOURS);
        }
        return mayRead(ReadingRights::keepsSystem);
    }

    private boolean mayRead(Predicate<CurrentUser.User> right) {
        return right.test(currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN)));
    }
}
