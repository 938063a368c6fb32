package cn.healthylishui.assessment.taskform;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {

    private enum Colour {
        RED("红"),
        GREEN("绿");

        private final String label;

        Colour(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private record Item(String code, String reported, boolean counted) {

        Item(String code) {
            this(code, "", true);
        }
    }

    private static final Option YES = new Option("YES", "同意");
    private static final Option NO = new Option("NO", "不同意");
    private static final Field<Option> OPINION =
            Field.choice("opinion", "意见", S, YES, NO).required("请选择同意或不同意。");
    private static final Field<String> REASON = Field.text("reason", "理由", L, 5).required("请写明理由。");
    private static final Field<String> NOTE = Field.text("note", "备注", L, 5);
    private static final Field<LocalDate> DAY = Field.date("day", "日期", M).required("请填写日期。");
    private static final Field<List<String>> FILES = Field.files("材料", M);

    private static Draft draft(String section, Map<String, Map<String, String>> rows) {
        Map<RowId, DraftRow> all = new HashMap<>();
        rows.forEach((row, values) ->
                all.put(new RowId(section, row), new DraftRow(values, 1, "somebody", LocalDateTime.MIN)));
        return new Draft(1, all);
    }

    private static Table<Item> table() {
        return Table.of("items", "项目", Item::code);
    }

    private static Filled<Item> one(Table<Item> table, Map<String, String> typed) {
        return table.read(List.of(new Item("A")), draft("items", Map.of("A", typed)));
    }

    private static List<String> problems(Filled<?> filled) {
        return filled.stream()
                .flatMap(line -> line.row().problems().stream())
                .map(problem -> problem.column() + " " + problem.message())
                .toList();
    }

    // cells

    @Test
    void what_is_asked_shows_what_is_stored_until_something_is_typed() {
        Table<Item> table = table().asks(NOTE, Item::reported);
        List<Item> items = List.of(new Item("A", "旧", true), new Item("B", "旧", true), new Item("C", "旧", true));

        Filled<Item> filled =
                table.read(items, draft("items", Map.of("B", Map.of("note", " 新 "), "C", Map.of("note", ""))));

        assertThat(filled.stream().map(line -> line.text(NOTE))).containsExactly("旧", "新", "");
        assertThat(filled.section().rows().stream().map(row -> row.values().get("note")))
                .containsExactly("旧", "新", "");
    }

    @Test
    void a_required_cell_says_what_is_missing_and_an_other_may_stay_empty() {
        Table<Item> table =
                table().asks(OPINION).asks(REASON).asks(NOTE).asks(DAY).asks(FILES);

        assertThat(problems(one(table, Map.of()))).containsExactly("opinion 请选择同意或不同意。", "reason 请写明理由。", "day 请填写日期。");
        assertThat(one(table, Map.of()).todo()).isEqualTo(3);
    }

    @Test
    void what_can_be_read_is_what_there_is_to_store() {
        Table<Item> table =
                table().asks(OPINION).asks(REASON).asks(NOTE).asks(DAY).asks(FILES);

        Line<Item> line = one(table, Map.of("opinion", "NO", "reason", "不对", "day", "2021年1月5日", "files", "f1, f2,"))
                .only();

        assertThat(line.isRight()).isTrue();
        assertThat(line.get(OPINION)).isEqualTo(NO);
        assertThat(line.is(OPINION, NO)).isTrue();
        assertThat(line.get(REASON)).isEqualTo("不对");
        assertThat(line.find(NOTE)).isEmpty();
        assertThat(line.get(DAY)).isEqualTo(LocalDate.of(2021, 1, 5));
        assertThat(line.get(FILES)).containsExactly("f1", "f2");
    }

    @Test
    void a_choice_that_is_not_offered_is_none() {
        assertThat(problems(one(table().asks(OPINION), Map.of("opinion", "MAYBE"))))
                .containsExactly("opinion 请选择同意或不同意。");
        Field<String> district = Field.choice("district", "地区", S, List.of(new Option("1", "甲")));
        assertThat(problems(one(table().asks(district), Map.of("district", "2"))))
                .containsExactly("district 请从列出的选项中选择。");
        assertThat(problems(
                        one(table().asks(district.offering(List.of(new Option("2", "乙")))), Map.of("district", "2"))))
                .isEmpty();
    }

    @Test
    void a_choice_that_is_no_choice_any_more_may_show_as_not_made_and_is_read_all_the_same() {
        Table<Item> table = table().asks(OPINION)
                .reads(OPINION, (item, text) -> Reading.wrong("“%s”已经过时。".formatted(text)))
                .showsOnlyOffered(OPINION);

        Filled<Item> stale = one(table, Map.of("opinion", "YES@1"));
        assertThat(stale.section().rows().get(0).values()).containsEntry("opinion", "");
        assertThat(problems(stale)).containsExactly("opinion “YES@1”已经过时。");
        assertThat(one(table, Map.of("opinion", "YES")).only().text(OPINION)).isEqualTo("YES");
    }

    @Test
    void constants_are_kept_by_their_names() {
        Field<Colour> colour = Field.choice("colour", "颜色", S, Colour.values(), Colour::label);

        assertThat(colour.column().options()).containsExactly(new Option("RED", "红"), new Option("GREEN", "绿"));
        assertThat(one(table().asks(colour), Map.of("colour", "GREEN")).only().get(colour))
                .isEqualTo(Colour.GREEN);
        assertThat(colour.written(Colour.GREEN)).isEqualTo("GREEN");
    }

    @Test
    void a_text_that_is_too_long_is_told_with_its_length() {
        assertThat(problems(one(table().asks(NOTE), Map.of("note", "一二三四五六"))))
                .containsExactly("note 现在有6字，最多5字。请精简，详细内容可作为材料上传。");
    }

    @Test
    void a_rule_of_the_domain_is_the_fields_own_and_says_whether_it_may_be_empty() {
        Field<String> name =
                Field.text("name", "姓名", S, text -> text.length() < 2 ? Optional.of("请填写姓名。") : Optional.empty());

        assertThat(problems(one(table().asks(name), Map.of()))).containsExactly("name 请填写姓名。");
        assertThat(problems(one(table().asks(name), Map.of("name", "王")))).containsExactly("name 请填写姓名。");
        assertThat(problems(one(table().asks(name), Map.of("name", "王五")))).isEmpty();
    }

    @Test
    void files_that_are_required_are_missed_where_no_id_is_left() {
        Field<List<String>> proof = FILES.required("请上传材料。");

        assertThat(problems(one(table().asks(proof), Map.of("files", " , ")))).containsExactly("files 请上传材料。");
        assertThat(problems(one(table().asks(proof), Map.of("files", "f1")))).isEmpty();
    }

    @Test
    void a_box_is_ticked_or_not() {
        Field<Boolean> box = Field.tick("provisional", "暂用数据", S, "暂用");

        assertThat(one(table().asks(box), Map.of()).only().get(box)).isFalse();
        assertThat(one(table().asks(box), Map.of("provisional", "1")).only().get(box))
                .isTrue();
    }

    @Test
    void what_has_to_be_declared_is_missed_until_the_box_is_ticked() {
        Field<Boolean> seen = Field.declaration("seen", "核对", S, "已核对", "请核对后勾选。");

        assertThat(problems(one(table().asks(seen), Map.of()))).containsExactly("seen 请核对后勾选。");
        assertThat(problems(one(table().asks(seen), Map.of("seen", "0")))).containsExactly("seen 请核对后勾选。");
        assertThat(problems(one(table().asks(seen), Map.of("seen", "1")))).isEmpty();
    }

    @Test
    void where_a_cell_takes_nothing_nothing_is_asked_or_read() {
        Table<Item> table = table().asks(REASON)
                .input(REASON, item -> item.counted() ? new Input(InputType.TEXT, null, List.of()) : Input.NOTHING);

        Filled<Item> filled = table.read(
                List.of(new Item("A"), new Item("B", "", false)),
                draft("items", Map.of("A", Map.of("reason", "有"), "B", Map.of("reason", "有"))));

        assertThat(filled.lines().get(0).find(REASON)).contains("有");
        assertThat(filled.lines().get(1).find(REASON)).isEmpty();
        assertThat(filled.lines().get(1).text(REASON)).isEmpty();
        assertThat(problems(filled)).isEmpty();
    }

    @Test
    void where_another_cell_leaves_nothing_to_type_what_was_typed_stays_in_sight_and_is_not_read() {
        Table<Item> table = table().asks(OPINION)
                .asks(REASON)
                .asks(NOTE)
                .takesWhere(REASON, (item, typed) -> typed.is(OPINION, NO))
                .takesWhere(NOTE, (item, typed) -> !typed.isEmpty(NOTE));

        Filled<Item> agreed = one(table, Map.of("opinion", "YES", "reason", "一二三四五六"));
        assertThat(problems(agreed)).isEmpty();
        assertThat(agreed.only().find(REASON)).isEmpty();
        assertThat(agreed.only().row().values()).containsEntry("reason", "一二三四五六");
        assertThat(agreed.only().row().inputs()).isEqualTo(Map.of("reason", Input.NOTHING, "note", Input.NOTHING));

        Filled<Item> refused = one(table, Map.of("opinion", "NO", "note", "一二三四五六"));
        assertThat(problems(refused)).extracting(text -> text.split(" ")[0]).containsExactly("reason", "note");
        assertThat(refused.only().row().inputs()).isEmpty();
    }

    @Test
    void where_a_cell_takes_nothing_something_else_may_stand_in_sight() {
        Table<Item> table =
                table().asks(OPINION).asks(REASON).takesWhere(REASON, (item, typed) -> typed.is(OPINION, NO), "不用填");

        Line<Item> agreed = one(table, Map.of("opinion", "YES", "reason", "有")).only();
        assertThat(agreed.row().values()).containsEntry("reason", "不用填");
        assertThat(agreed.text(REASON)).as("what was typed is kept").isEqualTo("有");

        Line<Item> refused = one(table, Map.of("opinion", "NO", "reason", "有")).only();
        assertThat(refused.row().values()).containsEntry("reason", "有");
    }

    @Test
    void what_a_cell_offers_may_depend_on_the_cells_before_it() {
        Field<String> shade = Field.choice("shade", "深浅", S, List.of()).required("请选择深浅。");
        Field<Colour> colour = Field.choice("colour", "颜色", S, Colour.values(), Colour::label);
        Table<Item> table = table().asks(colour)
                .asks(shade)
                .input(
                        shade,
                        (item, typed) -> Input.choice(typed.find(colour)
                                .map(one -> List.of(new Option(one.name() + "1", one.label() + "一")))
                                .orElse(List.of())));

        Filled<Item> red = one(table, Map.of("colour", "RED", "shade", "RED1"));
        assertThat(problems(red)).isEmpty();
        assertThat(red.only().row().inputs())
                .isEqualTo(Map.of("shade", Input.choice(List.of(new Option("RED1", "红一")))));

        assertThat(problems(one(table, Map.of("colour", "GREEN", "shade", "RED1"))))
                .containsExactly("shade 请选择深浅。");
        assertThat(one(table, Map.of("shade", "RED1")).only().row().inputs())
                .as("nothing of its own")
                .isEmpty();
    }

    @Test
    void a_row_tells_of_an_input_only_where_it_is_another_than_its_columns() {
        Table<Item> table = table().asks(REASON)
                .input(REASON, item -> item.counted() ? new Input(InputType.TEXT, null, List.of()) : Input.NOTHING);

        Filled<Item> filled = table.read(List.of(new Item("A"), new Item("B", "", false)), Draft.EMPTY);

        assertThat(filled.lines().get(0).row().inputs()).isEmpty();
        assertThat(filled.lines().get(1).row().inputs()).containsEntry("reason", Input.NOTHING);
    }

    @Test
    void a_row_says_whether_it_has_a_cell() {
        Line<Item> line = one(table().asks(NOTE), Map.of()).only();

        assertThat(line.typed().asks(NOTE)).isTrue();
        assertThat(line.typed().asks(REASON)).isFalse();
    }

    @Test
    void a_choice_that_differs_from_row_to_row_is_held_to_its_row() {
        Field<String> unit = Field.choice("unit", "单位", S, List.of()).required("请选择单位。");
        Table<Item> table = table().asks(unit).input(unit, item -> Input.choice(List.of(new Option(item.code(), "它"))));

        Filled<Item> filled = table.read(
                List.of(new Item("A"), new Item("B")),
                draft("items", Map.of("A", Map.of("unit", "A"), "B", Map.of("unit", "A"))));

        assertThat(filled.lines().get(0).isRight()).isTrue();
        assertThat(problems(filled)).containsExactly("unit 请选择单位。");
    }

    @Test
    void how_a_cell_is_read_may_depend_on_the_item_even_where_it_is_empty() {
        Table<Item> table = table().asks(NOTE)
                .reads(NOTE, (item, text) -> text.isEmpty() ? Reading.of(item.code()) : Reading.wrong("只能空着。"));

        assertThat(one(table, Map.of()).only().get(NOTE)).isEqualTo("A");
        assertThat(problems(one(table, Map.of("note", "x")))).containsExactly("note 只能空着。");
    }

    @Test
    void a_cell_that_another_makes_superfluous_is_not_asked_for_but_kept() {
        Table<Item> table =
                table().asks(OPINION).asks(REASON).askedWhere(REASON, (item, typed) -> typed.is(OPINION, NO));

        assertThat(problems(one(table, Map.of("opinion", "NO")))).containsExactly("reason 请写明理由。");
        Filled<Item> agreed = one(table, Map.of("opinion", "YES", "reason", "一二三四五六"));
        assertThat(problems(agreed)).isEmpty();
        assertThat(agreed.only().find(REASON)).isEmpty();
        assertThat(agreed.section().rows().get(0).values()).containsEntry("reason", "一二三四五六");
    }

    @Test
    void a_cell_that_another_makes_necessary_is_held_to_its_own_rules_without_it_too() {
        Table<Item> table = table().asks(OPINION)
                .asks(NOTE)
                .requiredWhere(NOTE, (item, typed) -> typed.is(OPINION, NO), "不同意的，请写明理由。");

        assertThat(problems(one(table, Map.of("opinion", "NO")))).containsExactly("note 不同意的，请写明理由。");
        assertThat(problems(one(table, Map.of("opinion", "YES")))).isEmpty();
        assertThat(problems(one(table, Map.of("opinion", "YES", "note", "一二三四五六"))))
                .singleElement()
                .asString()
                .contains("最多5字");
        assertThat(one(table, Map.of("opinion", "YES", "note", "好")).only().find(NOTE))
                .contains("好");
    }

    @Test
    void a_day_is_shown_in_one_way_however_it_was_typed() {
        Table<Item> table = table().asks(DAY);

        assertThat(one(table, Map.of("day", "2021年1月5日"))
                        .section()
                        .rows()
                        .get(0)
                        .values())
                .containsEntry("day", "2021-01-05");
        assertThat(one(table, Map.of("day", "明天")).section().rows().get(0).values())
                .containsEntry("day", "明天");
    }

    @Test
    void what_is_chosen_by_its_number_is_read_as_one() {
        Field<Integer> year =
                Field.numbered("year", "年度", S).required("请选择年度。").offering(List.of(new Option("2021", "2021年度")));

        assertThat(one(table().asks(year), Map.of("year", "2021")).only().get(year))
                .isEqualTo(2021);
        assertThat(problems(one(table().asks(year), Map.of("year", "2022")))).containsExactly("year 请选择年度。");
        assertThat(year.written(2021)).isEqualTo("2021");
    }

    @Test
    void a_cell_that_another_makes_necessary_may_stay_empty_elsewhere_and_is_read_where_it_is_not() {
        Table<Item> table =
                table().asks(OPINION).asks(REASON).requiredWhere(REASON, (item, typed) -> typed.is(OPINION, NO));

        assertThat(problems(one(table, Map.of("opinion", "NO")))).containsExactly("reason 请写明理由。");
        assertThat(problems(one(table, Map.of("opinion", "YES")))).isEmpty();
        assertThat(one(table, Map.of("opinion", "YES", "reason", "好")).only().find(REASON))
                .contains("好");
        assertThat(problems(one(table, Map.of("opinion", "YES", "reason", "一二三四五六"))))
                .containsExactly("reason 现在有6字，最多5字。请精简，详细内容可作为材料上传。");
    }

    @Test
    void what_follows_from_what_is_typed_is_shown_beside_it() {
        Table<Item> table = table().asks(REASON).shows("length", "字数", S, (item, typed) -> typed.find(REASON)
                .map(text -> String.valueOf(text.length()))
                .orElse("—"));

        assertThat(one(table, Map.of("reason", "三个字")).section().rows().get(0).values())
                .containsEntry("length", "3");
        assertThat(one(table, Map.of()).section().rows().get(0).values()).containsEntry("length", "—");
    }

    // rows

    @Test
    void a_rule_tells_what_does_not_go_together_at_its_cell() {
        Table<Item> table = table().asks(OPINION)
                .asks(NOTE)
                .rule((item, typed) -> typed.is(OPINION, YES) && !typed.isEmpty(NOTE)
                        ? Optional.of(NOTE.problem("同意的不用写。"))
                        : Optional.empty());

        assertThat(problems(one(table, Map.of("opinion", "YES", "note", "好")))).containsExactly("note 同意的不用写。");
        assertThat(problems(one(table, Map.of("opinion", "NO", "note", "好")))).isEmpty();
    }

    @Test
    void a_locked_row_shows_what_is_stored_whatever_is_typed_and_asks_for_nothing() {
        Table<Item> table = table().asks(REASON, Item::reported).lockedWhere(item -> !item.counted());

        Line<Item> locked = table.read(
                        List.of(new Item("A", "", false)), draft("items", Map.of("A", Map.of("reason", "改"))))
                .only();

        assertThat(locked.row().locked()).isTrue();
        assertThat(locked.text(REASON)).isEmpty();
        assertThat(locked.isRight()).isTrue();
    }

    @Test
    void a_table_that_asks_for_nothing_is_locked() {
        assertThat(table().shows("code", "编号", S, Item::code)
                        .section(new Item("A"))
                        .rows())
                .singleElement()
                .matches(FormContent.Row::locked);
    }

    @Test
    void an_empty_line_at_the_end_of_a_list_is_left_alone_and_one_begun_is_to_be_finished() {
        Table<Item> table = table().asks(REASON).asks(DAY).mayStayEmpty();

        Filled<Item> filled =
                table.read(List.of(new Item("A"), new Item("B")), draft("items", Map.of("A", Map.of("reason", "有"))));

        assertThat(problems(filled)).containsExactly("day 请填写日期。");
        assertThat(filled.given()).extracting(line -> line.item().code()).containsExactly("A");
    }

    @Test
    void a_part_that_something_else_makes_superfluous_asks_for_nothing_and_keeps_what_is_typed() {
        Filled<Item> filled = one(table().asks(REASON).asks(DAY).askedOnlyIf(false), Map.of("reason", "有"));

        assertThat(problems(filled)).isEmpty();
        assertThat(filled.only().text(REASON)).isEqualTo("有");
    }

    @Test
    void a_row_that_an_answer_of_its_own_makes_superfluous_asks_for_nothing_and_keeps_what_is_typed() {
        Table<Item> table = table().asks(OPINION)
                .asks(REASON)
                .asks(DAY)
                .rule((item, typed) -> Optional.of(REASON.problem("总是错。")))
                .askedOnlyWhere((item, typed) -> !typed.is(OPINION, NO));

        assertThat(problems(one(table, Map.of("reason", "有", "day", "x")))).hasSize(3);
        Filled<Item> declined = one(table, Map.of("opinion", "NO", "reason", "有"));
        assertThat(problems(declined)).isEmpty();
        assertThat(declined.only().text(REASON)).isEqualTo("有");
    }

    @Test
    void a_part_that_something_else_closes_takes_nothing_and_keeps_what_is_typed_in_sight() {
        Line<Item> closed = one(table().asks(REASON).asks(DAY).closedIf(true), Map.of("reason", "有"))
                .only();

        assertThat(closed.row().locked()).isTrue();
        assertThat(closed.row().values()).containsEntry("reason", "有");
        assertThat(closed.isRight()).isTrue();
    }

    @Test
    void questions_are_one_row_named_as_their_section() {
        Table<Item> questions = Table.<Item>questions("decision", "决定").asks(OPINION);

        Filled<Item> filled =
                questions.read(new Item("A"), draft("decision", Map.of("decision", Map.of("opinion", "YES"))));

        assertThat(filled.section().layout()).isEqualTo(Layout.FORM);
        assertThat(filled.section().rows())
                .singleElement()
                .extracting(FormContent.Row::key)
                .isEqualTo("decision");
        assertThat(filled.only().is(OPINION, YES)).isTrue();
    }

    @Test
    void the_lines_of_a_list_are_numbered_and_only_those_begun_count() {
        Filled<Integer> filled = Table.list("items", "项目")
                .asks(REASON)
                .read(Table.upTo(3), draft("items", Map.of("2", Map.of("reason", "一二三四五六"))));

        assertThat(filled.section().rows().stream().map(row -> row.values().get("no")))
                .containsExactly("第1行", "第2行", "第3行");
        assertThat(filled.given()).extracting(Line::item).containsExactly(2);
        assertThat(problems(filled)).singleElement().asString().contains("最多5字");
    }

    @Test
    void a_list_that_grows_has_room_after_its_last_line_as_far_as_there_are_lines() {
        Table<Integer> table = Table.list("items", "项目").asks(REASON);

        assertThat(grown(table, Map.of())).containsExactly("1", "2", "3");
        assertThat(grown(table, Map.of("1", Map.of("reason", "甲")))).containsExactly("1", "2", "3");
        assertThat(grown(table, Map.of("2", Map.of("reason", "甲")))).containsExactly("1", "2", "3", "4");
        assertThat(grown(table, Map.of("5", Map.of("reason", "甲")))).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(grown(table, Map.of("6", Map.of("reason", "甲")))).hasSize(6);
    }

    private static List<String> grown(Table<Integer> table, Map<String, Map<String, String>> typed) {
        Filled<Integer> filled =
                table.read(Table.upTo(6), draft("items", typed)).withRoom(3, line -> !line.isEmpty());
        assertThat(filled.section().rows()).hasSize(filled.size());
        return filled.section().rows().stream().map(row -> row.key()).toList();
    }

    @Test
    void lines_are_held_against_each_other_after_each_was_read_by_itself() {
        Filled<Integer> read = Table.list("items", "项目")
                .asks(REASON)
                .read(Table.upTo(4), draft("items", Map.of("1", Map.of("reason", "甲"), "2", Map.of("reason", "甲"))));

        Filled<Integer> filled = read.rule(line ->
                read.twin(line, REASON).map(other -> REASON.problem("与" + Table.LINE.formatted(other.item()) + "重复。")));

        assertThat(problems(filled)).containsExactly("reason 与第2行重复。", "reason 与第1行重复。");
        assertThat(filled.section().rows().get(2).problems())
                .as("nothing is like nothing")
                .isEmpty();
        assertThat(filled.todo()).isEqualTo(2);
    }

    // what is wrong in the code

    @Test
    void a_field_that_the_table_does_not_ask_for_is_a_fault_of_the_program() {
        Line<Item> line = one(table().asks(NOTE), Map.of()).only();

        assertThatThrownBy(() -> line.find(REASON)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.get(NOTE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table().asks(NOTE).input(REASON, item -> Input.NOTHING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table().asks(NOTE).asks(Field.text("note", "另一个", S, 9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_problem_of_a_field_names_its_column() {
        assertThat(Arrays.asList(REASON.problem("错"))).containsExactly(new Problem("reason", "错"));
    }

    @Test
    void a_table_goes_into_the_workbook_where_it_says_so_and_a_row_of_it_is_open() {
        FormContent form = FormContent.of("");
        List<Item> items = List.of(new Item("A"));

        assertThat(FormWorkbook.offered(form.part(table().asks(NOTE).section(items))))
                .isFalse();
        assertThat(FormWorkbook.offered(
                        form.part(table().inWorkbook().asks(NOTE).section(items))))
                .isTrue();
        assertThat(FormWorkbook.offered(form.part(table().inWorkbook()
                        .asks(NOTE)
                        .read(items, Draft.EMPTY)
                        .totals(Map.of("note", "1"))
                        .unasked())))
                .isTrue();
        assertThat(FormWorkbook.offered(form.part(table().inWorkbook()
                        .asks(NOTE)
                        .lockedWhere(item -> true)
                        .section(items))))
                .isFalse();
        assertThatThrownBy(() -> Table.<Item>questions("questions", "问题").inWorkbook())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsShownBesideWhatIsTypedStandsAsItIs() {
        Table<Item> table = table().hint("逐项填写。")
                .hintWhereEmpty("没有要填的。")
                .showsFiles("proof", "材料", M, item -> List.of(item.code() + "1", item.code() + "2"));

        assertThat(table.section(new Item("A")).hint()).isEqualTo("逐项填写。");
        assertThat(table.section(List.of()).hint()).isEqualTo("没有要填的。");
        assertThat(table().hint("逐项填写。").section(List.of()).hint()).isEqualTo("逐项填写。");
        assertThat(table.section(new Item("A")).rows().get(0).values()).containsEntry("proof", "A1,A2");
        assertThat(new Lines("said", "说过的")
                        .files("没有", List.of())
                        .files("材料", List.of("1", "2"))
                        .section()
                        .columns())
                .extracting(column -> column.label())
                .containsExactly("材料");
    }

    @Test
    void aLineAndItsPartAreRightOnceNothingIsWrong() {
        Filled<Item> wrong = one(table().asks(REASON), Map.of());
        Filled<Item> right = one(table().asks(REASON), Map.of("reason", "写了"));
        Filled<Item> none = table().asks(REASON).read(List.of(), Draft.EMPTY);

        assertThat(List.of(wrong.isRight(), right.isRight(), none.isRight())).containsExactly(false, true, true);
        assertThat(wrong.stream().map(Line::isRight)).containsExactly(false);
        assertThat(right.stream().map(Line::isRight)).containsExactly(true);
        assertThat(List.of(wrong.isEmpty(), none.isEmpty())).containsExactly(false, true);
    }

    @Test
    void aTwinIsAnotherLineThatSaysTheSame() {
        Filled<Item> three = table().asks(NOTE)
                .read(
                        List.of(new Item("A"), new Item("B"), new Item("C")),
                        draft(
                                "items",
                                Map.of("A", Map.of("note", "甲"), "B", Map.of("note", "乙"), "C", Map.of("note", "甲"))));
        List<Line<Item>> lines = three.stream().toList();

        assertThat(three.twin(lines.get(0), NOTE).map(line -> line.item().code()))
                .contains("C");
        assertThat(three.twin(lines.get(1), NOTE)).isEmpty();
    }

    @Test
    void aFieldSaysWhatItIsAndHowItsValueIsWritten() {
        Field<List<String>> ticks = Field.ticks("units", "单位", L, List.of());

        assertThat(NOTE.label()).isEqualTo("备注");
        assertThat(NOTE).hasToString("备注 (note)");
        assertThat(ticks.written(List.of("1", "2"))).isEqualTo("1,2");
        assertThat(DAY.written(Optional.of(LocalDate.of(2022, 1, 15)))).isEqualTo("2022-01-15");
        assertThat(DAY.written(Optional.empty())).isEmpty();
        assertThat(Field.longText("why", "理由", L, 5).read("一二三四五六").fault()).isNotNull();
        assertThat(one(table().asks(NOTE), Map.of("note", "甲")).only().typed().orNull(NOTE))
                .isEqualTo("甲");
        assertThat(one(table().asks(NOTE).asks(DAY), Map.of("note", "甲"))
                        .only()
                        .typed()
                        .orNull(DAY))
                .isNull();
    }
}
