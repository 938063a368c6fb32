package cn.healthylishui.assessment.figure.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.figure.process.FigureSheet.Block;
import cn.healthylishui.assessment.figure.process.FigureSheet.Figure;
import cn.healthylishui.assessment.figure.process.FigureSheet.Sheet;
import cn.healthylishui.assessment.figure.process.ListSheet.Lists;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 审核官方数据: the city office accepts a unit's figures, or sends some back with reasons (办法七(一)). */
@Component
class CheckFiguresForm implements TaskForm {

    static final String ACCEPT = "ACCEPT";
    static final String RETURN = "RETURN";
    static final String RETURNS = "returns";
    /** In place of one district: the item goes back for every district that has it. */
    static final String EVERYWHERE = "ALL";

    private static final int LONGEST_REASON = 2000;

    private final FigureSheet figures;
    private final Returns returns;
    private final Organization organization;
    private final ListSheet lists;
    private final Contradictions contradictions;

    private final PublishedCells published;

    CheckFiguresForm(
            FigureSheet figures,
            Returns returns,
            Organization organization,
            ListSheet lists,
            Contradictions contradictions,
            PublishedCells published) {
        this.published = published;
        this.contradictions = contradictions;
        this.figures = figures;
        this.returns = returns;
        this.organization = organization;
        this.lists = lists;
    }

    /** An item of one district, which can be sent back. */
    private record Place(String district, String item) {}

    private record Checked(Sheet sheet, Lists lists, String decision, ReturnTable returnTable) {

        List<YearDistrict> districts() {
            return CheckFiguresForm.districts(sheet, lists);
        }

        List<Indicator> indicators() {
            return CheckFiguresForm.indicators(sheet, lists);
        }

        boolean sendsBack() {
            return decision.equals(RETURN);
        }
    }

    @Override
    public String taskKey() {
        return "taskCheckFigures";
    }

    private Checked read(TaskRef task, Draft draft) {
        Sheet sheet = figures.of(task.year(), task.unit());
        Lists ofUnit = lists.of(task.year(), task.unit());
        String decision = draft.value(Forms.DECISION, Forms.DECISION, "decision", "");
        return new Checked(
                sheet,
                ofUnit,
                decision,
                Forms.returns(
                        RETURNS,
                        "退回时填写，一行一项；填报单位只需修改列出的数据，看到的就是这里的理由。",
                        objects(sheet, districts(sheet, ofUnit)),
                        indicators(sheet, ofUnit).stream()
                                .map(indicator -> new Option(indicator.code(), ItemSheet.title(indicator)))
                                .toList(),
                        draft,
                        decision.equals(RETURN)));
    }

    private static List<YearDistrict> districts(Sheet sheet, Lists lists) {
        return Stream.concat(sheet.figures().stream().map(Figure::district), lists.districts().stream())
                .distinct()
                .toList();
    }

