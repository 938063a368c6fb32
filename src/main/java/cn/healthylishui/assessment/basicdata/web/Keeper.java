package cn.healthylishui.assessment.basicdata.web;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reporting.Denied;
import cn.healthylishui.assessment.workflow.CurrentUser;
import org.springframework.stereotype.Component;

/** Lets in those who keep the basic data: the city office, and administrators. */
@Component
class Keeper {

    private final CurrentUser currentUser;

    Keeper(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    /** @throws Denied where the page is not for whoever is logged in */
    void require() {
        CurrentUser.User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!user.administrator() && !user.belongsTo(Office.CITY)) {
            throw new Denied("基础数据由市健康丽水办维护，您的账号不能打开。名称、账号有误的，请告诉市健康丽水办。");
        }
    }
}
