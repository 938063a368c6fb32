package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.ReferenceChanges;
import cn.healthylishui.assessment.result.ReferenceChanges.ReferenceChange;
import cn.healthylishui.assessment.scorecard.GivenReferences;
import cn.healthylishui.assessment.scorecard.GivenReferences.Given;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ReferenceInput;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 更正官方参照值表: one line for each published figure, filled in where it was wrong. */
@Component
public class ReferenceCells {

    public static final String SECTION = "references";
    public static final Field<BigDecimal> VALUE = ReferenceInput.VALUE.labelled("新的参照值");
    public static final Field<String> DOCUMENT = ReferenceInput.DOCUMENT.width(M);
    public static final Field<String> REASON = Field.text("reason", "理由", L, ReferenceCells::wrongReason);

    private static final Table<Item> TABLE = Table.of(SECTION, "官方参照值", Item::code)
            .hint("公布给全市或全省的参照值有误的，在这里更正，对全部地区有效；没有变化的空着。")
            .mayStayEmpty()
            .shows("name", "参照值", L, Item::name)
            .shows("now", "现在", L, item -> ReferenceChanges.shown(item.now()))
            .asks(VALUE, item -> VALUE.written(item.before().map(Given::value)))
            .reads(VALUE, (item, text) -> ReferenceInput.value(item.indicator(), text))
            .asks(ReferenceInput.BODY, item -> item.before().map(Given::body).orElse(""))
            .asks(DOCUMENT, item -> item.before().map(Given::document).orElse(""))
            .asks(REASON, item -> item.stored() == null ? "" : item.stored().reason())
            .asks(
                    ReferenceInput.FILES,
                    item -> ReferenceInput.FILES.written(item.before().map(Given::evidence)))
            .rule(ReferenceCells::unchanged);

    static final Filled<Item> NONE = TABLE.read(List.of(), Draft.EMPTY);

    private final References references;
    private final GivenReferences given;

    ReferenceCells(References references, GivenReferences given) {
        this.references = references;
        this.given = given;
    }

    /**
     * A published figure.
     *
     * @param now what holds; null where none was given
     * @param stored what was proposed before; null where nothing was
     */
    record Item(
            Indicator indicator,
            @Nullable Given now,
            @Nullable ReferenceChange stored) {

        String code() {
            return indicator.code();
        }

        String name() {
            return ReferenceCells.name(indicator);
        }

        Optional<Given> before() {
            return Optional.ofNullable(stored).map(ReferenceChange::given);
        }
    }

    private static String name(Indicator indicator) {
        return ItemSheet.title(indicator) + "：" + ItemInput.referenceName(indicator);
    }

    private static Optional<String> wrongReason(String reason) {
        return reason.isEmpty()
                ? Optional.of("请写明为什么更正，被考核单位会看到。")
                : reason.length() > GivenReferences.LONGEST_REASON
                        ? Optional.of("理由超过%d字，请精简，详细内容可作为材料上传。".formatted(GivenReferences.LONGEST_REASON))
                        : Optional.empty();
    }

    private static Optional<Problem> unchanged(Item item, Typed row) {
        Given now = item.now();
        boolean readable = Stream.of(VALUE, ReferenceInput.BODY, DOCUMENT, ReferenceInput.FILES)
                .allMatch(field -> row.find(field).isPresent());
        if (now == null || !readable) {
            return Optional.empty();
        }
        Given typed = ReferenceInput.given(row);
        return typed.value().compareTo(now.value()) == 0 && typed.words().equals(now.words())
                ? Optional.of(VALUE.problem("与现在的参照值和出处都相同。没有改动的，请把这一行清空。"))
                : Optional.empty();
    }

    /** One line for each figure that the office gives; for each of the year where it is the city office. */
    Filled<Item> read(int year, String office, List<ReferenceChange> stored, Draft draft) {
        Map<String, Given> latest = given.latest(year);
        Set<String> names = new HashSet<>();
        return TABLE.read(
                references.published(year).stream()
                        .filter(indicator -> office.equals(Office.CITY)
                                || references.giver(indicator).equals(office))
                        .filter(indicator -> names.add(References.published(indicator)))
                        .map(indicator -> new Item(
                                indicator,
                                latest.get(indicator.code()),
                                stored.stream()
                                        .filter(change -> change.indicator().equals(indicator.code()))
                                        .findFirst()
                                        .orElse(null)))
                        .toList(),
                draft);
    }

    /** What the lines in which nothing is wrong would change. */
    static List<ReferenceChange> changes(Filled<Item> references) {
        return references.given().stream()
                .filter(Line::isRight)
                .map(line -> new ReferenceChange(
                        line.item().code(),
                        ReferenceInput.given(line.typed()),
                        line.get(REASON),
                        line.item().now()))
                .toList();
    }

    /** The same for whoever decides on it. */
    Filled<ReferenceChange> shown(int year, List<ReferenceChange> changes) {
        return Table.of(SECTION, "更正的参照值", ReferenceChange::indicator)
                .hint("一个参照值对全部地区有效。")
                .shows("name", "参照值", L, change -> name(references.publishedItem(year, change.indicator())))
                .shows("before", "现在", L, change -> ReferenceChanges.shown(change.before()))
                .shows("after", "改为", L, change -> ReferenceChanges.shown(change.given()))
                .shows("reason", "理由", L, ReferenceChange::reason)
                .showsFiles(Draft.FILES, "材料", M, change -> change.given().evidence())
                .read(changes, Draft.EMPTY);
    }
}
