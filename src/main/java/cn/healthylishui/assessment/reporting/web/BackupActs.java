package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.upkeep.BackupSchedule;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.StaffAccounts;
import java.time.Duration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done on the page of backups: have one made. */
@RestController
class BackupActs {

    private static final String PAGE = "/my/backups";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CurrentUser currentUser;
    private final CurrentActor currentActor;
    private final BackupSchedule schedule;

    BackupActs(CurrentUser currentUser, CurrentActor currentActor, BackupSchedule schedule) {
        this.currentUser = currentUser;
        this.currentActor = currentActor;
        this.schedule = schedule;
    }

    @PostMapping("/my/backups/make")
    Done make() {
        if (currentUser.get().filter(ReadingRights::watchesProgram).isEmpty()) {
            throw new Refused("备份由系统管理员办理，您的账号不能办理。");
        }
        return new Done(
                schedule.start(currentActor.asOneOf(StaffAccounts.ADMINISTRATORS), PATIENCE)
                        .map(made -> "备份好了，打开数过：%d行，材料文件%d个。"
                                .formatted(made.allRows(), made.evidence().files()))
                        .orElse("正在备份，要几分钟。可以先做别的，过一会儿刷新本页看结果。"),
                PAGE);
    }
}
