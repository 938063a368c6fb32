package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.PasswordLetters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** 首页的告知: an office learns of every password of its accounts that somebody else reset, and of letters it has to open. */
@ControllerAdvice(annotations = WebPage.class)
class PasswordNotices {

    private final PasswordLetters letters;
    private final CurrentUser currentUser;

    PasswordNotices(PasswordLetters letters, CurrentUser currentUser) {
        this.letters = letters;
        this.currentUser = currentUser;
    }

    /** Sentences for the first page; none on any other. */
    @ModelAttribute("passwordNotices")
    List<String> notices(HttpServletRequest request) {
        if (!request.getServletPath().equals("/")) {
            return List.of();
        }
        return currentUser.get().stream()
                .flatMap(user -> Stream.concat(
                        letters.toOpen(user.id()).stream().map(letter -> "账号%s（%s）的密码已重设，密码信等您打开：点右上角的姓名，进“我的登录”。"
                                .formatted(letter.userId(), letters.who(letter.userId()))),
                        letters.toTell(user.id()).stream().map(letter -> "账号%s的密码于%s由%s（%s）重设。不是本单位要求的，请马上告诉市健康丽水办。"
                                .formatted(
                                        letter.userId(),
                                        Times.minute(letter.resetAt()),
                                        letters.who(letter.resetBy()),
                                        letter.resetBy()))))
                .toList();
    }
}
