package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.DraftStore.RowChange;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.ReadRow;
import cn.healthylishui.assessment.workbook.ReadSheet;
import cn.healthylishui.assessment.workbook.Sheet;
import cn.healthylishui.assessment.workbook.Template;
import cn.healthylishui.assessment.workbook.Workbooks;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 填报表格: the tables of a form as a workbook, to be filled in without the network. What comes back is typed into the form's draft
 * like anything else, all of it or nothing; rows are told by a code out of sight, and one that a colleague has changed meanwhile is
 * not overwritten. Tables of the same columns stand on one sheet.
 */
public final class FormWorkbook {

    private static final String ID = "_row";
    private static final String VERSION = "_version";
    private static final String PART = "_part";
    private static final String OPTIONS = "_options";
    private static final Set<InputType> NOT_TYPED = Set.of(InputType.LABEL, InputType.FILES, InputType.FILE_LIST);
    private static final Set<InputType> FILES = Set.of(InputType.FILES, InputType.FILE_LIST);

    /** What a task is about, as far as it tells tasks of the same kind apart. */
    private static final List<String> SUBJECT = List.of(
            Variables.YEAR,
            Variables.DISTRICT,
            Variables.TOWNSHIP,
            Variables.UNIT,
            Variables.REVIEWER,
            Variables.QUARTER);

    /** Tables that share a sheet. */
    private record Group(Layout layout, List<Section> sections) {

        boolean joined() {
            return sections.size() > 1;
        }
    }

    private final TaskRef task;
    private final String about;
    private final FormContent content;
    private final Draft draft;
    private final List<Group> groups;

    /** @param about whose task it is and what for, for the heads of the sheets */
    public FormWorkbook(TaskRef task, String about, FormContent content, Draft draft) {
        this.task = task;
        this.about = about;
        this.content = content;
        this.draft = draft;
        this.groups = groups();
    }

    public static boolean offered(FormContent content) {
        return content.sections().stream().anyMatch(FormWorkbook::suits);
    }

    private static boolean suits(Section section) {
        return section.inWorkbook() && section.rows().stream().anyMatch(row -> !row.locked());
    }

    // ---- its shape
    // -------------------------------------------------------------------------------------------------------------------

    private List<Group> groups() {
        List<List<Section>> together = new ArrayList<>();
        for (Section section : content.sections()) {
            if (!suits(section)) {
                continue;
            }
            List<Section> last = together.isEmpty() ? List.of() : together.get(together.size() - 1);
            if (!last.isEmpty() && sameColumns(last, section)) {
                last.add(section);
            } else {
                together.add(new ArrayList<>(List.of(section)));
            }
        }
        List<Group> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (List<Section> sections : together) {
            String name = Workbooks.sheetName(
                    sections.size() > 1 ? task.name() : sections.get(0).title());
            String unique = names.add(name) ? name : Workbooks.sheetName((all.size() + 1) + " " + name);
            all.add(new Group(layout(unique, sections), sections));
        }
        return all;
    }

    /** A table may lack a column of the others, but none may mean something else. */
    private static boolean sameColumns(List<Section> sections, Section added) {
        Map<String, String> labels = new HashMap<>();
        sections.forEach(section -> section.columns().forEach(column -> labels.put(column.key(), label(column))));
        return added.columns().stream().allMatch(column -> labels.getOrDefault(column.key(), label(column))
                .equals(label(column)));
    }

    private static String label(Column column) {
        return column.group() == null ? column.label() : column.group() + "·" + column.label();
    }

    private Layout layout(String name, List<Section> sections) {
        Map<String, Column> columns = new LinkedHashMap<>();
        sections.stream()
                .max((a, b) -> Integer.compare(a.columns().size(), b.columns().size()))
                .ifPresent(widest -> widest.columns().forEach(column -> columns.put(column.key(), column)));
        sections.forEach(section -> section.columns().forEach(column -> columns.putIfAbsent(column.key(), column)));
        List<Column> shown = new ArrayList<>();
        if (sections.size() > 1) {
            shown.add(Column.label(PART, "所属", 26));
        }
        List<String> notes =
                new ArrayList<>(List.of("白色的格子填写，灰色的不要改；没有数据的填“无”。材料请在网页上传。填好后回到这项任务，点“上传表格”；有一处不对，整张表格都不会导入。"));
        for (Column column : columns.values()) {
            if (FILES.contains(column.type())) {
                continue;
            }
            shown.add(column(column, sections));
            if (column.type() == InputType.CHECKS && column.options().size() > 1) {
                notes.add("%s：填序号，几项的用“、”分开：%s。".formatted(label(column), options(column.options())));
            }
        }
        if (rows(sections).anyMatch(row -> hasListOfItsOwn(row))) {
            shown.add(Column.label(OPTIONS, "可以填", 40));
        }
        shown.add(Column.label(ID, "行", 0));
        shown.add(Column.label(VERSION, "版本", 0));
        if (sections.size() == 1 && sections.get(0).hint() != null) {
            notes.add(sections.get(0).hint());
        }
        return new Layout(name, name, about + " · " + task.name(), notes, shown);
    }

