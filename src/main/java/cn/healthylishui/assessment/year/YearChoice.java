package cn.healthylishui.assessment.year;

import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * 考核年度: which year a task is about that belongs to none yet; most of what else it asks depends on that.
 *
 * @param years those in question, in the order in which they are offered
 * @param usual the one that is taken as long as nobody chooses
 */
public record YearChoice(List<Integer> years, @Nullable Integer usual) {

    public static final Field<Integer> YEAR = Field.numbered("year", "考核年度", M).required("请选择考核年度。");

    /** Where there is only one year in question, nobody has to choose it. */
    public YearChoice(List<Integer> years) {
        this(years, years.size() == 1 ? years.get(0) : null);
    }

    /** The first of these is taken as long as nobody chooses. */
    public static YearChoice first(List<Integer> years) {
        return new YearChoice(years, years.isEmpty() ? null : years.get(0));
    }

    public static YearChoice of(AssessmentYears all, Predicate<AssessmentYear> inQuestion) {
        return new YearChoice(
                all.all().stream().filter(inQuestion).map(AssessmentYear::year).toList());
    }

    public Field<Integer> field() {
        return YEAR.offering(options());
    }

    public List<Option> options() {
        return years.stream()
                .map(year -> new Option(String.valueOf(year), year + "年度"))
                .toList();
    }

    /** What stands in the cell as long as nobody chooses. */
    public String stored() {
        return YEAR.written(Optional.ofNullable(usual));
    }

    /** The year that is chosen so far in a part of a form made of questions. */
    public Optional<Integer> chosen(String section, Draft draft) {
        return Table.<YearChoice>questions(section, "")
                .asks(field(), YearChoice::stored)
                .read(this, draft)
                .only()
                .find(YEAR);
    }
}
