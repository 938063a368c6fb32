package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.reporting.web.basicdata.Tab.Done;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.LoginThrottle;
import cn.healthylishui.assessment.workflow.Logins;
import cn.healthylishui.assessment.workflow.PasswordLetters;
import cn.healthylishui.assessment.workflow.StaffAccounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the forms of 我的登录 send. */
@RestController
class AccountActions {

    private static final String HERE = "/my/account";

    private final Logins logins;
    private final PasswordLetters letters;
    private final LoginThrottle throttle;
    private final CurrentUser currentUser;
    private final CurrentActor currentActor;

    AccountActions(
            Logins logins,
            PasswordLetters letters,
            LoginThrottle throttle,
            CurrentUser currentUser,
            CurrentActor currentActor) {
        this.logins = logins;
        this.letters = letters;
        this.throttle = throttle;
        this.currentUser = currentUser;
        this.currentActor = currentActor;
    }

    @PostMapping("/my/password")
    Done password(
            @RequestParam("old") String old,
            @RequestParam("fresh") String fresh,
            @RequestParam("repeated") String repeated,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean demanded = logins.mustChangePassword();
        logins.changePassword(request, response, old, fresh, repeated);
        return Done.of("密码已改好，别处的登录都已退出。", demanded ? "/" : HERE);
    }

    @PostMapping("/my/account/end")
    Done end(@RequestParam("ref") String ref, HttpServletRequest request) {
        if (logins.end(request, ref) == 0) {
            throw new Refused("这个登录已经退出了，请刷新页面。");
        }
        return Done.of("已退出那一处登录。", HERE);
    }

    @PostMapping("/my/account/end-others")
    Done endOthers(HttpServletRequest request) {
        return Done.of("已退出其他%d处登录。".formatted(logins.end(request, null)), HERE);
    }

    @PostMapping("/my/account/letter")
    Done letter(@RequestParam("account") String account) {
        String[] colleagues = letters.offices(account).toArray(String[]::new);
        String password = letters.open(account, currentActor.asOneOf(colleagues));
        return new Done("%s的一次性密码（只显示这一次，请抄下或打印，当面交给本人，登录后要改）：".formatted(account), HERE, password);
    }

    @PostMapping("/my/account/lift")
    Done lift(@RequestParam("source") String source) {
        if (currentUser.get().filter(CurrentUser.User::administrator).isEmpty()) {
            throw new Refused("只有系统管理员能解除放慢。");
        }
        throttle.lift(source, currentActor.as(StaffAccounts.ADMINISTRATORS));
        return Done.of("已解除，可以马上再登录。", HERE);
    }
}
