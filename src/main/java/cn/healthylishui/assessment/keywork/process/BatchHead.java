package cn.healthylishui.assessment.keywork.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.KeyWorkTemplate;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearChoice;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** 本批文件: of which year a batch is, from where its tasks come, and by which document; the rest of the form depends on it. */
public final class BatchHead {

    public static final String PLAN = "plan";

    public static final Option IMPORT = new Option("IMPORT", "从2021年工作要点导入");
    static final Option CARRY = new Option("CARRY", "沿用上一年度任务");
    static final Option EMPTY = new Option("EMPTY", "逐项录入");

    public static final Field<Integer> YEAR = YearChoice.YEAR.labelled("年度");
    public static final Field<Option> SOURCE =
            Field.choice("source", "任务来源", M, IMPORT, CARRY, EMPTY).required("请选择任务从哪里来。");
    public static final Field<String> TITLE =
            Field.text("title", "文件标题", L, WorkPlans.LONGEST_TITLE).required("请填写文件标题。");
    static final Field<String> DOCUMENT =
            Field.text("document", "文号", M, WorkPlans.LONGEST_DOCUMENT_NUMBER).help("没有文号的可以不填。");
    public static final Field<LocalDate> ISSUED =
            Field.date("issued", "发文日期", M).required(TypedDate.problem(""));

    private final WorkPlans plans;
    private final KeyTasks tasks;
    private final Clock clock;

    BatchHead(WorkPlans plans, KeyTasks tasks, Clock clock) {
        this.plans = plans;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * What the rest of the form depends on.
     *
     * @param year empty while none that is offered is chosen
     * @param first whether the year has no batch yet, so that its tasks come from somewhere
     * @param source where from; empty while it is not chosen, or not asked for
     */
    record Head(Optional<Integer> year, boolean first, Optional<Option> source) {

        boolean isPackaged() {
            return source.filter(IMPORT::equals).isPresent();
        }
    }

    Head read(Draft draft) {
        Optional<Integer> year = offered().chosen(PLAN, draft);
        Head head = new Head(year, year.filter(plans::isFirst).isPresent(), Optional.empty());
        return !head.first()
                ? head
                : new Head(
                        year,
                        true,
                        source(Table.questions(PLAN, ""), head)
                                .read(head, draft)
                                .only()
                                .find(SOURCE));
    }

    Filled<Head> part(Head head, Draft draft) {
        YearChoice choice = offered();
        Table<Head> table = Table.<Head>questions(PLAN, "本批文件")
                .asks(
                        YEAR.required("请选择%d年至%d年之间的年度。".formatted(AssessmentYears.FIRST, current()))
                                .offering(choice.options())
                                .checked(plans::closed),
                        one -> choice.stored())
                .showsOnlyOffered(YEAR);
        if (head.first()) {
            source(table, head);
        }
        return table.asks(TITLE, one -> one.isPackaged() ? KeyWorkTemplate.TITLE : "")
                .asks(DOCUMENT, one -> one.isPackaged() ? KeyWorkTemplate.DOCUMENT_NUMBER : "")
                .asks(
                        ISSUED.checked(issued -> wrongYear(issued, head.year())),
                        one -> one.isPackaged() ? ISSUED.written(KeyWorkTemplate.ISSUED_ON) : "")
                .read(head, draft);
    }

    private int current() {
        return LocalDate.now(clock).getYear();
    }

    /** The latest first. */
    private YearChoice offered() {
        return YearChoice.first(IntStream.rangeClosed(AssessmentYears.FIRST, current())
                .mapToObj(year -> current() + AssessmentYears.FIRST - year)
                .toList());
    }

    private Table<Head> source(Table<Head> table, Head head) {
        boolean before =
                head.year().filter(year -> !tasks.active(year - 1).isEmpty()).isPresent();
        boolean packagedYear = head.year()
                .filter(year -> year == KeyWorkTemplate.ISSUED_ON.getYear())
                .isPresent();
        return table.asks(
                SOURCE.offering(before ? List.of(IMPORT, CARRY, EMPTY) : List.of(IMPORT, EMPTY)),
                one -> packagedYear ? SOURCE.written(IMPORT) : "");
    }

    private static Optional<String> wrongYear(LocalDate issued, Optional<Integer> year) {
        return year.filter(one -> Math.abs(issued.getYear() - one) > 1).map("发文日期与%d年度不符，请核对年份。"::formatted);
    }
}
