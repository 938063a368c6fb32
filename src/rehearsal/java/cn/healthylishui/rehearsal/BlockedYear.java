package cn.healthylishui.rehearsal;

import java.util.List;

/** 办不下去的年度: tasks that nobody can complete with what they were given; the rest of that round was done. */
final class BlockedYear extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<BlockedWork> works;

    BlockedYear(List<BlockedWork> works) {
        super(String.valueOf(works.get(0).getMessage()), works.get(0));
        this.works = List.copyOf(works);
    }

    /** One for each task. */
    List<String> words() {
        return works.stream().map(BlockedWork::words).toList();
    }
}
