package cn.healthylishui.assessment.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data files of the seven special action groups held against the opinion that set them up (意见三(一)). */
class SpecialGroupDataTest {

    private static final Pattern GROUP =
            Pattern.compile("(\\d)\\.([^。]+)专项行动。(.+?)。（组长单位：([^；）]+)；副组长单位：([^；）]+)；成员单位：([^；）]+)）");

    /** The opinion's own words before the first duty of group 7, which are no duty. */
    private static final String ABOVE_ALL = "主要负责";

    private static final String PART = part();

    private final List<Map<String, String>> groups = ReferenceData.read("reference/special-groups.csv");
    private final List<Map<String, String>> duties = ReferenceData.read("reference/special-group-duties.csv");
    private final List<Map<String, String>> seats = ReferenceData.read("reference/special-group-seats.csv");

    /** A group as the opinion has it. */
    private record Group(String number, String name, String duties, List<Seat> seats) {}

    private record Seat(String group, String role, String seq, String name) {}

    private static List<Group> opinion() {
        List<Group> groups = new ArrayList<>();
        Matcher matcher = GROUP.matcher(PART);
        while (matcher.find()) {
            String number = matcher.group(1);
            List<Seat> seats = Stream.of(
                            seats(number, "LEAD", matcher.group(4)),
                            seats(number, "DEPUTY", matcher.group(5)),
                            seats(number, "MEMBER", matcher.group(6)))
                    .flatMap(List::stream)
                    .toList();
            groups.add(new Group(number, matcher.group(2), matcher.group(3), seats));
        }
        return groups;
    }

    private static List<Seat> seats(String group, String role, String names) {
        List<Seat> seats = new ArrayList<>();
        for (String name : names.split("、")) {
            seats.add(new Seat(group, role, String.valueOf(seats.size() + 1), name));
        }
        return seats;
    }

    @Test
    void the_opinion_is_these_seven_groups_and_nothing_is_left_over() {
        assertThat(opinion()).hasSize(7);
        assertThat(GROUP.matcher(PART).replaceAll("")).as("left over").isEmpty();
        assertThat(groups.stream().map(line -> List.of(line.get("number"), line.get("short_name"), line.get("name"))))
                .containsExactlyElementsOf(opinion().stream()
                        .map(group -> List.of(group.number, group.name, group.name + "专项组"))
                        .toList());
    }

    @Test
    void each_group_has_its_duties_word_for_word_in_their_order_four_to_ten_of_them() {
        for (Group group : opinion()) {
            List<String> own = duties.stream()
                    .filter(line -> line.get("group").equals(group.number))
                    .map(line -> line.get("text"))
                    .toList();
            assertThat(own).as(group.name).hasSizeBetween(4, 10);
            // Between two duties stands a semicolon, once (group 6) a comma.
            String words = own.stream().map(Pattern::quote).collect(Collectors.joining("[；，]"));
            assertThat(group.duties).as(group.name).matches("(" + ABOVE_ALL + ")?" + words);
            assertThat(own.get(own.size() - 1))
                    .as("the last duty of each group is to guide and inspect")
                    .startsWith("指导、检查各县（市、区）政府、丽水开发区管委会及市直有关单位");
        }
        assertThat(opinion().stream().map(Group::duties).filter(text -> text.startsWith(ABOVE_ALL)))
                .hasSize(1);
        assertThat(duties).hasSize(48);
        assertThat(duties.stream().map(line -> List.of(line.get("group"), line.get("seq"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_ninety_seats_are_those_of_the_opinion_as_it_names_and_orders_them() {
        List<Seat> named =
                opinion().stream().flatMap(group -> group.seats.stream()).toList();

        assertThat(named).hasSize(90);
        assertThat(seats.stream()
                        .map(line -> new Seat(
                                line.get("group"), line.get("role"), line.get("seq"), line.get("source_name"))))
                .containsExactlyElementsOf(named);
        assertThat(opinion()).allSatisfy(group -> {
            assertThat(group.seats).filteredOn(seat -> seat.role.equals("LEAD")).hasSize(1);
            assertThat(group.seats)
                    .filteredOn(seat -> seat.role.equals("DEPUTY"))
                    .hasSize(2);
        });
    }

    /** By the name it bore, or as the one into which the named unit went; what the sources do not settle is marked. */
    @Test
    void every_seat_is_held_by_the_unit_that_was_named_or_by_its_successor() {
        Map<String, String> names = Stream.concat(
                        ReferenceData.read("reference/unit-aliases.csv").stream()
                                .map(line -> Map.entry(line.get("alias"), line.get("unit"))),
                        ReferenceData.read("reference/unit-names.csv").stream()
                                .map(line -> Map.entry(line.get("name"), line.get("unit"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Map<String, String>> successions = ReferenceData.read("reference/unit-predecessors.csv");
        assertThat(seats).allSatisfy(seat -> {
            String named = names.get(seat.get("source_name"));
            assertThat(named).as(seat.get("source_name")).isNotNull();
            List<Map<String, String>> into = successions.stream()
                    .filter(line -> line.get("predecessor").equals(named)
                            && line.get("unit").equals(seat.get("unit")))
                    .toList();
            assertThat(seat.get("unit").equals(named) || !into.isEmpty())
                    .as("%s holds the seat of %s", seat.get("unit"), seat.get("source_name"))
                    .isTrue();
            if (into.stream().anyMatch(line -> line.get("to_confirm").equals("true"))) {
                assertThat(seat.get("to_confirm")).as(seat.get("source_name")).isEqualTo("true");
                assertThat(seat.get("note")).contains("待确认");
            }
        });
        Set<String> doubtful = seats.stream()
                .filter(seat -> seat.get("to_confirm").equals("true"))
                .map(seat -> seat.get("source_name"))
                .collect(Collectors.toSet());
        assertThat(doubtful).containsExactlyInAnyOrder("市体育局", "市文广出版局", "市林业局", "市文明办", "市人力社保局", "市数据管理中心");
    }

    /** Two seats that came to one unit: the higher stays, and each says so. */
    @Test
    void of_two_seats_of_one_group_that_one_unit_holds_just_one_is_kept() {
        Map<List<String>, List<Map<String, String>>> held =
                seats.stream().collect(Collectors.groupingBy(seat -> List.of(seat.get("group"), seat.get("unit"))));
        List<List<Map<String, String>>> merged =
                held.values().stream().filter(both -> both.size() > 1).toList();

        assertThat(merged).hasSize(5).allSatisfy(both -> {
            assertThat(both)
                    .filteredOn(seat -> seat.get("note").contains("保留此席"))
                    .hasSize(1);
            assertThat(both)
                    .filteredOn(seat -> seat.get("note").contains("此席不再单列"))
                    .hasSize(both.size() - 1);
            assertThat(both.stream()
                            .filter(seat -> seat.get("note").contains("保留此席"))
                            .map(seat -> seat.get("role")))
                    .as("the higher of the two")
                    .containsExactly(
                            both.stream().map(seat -> seat.get("role")).anyMatch("DEPUTY"::equals)
                                    ? "DEPUTY"
                                    : "MEMBER");
        });
    }

    /** 三(一) without its heading, as one line. */
    private static String part() {
        try {
            String text = Files.readString(Path.of("src/test/resources/sources/opinion-and-assessment-measures.txt"))
                    .replaceAll("\\s+", "");
            String heading = "（一）推进七大专项行动";
            return text.substring(text.indexOf(heading) + heading.length(), text.indexOf("（二）打造丽水特色健康品牌"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
