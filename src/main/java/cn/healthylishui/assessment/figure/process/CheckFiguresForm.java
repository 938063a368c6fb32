package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
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
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.year.YearDistrict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 审核官方数据: the city office accepts a unit's figures, or sends some back with reasons (办法七(一)). */
@Component
public class CheckFiguresForm implements TaskForm {

    public static final Option ACCEPT = new Option("ACCEPT", "接受");
    public static final Option RETURN = new Option("RETURN", "退回");
    public static final Field<Option> DECISION = Field.choice("decision", "是否接受", M, ACCEPT, RETURN)
            .required("请选择接受或退回。")
            .help("退回的，在下面的退回清单里写明哪几项、什么问题。");

    public static final String RETURNS = "returns";
    /** In place of one district: the item goes back for every district that has it. */
    static final String EVERYWHERE = "ALL";

    private static final int LONGEST_REASON = 2000;

    private static final Table<TaskRef> QUESTION =
            Table.<TaskRef>questions(Forms.DECISION, "审核意见").asks(DECISION);

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

    private record Checked(Sheet sheet, Lists lists, Filled<TaskRef> decision, ReturnTable returnTable) {

        List<YearDistrict> districts() {
            return CheckFiguresForm.districts(sheet, lists);
        }

        List<Indicator> indicators() {
            return CheckFiguresForm.indicators(sheet, lists);
        }

        boolean sendsBack() {
            return decision.only().is(DECISION, RETURN);
        }
    }

    @Override
    public String taskKey() {
        return "taskCheckFigures";
    }

    private Checked read(TaskRef task, Draft draft) {
        Sheet sheet = figures.of(task.year(), task.unit());
        Lists ofUnit = lists.of(task.year(), task.unit());
        Filled<TaskRef> decision = QUESTION.read(task, draft);
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
                        decision.only().is(DECISION, RETURN)));
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
        Sheet sheet = checked.sheet();
        List<Answer> given = sheet.figures().stream()
                .map(figure -> official(sheet, figure))
                .filter(Objects::nonNull)
                .toList();
        return FormContent.of(
                        "接受的，%s的数据作为各地得分的依据，写明的出处就此确认；退回的，只退清单里的数据，由该单位修改后再送审。"
                                .formatted(organization.officeName(task.unit())),
                        "办法四(一)",
                        "办法七(一)")
                .parts(sheet.blocks().stream()
                        .map(block -> shown(sheet, block).section())
                        .toList())
                .partUnlessEmpty(published.shown(task.year(), sheet.published()))
                .parts(lists.checked(checked.lists()).toList())
                .part(checked.decision())
                .part(checked.returnTable().section())
                .fact("指标", sheet.indicators().size() + " 项")
                .fact("数据", given.size() + " 个")
                .fact("本地重点工作", checked.lists().items().size() + " 项")
                .fact(
                        "无数据",
                        given.stream()
                                        .filter(answer -> answer.state() == EntryState.NO_DATA)
                                        .count()
                                + " 个")
                .fact("暂用数据", given.stream().filter(Answer::provisional).count() + " 个")
                .problems(problems(checked));
    }

    private static @Nullable Answer official(Sheet sheet, Figure figure) {
        return sheet.card(figure.district()).answer(figure.indicator().code(), EntrySource.OFFICIAL);
    }

    /** What is the same in every line is told once, above them; of what nobody has there is no column. */
    private static Filled<Figure> shown(Sheet sheet, Block block) {
        String compared = block.rules() ? "" : same(block, figure -> compared(sheet, figure));
        String origin = block.rules() ? "" : same(block, figure -> origin(sheet, figure));
        Table<Figure> table = Table.<Figure>of(block.key(), block.title(), Figure::key)
                .hint(block.hint()
                        + (compared.isEmpty() ? "" : "参照值：%s。".formatted(compared))
                        + (origin.isEmpty() ? "" : "出处：%s。".formatted(origin)))
                .shows("name", block.firstColumn(), block.rules() ? L : M, Figure::title);
        if (block.rules()) {
            table.shows("rule", "评分标准", L, figure -> ItemInput.help(figure.indicator()))
                    .shows("source", "数据来源", M, figure -> FigureSheet.source(figure.indicator()));
        }
        table.shows("value", "填报值", M, figure -> Answer.shown(figure.indicator(), official(sheet, figure)));
        if (compared.isEmpty()
                && block.indicators().stream()
                        .anyMatch(indicator -> indicator.method().needsReference())) {
            table.shows("compared", "参照值", L, figure -> compared(sheet, figure));
        }
        if (block.figures().stream().anyMatch(figure -> isProvisional(sheet, figure))) {
            table.shows("provisional", "暂用数据", S, figure -> isProvisional(sheet, figure) ? "暂用" : "");
        }
        if (origin.isEmpty() && block.indicators().stream().anyMatch(Indicator::authoritative)) {
            table.shows("origin", "出处", L, figure -> origin(sheet, figure));
        }
        return table.shows("reason", "说明", L, figure -> ItemSheet.reason(official(sheet, figure)))
                .shows(
                        "points",
                        "得分",
                        S,
                        figure -> ItemSheet.points(figure.indicator(), official(sheet, figure), sheet.compared(figure)))
                .shows(
                        "reported",
                        "当地自报值",
                        M,
                        figure -> Answer.shown(
                                figure.indicator(),
                                sheet.card(figure.district())
                                        .answer(figure.indicator().code(), EntrySource.REPORTED)))
                .showsFiles(Draft.FILES, "佐证材料", M, figure -> ItemSheet.evidence(official(sheet, figure)))
                .read(block.figures(), Draft.EMPTY);
    }

    /** What all lines say; empty where they differ. */
    private static String same(Block block, Function<Figure, String> said) {
        List<String> all = block.figures().stream().map(said).distinct().toList();
        return all.size() == 1 ? all.get(0) : "";
    }

    private static boolean isProvisional(Sheet sheet, Figure figure) {
        Answer answer = official(sheet, figure);
        return answer != null && answer.provisional();
    }

    private static String compared(Sheet sheet, Figure figure) {
        Answer answer = official(sheet, figure);
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

    private static String origin(Sheet sheet, Figure figure) {
        Answer answer = official(sheet, figure);
        Provenance provenance = answer == null ? null : answer.provenance();
        return provenance == null || !figure.indicator().authoritative()
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
