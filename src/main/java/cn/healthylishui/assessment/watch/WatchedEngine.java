package cn.healthylishui.assessment.watch;

import cn.healthylishui.assessment.workflow.EngineState;
import cn.healthylishui.assessment.workflow.EngineState.Counts;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The jobs of the process engine: what waits, what failed, what is late. */
@Component
@Order(40)
class WatchedEngine implements Watched {

    /** More than a busy minute leaves, such as the start of a year. */
    private static final int MANY = 2000;

    private final EngineState engine;

    WatchedEngine(EngineState engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "流程引擎";
    }

    @Override
    public List<Sign> look() {
        Counts counts = engine.counts();
        return List.of(jobs(counts, engine.runs()), failed(counts), late(counts));
    }

    static Sign jobs(Counts counts, boolean runs) {
        String what = "后台作业";
        String state = "在办任务%d项；作业等待%d个，失败后会再试的%d个。".formatted(counts.tasks(), counts.waiting(), counts.retried());
        if (!runs) {
            return new Sign(what, Lamp.ACT, state, "程序没有在做后台作业，办结的任务走不到下一步。请重启程序；仍然这样的，请把日志交给开发人员。");
        }
        if (counts.retried() > 0) {
            return new Sign(what, Lamp.NOTE, state, "程序会自己再试（隔半分钟、2分钟、10分钟、1小时），不用处理；试完还不行的列在“失败的步骤”里。");
        }
        return counts.waiting() > MANY
                ? new Sign(what, Lamp.NOTE, state, "等待的作业很多。年度刚启动时是这样；过一小时还不见少的，请看数据库和磁盘是否太慢。")
                : Sign.fine(what, state);
    }

    static Sign failed(Counts counts) {
        String what = "失败的步骤";
        return counts.incidents() == 0
                ? Sign.fine(what, "没有。")
                : new Sign(
                        what,
                        Lamp.ACT,
                        "%d个步骤试完仍没有办成，停在那里。".formatted(counts.incidents()),
                        "看下面列出的原因，消除以后点“重试”；重试仍不行的，把原因和日志交给开发人员。");
    }

    static Sign late(Counts counts) {
        String what = "定时";
        return counts.late() == 0
                ? Sign.fine(what, "没有过了时间还没有开始的。")
                : new Sign(
                        what,
                        Lamp.NOTE,
                        "%d个到期的定时过了5分钟还没有开始。".formatted(counts.late()),
                        "程序停过或太忙时会这样，一般几分钟内补上；一直不减少的，请重启程序。");
    }
}
