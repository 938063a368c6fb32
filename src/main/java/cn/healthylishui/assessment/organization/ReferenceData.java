package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.persistence.Rows;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** 基础数据: loaded from the packaged files into an empty database once; from then on the database is right. */
@Component
@DependsOnDatabaseInitialization
public class ReferenceData {

    private final JdbcClient jdbc;
    private final Rows rows;
    private final TransactionTemplate transaction;

    ReferenceData(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.transaction = transaction;
    }

    @PostConstruct
    void loadOnce() {
        transaction.executeWithoutResult(status -> {
            if (rows.get(Integer.class, "select count(*) from district") == 0) {
                loadAll();
            }
            if (rows.get(Integer.class, "select count(*) from rater_seat") == 0) {
                loadUnits();
            }
        });
    }

    private void loadAll() {
        load("districts", "district", Map.of());
        load("townships", "township", Map.of("type", "kind"));
        load("municipal-units", "municipal_unit", Map.of());
        load("unit-names", "unit_name", Map.of());
        load("unit-aliases", "unit_alias", Map.of());
        load("unit-predecessors", "unit_predecessor", Map.of());
        load("special-groups", "special_group", Map.of());
        load("special-group-seats", "special_group_seat", Map.of("group", "group_number"));
        load("special-group-duties", "special_group_duty", Map.of("group", "group_number", "text", "duty"));
        load("member-units", "member_unit", Map.of("type", "unit_type"));
        load("clauses", "clause", Map.of("text", "body"));
        load("statutory-days", "statutory_day", Map.of("date", "calendar_day"));
    }

    /** What came with version 0.3, into databases that are older as well. */
    private void loadUnits() {
        load("unit-collectives", "unit_collective", Map.of());
        load("unit-collective-members", "unit_collective_member", Map.of());
        load("rater-seats", "rater_seat", Map.of());
    }

    /** Inserts every line; a header names the column of the same name unless {@code renamed} says otherwise. */
    private void load(String file, String table, Map<String, String> renamed) {
        for (Map<String, String> line : read("reference/" + file + ".csv")) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            line.forEach((header, text) -> values.put(renamed.getOrDefault(header, header), value(header, text)));
            jdbc.sql("insert into %s (%s) values (%s)"
                            .formatted(
                                    table,
                                    String.join(", ", values.keySet()),
                                    values.keySet().stream()
                                            .map(name -> ":" + name)
                                            .collect(Collectors.joining(", "))))
                    .params(values)
                    .update();
        }
    }

    private static @Nullable Object value(String header, String text) {
        if (text.isEmpty()) {
            return null;
        }
        return switch (header) {
            case "city_own", "assessed", "to_confirm" -> Boolean.valueOf(text);
            case "sample_size", "seq", "number", "group" -> Integer.valueOf(text);
            case "valid_from", "valid_to", "date" -> Date.valueOf(text);
            default -> text;
        };
    }

    /** The lines of a packaged CSV file, each as header to text. */
    public static List<Map<String, String>> read(String path) {
        try (Reader reader =
                new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8)) {
            return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader).stream()
                    .map(CSVRecord::toMap)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Packaged reference file cannot be read: " + path, e);
        }
    }
}
