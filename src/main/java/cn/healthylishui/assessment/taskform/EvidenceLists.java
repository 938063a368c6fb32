package cn.healthylishui.assessment.taskform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Reads which files belong to what, where a query has a row a file. */
public final class EvidenceLists {

    private EvidenceLists() {}

    /**
     * @param query gives {@code evidence_id}, in the order in which each owner's files are shown
     * @param owner what a row's file belongs to
     * @return owner to the ids of its files; who has none is missing
     */
    public static <K> Map<K, List<String>> by(RowMapper<K> owner, StatementSpec query) {
        Map<K, List<String>> files = new HashMap<>();
        query.query((rs, i) -> Map.entry(owner.mapRow(rs, i), rs.getString("evidence_id")))
                .list()
                .forEach(row -> files.computeIfAbsent(row.getKey(), key -> new ArrayList<>())
                        .add(row.getValue()));
        return files;
    }

    /**
     * @param rows each names a file, in the order in which each owner's files are shown
     * @param owner what a row's file belongs to
     * @return owner to the ids of its files; who has none is missing
     */
    public static <R, K> Map<K, List<String>> by(List<R> rows, Function<R, K> owner, Function<R, String> file) {
        return rows.stream().collect(Collectors.groupingBy(owner, Collectors.mapping(file, Collectors.toList())));
    }
}
