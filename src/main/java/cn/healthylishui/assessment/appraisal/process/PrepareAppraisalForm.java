package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.Appraisals;
import cn.healthylishui.assessment.appraisal.Appraisals.Named;
import cn.healthylishui.assessment.appraisal.Poll;
import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
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
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 确定测评人员: how much each rater group weighs, whether delegates are invited, and who sits on which seat (办法四(二)). */
@Component
class PrepareAppraisalForm implements TaskForm {

    static final String WEIGHTS = "weights";
    static final String DELEGATES = "delegates";
    static final String INVITED = "INVITED";
    static final String NOT_INVITED = "NOT_INVITED";
    static final String RATERS = "raters";
    static final String ATTENDS = "attends";
    static final String YES = "YES";
    static final String NO = "NO";
    static final String PERSON = "person";

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

    /** A seat with what was typed for it. */
    private record Typed(RaterSeat seat, String attends, String person) {

        boolean takesPart() {
            return attends.equals(YES);
        }

        Named named() {
            return new Named(seat.code(), person);
        }
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

    private static String delegates(Draft draft) {
        return draft.value(WEIGHTS, WEIGHTS, DELEGATES, "");
    }

    private static boolean invited(Draft draft) {
        return delegates(draft).equals(INVITED);
    }

    private String weight(TaskRef task, Draft draft, RaterGroup group) {
        return draft.value(
                WEIGHTS,
                WEIGHTS,
                group.name(),
                String.valueOf(years.settings(task.year()).raterWeights().get(group.ordinal())));
    }

    /** What was typed as far as it is a whole number. */
    private Map<RaterGroup, Integer> weights(TaskRef task, Draft draft) {
        Map<RaterGroup, Integer> weights = new EnumMap<>(RaterGroup.class);
        for (RaterGroup group : RaterGroup.values()) {
            String typed = weight(task, draft, group);
            if (typed.matches("\\d{1,3}")) {
                weights.put(group, Integer.valueOf(typed));
            }
        }
        return weights;
    }

    /** Everybody takes part unless something else was typed; delegates where they are invited. */
    private List<Typed> typed(TaskRef task, Draft draft) {
        return roster.raterSeats(task.year()).stream()
                .map(seat -> new Typed(
                        seat,
                        draft.value(
                                RATERS,
                                seat.code(),
                                ATTENDS,
                                Poll.groups(invited(draft)).contains(seat.group()) ? YES : NO),
                        draft.value(RATERS, seat.code(), PERSON, "")))
                .toList();
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Typed> typed = typed(task, draft);
        List<Named> named = named(typed);
        List<String> problems = new ArrayList<>();
        appraisals.find(task.year()).ifPresent(poll -> problems.add("%d年度的测评人员已经确定，不能重复确定。".formatted(task.year())));
        if (!delegates(draft).isEmpty()) {
            appraisals.emptyGroup(named, invited(draft)).ifPresent(problems::add);
        }
        int units = roster.assessedUnits(task.year()).size();
        return new FormContent(
                "提交后，每位测评人员立即收到一张列有全部被考核市直单位的测评票；权重和名单不能再改。",
                List.of("办法四(二)"),
                notices(task, draft, named),
                List.of(weightSection(task, draft), raterSection(typed, draft)),
                List.of(
                        new Fact("被测评单位", units + " 个"),
                        new Fact("测评人员", named.size() + " 人"),
                        new Fact("实际权重", effective(weights(task, draft), invited(draft)))),
                problems);
    }

    private static List<Named> named(List<Typed> typed) {
        return typed.stream().filter(Typed::takesPart).map(Typed::named).toList();
    }

