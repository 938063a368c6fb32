package cn.healthylishui.assessment.year.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.RosterChanges;
import cn.healthylishui.assessment.year.YearChoice;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import cn.healthylishui.assessment.year.process.RosterSeats.Seats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 核对年度名册: the city office goes through the seats of the groups and the units of a year, and adds further special actions. */
@Component
public class ConfirmRosterForm implements TaskForm {

    public static final String YEAR = "year";

    private final RosterChanges changes;
    private final YearGroups groups;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Organization organization;

    ConfirmRosterForm(
            RosterChanges changes,
            YearGroups groups,
            AssessmentYears years,
            YearRoster roster,
            Organization organization) {
        this.changes = changes;
        this.groups = groups;
        this.years = years;
        this.roster = roster;
        this.organization = organization;
    }

    /** The parts of the year that is chosen. */
    private record Parts(int year, Seats seats, Filled<Integer> newGroups, Filled<YearUnit> units) {

        List<Section> sections() {
            return Stream.concat(seats.sections().stream(), Stream.of(newGroups.section(), units.section()))
                    .toList();
        }

        long doubtful() {
            return seats.doubtful() + RosterUnits.doubtful(units);
        }
    }

    @Override
    public String taskKey() {
        return "taskConfirmRoster";
    }

    @Override
    public void require(TaskRef task) {
        boolean prepared = years.all().stream().anyMatch(year -> !year.isStarted());
        OutOfStep.require(prepared, "年度名册", "没有正在筹备的年度");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        YearChoice choice = choice();
        Optional<Parts> parts = read(choice, draft);
        return FormContent.of("提交后，专项组席位和市直单位名册按这里的意见更新；没有确认的仍标注待确认，启动年度考核前可以再次核对。", "意见三(一)", "意见三(二)", "办法二(三)")
                .part(year(choice).read(task, draft))
                .parts(parts.map(Parts::sections).orElse(List.of()))
                .fact("专项组", parts.map(one -> groups.of(one.year()).size()).orElse(0) + " 个")
                .fact("仍待确认", parts.map(Parts::doubtful).orElse(0L) + " 处")
                .problems(parts.map(one -> one.seats().problems()).orElse(List.of()))
                .problems(choice.years().isEmpty() ? List.of("目前没有筹备中的考核年度，不能核对名册。") : List.of());
    }

    private YearChoice choice() {
        return YearChoice.first(years.all().stream()
                .filter(year -> !year.isStarted())
                .map(AssessmentYear::year)
                .toList());
    }

    private Table<TaskRef> year(YearChoice choice) {
        return Table.<TaskRef>questions(YEAR, "年度")
                .asks(YearChoice.YEAR.labelled("年度").offering(choice.options()), task -> choice.stored())
                .reads(YearChoice.YEAR, (task, typed) -> year(typed, choice));
    }

    /** A year that was begun meanwhile says why it is not offered any more. */
    private Reading<Integer> year(String typed, YearChoice choice) {
        Optional<Integer> year =
                Optional.of(typed).filter(text -> text.matches("\\d{4}")).map(Integer::valueOf);
        return year.filter(choice.years()::contains)
                .map(Reading::of)
                .orElseGet(() -> Reading.wrong(year.flatMap(changes::closed).orElse("请选择年度。")));
    }

    private Optional<Parts> read(YearChoice choice, Draft draft) {
        return choice.chosen(YEAR, draft).map(year -> {
            List<YearGroup> there = groups.of(year);
            SeatUnits units = new SeatUnits(year, roster, organization);
            return new Parts(
                    year,
                    new RosterSeats(year, units).read(there, draft),
                    new RosterGroups(units).read(there, draft),
                    RosterUnits.read(year, roster.units(year), draft));
        });
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Parts parts = read(choice(), draft).orElseThrow();
        changes.apply(
                parts.year(),
                parts.seats().changes(),
                parts.seats().additions(),
                new RosterGroups(new SeatUnits(parts.year(), roster, organization)).additions(parts.newGroups()),
                RosterUnits.changes(parts.units()),
                actor);
        return Map.of(Variables.YEAR, parts.year());
    }
}
