package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.watch.Lamp;
import cn.healthylishui.assessment.watch.LastErrors;
import cn.healthylishui.assessment.watch.ProgramState;
import cn.healthylishui.assessment.watch.Sign;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.EngineState;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** 运行状况: how the program stands and what is to be done about it, for administrators. */
@WebPage
class StatePage {

    private static final Logger LOG = LoggerFactory.getLogger(StatePage.class);
    private static final int LINES = 200;
    static final String NOT_FOR_YOU = "运行状况只对系统管理员开放，您的账号不能查看。";

    private final CurrentUser currentUser;
    private final ProgramState state;
    private final EngineState engine;
    private final LastErrors errors;

    StatePage(CurrentUser currentUser, ProgramState state, EngineState engine, LastErrors errors) {
        this.currentUser = currentUser;
        this.state = state;
        this.engine = engine;
        this.errors = errors;
    }

    /** No GetMapping, which would be one transaction (OneLook): a part that fails would take the others along. */
    @RequestMapping(path = "/my/state", method = RequestMethod.GET)
    String show(Model model) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.watchesProgram(user)) {
            throw new Denied(NOT_FOR_YOU);
        }
        List<Sign> signs = state.signs();
        model.addAttribute("signs", signs);
        model.addAttribute("toDo", count(signs, Lamp.ACT));
        model.addAttribute("toNote", count(signs, Lamp.NOTE));
        model.addAttribute("worst", ProgramState.worst(signs));
        model.addAttribute("failed", unlessUnseen(() -> engine.failed(LINES)));
        model.addAttribute("late", unlessUnseen(() -> engine.late(LINES)));
        model.addAttribute("most", LINES);
        model.addAttribute("errors", errors.all());
        return "state";
    }

    private static long count(List<Sign> signs, Lamp lamp) {
        return signs.stream().filter(sign -> sign.lamp() == lamp).count();
    }

    /** That they cannot be looked at is said by the lamps. */
    private static <T> List<T> unlessUnseen(Supplier<List<T>> lines) {
        try {
            return lines.get();
        } catch (RuntimeException unseen) {
            LOG.warn("Lines of the page could not be read", unseen);
            return Collections.emptyList();
        }
    }
}
