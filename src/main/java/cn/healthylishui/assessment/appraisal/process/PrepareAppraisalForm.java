package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Appraisals.Named;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typed;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 确定测评人员: how much each rater group weighs, whether delegates are invited, and who sits on which seat (办法四(二)). */
@Component
public class PrepareAppraisalForm implements TaskForm {

    public static final String WEIGHTS = "weights";
    public static final Option INVITED = new Option("INVITED", "邀请");
    public static final Option NOT_INVITED = new Option("NOT_INVITED", "不邀请");
    public static final Field<Option> DELEGATES = Field.choice("delegates", "是否邀请两代表一委员", M, INVITED, NOT_INVITED)
            .required("请选择是否邀请两代表一委员参加测评。")
            .help("党代表、人大代表、政协委员，必要时邀请。不邀请的，他们的权重按比例归其他两类。");

    public static final String RATERS = "raters";
    public static final Option ATTENDS = new Option("YES", "参加");
    public static final Option ABSENT = new Option("NO", "不参加");
    public static final Field<Option> ATTENDANCE =
            Field.choice("attends", "是否参加", S, ATTENDS, ABSENT).required("请选择参加或不参加。");
    public static final Field<String> PERSON = Field.text("person", "姓名", M, Appraisals::wrongPerson);

    private static final int HUNDRED = 100;

    private final Appraisals appraisals;
    private final SealedSeats seats;
    private final AssessmentYears years;
    private final YearRoster roster;

    PrepareAppraisalForm(Appraisals appraisals, SealedSeats seats, AssessmentYears years, YearRoster roster) {
        this.appraisals = appraisals;
        this.seats = seats;
        this.years = years;
        this.roster = roster;
    }

    /** How much the marks of a group count. */
    private static Field<Integer> weight(RaterGroup group) {
        return Field.of(group.name(), group.label() + "权重", InputType.NUMBER, S, PrepareAppraisalForm::percent)
                .unit("%")
                .help("整数，三类合计100。");
    }

    private static Reading<Integer> percent(String typed) {
        return typed.matches("\\d{1,3}")
                ? Reading.of(Integer.valueOf(typed))
                : Reading.wrong("“%s”不是0至100的整数，请改填，例如40。".formatted(typed));
    }

    @Override
    public String taskKey() {
        return "taskPrepareAppraisal";
    }

    @Override
    public void require(TaskRef task) {
        years.require(task.year(), YearState.ASSESSING);
        appraisals.requireUnprepared(task.year());
    }

    private Filled<TaskRef> weights(TaskRef task, Draft draft) {
        List<Integer> usual = years.settings(task.year()).raterWeights();
        Table<TaskRef> questions =
                Table.<TaskRef>questions(WEIGHTS, "权重").asks(DELEGATES).rule(PrepareAppraisalForm::wrongWeights);
        for (RaterGroup group : RaterGroup.values()) {
            questions.asks(weight(group), any -> String.valueOf(usual.get(group.ordinal())));
        }
        return questions.read(task, draft);
    }

    /** Asked once every answer can be read. */
    private static Optional<Problem> wrongWeights(TaskRef task, Typed typed) {
        return typed.find(DELEGATES).isPresent() && read(typed).size() == RaterGroup.values().length
                ? Appraisals.wrongWeights(read(typed), invited(typed)).map(Problem::ofRow)
                : Optional.empty();
    }

    /** The weights as far as they can be read. */
    private static Map<RaterGroup, Integer> read(Typed typed) {
        Map<RaterGroup, Integer> weights = new EnumMap<>(RaterGroup.class);
        for (RaterGroup group : RaterGroup.values()) {
            typed.find(weight(group)).ifPresent(weight -> weights.put(group, weight));
        }
        return weights;
    }

    private static boolean invited(Typed weights) {
        return weights.is(DELEGATES, INVITED);
    }