    private List<Notice> notices(TaskRef task, Draft draft, List<Named> named) {
        YearSettings settings = years.settings(task.year());
        Map<RaterGroup, Long> sizes = named.stream()
                .flatMap(one -> appraisals.groupOf(one.seat()).stream())
                .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
        return Poll.groups(invited(draft)).stream()
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

    private Section weightSection(TaskRef task, Draft draft) {
        List<Column> columns = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        columns.add(Column.choice(
                        DELEGATES,
                        "是否邀请两代表一委员",
                        Width.M,
                        List.of(new Option(INVITED, "邀请"), new Option(NOT_INVITED, "不邀请")))
                .help("党代表、人大代表、政协委员，必要时邀请。不邀请的，他们的权重按比例归其他两类。"));
        values.put(DELEGATES, delegates(draft));
        for (RaterGroup group : RaterGroup.values()) {
            columns.add(Column.input(group.name(), group.label() + "权重", InputType.NUMBER, Width.S)
                    .unit("%")
                    .help("整数，三类合计100。"));
            values.put(group.name(), weight(task, draft, group));
        }
        return Forms.questions(WEIGHTS, "权重", columns, values, weightProblems(task, draft));
    }

    private List<Problem> weightProblems(TaskRef task, Draft draft) {
        List<Problem> problems = new ArrayList<>();
        if (!delegates(draft).equals(INVITED) && !delegates(draft).equals(NOT_INVITED)) {
            problems.add(new Problem(DELEGATES, "请选择是否邀请两代表一委员参加测评。"));
        }
        Map<RaterGroup, Integer> weights = weights(task, draft);
        for (RaterGroup group : RaterGroup.values()) {
            if (!weights.containsKey(group)) {
                problems.add(
                        new Problem(group.name(), "“%s”不是0至100的整数，请改填，例如40。".formatted(weight(task, draft, group))));
            }
        }
        if (problems.isEmpty()) {
            Appraisals.wrongWeights(weights, invited(draft))
                    .ifPresent(message -> problems.add(new Problem(null, message)));
        }
        return problems;
    }

    private Section raterSection(List<Typed> typed, Draft draft) {
        Map<String, String> doubles = appraisals.doubles(named(typed));
        Map<String, List<String>> accounts = seats.accounts();
        List<Row> rows = typed.stream()
                .map(one -> new Row(
                        one.seat().code(),
                        false,
                        Map.of(
                                "seat",
                                one.seat().name(),
                                "group",
                                one.seat().group().label(),
                                ATTENDS,
                                one.attends(),
                                PERSON,
                                one.person()),
                        Map.of(),
                        problems(
                                one,
                                draft,
                                doubles.get(one.seat().code()),
                                accounts.getOrDefault(one.seat().code(), List.of()))))
                .toList();
        return Forms.table(
                RATERS,
                "测评人员",
                "每个席位一个账号、一张票，办结后票只归这个账号。测评人员是个人，不是单位：请填写本年度坐在这个席位上的人的姓名。",
                List.of(
                        Column.label("seat", "席位", Width.M),
                        Column.label("group", "类别", Width.M),
                        Column.choice(ATTENDS, "是否参加", Width.S, List.of(new Option(YES, "参加"), new Option(NO, "不参加"))),
                        Column.input(PERSON, "姓名", InputType.TEXT, Width.M)),
                rows);
    }

    private List<Problem> problems(Typed one, Draft draft, @Nullable String twice, List<String> accounts) {
        if (!one.takesPart()) {
            return one.attends().equals(NO) ? List.of() : List.of(new Problem(ATTENDS, "请选择参加或不参加。"));
        }
        Optional<String> wrongSeat = appraisals.wrongSeat(one.seat().code(), invited(draft));
        if (wrongSeat.isPresent()) {
            return List.of(new Problem(ATTENDS, wrongSeat.get()));
        }
        Optional<String> wrongAccounts = SealedSeats.wrongAccounts(accounts);
        if (wrongAccounts.isPresent()) {
            return List.of(new Problem(ATTENDS, wrongAccounts.get()));
        }
        return Appraisals.wrongPerson(one.person())
                .or(() -> Optional.ofNullable(twice))
                .map(message -> List.of(new Problem(PERSON, message)))
                .orElse(List.of());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        appraisals.prepare(task.year(), weights(task, draft), invited(draft), named(typed(task, draft)), actor);
        return Map.of();
    }
}