    private static List<Indicator> indicators(Sheet sheet, Lists lists) {
        return Stream.of(sheet.indicators().stream(), sheet.published().stream(), lists.indicators().stream())
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    private static List<Option> objects(Sheet sheet, List<YearDistrict> districts) {
        return Stream.of(
                        Stream.of(new Option(EVERYWHERE, "全部地区")),
                        districts.stream().map(district -> new Option(district.code(), district.name())),
                        sheet.published().isEmpty()
                                ? Stream.<Option>empty()
                                : Stream.of(new Option(PublishedCells.SECTION, PublishedCells.TITLE)))
                .flatMap(options -> options)
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Checked checked = read(task, draft);
        List<Section> sections = new ArrayList<>();
        checked.sheet().blocks().forEach(block -> sections.add(section(checked.sheet(), block)));
        published.shown(task.year(), checked.sheet().published()).ifPresent(sections::add);
        lists.checked(checked.lists()).forEach(sections::add);
        sections.add(Forms.questions(
                Forms.DECISION,
                "审核意见",
                List.of(Column.choice(
                                "decision",
                                "是否接受",
                                Width.M,
                                List.of(new Option(ACCEPT, "接受"), new Option(RETURN, "退回")))
                        .help("退回的，在下面的退回清单里写明哪几项、什么问题。")),
                Map.of("decision", checked.decision()),
                checked.sendsBack() || checked.decision().equals(ACCEPT)
                        ? List.of()
                        : List.of(new Problem("decision", "请选择接受或退回。"))));
        sections.add(checked.returnTable().section());
        List<Answer> given = checked.sheet().figures().stream()
                .map(figure -> official(checked.sheet(), figure))
                .filter(Objects::nonNull)
                .toList();
        return new FormContent(
                "接受的，%s的数据作为各地得分的依据，写明的出处就此确认；退回的，只退清单里的数据，由该单位修改后再送审。".formatted(organization.officeName(task.unit())),
                List.of("办法四(一)", "办法七(一)"),
                List.of(),
                sections,
                List.of(
                        new Fact("指标", checked.sheet().indicators().size() + " 项"),
                        new Fact("数据", given.size() + " 个"),
                        new Fact("本地重点工作", checked.lists().items().size() + " 项"),
                        new Fact("无数据", count(given, EntryState.NO_DATA) + " 个"),
                        new Fact(
                                "暂用数据",
                                given.stream().filter(Answer::provisional).count() + " 个")),
                problems(checked));
    }

    private static long count(List<Answer> answers, EntryState state) {
        return answers.stream().filter(answer -> answer.state() == state).count();
    }

    private static @Nullable Answer official(Sheet sheet, Figure figure) {
        return sheet.card(figure.district()).answer(figure.indicator().code(), EntrySource.OFFICIAL);
    }

    /** What is the same in every line is told once, above them; of what nobody has there is no column. */
    private static Section section(Sheet sheet, Block block) {
        List<Row> rows =
                block.figures().stream().map(figure -> row(sheet, figure)).toList();
        String compared = block.rules() ? "" : same(rows, "compared");
        String origin = block.rules() ? "" : same(rows, "origin");
        List<Column> columns = new ArrayList<>();
        columns.add(Column.label("name", block.firstColumn(), block.rules() ? Width.L : Width.M));
        if (block.rules()) {
            columns.add(Column.label("rule", "评分标准", Width.L));
            columns.add(Column.label("source", "数据来源", Width.M));
        }
        columns.add(Column.label("value", "填报值", Width.M));
        if (compared.isEmpty()
                && block.indicators().stream()
                        .anyMatch(indicator -> indicator.method().needsReference())) {
            columns.add(Column.label("compared", "参照值", Width.L));
        }
        if (rows.stream()
                .anyMatch(row -> !row.values().getOrDefault("provisional", "").isEmpty())) {
            columns.add(Column.label("provisional", "暂用数据", Width.S));
        }
        if (origin.isEmpty() && block.indicators().stream().anyMatch(Indicator::authoritative)) {
            columns.add(Column.label("origin", "出处", Width.L));
        }
        columns.add(Column.label("reason", "说明", Width.L));
        columns.add(Column.label("points", "得分", Width.S));
        columns.add(Column.label("reported", "当地自报值", Width.M));
        columns.add(Column.input("files", "佐证材料", InputType.FILES, Width.M));
        return Forms.table(
                block.key(),
                block.title(),
                block.hint()
                        + (compared.isEmpty() ? "" : "参照值：%s。".formatted(compared))
                        + (origin.isEmpty() ? "" : "出处：%s。".formatted(origin)),
                columns,
                rows);
    }

    /** What all rows say; empty where they differ. */
    private static String same(List<Row> rows, String column) {
        List<String> said =
                rows.stream().map(row -> row.values().get(column)).distinct().toList();
        return said.size() == 1 ? said.get(0) : "";
    }

    private static Row row(Sheet sheet, Figure figure) {
        Scorecard card = sheet.card(figure.district());
        Indicator indicator = figure.indicator();
        Answer answer = official(sheet, figure);
        return Forms.readOnly(
                figure.key(),
                Map.ofEntries(
                        Map.entry("name", figure.title()),
                        Map.entry("rule", ItemInput.help(indicator)),
                        Map.entry("source", FigureSheet.source(indicator)),
                        Map.entry("value", Answer.shown(indicator, answer)),
                        Map.entry("provisional", answer != null && answer.provisional() ? "暂用" : ""),
                        Map.entry("origin", origin(indicator, answer)),
                        Map.entry("reason", answer == null || answer.reason() == null ? "" : answer.reason()),
                        Map.entry("compared", compared(sheet, figure, answer)),
                        Map.entry("points", ItemSheet.points(indicator, answer, sheet.compared(figure))),
                        Map.entry(
                                "reported",
                                Answer.shown(indicator, card.answer(indicator.code(), EntrySource.REPORTED))),
                        Map.entry("files", answer == null ? "" : String.join(",", answer.evidence()))));
    }

    private static String compared(Sheet sheet, Figure figure, @Nullable Answer answer) {
        if (!figure.indicator().method().needsReference() || answer == null) {
            return "";
        }
        Compared known = sheet.compared(figure);
        Answer full = known.over(answer);
        return full.reference() == null
                ? known.words()
                : "%s%s"
                        .formatted(
                                Answer.plain(full.reference()),
                                known.words(answer).isEmpty() ? "" : "：" + known.words(answer));
    }

    private static String origin(Indicator indicator, @Nullable Answer answer) {
        Provenance provenance = answer == null ? null : answer.provenance();
        return provenance == null || !indicator.authoritative()
                ? ""
                : provenance.words().isEmpty() ? provenance.kind().label() : provenance.words();
    }

    private static List<String> problems(Checked checked) {
        if (!checked.sendsBack()) {
            return List.of();
        }
        List<ReturnLine> lines = checked.returnTable().lines();
        if (lines.isEmpty()
                && checked.returnTable().section().rows().stream()
                        .allMatch(row -> row.problems().isEmpty())) {
            return List.of("选择了退回，请在退回清单里至少写明一项；没有要退回的，审核意见改选接受。");
        }
        List<String> problems = new ArrayList<>();
        for (ReturnLine line : lines) {
            if (!ofReference(checked.sheet(), line) && returned(checked, line).isEmpty()) {
                problems.add(
                        "退回清单：%s没有“%s”这项指标，请改选对象或项目。".formatted(objectName(checked, line), itemName(checked, line)));
            }
            if (line.reason().length() > LONGEST_REASON) {
                problems.add("退回清单：“%s”的退回理由超过%d字，请精简。".formatted(itemName(checked, line), LONGEST_REASON));
            }
        }
        return problems;
    }

    private static String objectName(Checked checked, ReturnLine line) {
        return checked.districts().stream()
                .filter(district -> district.code().equals(line.object()))
                .findFirst()
                .map(YearDistrict::name)
                .orElse(line.object().equals(PublishedCells.SECTION) ? PublishedCells.TITLE : "所选对象");
    }

    private static String itemName(Checked checked, ReturnLine line) {
        return checked.indicators().stream()
                .filter(indicator -> indicator.code().equals(line.item()))
                .findFirst()
                .map(ItemSheet::title)
                .orElse(line.item());
    }

    private static boolean ofReference(Sheet sheet, ReturnLine line) {
        return line.object().equals(PublishedCells.SECTION)
                && sheet.published().stream()
                        .anyMatch(indicator -> indicator.code().equals(line.item()));
    }

    /** What a line sends back. */
    private static List<Place> returned(Checked checked, ReturnLine line) {
        return checked.districts().stream()
                .map(YearDistrict::code)
                .filter(district ->
                        line.object().equals(EVERYWHERE) || line.object().equals(district))
                .filter(district -> checked.lists().has(district, line.item())
                        || checked.sheet().figures().stream()
                                .anyMatch(figure -> figure.district().code().equals(district)
                                        && figure.indicator().code().equals(line.item())))
                .map(district -> new Place(district, line.item()))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Checked checked = read(task, draft);
        // Without the decision to send back there are no lines, whatever was typed.
        for (ReturnLine line : checked.returnTable().lines()) {
            if (ofReference(checked.sheet(), line)) {
                returns.sendBack(
                        task.year(),
                        Returns.Stage.FIGURES,
                        task.unit(),
                        PublishedCells.SECTION,
                        line.item(),
                        line.reason(),
                        actor);
            }
            returned(checked, line)
                    .forEach(place -> returns.sendBack(
                            task.year(),
                            Returns.Stage.FIGURES,
                            task.unit(),
                            place.district(),
                            place.item(),
                            line.reason(),
                            actor));
        }
        if (!checked.sendsBack()) {
            checked.sheet().figures().stream()
                    .map(figure -> figure.district().code())
                    .distinct()
                    .forEach(district -> contradictions.open(task.year(), district, actor));
        }
        return Map.of(Variables.ACCEPTED, !checked.sendsBack());
    }
}
