package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standing;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Forms.ReturnLine;
import cn.healthylishui.assessment.taskform.Forms.ReturnTable;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Contradiction;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 汇总得分和排名: all districts side by side. Equal or nearly equal county scores, and must-pass items of which nobody knows, cannot
 * pass; judged items go back to whoever scored them (办法五(二)).
 */
@Component
public class SummariseForm implements TaskForm {

    public static final Option CONFIRM = new Option("CONFIRM", "确认得分和排名");
    public static final Option SEND_BACK = new Option("SEND_BACK", "退回重评");
    public static final Field<Option> DECISION =
            Field.choice("decision", "意见", L, CONFIRM, SEND_BACK).required("请选择办理意见。");
    public static final String RETURNS = "returns";

    private final AssessmentYears years;
    private final YearRoster roster;
    private final IndicatorTables tables;
    private final CityBoard cityBoard;
    private final Scorecards scorecards;
    private final Returns returns;
    private final Organization organization;
    private final ProvisionalFigures provisional;
    private final Contradictions contradictions;

    SummariseForm(
            AssessmentYears years,
            YearRoster roster,
            IndicatorTables tables,
            CityBoard cityBoard,
            Scorecards scorecards,
            Returns returns,
            Organization organization,
            ProvisionalFigures provisional,
            Contradictions contradictions) {
        this.contradictions = contradictions;
        this.years = years;
        this.roster = roster;
        this.tables = tables;
        this.cityBoard = cityBoard;
        this.scorecards = scorecards;
        this.returns = returns;
        this.organization = organization;
        this.provisional = provisional;
    }

    @Override
    public String taskKey() {
        return "taskSummarise";
    }

    @Override
    public void require(TaskRef task) {
        boolean rejudged = returns.offices(task.year(), Returns.Stage.REJUDGE).isEmpty();
        OutOfStep.require(rejudged, task.year() + "年度考核结果", "重新评判");
    }

    private static Filled<TaskRef> decision(TaskRef task, Draft draft, List<String> faults, boolean nothingReturned) {
        return Table.<TaskRef>questions(Forms.DECISION, "办理意见")
                .asks(DECISION)
                .rules((one, typed) -> typed.is(DECISION, CONFIRM)
                        ? faults.stream().map(DECISION::problem).toList()
                        : List.of())
                .rule((one, typed) -> typed.is(DECISION, SEND_BACK) && nothingReturned
                        ? Optional.of(DECISION.problem("选了“退回重评”，请在退回清单里至少填写一行。"))
                        : Optional.empty())
                .read(task, draft);
    }

    private static boolean sendsBack(TaskRef task, Draft draft) {
        return decision(task, draft, List.of(), false).only().is(DECISION, SEND_BACK);
    }

    /** What stands against the summary, in words. */
    private List<String> faults(int year, Standings standings) {
        List<String> faults = new ArrayList<>();
        for (Standing standing : standings.districts()) {
            standing.result()
                    .mustPassUnknown()
                    .forEach(item -> faults.add("%s的必备指标“%s”没有数据，是否达标不明。请退回该项，由“%s”补报。"
                            .formatted(
                                    standing.district().name(), item.name(), organization.officeName(item.owner()))));
            Stream.concat(
                            standing.result().unsettled().stream()
                                    .map(item -> Map.entry(standing.district().name(), item)),
                            standing.townships().lines().stream().flatMap(line -> line.result().unsettled().stream()
                                    .map(item -> Map.entry(line.township().name(), item))))
                    .forEach(one -> faults.add("%s的“%s”%s。"
                            .formatted(
                                    one.getKey(),
                                    one.getValue().indicator().name(),
                                    one.getValue().score().arithmetic())));
        }
        Map<String, List<Contradiction>> undecided = contradictions.undecided(year);
        for (YearDistrict district : roster.districts(year)) {
            undecided
                    .getOrDefault(district.code(), List.of())
                    .forEach(one -> faults.add("%s的“%s”核查结果与数据不一致，还没有决定。请退回该项，由市健康丽水办写明理由审定。"
                            .formatted(district.name(), one.indicator().name())));
        }
        faults.addAll(TownshipBoard.faults(
                standings.differentiation(), years.settings(year).minimumSpread(), standings.names()));
        return faults;
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Standings standings = cityBoard.of(task.year());
        List<String> faults = faults(task.year(), standings);
        ReturnTable returnTable = returnTable(task, draft);
        List<Notice> notices = Stream.of(
                        returns.open(task.year(), Returns.Stage.SUMMARY, Office.CITY).stream()
                                .map(item -> new Notice(Level.WARNING, "领导小组退回意见：" + item.reason())),
                        faults.stream().map(fault -> new Notice(Level.WARNING, fault)),
                        provisional.inWords(task.year()).stream().map(text -> new Notice(Level.INFO, text)),
                        standings.districts().stream().flatMap(SummariseForm::tiesAfterChecks))
                .flatMap(all -> all)
                .toList();
        long excellent = standings.districts().stream()
                .filter(standing -> standing.graded().grade() == Grade.EXCELLENT)
                .count();
        long excellentUnits = standings.units().stream()
                .filter(unit -> unit.graded().grade() == Grade.EXCELLENT)
                .count();
        return FormContent.of("选“确认”后进入材料编制；选“退回重评”后，退回的项目由原打分单位重新评判并写明理由，再回到这里。", "办法五(二)", "办法六(一)")
                .notices(notices)
                .part(StandingRows.districts(standings))
                .parts(StandingRows.units(standings, roster.units(task.year())))
                .part(decision(task, draft, faults, returnTable.lines().isEmpty()))
                .part(returnTable.section())
                .fact("优秀的县（市、区）和开发区", excellent + " 个")
                .fact("优秀的市直单位", excellentUnits + " 个")
                .fact("九县（市、区）最高与最低相差", standings.differentiation().spread() + " 分");
    }