    /** Everybody takes part unless something else is typed; delegates where they are invited. */
    private Filled<RaterSeat> raters(TaskRef task, boolean invited, Draft draft) {
        Map<String, List<String>> accounts = seats.accounts();
        Function<RaterSeat, Optional<String>> wrongSeat = seat -> appraisals
                .wrongSeat(seat.code(), invited)
                .or(() -> SealedSeats.wrongAccounts(accounts.getOrDefault(seat.code(), List.of())));
        Filled<RaterSeat> raters = Table.of(RATERS, "测评人员", RaterSeat::code)
                .hint("每个席位一个账号、一张票，办结后票只归这个账号。测评人员是个人，不是单位：请填写本年度坐在这个席位上的人的姓名。")
                .shows("seat", "席位", M, RaterSeat::name)
                .shows("group", "类别", M, seat -> seat.group().label())
                .asks(
                        ATTENDANCE,
                        seat -> ATTENDANCE.written(Poll.groups(invited).contains(seat.group()) ? ATTENDS : ABSENT))
                .asks(PERSON)
                .askedWhere(
                        PERSON,
                        (seat, typed) -> typed.is(ATTENDANCE, ATTENDS)
                                && wrongSeat.apply(seat).isEmpty())
                .rule((seat, typed) -> typed.is(ATTENDANCE, ATTENDS)
                        ? wrongSeat.apply(seat).map(ATTENDANCE::problem)
                        : Optional.empty())
                .read(roster.raterSeats(task.year()), draft);
        Map<String, String> doubles = appraisals.doubles(named(raters));
        return raters.rule(line -> Optional.ofNullable(doubles.get(line.item().code()))
                .filter(twice -> line.isRight())
                .map(PERSON::problem));
    }

    private static List<Named> named(Filled<RaterSeat> raters) {
        return raters.stream()
                .filter(line -> line.is(ATTENDANCE, ATTENDS))
                .map(line -> new Named(line.item().code(), line.text(PERSON)))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Filled<TaskRef> weights = weights(task, draft);
        Typed typed = weights.only().typed();
        boolean invited = invited(typed);
        Filled<RaterSeat> raters = raters(task, invited, draft);
        List<Named> named = named(raters);
        FormContent content = FormContent.of("提交后，每位测评人员立即收到一张列有全部被考核市直单位的测评票；权重和名单不能再改。", "办法四(二)")
                .notices(notices(task, invited, named))
                .part(weights)
                .part(raters)
                .fact("被测评单位", roster.assessedUnits(task.year()).size() + " 个")
                .fact("测评人员", named.size() + " 人")
                .fact("实际权重", effective(read(typed), invited));
        if (appraisals.find(task.year()).isPresent()) {
            content = content.problem("%d年度的测评人员已经确定，不能重复确定。".formatted(task.year()));
        }
        return typed.isEmpty(DELEGATES)
                ? content
                : content.problems(
                        appraisals.emptyGroup(named, invited).stream().toList());
    }

    private List<Notice> notices(TaskRef task, boolean invited, List<Named> named) {
        YearSettings settings = years.settings(task.year());
        Map<RaterGroup, Long> sizes = named.stream()
                .flatMap(one -> appraisals.groupOf(one.seat()).stream())
                .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
        return Poll.groups(invited).stream()
                .filter(group -> sizes.getOrDefault(group, 0L) > 0
                        && sizes.getOrDefault(group, 0L) < settings.smallestShownRaterGroup())
                .map(group -> new Notice(
                        Level.WARNING,
                        "%s只有%d人参加，不足%d人：为保密，测评结果将不分类别、合并显示；得分仍按各类计算。"
                                .formatted(group.label(), sizes.get(group), settings.smallestShownRaterGroup())))
                .toList();
    }

    /** The weights of those who take part, brought to 100 %. */
    private static String effective(Map<RaterGroup, Integer> weights, boolean invited) {
        List<RaterGroup> groups = Poll.groups(invited);
        int sum = groups.stream()
                .mapToInt(group -> weights.getOrDefault(group, 0))
                .sum();
        if (sum == 0) {
            return "—";
        }
        return groups.stream()
                .map(group -> "%s%s%%"
                        .formatted(
                                group.label(),
                                BigDecimal.valueOf((long) HUNDRED * weights.getOrDefault(group, 0))
                                        .divide(BigDecimal.valueOf(sum), 2, RoundingMode.HALF_UP)
                                        .stripTrailingZeros()
                                        .toPlainString()))
                .collect(Collectors.joining("、"));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Typed typed = weights(task, draft).only().typed();
        boolean invited = invited(typed);
        appraisals.prepare(task.year(), read(typed), invited, named(raters(task, invited, draft)), actor);
        return Map.of();
    }
}
