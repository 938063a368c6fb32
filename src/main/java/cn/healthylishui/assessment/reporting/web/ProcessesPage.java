package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.RunningProcesses;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 结束流程: what is under way, what ending it would leave undone, and which were ended. */
@WebPage
class ProcessesPage {

    private final CurrentUser currentUser;
    private final RunningProcesses processes;

    ProcessesPage(CurrentUser currentUser, RunningProcesses processes) {
        this.currentUser = currentUser;
        this.processes = processes;
    }

    @GetMapping("/my/processes")
    String all(Model model) {
        requireReader();
        model.addAttribute("mayEnd", processes.mayEnd());
        model.addAttribute("running", processes.mayEnd() ? processes.all() : List.of());
        model.addAttribute("ended", processes.ended());
        return "processes";
    }

    @GetMapping("/my/processes/{id}")
    String one(@PathVariable("id") String id, Model model) {
        requireReader();
        if (!processes.mayEnd()) {
            throw new Denied("结束流程由系统管理员办理，您的账号不能办理。");
        }
        model.addAttribute("process", processes.find(id).orElseThrow(() -> new NoSuchPage("没有这个在办的流程，可能刚刚办完或已被结束。")));
        return "process";
    }

    private void requireReader() {
        if (currentUser.get().isEmpty()) {
            throw new Denied(Denied.LOG_IN);
        }
        if (!processes.mayRead()) {
            throw new Denied("这一页只对系统管理员和市健康丽水办开放，您的账号不能查看。");
        }
    }
}
