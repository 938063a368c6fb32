package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.rehearsal.SetData.Cell;
import cn.healthylishui.rehearsal.SetSheets.Line;
import cn.healthylishui.rehearsal.SetSheets.Page;
import cn.healthylishui.rehearsal.YearInput.Correction;
import cn.healthylishui.rehearsal.YearInput.Misconduct;
import cn.healthylishui.rehearsal.YearInput.Objection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 数据集中审定以后的数据: objections and cases of misconduct. */
final class ResultUseChecks {

    private static final int SHORTEST_OBJECTION = 10;
    private static final int LONGEST_REASON = 2000;

    private final SetSheets sheets;
    private final SetRoster roster;
    private final SetData data;
    private final SetLines setLines;
    private final Map<Cell, Line> unitTasks;

    /** @param unitTasks the tasks that the units hold */
    ResultUseChecks(SetSheets sheets, SetRoster roster, SetData data, SetLines setLines, Map<Cell, Line> unitTasks) {
        this.sheets = sheets;
        this.roster = roster;
        this.data = data;
        this.setLines = setLines;
        this.unitTasks = unitTasks;
    }

    void check() {
        objections();
        misconduct();
    }

    /** What an objection or a case is about: a district, a township or an assessed unit. */
    private boolean knownObject(Line line) {
        String object = line.text("object");
        boolean unit = roster.unit(object).isPresent();
        if (roster.name(object).isPresent() && (!unit || isAssessed(object))) {
            return true;
        }
        line.fault(
                "object",
                object.isEmpty()
                        ? "还没有填对象编码。"
                        : unit
                                ? "%s本年度不列入考核，请核对编码。".formatted(setLines.named(object))
                                : "没有编码为“%s”的县（市、区）、开发区、乡镇（街道）或市直单位，请核对编码。".formatted(object));
        return false;
    }

    private boolean isAssessed(String unit) {
        return roster.assessed(data.tasks).stream().anyMatch(one -> one.code().equals(unit));
    }

    private void objections() {
        Page page = sheets.page(SetFile.OBJECTIONS, SetLayouts.OBJECTIONS.key());
        Set<List<String>> seen = new HashSet<>();
        for (Line line : page.lines()) {
            String office = line.text("office");
            if (!roster.objectors().contains(office)) {
                line.fault(
                        "office",
                        office.isEmpty()
                                ? "还没有填提出单位编码；社会公众的填 city-office。"
                                : "没有编码为“%s”的提出单位。请填健康办或市直单位的编码，社会公众的填 city-office。".formatted(office));
            }
            boolean known = knownObject(line);
            String object = line.text("object");
            if (known && !line.isBlank("item")) {
                known = knownItemOf(line, "item", object);
            }
            if (line.text("content").length() < SHORTEST_OBJECTION) {
                line.fault("content", "请写明事实和理由，至少%d个字。".formatted(SHORTEST_OBJECTION));
            }
            line.limit("content", Forms.LONG);
            line.limit("objector", 200);
            line.limit("contact", 200);
            line.limit("reason", LONGEST_REASON);
            line.require("decision", "请选“成立”或“不成立”。");
            if (!seen.add(List.of(office, object, line.text("item"), line.text("content")))) {
                line.fault("content", "与前面的一件完全相同，请删去这一行，或写明区别。");
            }
            boolean upheld = line.is("decision", SetLayouts.YES);
            Correction correction = upheld && known ? correction(line, object) : null;
            if (!upheld) {
                Stream.of("changed", "value", "reference")
                        .filter(column -> !line.isBlank(column))
                        .forEach(column -> line.fault(column, "异议不成立的，没有更正。请清空，或把决定改为“成立”。"));
            }
            data.objections.add(new Objection(
                    office,
                    office.equals(Office.CITY) ? line.text("objector", "社会公众") : line.text("objector"),
                    line.text("contact", "0578-0000000"),
                    object,
                    line.text("item"),
                    line.text("content"),
                    upheld,
                    line.text("reason", "按演练数据决定。"),
                    correction));
        }
    }

    /** An indicator that a district or township is scored by, or a task of a unit. */
    private boolean knownItemOf(Line line, String column, String object) {
        String code = line.text(column);
        boolean known = roster.unit(object).isPresent()
                ? unitTasks.containsKey(new Cell(object, code))
                : SetLines.has(indicatorsOf(object), code);
        if (!known) {
            line.fault(column, "%s没有编码为“%s”的指标或任务，请核对编码。".formatted(setLines.named(object), code));
        }
        return known;
    }

    private List<Indicator> indicatorsOf(String object) {
        return roster.district(object)
                .map(roster::indicatorsOf)
                .or(() -> roster.township(object)
                        .flatMap(place -> roster.district(place.district()))
                        .map(district -> roster.townshipIndicators(district.kind())))
                .orElse(List.of());
    }

    private @Nullable Correction correction(Line line, String object) {
        String column = line.isBlank("changed") ? "item" : "changed";
        if (line.isBlank(column)) {
            line.fault("changed", "异议成立而没有指明指标，请填更正哪一项。");
            return null;
        }
        line.limit("changeReason", LONGEST_REASON);
        if (!knownItemOf(line, column, object)) {
            return null;
        }
        if (roster.unit(object).isPresent()) {
            SetLines.percent(line, "value");
        } else if (line.is("value", ItemInput.NOT_APPLICABLE)) {
            line.fault("value", "更正不能填“不适用”。请填数值，没有数据的填“无”。");
        } else {
            setLines.answer(
                    object,
                    line,
                    SetLines.indicator(indicatorsOf(object), line.text(column)),
                    "value",
                    "reference",
                    "changeReason",
                    true);
        }
        return new Correction(
                line.text(column), line.text("value"), line.text("reference"), line.text("changeReason", "按异议办理结果更正。"));
    }

    private void misconduct() {
        Page page = sheets.page(SetFile.MISCONDUCT, SetLayouts.MISCONDUCT.key());
        page.by(line -> knownObject(line) ? Optional.of(line.text("object")) : Optional.empty(), "object")
                .forEach((object, line) -> {
                    line.require("facts", "请写明查明的事实。");
                    line.require("decision", "请选“认定”或“不予认定”。");
                    boolean confirmed = line.is("decision", SetLayouts.YES);
                    if (confirmed) {
                        line.require("serious", "认定的，请选情节“严重”或“一般”。");
                    } else if (line.is("serious", SetLayouts.YES)) {
                        line.fault("serious", "不予认定的，谈不上情节严重。请清空，或把决定改为“认定”。");
                    }
                    line.limit("source", MisconductCases.LONGEST_SOURCE);
                    Stream.of("clue", "facts", "accusation", "statement")
                            .forEach(column -> line.limit(column, MisconductCases.LONGEST_TEXT));
                    line.limit("reasons", MisconductCases.LONGEST_FINDING);
                    data.misconduct.add(new Misconduct(
                            object,
                            line.text("source", "群众来信"),
                            line.text("clue", line.text("facts")),
                            line.text("facts"),
                            line.text("accusation", line.text("facts")),
                            line.text("statement", "没有意见。"),
                            confirmed,
                            line.is("serious", SetLayouts.YES),
                            line.text("reasons", "按演练数据决定。")));
                });
    }
}
