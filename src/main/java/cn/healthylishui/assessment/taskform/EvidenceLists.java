package cn.healthylishui.assessment.taskform;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which files belong to what, where a query has a row a file. */
public final class EvidenceLists {

    private EvidenceLists() {}

    /**
     * @param rows each names a file, in the order in which each owner's files are shown
     * @param owner what a row's file belongs to
     * @return owner to the ids of its files; who has none is missing
     */
    public static <R, K> Map<K, List<String>> by(List<R> rows, Function<R, K> owner, Function<R, String> file) {
        return rows.stream().collect(Collectors.groupingBy(owner, Collectors.mapping(file, Collectors.toList())));
    }
}
