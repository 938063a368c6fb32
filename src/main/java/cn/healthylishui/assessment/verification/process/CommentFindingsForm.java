package cn.healthylishui.assessment.verification.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 对核查结果提出意见: before a finding that differs from what was reported counts, the county says whether it accepts it. */
@Component
public class CommentFindingsForm implements TaskForm {

    public static final String OPINIONS = "opinions";

    public static final Option AGREES = new Option("AGREES", "认可");
    public static final Option DISAGREES = new Option("DISAGREES", "不认可");
    public static final Field<Option> OPINION =
            Field.choice("opinion", "意见", M, AGREES, DISAGREES).required("请选择认可或不认可。");
    public static final Field<String> COMMENT =
            Field.text("comment", "理由", L, CommentFindingsForm::tooLong).help("不认可的必填。");
    public static final Field<List<String>> FILES = Field.files("补充材料", M);

    private static final int LONGEST_COMMENT = 2000;

    private static final Table<Item> DIFFERENT = table(OPINIONS, "与自报不同的核查结果")
            .hint("逐条选择认可或不认可；不认可的写明理由，可以附材料。")
            .shows(
                    "reported",
                    "自报值",
                    M,
                    item -> Answer.shown(item.indicator(), item.finding().reported()))
            .shows("found", "核查值", M, Item::found)
            .shows("points", "单项得分（自报 → 核查）", M, Item::points)
            .shows("note", "核查说明", L, item -> item.finding().note())
            .asks(OPINION)
            .asks(COMMENT)
            .requiredWhere(COMMENT, (item, typed) -> typed.is(OPINION, DISAGREES), "不认可的，请写明理由。")
            .asks(FILES);

    private static final Table<Item> PROOF =
            table("proof", "核查材料").hint("市健康丽水办核查时收集的材料和照片，供对照。").showsFiles("files", "核查材料", M, Item::evidence);

    private static final Table<Item> SAME = table("same", "与自报一致的核查结果")
            .hint("不需要提出意见。")
            .shows("found", "核查值", M, Item::found)
            .shows("note", "核查说明", L, item -> item.finding().note())
            .showsFiles("files", "核查材料", M, Item::evidence);

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

        String found() {
            return Answer.shown(indicator, finding.answer());
        }

        List<String> evidence() {
            return finding.answer().evidence();
        }

        String points() {
            String reported = ItemSheet.points(indicator, finding.reported(), compared);
            return "%s → %s"
                    .formatted(
                            reported.isEmpty() ? "—" : reported,
                            ItemSheet.points(indicator, finding.answer(), compared));
        }
    }

    private static Table<Item> table(String key, String title) {
        return Table.<Item>of(key, title, Item::key).shows("name", "对象和指标", L, Item::place);
    }

    private static Optional<String> tooLong(String comment) {
        return comment.length() > LONGEST_COMMENT
                ? Optional.of("理由超过%d字，请精简，详细内容可作为补充材料上传。".formatted(LONGEST_COMMENT))
                : Optional.empty();
    }

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
        Filled<Item> opinions = opinions(items, draft);
        FormContent content = FormContent.of("提交后，核查结果连同你们的意见一并转入市健康丽水办逐项审核，意见不能再改。", "办法一(一)", "办法五(二)");
        return (opinions.isEmpty() ? content.inform(nothingToSay(items)) : content)
                .partUnlessEmpty(opinions)
                .partUnlessEmpty(PROOF.read(
                        different(items).stream()
                                .filter(item -> !item.evidence().isEmpty())
                                .toList(),
                        Draft.EMPTY))
                .partUnlessEmpty(SAME.read(
                        items.stream().filter(item -> !item.finding().differs()).toList(), Draft.EMPTY))
                .fact("核查", items.size() + " 项")
                .fact("与自报不同", opinions.size() + " 项")
                .fact("待完善", opinions.todo() + " 处");
    }

    private static List<Item> different(List<Item> items) {
        return items.stream().filter(item -> item.finding().differs()).toList();
    }

    private static Filled<Item> opinions(List<Item> items, Draft draft) {
        return DIFFERENT.read(different(items), draft);
    }

    private static String nothingToSay(List<Item> items) {
        return items.isEmpty() ? "本次没有核查结果，不需要提出意见，可以直接办结。" : "核查结果与自报全部一致，不需要提出意见，看过后可以直接办结。";
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

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        opinions(items(task), draft).stream()
                .forEach(line -> findings.comment(
                        task.year(),
                        line.item().finding().object(),
                        line.item().finding().indicator(),
                        line.is(OPINION, AGREES),
                        line.text(COMMENT),
                        line.get(FILES),
                        actor));
        return Map.of();
    }
}
