package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 对核查结果提出意见: before a finding that differs from what was reported counts, the county says whether it accepts it. */
@Component
class CommentFindingsForm implements TaskForm {

    static final String OPINIONS = "opinions";
    static final String AGREES = "AGREES";
    static final String DISAGREES = "DISAGREES";

    private static final int LONGEST_COMMENT = 2000;

    private final Findings findings;
    private final IndicatorTables tables;
    private final YearRoster roster;
    private final CheckSheet checks;

    private final References references;

    CommentFindingsForm(
            Findings findings, IndicatorTables tables, YearRoster roster, CheckSheet checks, References references) {
        this.references = references;
        this.findings = findings;
        this.tables = tables;
        this.roster = roster;
        this.checks = checks;
    }

    /** @param place which item of which object, as the form calls it */
    private record Item(Finding finding, Indicator indicator, String place, Compared compared) {

        String key() {
            return finding.object() + ":" + finding.indicator();
        }
    }

    private record Opinion(Item item, String choice, String comment, List<String> files) {}

    @Override
    public String taskKey() {
        return "taskCommentFindings";
    }

    @Override
    public void require(TaskRef task) {
        checks.requireChecked(task.year(), task.district());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Item> items = items(task);
        List<Item> different =
                items.stream().filter(item -> item.finding().differs()).toList();
        List<Item> same =
                items.stream().filter(item -> !item.finding().differs()).toList();
        List<Row> rows =
                different.stream().map(item -> row(opinion(item, draft))).toList();
        List<Section> sections = new ArrayList<>();
        if (!different.isEmpty()) {
            sections.add(Forms.table(OPINIONS, "与自报不同的核查结果", "逐条选择认可或不认可；不认可的写明理由，可以附材料。", columns(), rows));
        }
        List<Item> proven = different.stream()
                .filter(item -> !item.finding().answer().evidence().isEmpty())
                .toList();
        if (!proven.isEmpty()) {
            sections.add(Forms.table(
                    "proof",
                    "核查材料",
                    "市健康丽水办核查时收集的材料和照片，供对照。",
                    List.of(Column.label("name", "对象和指标", Width.L), files("核查材料")),
                    proven.stream()
                            .map(item -> Forms.readOnly(
                                    item.key(), Map.of("name", item.place(), "files", evidence(item.finding()))))
                            .toList()));
        }
        if (!same.isEmpty()) {
            sections.add(Forms.table(
                    "same",
                    "与自报一致的核查结果",
                    "不需要提出意见。",
                    sameColumns(),
                    same.stream().map(CommentFindingsForm::sameRow).toList()));
        }
        long todo = rows.stream().mapToLong(row -> row.problems().size()).sum();
        return new FormContent(
                "提交后，核查结果连同你们的意见一并转入市健康丽水办逐项审核，意见不能再改。",
                List.of("办法一(一)", "办法五(二)"),
                different.isEmpty() ? List.of(new Notice(Level.INFO, nothingToSay(items))) : List.of(),
                sections,
                List.of(
                        new Fact("核查", items.size() + " 项"),
                        new Fact("与自报不同", different.size() + " 项"),
                        new Fact("待完善", todo + " 处")),
                List.of());
    }

    private static String nothingToSay(List<Item> items) {
        return items.isEmpty() ? "本次没有核查结果，不需要提出意见，可以直接办结。" : "核查结果与自报全部一致，不需要提出意见，看过后可以直接办结。";
    }

    private static List<Column> columns() {
        return List.of(
                Column.label("name", "对象和指标", Width.L),
                Column.label("reported", "自报值", Width.M),
                Column.label("found", "核查值", Width.M),
                Column.label("points", "单项得分（自报 → 核查）", Width.M),
                Column.label("note", "核查说明", Width.L),
                Column.choice(
                        "opinion", "意见", Width.M, List.of(new Option(AGREES, "认可"), new Option(DISAGREES, "不认可"))),
                Column.input("comment", "理由", InputType.TEXT, Width.L).help("不认可的必填。"),
                files("补充材料"));
    }

    private static List<Column> sameColumns() {
        return List.of(
                Column.label("name", "对象和指标", Width.L),
                Column.label("found", "核查值", Width.M),
                Column.label("note", "核查说明", Width.L),
                files("核查材料"));
    }

    private static Column files(String label) {
        return Column.input("files", label, InputType.FILES, Width.M);
    }

    private static Row sameRow(Item item) {
        Finding finding = item.finding();
        return Forms.readOnly(
                item.key(),
                Map.of(
                        "name", item.place(),
                        "found", Answer.shown(item.indicator(), finding.answer()),
                        "note", finding.note(),
                        "files", evidence(finding)));
    }

    private static String evidence(Finding finding) {
        return String.join(",", finding.answer().evidence());
    }

    private static Row row(Opinion opinion) {
        Item item = opinion.item();
        Finding finding = item.finding();
        List<Problem> problems = new ArrayList<>();
        if (!opinion.choice().equals(AGREES) && !opinion.choice().equals(DISAGREES)) {
            problems.add(new Problem("opinion", "请选择认可或不认可。"));
        }
        if (opinion.choice().equals(DISAGREES) && opinion.comment().isEmpty()) {
            problems.add(new Problem("comment", "不认可的，请写明理由。"));
        }
        if (opinion.comment().length() > LONGEST_COMMENT) {
            problems.add(new Problem("comment", "理由超过%d字，请精简，详细内容可作为补充材料上传。".formatted(LONGEST_COMMENT)));
        }
        return new Row(
                item.key(),
                false,
                Map.of(
                        "name", item.place(),
                        "reported", Answer.shown(item.indicator(), finding.reported()),
                        "found", Answer.shown(item.indicator(), finding.answer()),
                        "points", points(item),
                        "note", finding.note(),
                        "opinion", opinion.choice(),
                        "comment", opinion.comment(),
                        "files", String.join(",", opinion.files())),
                Map.of(),
                problems);
    }

    private static String points(Item item) {
        String reported = ItemSheet.points(item.indicator(), item.finding().reported(), item.compared());
        return "%s → %s"
                .formatted(
                        reported.isEmpty() ? "—" : reported,
                        ItemSheet.points(item.indicator(), item.finding().answer(), item.compared()));
    }

    private List<Item> items(TaskRef task) {
        return findings.of(task.year(), task.district()).stream()
                .map(finding -> item(task, finding))
                .toList();
    }

    private Item item(TaskRef task, Finding finding) {
        boolean own = finding.object().equals(task.district());
        Indicator indicator = (own
                        ? tables.ofDistrict(task.year(), task.district())
                        : tables.ofTownshipsIn(task.year(), task.district()))
                .indicator(finding.indicator());
        String object = own ? "本级" : roster.objectName(task.year(), finding.object());
        return new Item(
                finding,
                indicator,
                object + " · " + ItemSheet.title(indicator),
                references.of(task.year(), finding.object()).of(finding.object(), indicator));
    }

    private static Opinion opinion(Item item, Draft draft) {
        return new Opinion(
                item,
                draft.value(OPINIONS, item.key(), "opinion", ""),
                draft.value(OPINIONS, item.key(), "comment", ""),
                Draft.ids(draft.value(OPINIONS, item.key(), "files", "")));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        items(task).stream()
                .filter(item -> item.finding().differs())
                .map(item -> opinion(item, draft))
                .forEach(opinion -> findings.comment(
                        task.year(),
                        opinion.item().finding().object(),
                        opinion.item().finding().indicator(),
                        opinion.choice().equals(AGREES),
                        opinion.comment(),
                        opinion.files(),
                        actor));
        return Map.of();
    }
}
