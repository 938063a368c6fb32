package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 请审计查看: the city office names the audit in a case of misconduct that is still open. */
@RestController
class CaseActs {

    private final CurrentUser currentUser;
    private final MisconductCases cases;
    private final CurrentActor currentActor;

    CaseActs(CurrentUser currentUser, MisconductCases cases, CurrentActor currentActor) {
        this.currentUser = currentUser;
        this.cases = cases;
        this.currentActor = currentActor;
    }

    static boolean mayAdmit(User user) {
        return user.belongsTo(Office.CITY) && !ReadingRights.isAuditor(user);
    }

    @PostMapping("/my/follow-up/{year}/cases/{id}/audit")
    Done admit(
            @PathVariable("year") int year,
            @PathVariable("id") long id,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        if (currentUser.get().filter(CaseActs::mayAdmit).isEmpty()) {
            throw new Refused("只有市健康丽水办能请审计查看案件。");
        }
        MisconductCase one = cases.all(year).stream()
                .filter(known -> known.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refused("没有这个案件。请刷新页面后再办。"));
        cases.admitAudit(one.id(), reason.strip(), currentActor.as(Office.CITY));
        return new Done("已请审计查看案件%s。".formatted(one.number()), null);
    }
}
