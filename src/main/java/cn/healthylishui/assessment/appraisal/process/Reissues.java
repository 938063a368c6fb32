package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import java.util.List;

/** 换发过账号的席位, told wherever the city office deals with the vote. */
final class Reissues {

    private Reissues() {}

    static List<Notice> notices(SealedSeats seats, Organization organization, int year) {
        return seats.reissues(year).stream()
                .map(reissue -> new Notice(
                        Level.WARNING,
                        "投票期间席位“%s”的账号有过变动：%s。".formatted(organization.officeName(reissue.seat()), reissue.text())))
                .toList();
    }
}
