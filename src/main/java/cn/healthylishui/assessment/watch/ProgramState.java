package cn.healthylishui.assessment.watch;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** 运行状况: how all parts of the program stand. What cannot be looked at is told of too, and hides nothing of the others. */
@Component
public class ProgramState {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramState.class);

    private final List<Watched> all;

    ProgramState(List<Watched> all) {
        this.all = List.copyOf(all);
    }

    public List<Sign> signs() {
        return all.stream().flatMap(ProgramState::look).toList();
    }

    private static Stream<Sign> look(Watched one) {
        try {
            return one.look().stream();
        } catch (RuntimeException unseen) {
            LOG.warn("{} could not be looked at", one.name(), unseen);
            return Stream.of(new Sign(one.name(), Lamp.ACT, "现在查不到。", "先看“数据库”一行；数据库正常而这一行仍查不到的，请看程序的日志。"));
        }
    }

    /** The worst of them. */
    public static Lamp worst(List<Sign> signs) {
        return signs.stream().map(Sign::lamp).max(Comparator.naturalOrder()).orElse(Lamp.FINE);
    }
}
