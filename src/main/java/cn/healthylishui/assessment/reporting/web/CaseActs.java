package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.followup.MisconductCases;
import cn.healthylishui.assessment.followup.MisconductCases.Case;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reporting.ReadingRights;
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

    CaseActs(CurrentUser currentUser, MisconductCases cases) {
        this.currentUser = currentUser;
        this.cases = cases;
    }

    static boolean mayAdmit(User user) {
        return user.belongsTo(Office.CITY) && !ReadingRights.isAuditor(user);
    }

    @PostMapping("/my/follow-up/{year}/cases/{id}/audit")
    Done admit(
            @PathVariable("year") int year,
            @PathVariable("id") long id,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        User user = currentUser.get().filter(CaseActs::mayAdmit).orElseThrow(() -> new Refused("只有市健康丽水办能请审计查看案件。"));
        Case one = cases.all(year).stream()
                .filter(known -> known.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refused("没有这个案件。请刷新页面后再办。"));
        cases.admitAudit(one.id(), reason.strip(), new Actor(user.id(), Office.CITY));
        return new Done("已请审计查看案件%s。".formatted(one.number()), null);
    }
}
