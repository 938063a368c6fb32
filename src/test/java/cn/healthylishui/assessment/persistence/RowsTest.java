package cn.healthylishui.assessment.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.PostgreSql;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class RowsTest {

    static final List<String> DATABASES =
            List.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", PostgreSql.emptyDatabase());

    enum Kind {
        FIRST,
        SECOND {
            @Override
            public String toString() {
                return "another word";
            }
        }
    }

    record Note(
            long id,
            int year,
            String object,
            Kind kind,
            @Nullable BigDecimal enteredValue,
            @Nullable Integer monthNumber,
            boolean provisional,
            @Nullable LocalDate dueOn,
            @Nullable LocalDateTime closedAt,
            byte @Nullable [] content) {

        Note(String object, Kind kind) {
            this(0, 2021, object, kind, null, null, false, null, null, null);
        }
    }

    private record Pair(String object, Kind kind) {}

    private record Months(String object, int monthNumber) {}

    private record Due(@Nullable LocalDate dueOn, @Nullable Integer monthNumber) {}

    private record Dated(String object, @Nullable Due due, int year, Kind kind, boolean provisional) {}

    private record DatedAlone(int monthNumber) {}

    private record Filed(String object, @Nullable DatedAlone month) {}

    private static Rows rows(String url) {
        JdbcClient jdbc =
                JdbcClient.create(new DriverManagerDataSource(url, url.contains("h2") ? "sa" : PostgreSql.USER, ""));
        jdbc.sql("drop table if exists note").update();
        jdbc.sql("""
                create table note (id bigint generated always as identity primary key, assessment_year int not null,
                  object_code varchar(20) not null, kind varchar(20) not null, entered_value decimal(12, 4), month_number int,
                  provisional boolean not null, due_on date, closed_at timestamp(3), content %s)
                """.formatted(url.contains("h2") ? "varbinary(10)" : "bytea")).update();
        return new Rows(jdbc);
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void what_is_inserted_is_read_again_component_by_component(String url) {
        Rows rows = rows(url);
        LocalDateTime at = LocalDateTime.of(2022, 1, 14, 17, 30, 59, 123_000_000);
        long full = rows.insertForId(
                "note",
                new Note(
                        0,
                        2021,
                        "331121",
                        Kind.SECOND,
                        new BigDecimal("12.5"),
                        3,
                        true,
                        LocalDate.of(2022, 1, 15),
                        at,
                        new byte[] {1, 2}));
        rows.insert("note", new Note("331122", Kind.FIRST));

        List<Note> found = rows.list(Note.class, "select * from note order by id");

        assertThat(found).hasSize(2);
        assertThat(found.get(0))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(new Note(
                        full,
                        2021,
                        "331121",
                        Kind.SECOND,
                        new BigDecimal("12.5"),
                        3,
                        true,
                        LocalDate.of(2022, 1, 15),
                        at,
                        new byte[] {1, 2}));
        assertThat(found.get(1))
                .usingRecursiveComparison()
                .isEqualTo(new Note(full + 1, 2021, "331122", Kind.FIRST, null, null, false, null, null, null));
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void each_row_is_handed_over_by_itself_and_what_stops_at_one_sees_no_further(String url) {
        Rows rows = rows(url);
        rows.insertAll(
                "note",
                List.of(
                        new Note("331121", Kind.FIRST),
                        new Note("331122", Kind.SECOND),
                        new Note("331123", Kind.SECOND)));
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> rows.each(
                        Pair.class,
                        "select object_code, kind from note where kind = :kind or object_code < :last order by id",
                        pair -> {
                            seen.add(pair.object());
                            if (pair.kind() == Kind.SECOND) {
                                throw new IllegalStateException("enough");
                            }
                        },
                        Kind.SECOND,
                        "331123"))
                .hasMessage("enough");

        assertThat(seen).containsExactly("331121", "331122");
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void values_stand_for_the_parameters_in_the_order_of_their_first_mention(String url) {
        Rows rows = rows(url);
        rows.insertAll(
                "note",
                List.of(
                        new Note("331121", Kind.FIRST),
                        new Note("331122", Kind.SECOND),
                        new Note("331123", Kind.SECOND)));

        assertThat(rows.list(Pair.class, """
                select object_code, kind from note
                where kind = :kind and object_code in (:objects) and assessment_year = :year and (:year = 2021 or kind <> :kind)
                  and '17:30' <> object_code and cast(assessment_year as varchar(4))::varchar(4) = '2021'
                """, Kind.SECOND, List.of("331121", "331122"), 2021))
                .containsExactly(new Pair("331122", Kind.SECOND));
        assertThat(rows.list(Kind.class, "select kind from note where kind in (:kinds)", List.of(Kind.FIRST)))
                .containsExactly(Kind.FIRST);
        assertThat(rows.update(
                        "update note set closed_at = :at, month_number = :month where kind = :kind",
                        LocalDateTime.of(2022, 1, 1, 0, 0),
                        null,
                        Kind.SECOND))
                .isEqualTo(2);
        assertThat(rows.get(Long.class, "select count(*) from note where closed_at is not null"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void a_record_within_a_record_has_the_columns_of_its_own_components(String url) {
        Rows rows = rows(url);
        List<Dated> dated = List.of(
                new Dated("331121", new Due(LocalDate.of(2022, 1, 15), null), 2021, Kind.FIRST, true),
                new Dated("331122", null, 2021, Kind.SECOND, false));

        rows.insertAll("note", dated);

        assertThat(rows.list(Dated.class, "select * from note order by id")).isEqualTo(dated);
        assertThat(rows.list(Filed.class, "select object_code, month_number from note where due_on is null"))
                .containsExactly(new Filed("331122", null));
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void many_rows_keep_their_order(String url) {
        Rows rows = rows(url);
        List<Note> many = IntStream.range(0, 450)
                .mapToObj(i -> new Note("o" + i, Kind.FIRST))
                .toList();

        rows.insertAll("note", many);
        rows.insertAll("note", List.of());

        assertThat(rows.list(String.class, "select object_code from note order by id"))
                .containsExactlyElementsOf(many.stream().map(Note::object).toList());
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void the_rows_of_any_number_of_ids_are_found(String url) {
        Rows rows = rows(url);
        List<String> objects = IntStream.range(0, 2500).mapToObj(i -> "o" + i).toList();
        rows.insertAll(
                "note",
                objects.stream().map(object -> new Note(object, Kind.FIRST)).toList());

        String found = "select object_code from note where object_code = any(:objects)";
        assertThat(rows.listOf(String.class, found, objects)).containsExactlyInAnyOrderElementsOf(objects);
        assertThat(rows.listOf(String.class, found, List.of("o2499", "none"))).containsExactly("o2499");
        assertThat(rows.listOf(String.class, found, List.of())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void what_does_not_fit_is_said_and_not_guessed(String url) {
        Rows rows = rows(url);
        rows.insertAll("note", List.of(new Note("331121", Kind.FIRST), new Note("331122", Kind.FIRST)));

        assertThatThrownBy(() -> rows.list(Pair.class, "select * from note where kind = :kind"))
                .hasMessageContaining("0 values for the parameters [kind]");
        assertThatThrownBy(() -> rows.list(Months.class, "select * from note"))
                .isInstanceOf(DataRetrievalFailureException.class)
                .hasMessageContaining("monthNumber");
        assertThatThrownBy(() -> rows.find(Pair.class, "select * from note"))
                .isInstanceOf(IncorrectResultSizeDataAccessException.class);
        rows.update("update note set kind = 'THIRD'");
        assertThatThrownBy(() -> rows.list(Pair.class, "select * from note"))
                .hasMessageContaining("no Kind called THIRD");
    }

    @ParameterizedTest
    @FieldSource("DATABASES")
    void what_is_not_there_is_none(String url) {
        Rows rows = rows(url);

        assertThat(rows.find(Pair.class, "select * from note")).isEmpty();
        assertThat(rows.find(Integer.class, "select max(month_number) from note"))
                .isEmpty();
        assertThatThrownBy(() -> rows.get(Pair.class, "select * from note"))
                .isInstanceOf(IncorrectResultSizeDataAccessException.class);
    }
}
