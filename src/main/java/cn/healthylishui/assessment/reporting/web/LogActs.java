package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CheckNow;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.LogRetention;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.StaffAccounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be done on the page of the log: have it checked, and set how long it is kept. */
@RestController
class LogActs {

    private static final String PAGE = "/my/log";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CurrentUser currentUser;
    private final CurrentActor currentActor;
    private final CheckNow check;
    private final LogRetention retention;

    LogActs(CurrentUser currentUser, CurrentActor currentActor, CheckNow check, LogRetention retention) {
        this.currentUser = currentUser;
        this.currentActor = currentActor;
        this.check = check;
        this.retention = retention;
    }

    @PostMapping("/my/log/check")
    Done check() {
        String said = check.start(keeper(), PATIENCE)
                .map(result -> result.isWhole() ? "校验完成，没有发现问题。" : "校验完成，发现%d处问题，见下面。".formatted(result.faultCount()))
                .orElse("正在校验。记录很多，要等几分钟；可以先做别的，过一会儿刷新本页看结果。");
        return new Done(said, PAGE);
    }

    @PostMapping("/my/log/retention")
    Done keep(
            @RequestParam(name = "days", defaultValue = "") String days,
            @RequestParam(name = "reason", defaultValue = "") String reason) {
        Actor actor = keeper();
        Refused.because(retention.keep(number(days.strip()), reason.strip(), actor));
        return new Done("保存期限已改为%s。".formatted(LogRetention.words(number(days.strip()))), PAGE);
    }

    private static @Nullable Integer number(String days) {
        if (days.isEmpty()) {
            return null;
        }
        if (!days.matches("\\d{1,6}")) {
            throw new Refused("保存期限“%s”不对：请填天数，例如3650；不填就是永久保存。".formatted(days));
        }
        return Integer.valueOf(days);
    }

    private Actor keeper() {
        if (currentUser.get().filter(ReadingRights::keepsSystem).isEmpty()) {
            throw new Refused("校验和保存期限由市健康丽水办和系统管理员办理，您的账号不能办理。");
        }
        return currentActor.asOneOf(Office.CITY, StaffAccounts.ADMINISTRATORS);
    }
}
