package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.indicator.TableState;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Whom the indicator tables are for: those who are assessed by them or own their indicators read what is published, those who
 * oversee the year its drafts too; the city office alone drafts (办法七(四)).
 */
@Component
class IndicatorRights {

    static final String NOT_YOURS = "指标表只能由市健康丽水办编制，您的账号不能办理。";

    private static final String NOT_FOR_YOU = "指标表只对市直单位、县（市、区）健康办、市健康丽水办和领导小组开放，您的账号不能查看。";
    private static final String NOT_PUBLISHED = "这个版本的指标表没有发布，您的账号不能查看。";

    private final CurrentUser currentUser;
    private final Organization organization;

    IndicatorRights(CurrentUser currentUser, Organization organization) {
        this.currentUser = currentUser;
        this.organization = organization;
    }

    /** @throws Denied where the tables are not for whoever asks */
    User reader() {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.readsAll(user) && offices().noneMatch(user::belongsTo)) {
            throw new Denied(NOT_FOR_YOU);
        }
        return user;
    }

    /** @throws Denied where somebody else drafts */
    User writer() {
        User user = reader();
        if (!writes(user)) {
            throw new Denied(NOT_YOURS);
        }
        return user;
    }

    static boolean writes(User user) {
        return user.belongsTo(Office.CITY);
    }

    static boolean reads(User user, TableState state) {
        return state == TableState.PUBLISHED || ReadingRights.readsAll(user);
    }

    static void require(User user, TableState state) {
        if (!reads(user, state)) {
            throw new Denied(NOT_PUBLISHED);
        }
    }

    private Stream<String> offices() {
        return Stream.concat(
                organization.districts().stream().map(District::officeCode),
                organization.municipalUnits().stream().map(MunicipalUnit::code));
    }
}
