package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.Doors;
import cn.healthylishui.assessment.workflow.Logins;
import cn.healthylishui.assessment.workflow.Logins.Outcome;
import cn.healthylishui.assessment.workflow.ProviderLogin;
import cn.healthylishui.assessment.workflow.ProviderLogin.Leaving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 登录: the one page for everything, Tasklist, Cockpit and Admin too; it leads back to where the person was. */
@WebPage
class LoginPage {

    private final Logins logins;
    private final ProviderLogin provider;

    LoginPage(Logins logins, ProviderLogin provider) {
        this.logins = logins;
        this.provider = provider;
    }

    @GetMapping(Doors.LOGIN)
    String show(
            @RequestParam(name = "next", required = false) @Nullable String next,
            @RequestParam(name = "bye", required = false) @Nullable String bye,
            @RequestParam(name = "ended", required = false) @Nullable String ended,
            @RequestParam(name = "again", required = false) @Nullable String again,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Leaving> leaving = provider.leaving(request, response);
        String address = leaving.map(Leaving::address).orElse(null);
        if (address != null) {
            // Not by the answer's status: what a form was sent to may lead nowhere else, and this follows on it.
            response.setHeader("Refresh", "0;url=" + address);
            model.addAttribute("leaving", leaving.get());
            return "leaving";
        }
        String refused = provider.said(request, response);
        if (refused != null) {
            return page(request, model, refused, "", next);
        }
        if (leaving.isPresent()) {
            return page(request, model, leaving.get().words(), "", next);
        }
        String said = bye != null
                ? "您已退出登录。"
                : again != null ? "登录页放得太久了，请再登录一次。" : ended != null ? "登录已失效，请重新登录。登录后回到刚才的地方，填好的内容还在。" : null;
        return page(request, model, said, "", next);
    }

    @PostMapping(path = Doors.LOGIN, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @Nullable
    String logIn(
            @RequestParam(name = "account", defaultValue = "") String account,
            @RequestParam(name = "password", defaultValue = "") String password,
            @RequestParam(name = "next", required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Outcome outcome = logins.logIn(request, response, account.strip(), password, next);
        if (outcome instanceof Outcome.In in) {
            response.sendRedirect(in.next());
            response.flushBuffer();
            logins.endIfChangedMeanwhile(request);
            return null;
        }
        if (outcome instanceof Outcome.Slowed slowed) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(slowed.seconds()));
            model.addAttribute("wait", slowed.seconds());
            return page(request, model, slowed.message(), account.strip(), next);
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        return page(request, model, ((Outcome.Wrong) outcome).message(), account.strip(), next);
    }

    /** The person has left at the provider too. */
    @GetMapping(Doors.LEFT)
    void left(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendRedirect(request.getContextPath() + Doors.LOGIN + "?bye");
    }

    private String page(
            HttpServletRequest request, Model model, @Nullable String said, String account, @Nullable String next) {
        model.addAttribute("provider", provider.name());
        model.addAttribute("providerStart", provider.start(request, next));
        model.addAttribute("said", said);
        model.addAttribute("account", account);
        model.addAttribute("next", next == null ? "" : next);
        return "login";
    }
}