    /** A spot check may leave two townships level; that is shown and stands in nobody's way. */
    private static Stream<Notice> tiesAfterChecks(Standing standing) {
        Map<String, String> names = TownshipBoard.names(standing.townships());
        return standing.townships().differentiation().ties().stream()
                .map(tie -> new Notice(
                        Level.INFO,
                        "现场核查后，%s有乡镇（街道）得分相同：%s都是%s分。不影响汇总。"
                                .formatted(
                                        standing.district().name(),
                                        tie.codes().stream()
                                                .map(code -> names.getOrDefault(code, code))
                                                .collect(Collectors.joining("、")),
                                        tie.score())));
    }

    private ReturnTable returnTable(TaskRef task, Draft draft) {
        List<Option> objects = Stream.concat(
                        roster.districts(task.year()).stream()
                                .map(district -> new Option(district.code(), district.name())),
                        roster.assessedUnits(task.year()).stream().map(unit -> new Option(unit.code(), unit.name())))
                .toList();
        Map<String, IndicatorTable> ofUnits = tables.ofUnits(
                task.year(),
                roster.assessedUnits(task.year()).stream().map(YearUnit::code).toList());
        List<Option> items = Stream.concat(
                        Stream.of(TableKind.COUNTY, TableKind.ZONE)
                                .flatMap(kind -> tables.table(task.year(), kind).indicators().stream())
                                .filter(SummariseForm::canBeRejudged)
                                .map(indicator -> new Option(
                                        indicator.code(),
                                        ItemSheet.title(indicator)
                                                + (indicator.method().judged() ? "（评判）" : "")
                                                + "——"
                                                + organization.officeName(indicator.owner()))),
                        roster.assessedUnits(task.year()).stream()
                                .flatMap(unit -> Objects.requireNonNull(ofUnits.get(unit.code())).indicators().stream())
                                .map(item -> new Option(item.code(), ItemSheet.title(item)))
                                .distinct())
                .toList();
        ReturnTable table = Forms.returns(
                RETURNS,
                "选“退回重评”时填写。县（市、区）选 C 开头的指标，丽水开发区选 Z 开头的指标，市直单位选它承担的任务；得分相同的，请退回评判类指标。",
                objects,
                items,
                draft,
                sendsBack(task, draft));
        return new ReturnTable(
                table.section(),
                table.lines().stream().filter(line -> fits(task, line)).toList());
    }

    /** Nobody scored the district's own list: its entries were reviewed one by one, and the city office may decide otherwise. */
    private static boolean canBeRejudged(Indicator indicator) {
        return indicator.method().typed();
    }

    private boolean fits(TaskRef task, ReturnLine line) {
        return Stream.concat(
                                roster.districts(task.year()).stream().map(YearDistrict::code),
                                roster.assessedUnits(task.year()).stream().map(YearUnit::code))
                        .anyMatch(line.object()::equals)
                && tables.ofObject(task.year(), line.object()).indicators().stream()
                        .filter(SummariseForm::canBeRejudged)
                        .anyMatch(indicator -> indicator.code().equals(line.item()));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        boolean rejudge = sendsBack(task, draft);
        if (rejudge) {
            for (ReturnLine line : returnTable(task, draft).lines()) {
                returns.sendBack(
                        task.year(),
                        Returns.Stage.REJUDGE,
                        scoredBy(task.year(), line),
                        line.object(),
                        line.item(),
                        line.reason(),
                        actor);
            }
        } else {
            returns.mended(task.year(), Returns.Stage.SUMMARY, Office.CITY);
        }
        return Map.of(Variables.REJUDGE, rejudge);
    }

    /**
     * Whoever gave the value that counts: the city office where it decided the item itself, or has to, because a finding stands
     * against the figure; else the item's owner.
     */
    private String scoredBy(int year, ReturnLine line) {
        if (roster.isUnit(year, line.object())) {
            return Office.CITY;
        }
        Indicator indicator = tables.ofDistrict(year, line.object()).indicator(line.item());
        boolean contradicted = contradictions.undecided(year, line.object()).stream()
                .anyMatch(one -> one.indicator().equals(indicator));
        return scorecards.latest(year, line.object()).of(line.item(), EntrySource.DECIDED) == null && !contradicted
                ? indicator.owner()
                : Office.CITY;
    }
}
