package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.publicity.Objections.Stage;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 异议情况: what whoever works on an objection has before them, the same at every step. */
@Component
class ObjectionFacts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private final Objections objections;
    private final Results results;
    private final IndicatorTables tables;
    private final YearRoster roster;

    ObjectionFacts(Objections objections, Results results, IndicatorTables tables, YearRoster roster) {
        this.objections = objections;
        this.results = results;
        this.tables = tables;
        this.roster = roster;
    }

    String itemName(Objection objection) {
        return objection.indicator() == null
                ? "整体结果"
                : objection.indicator()
                        + " "
                        + tables.ofObject(objection.year(), objection.object())
                                .indicator(objection.indicator())
                                .name();
    }

    Section section(Objection objection) {
        List<Row> rows = new ArrayList<>();
        add(rows, "receipt", "受理编号", objection.receipt(), "");
        add(rows, "by", "提出人", objection.objector() + (objection.fromPublic() ? "（社会公众）" : ""), "");
        add(rows, "contact", "联系方式", objection.contact(), "");
        add(rows, "at", "提出时间", TIME.format(objection.filedAt()), "");
        add(
                rows,
                "object",
                "异议对象",
                roster.fullName(objection.year(), objection.object()) + "，" + result(objection),
                "");
        add(rows, "item", "异议事项", itemName(objection), "");
        item(objection, rows);
        add(
                rows,
                "content",
                "事实和理由",
                objection.content(),
                String.join(",", objections.evidence(objection.id(), Stage.FILED)));
        if (objection.investigation() != null) {
            add(
                    rows,
                    "investigation",
                    "调查情况",
                    objection.investigation(),
                    String.join(",", objections.evidence(objection.id(), Stage.INVESTIGATED)));
        }
        if (objection.decisionReason() != null) {
            add(rows, "decision", "决定", objection.state().label() + "。" + objection.decisionReason(), "");
        }
        return Forms.table(
                "objection",
                "异议情况",
                null,
                List.of(
                        Column.label("what", "事项", Width.S),
                        Column.label("text", "内容", Width.L),
                        Column.input("files", "材料", InputType.FILES, Width.M)),
                rows);
    }

    private String result(Objection objection) {
        return results.object(objection.year(), results.latestNumber(objection.year()), objection.object())
                .map(line -> "%s分，%s（%s）".formatted(line.score(), line.grade().label(), line.gradeReason()))
                .orElse("");
    }

    /** How the item was scored, in the words of the result. */
    private void item(Objection objection, List<Row> rows) {
        if (objection.indicator() == null) {
            return;
        }
        results.items(objection.year(), results.latestNumber(objection.year()), objection.object()).stream()
                .filter(item -> item.indicator().code().equals(objection.indicator()))
                .findFirst()
                .ifPresent(item -> add(
                        rows,
                        "score",
                        "现在的得分",
                        "满分%s分，得%s分。%s"
                                .formatted(item.score().maximum(), item.score().points(), item.explanation()),
                        ""));
    }

    private static void add(List<Row> rows, String key, String what, String text, String files) {
        rows.add(Forms.readOnly(key, Map.of("what", what, "text", text, "files", files)));
    }
}
