package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.LoginThrottle;
import cn.healthylishui.assessment.workflow.Logins;
import cn.healthylishui.assessment.workflow.PasswordLetters;
import cn.healthylishui.assessment.workflow.PasswordLetters.Letter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 我的登录: where the account is logged in, its password, letters to open, and for administrators what is slowed. */
@WebPage
class AccountPages {

    /** One login in the list, ready to read. */
    record LoginLine(String ref, String since, String lastUsed, String address, String browser, boolean here) {}

    /** @param who whose password it is, with offices */
    record LetterLine(String userId, String who, String resetAt, String resetBy, String expiresAt) {}

    record SlowedLine(String source, String where, String account, int failures, String lastAt, int accountsFailed) {}

    private final Logins logins;
    private final PasswordLetters letters;
    private final LoginThrottle throttle;
    private final CurrentUser currentUser;

    AccountPages(Logins logins, PasswordLetters letters, LoginThrottle throttle, CurrentUser currentUser) {
        this.logins = logins;
        this.letters = letters;
        this.throttle = throttle;
        this.currentUser = currentUser;
    }

    @GetMapping("/my/account")
    String account(HttpServletRequest request, Model model) {
        CurrentUser.User user = user();
        model.addAttribute("account", user.id());
        List<LoginLine> lines = logins.mine(request).stream()
                .map(login -> new LoginLine(
                        login.ref(),
                        Times.minute(login.since()),
                        Times.minute(login.lastUsed()),
                        login.address(),
                        login.browser(),
                        login.here()))
                .toList();
        model.addAttribute("logins", lines);
        model.addAttribute("others", lines.stream().anyMatch(line -> !line.here()));
        model.addAttribute(
                "letters", letters.toOpen(user.id()).stream().map(this::line).toList());
        if (user.administrator()) {
            model.addAttribute(
                    "slowed",
                    throttle.slowed().stream()
                            .map(one -> new SlowedLine(
                                    one.source(),
                                    one.source().startsWith("browser:") ? "这个账号常用的浏览器" : one.source(),
                                    one.account() == null ? "（没有这个账号）" : one.account(),
                                    one.failures(),
                                    Times.minute(one.lastAt()),
                                    one.accountsFailed()))
                            .toList());
        }
        return "account";
    }

    @GetMapping("/my/password")
    String password(Model model) {
        CurrentUser.User user = user();
        model.addAttribute("account", user.id());
        model.addAttribute("demanded", logins.mustChangePassword());
        letters.find(user.id())
                .filter(letter -> !letter.settled())
                .ifPresent(letter -> model.addAttribute("told", told(letter)));
        return "password";
    }

    private CurrentUser.User user() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }

    private LetterLine line(Letter letter) {
        return new LetterLine(
                letter.userId(),
                letters.who(letter.userId()),
                Times.minute(letter.resetAt()),
                letters.who(letter.resetBy()),
                Times.minute(letter.expiresAt()));
    }

    private String told(Letter letter) {
        String opened = letter.openedBy() == null || letter.openedAt() == null
                ? ""
                : "密码信于%s由%s（%s）打开。"
                        .formatted(Times.minute(letter.openedAt()), letters.who(letter.openedBy()), letter.openedBy());
        return "您的密码于%s由%s（%s）重设。%s不是您单位要求的，请马上告诉市健康丽水办。"
                .formatted(Times.minute(letter.resetAt()), letters.who(letter.resetBy()), letter.resetBy(), opened);
    }
}
