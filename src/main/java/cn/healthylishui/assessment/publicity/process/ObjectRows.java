package cn.healthylishui.assessment.publicity.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** 考核对象清单: how objects stand in the tables of notices and circulars. */
final class ObjectRows {

    private ObjectRows() {}

    /** @param note what is said of an object beside its result */
    static Section section(
            YearRoster roster,
            int year,
            String key,
            String title,
            @Nullable String hint,
            Collection<ObjectLine> objects,
            Function<ObjectLine, String> note) {
        return Table.<ObjectLine>of(key, title, ObjectLine::code)
                .hint(hint)
                .shows(
                        "district",
                        "所属",
                        M,
                        object -> object.isUnit() ? "市直单位" : roster.objectName(year, object.district()))
                .shows("name", "考核对象", M, object -> object.isDistrict() ? object.name() + "（本级）" : object.name())
                .shows("score", "得分", S, object -> object.score().toPlainString())
                .shows("rank", "名次", S, object -> object.rank() == null ? "—" : String.valueOf(object.rank()))
                .shows("grade", "等级", S, object -> object.grade().label())
                .shows("note", "说明", L, note)
                .section(List.copyOf(objects));
    }

    /** What is published names everybody on the list below it. */
    static Optional<String> leftOut(
            YearRoster roster, int year, Collection<ObjectLine> objects, String text, String list) {
        return objects.stream()
                .filter(object -> !text.contains(object.name()))
                .findFirst()
                .map(object -> "正文里没有“%s”。%s必须和下表一致，请补上。".formatted(roster.fullName(year, object.code()), list));
    }
}