    private static Stream<Row> rows(List<Section> sections) {
        return sections.stream().flatMap(section -> section.rows().stream());
    }

    private static boolean hasListOfItsOwn(Row row) {
        return row.inputs().values().stream()
                .anyMatch(input ->
                        input.type() == InputType.CHECKS && input.options().size() > 1);
    }

    private static Column column(Column column, List<Section> sections) {
        Column shown = Column.input(
                        column.key(),
                        label(column) + (column.unit() == null ? "" : "（" + column.unit() + "）"),
                        column.type(),
                        column.width())
                .help(column.help());
        if (column.type() == InputType.LABEL) {
            return shown.help(null);
        }
        if (column.type() == InputType.DATE) {
            return shown;
        }
        List<List<Option>> lists = sections.stream()
                .flatMap(section -> section.rows().stream()
                        .filter(row -> !row.locked())
                        .map(row -> choice(input(section, column.key(), row))))
                .distinct()
                .toList();
        if (lists.size() == 1 && !lists.get(0).isEmpty()) {
            return shown.typed(InputType.CHOICE).offering(lists.get(0));
        }
        boolean text = column.type() == InputType.TEXT
                || column.type() == InputType.LONG_TEXT
                || column.type() == InputType.CHECKS;
        return shown.typed(text ? InputType.TEXT : InputType.NUMBER);
    }

    private static Input input(Section section, String column, Row row) {
        Input own = row.inputs().get(column);
        return own != null
                ? own
                : section.columns().stream()
                        .filter(one -> one.key().equals(column))
                        .findFirst()
                        .map(one -> new Input(one.type(), one.unit(), one.options()))
                        .orElse(Input.NOTHING);
    }

    /** What a cell chooses from; empty where it is typed. A single box to tick is a choice of one. */
    private static List<Option> choice(Input input) {
        boolean one = input.type() == InputType.CHOICE
                || input.type() == InputType.CHECKS && input.options().size() == 1;
        return one ? input.options() : List.of();
    }

    private static String options(List<Option> options) {
        return options.stream()
                .map(option -> option.label().startsWith(option.value())
                        ? option.label()
                        : option.value() + "．" + option.label())
                .collect(Collectors.joining("；"));
    }

