package cn.healthylishui.assessment.watch;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the program wrote down errors since it was started. */
@Component
@Order(80)
class WatchedErrors implements Watched {

    private final LastErrors errors;

    WatchedErrors(LastErrors errors) {
        this.errors = errors;
    }

    @Override
    public String name() {
        return "程序的错误";
    }

    @Override
    public List<Sign> look() {
        List<LastErrors.Line> lines = errors.all();
        return List.of(
                lines.isEmpty()
                        ? Sign.fine(name(), "启动以来没有。")
                        : new Sign(
                                name(),
                                Lamp.NOTE,
                                "最近一次%s，记着%d条。"
                                        .formatted(
                                                Words.MINUTE.format(lines.get(0).at()), lines.size()),
                                "看下面列出的；同样的错误反复出现的，请把程序的日志交给开发人员。"));
    }
}
