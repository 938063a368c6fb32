package cn.healthylishui.assessment.result.process;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.ReferenceChanges;
import cn.healthylishui.assessment.result.ReferenceChanges.ReferenceChange;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ReferenceInput;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 更正官方参照值表: one line for each published figure, filled in where it was wrong. */
@Component
class ReferenceCells {

    static final String SECTION = "references";
    private static final String TITLE = "官方参照值";

    private final References references;
    private final GivenReferences given;

    ReferenceCells(References references, GivenReferences given) {
        this.references = references;
        this.given = given;
    }

    /** @param change null while the line is empty or has problems */
    record Line(Row row, boolean empty, @Nullable ReferenceChange change) {}

    /** One line for each figure that the office gives; for each of the year where it is the city office. */
    List<Line> lines(int year, String office, List<ReferenceChange> stored, Draft draft) {
        Map<String, Given> latest = given.latest(year);
        Set<String> names = new HashSet<>();
        return references.published(year).stream()
                .filter(indicator -> office.equals(Office.CITY)
                        || references.giver(indicator).equals(office))
                .filter(indicator -> names.add(References.published(indicator)))
                .map(indicator -> line(
                        indicator,
                        latest.get(indicator.code()),
                        stored.stream()
                                .filter(change -> change.indicator().equals(indicator.code()))
                                .findFirst()
                                .orElse(null),
                        draft))
                .toList();
    }

    private static Line line(Indicator indicator, @Nullable Given now, @Nullable ReferenceChange stored, Draft draft) {
        String key = indicator.code();
        Given before = stored == null ? null : stored.given();
        Map<String, String> values = new HashMap<>();
        values.put("name", ItemSheet.title(indicator) + "：" + ItemInput.referenceName(indicator));
        values.put("now", ReferenceChanges.shown(now));
        values.put("value", draft.value(SECTION, key, "value", before == null ? "" : Answer.plain(before.value())));
        values.put("body", draft.value(SECTION, key, "body", before == null ? "" : before.body()));
        values.put("document", draft.value(SECTION, key, "document", before == null ? "" : before.document()));
        values.put("reason", draft.value(SECTION, key, "reason", stored == null ? "" : stored.reason()));
        values.put(
                Draft.FILES,
                draft.value(SECTION, key, Draft.FILES, before == null ? "" : String.join(",", before.evidence())));
        String reason = text(values, "reason").strip();
        List<String> files = Draft.ids(text(values, Draft.FILES));
        if ((text(values, "value") + text(values, "body") + text(values, "document") + reason).isBlank()
                && files.isEmpty()) {
            return new Line(new Row(key, false, values, Map.of(), List.of()), true, null);
        }
        ReferenceInput.Reading reading = ReferenceInput.read(
                indicator, text(values, "value"), text(values, "body"), text(values, "document"), files);
        List<Problem> problems = new ArrayList<>(reading.problems());
        Given typed = reading.given();
        if (now != null
                && typed != null
                && typed.value().compareTo(now.value()) == 0
                && typed.words().equals(now.words())) {
            problems.add(new Problem("value", "与现在的参照值和出处都相同。没有改动的，请把这一行清空。"));
        }
        if (reason.isEmpty()) {
            problems.add(new Problem("reason", "请写明为什么更正，被考核单位会看到。"));
        } else if (reason.length() > GivenReferences.LONGEST_REASON) {
            problems.add(new Problem("reason", "理由超过%d字，请精简，详细内容可作为材料上传。".formatted(GivenReferences.LONGEST_REASON)));
        }
        return new Line(
                new Row(key, false, values, Map.of(), problems),
                false,
                typed == null || !problems.isEmpty() ? null : new ReferenceChange(key, typed, reason, now));
    }

    private static String text(Map<String, String> values, String column) {
        return Objects.requireNonNull(values.get(column));
    }

    /** Empty where the office gives nothing of the kind. */
    static Optional<Section> section(List<Line> lines) {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(Forms.table(
                        SECTION,
                        TITLE,
                        "公布给全市或全省的参照值有误的，在这里更正，对全部地区有效；没有变化的空着。",
                        List.of(
                                Column.label("name", "参照值", Width.L),
                                Column.label("now", "现在", Width.L),
                                Column.input("value", "新的参照值", InputType.NUMBER, Width.S),
                                Column.input("body", "发布单位", InputType.TEXT, Width.M),
                                Column.input("document", "文件", InputType.TEXT, Width.M),
                                Column.input("reason", "理由", InputType.TEXT, Width.L),
                                Column.input(Draft.FILES, "材料", InputType.FILES, Width.M)),
                        lines.stream().map(Line::row).toList()));
    }

    /** The same for whoever decides on it; empty where none is to change. */
    Optional<Section> shown(int year, List<ReferenceChange> changes) {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(Forms.table(
                        SECTION,
                        "更正的参照值",
                        "一个参照值对全部地区有效。",
                        List.of(
                                Column.label("name", "参照值", Width.L),
                                Column.label("before", "现在", Width.L),
                                Column.label("after", "改为", Width.L),
                                Column.label("reason", "理由", Width.L),
                                Column.input(Draft.FILES, "材料", InputType.FILE_LIST, Width.M)),
                        changes.stream().map(change -> shown(year, change)).toList()));
    }

    private Row shown(int year, ReferenceChange change) {
        Indicator indicator = references.publishedItem(year, change.indicator());
        return Forms.readOnly(
                change.indicator(),
                Map.of(
                        "name",
                        ItemSheet.title(indicator) + "：" + ItemInput.referenceName(indicator),
                        "before",
                        ReferenceChanges.shown(change.before()),
                        "after",
                        ReferenceChanges.shown(change.given()),
                        "reason",
                        change.reason(),
                        Draft.FILES,
                        String.join(",", change.given().evidence())));
    }
}