    private Template template() {
        String subject = Stream.concat(
                        Stream.of(task.office()),
                        SUBJECT.stream()
                                .map(name -> task.variables().get(name))
                                .map(value -> value == null ? "" : String.valueOf(value)))
                .collect(Collectors.joining("/"));
        StringBuilder structure = new StringBuilder();
        groups.forEach(group -> {
            group.layout().columns().forEach(column -> structure
                    .append(column.key())
                    .append('=')
                    .append(column.label())
                    .append(column.options())
                    .append('\n'));
            group.sections().forEach(section -> section.rows()
                    .forEach(row -> structure.append(id(section, row)).append('\n')));
        });
        return new Template("form/" + task.key(), subject, digest(structure.toString()));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(Section section, Row row) {
        return section.key() + "|" + row.key();
    }

    // ---- out
    // -------------------------------------------------------------------------------------------------------------------------

    public void write(OutputStream out) throws IOException {
        Workbooks.write(out, template(), groups.stream().map(this::sheet).toList());
    }

    private Sheet sheet(Group group) {
        List<Map<String, String>> rows = new ArrayList<>();
        Map<Integer, Map<String, List<Option>>> choices = new HashMap<>();
        for (Section section : group.sections()) {
            for (Row row : section.rows()) {
                Map<String, String> cells = new HashMap<>();
                Map<String, List<Option>> ofRow = new HashMap<>();
                for (Column column : section.columns()) {
                    Input input = input(section, column.key(), row);
                    cells.put(column.key(), shown(input, row.values().getOrDefault(column.key(), "")));
                    List<Option> options = choice(input);
                    InputType type = typeOf(group, column.key());
                    if (!options.isEmpty() && type != InputType.CHOICE && !row.locked()) {
                        ofRow.put(column.key(), options);
                    } else if (!options.isEmpty() && type != InputType.CHOICE) {
                        cells.computeIfPresent(column.key(), (key, value) -> label(options, value));
                    }
                }
                cells.put(PART, section.title());
                row.inputs().values().stream()
                        .filter(input -> input.type() == InputType.CHECKS
                                && input.options().size() > 1)
                        .findFirst()
                        .ifPresent(input -> cells.put(OPTIONS, "填序号，几项的用“、”分开：" + options(input.options())));
                cells.put(ID, id(section, row));
                cells.put(VERSION, String.valueOf(version(section, row)));
                if (!ofRow.isEmpty()) {
                    choices.put(rows.size(), ofRow);
                }
                rows.add(cells);
            }
        }
        return new Sheet(group.layout(), rows, choices);
    }

    private static InputType typeOf(Group group, String column) {
        return group.layout().columns().stream()
                .filter(one -> one.key().equals(column))
                .findFirst()
                .map(Column::type)
                .orElse(InputType.TEXT);
    }

    /** Numbers of ticked items are parted so that Excel takes them for no number. */
    private static String shown(Input input, String value) {
        return input.type() == InputType.CHECKS ? value.replace(",", "、") : value;
    }

    private static String label(List<Option> options, String value) {
        return options.stream()
                .filter(option -> option.value().equals(value))
                .findFirst()
                .map(Option::label)
                .orElse(value);
    }

    private long version(Section section, Row row) {
        DraftRow saved = draft.row(section.key(), row.key());
        return saved == null ? 0 : saved.version();
    }

    // ---- back
    // ------------------------------------------------------------------------------------------------------------------------

    /** Where a changed row stands in the file, and what was typed into it. */
    public record Upload(Section section, Row row, ReadRow read, Map<String, String> typed) {

        public RowChange change(long version) {
            return new RowChange(section.key(), row.key(), version, typed);
        }
    }

    private record Place(Section section, Row row) {}

    /**
     * The rows in which something else was filled in than the form has.
     *
     * @throws FaultyWorkbook where anything in the workbook is wrong
     */
    public List<Upload> read(byte[] file) {
        List<Layout> layouts = groups.stream().map(Group::layout).toList();
        List<Fault> faults = new ArrayList<>();
        Map<String, ReadSheet> sheets = Workbooks.read(file, template(), layouts, faults);
        List<Upload> uploads = new ArrayList<>();
        for (Group group : groups) {
            ReadSheet sheet = sheets.get(group.layout().key());
            if (sheet != null) {
                uploads.addAll(read(group, sheet, faults));
            }
        }
        if (!faults.isEmpty()) {
            throw new FaultyWorkbook(faults);
        }
        return uploads;
    }

    private List<Upload> read(Group group, ReadSheet sheet, List<Fault> faults) {
        Map<String, Place> places = new LinkedHashMap<>();
        group.sections().forEach(section -> section.rows()
                .forEach(row -> places.put(id(section, row), new Place(section, row))));
        Map<String, Integer> seen = new HashMap<>();
        List<Upload> uploads = new ArrayList<>();
        for (ReadRow read : sheet.rows()) {
            Place place = places.get(read.text(ID));
            if (place == null) {
                faults.add(new Fault(
                        sheet.layout().name(), read.number(), 0, "这一行不在您这次要填的内容里（不是模板里的行，或从别的表格复制而来）。请删去这一行。"));
                continue;
            }
            Integer before = seen.put(read.text(ID), read.number());
            if (before != null) {
                faults.add(new Fault(
                        sheet.layout().name(), read.number(), 0, "这一行和第%d行是同一项，重复了。请删去一行。".formatted(before)));
                continue;
            }
            misplaced(group, place, read).ifPresent(faults::add);
            upload(place, read, faults).ifPresent(uploads::add);
        }
        places.forEach((id, place) -> {
            if (!seen.containsKey(id)) {
                faults.add(sheet.fault("缺少“%s”一行。请不要删除行，不用填的留着就行。".formatted(title(group, place))));
            }
        });
        return uploads;
    }

    /** Names that no longer stand beside their code tell that cells were moved without their row. */
    private static Optional<Fault> misplaced(Group group, Place place, ReadRow read) {
        String key = place.section().columns().get(0).key();
        String name = place.row().values().getOrDefault(key, "");
        return read.text(key).equals(name.strip())
                ? Optional.empty()
                : Optional.of(read.fault(
                        key,
                        "这一行应是“%s”，表里却是“%s”，行可能错开了。排序请选中整张表，改名的请恢复原名。".formatted(title(group, place), read.text(key))));
    }

    private static String title(Group group, Place place) {
        String name = place.row()
                .values()
                .getOrDefault(place.section().columns().get(0).key(), "");
        return group.joined() ? place.section().title() + " · " + name : name;
    }

    private Optional<Upload> upload(Place place, ReadRow read, List<Fault> faults) {
        Map<String, String> typed = new HashMap<>();
        boolean changed = false;
        int before = faults.size();
        for (Column column : place.section().columns()) {
            Input input = input(place.section(), column.key(), place.row());
            String stored = place.row().values().getOrDefault(column.key(), "");
            if (input.type() == InputType.FILES) {
                typed.put(column.key(), stored);
            }
            if (column.type() == InputType.LABEL || FILES.contains(column.type())) {
                continue;
            }
            String text = read.text(column.key());
            if (place.row().locked() || NOT_TYPED.contains(input.type())) {
                untouched(place, column, input, stored, text, read).ifPresent(faults::add);
                continue;
            }
            String value = value(input, text, read, column, faults);
            typed.put(column.key(), value);
            changed |= !same(stored.strip(), value);
        }
        if (!changed || faults.size() > before) {
            return Optional.empty();
        }
        if (!read.text(VERSION).equals(String.valueOf(version(place.section(), place.row())))) {
            faults.add(read.fault(place.section().columns().get(0).key(), changedMeanwhile(place)));
            return Optional.empty();
        }
        return Optional.of(new Upload(place.section(), place.row(), read, typed));
    }

    private String changedMeanwhile(Place place) {
        DraftRow saved = draft.row(place.section().key(), place.row().key());
        return saved == null
                ? "您下载表格以后，这项任务已经重新开始填报。请重新下载表格，把填好的内容复制过去。"
                : "您下载表格以后，%s在网页上改过这一行。请重新下载表格，核对后再上传。".formatted(saved.changedBy());
    }

    private static Optional<Fault> untouched(
            Place place, Column column, Input input, String stored, String text, ReadRow read) {
        boolean same = text.isEmpty()
                || same(shown(input, stored).strip(), text)
                || label(choice(input), stored).equals(text);
        return same
                ? Optional.empty()
                : Optional.of(read.fault(
                        column.key(),
                        place.row().locked() ? "这一行不在这次要填的范围里，不能改。请恢复为“%s”。".formatted(stored) : "这一格不用填，请清空。"));
    }

    private static String value(Input input, String text, ReadRow read, Column column, List<Fault> faults) {
        List<Option> options = choice(input);
        if (text.isEmpty()) {
            return "";
        }
        if (!options.isEmpty()) {
            Optional<Option> chosen = options.stream()
                    .filter(option ->
                            option.value().equals(text) || option.label().equals(text))
                    .findFirst();
            if (chosen.isEmpty()) {
                faults.add(read.fault(
                        column.key(),
                        "“%s”不在可选的范围里，请从下拉列表里选：%s。"
                                .formatted(
                                        text,
                                        options.stream().map(Option::label).collect(Collectors.joining("、")))));
                return "";
            }
            return chosen.get().value();
        }
        return input.type() == InputType.CHECKS ? text.replaceAll("[,，、;；\\s]+", ",") : text;
    }

    private static boolean same(String stored, String typed) {
        if (stored.equals(typed)) {
            return true;
        }
        @Nullable BigDecimal a = number(stored);
        @Nullable BigDecimal b = number(typed);
        return a != null && b != null && a.compareTo(b) == 0;
    }

    private static @Nullable BigDecimal number(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? new BigDecimal(text) : null;
    }

    /**
     * What the form finds wrong with what was uploaded. A cell that is merely empty is not: who works offline brings back what is done
     * so far.
     */
    public static List<Fault> faults(List<Upload> uploads, FormContent after) {
        Map<String, Upload> byRow = new HashMap<>();
        uploads.forEach(upload -> byRow.put(id(upload.section(), upload.row()), upload));
        List<Fault> faults = new ArrayList<>();
        for (Section section : after.sections()) {
            for (Row row : section.rows()) {
                Upload upload = byRow.get(id(section, row));
                if (upload == null) {
                    continue;
                }
                for (Problem problem : row.problems()) {
                    String column = problem.column();
                    if (column != null
                            && !upload.typed().getOrDefault(column, "").isEmpty()
                            && !isFile(section, column)) {
                        faults.add(upload.read().fault(column, problem.message()));
                    }
                }
            }
        }
        return faults;
    }

    private static boolean isFile(Section section, String column) {
        return section.columns().stream().anyMatch(one -> one.key().equals(column) && FILES.contains(one.type()));
    }
}
