package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.EngineState;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be done on the page of the program's state: have failed steps tried again. */
@RestController
class StateActs {

    private static final String PAGE = "/my/state";

    private final CurrentUser currentUser;
    private final EngineState engine;

    StateActs(CurrentUser currentUser, EngineState engine) {
        this.currentUser = currentUser;
        this.engine = engine;
    }

    /** @param id of one step; none for all */
    @PostMapping("/my/state/retry")
    Done retry(@RequestParam(name = "id", required = false) @Nullable String id) {
        if (currentUser.get().filter(ReadingRights::watchesProgram).isEmpty()) {
            throw new Refused("重试失败的步骤由系统管理员办理，您的账号不能办理。");
        }
        int steps = engine.retry(id == null || id.isBlank() ? null : id);
        return new Done(steps == 0 ? "没有可以重试的步骤。" : "已让程序马上重试%d个步骤，过几秒刷新本页看结果。".formatted(steps), PAGE);
    }
}
