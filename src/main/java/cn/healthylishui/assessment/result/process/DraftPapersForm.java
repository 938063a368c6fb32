package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.CityBoard;
import cn.healthylishui.assessment.result.CityBoard.Standings;
import cn.healthylishui.assessment.result.CityPaperDrafts;
import cn.healthylishui.assessment.result.FigureCorrections;
import cn.healthylishui.assessment.result.ProvisionalFigures;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 编制三项材料和优秀建议名单: summary and report to be read over, score table and list straight from the data (办法五(二)). */
@Component
class DraftPapersForm implements TaskForm {

    static final List<PaperKind> WRITTEN = List.of(PaperKind.CITY_SUMMARY, PaperKind.CITY_REPORT);

    private static final Field<String> BODY = Field.longText("body", "正文", L, text -> Optional.empty());

    private final YearRoster roster;
    private final CityBoard cityBoard;
    private final CityPaperDrafts paperDrafts;
    private final Papers papers;
    private final ProvisionalFigures provisional;
    private final FigureCorrections corrections;

    DraftPapersForm(
            YearRoster roster,
            CityBoard cityBoard,
            CityPaperDrafts paperDrafts,
            Papers papers,
            ProvisionalFigures provisional,
            FigureCorrections corrections) {
        this.roster = roster;
        this.cityBoard = cityBoard;
        this.paperDrafts = paperDrafts;
        this.papers = papers;
        this.provisional = provisional;
        this.corrections = corrections;
    }

    @Override
    public String taskKey() {
        return "taskDraftPapers";
    }

    /** One paper: the version handed in last, or the draft that the system writes. */
    private Filled<TaskRef> paper(TaskRef task, Draft draft, PaperKind kind, Standings standings) {
        return Table.<TaskRef>questions(kind.name(), kind.label())
                .asks(BODY.required("“%s”不能为空。".formatted(kind.label())), one -> papers.latest(
                                task.year(), Office.CITY, kind)
                        .map(Papers.Paper::body)
                        .orElseGet(() -> kind == PaperKind.CITY_SUMMARY
                                ? paperDrafts.summary(task.year(), standings)
                                : paperDrafts.report(task.year(), standings)))
                .read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Standings standings = cityBoard.of(task.year());
        return FormContent.of("提交后，三项材料和优秀建议名单报领导小组审定；得分和等级由系统按规则算出，这里不能改动。", "办法五(二)", "办法六(一)")
                .notices(notices(task.year()))
                .parts(WRITTEN.stream()
                        .map(kind -> paper(task, draft, kind, standings).section())
                        .toList())
                .part(StandingRows.districts(standings))
                .part(StandingRows.townships(standings))
                .parts(StandingRows.units(standings, roster.units(task.year())));
    }

    private List<Notice> notices(int year) {
        return Stream.of(
                        papers.latest(year, Office.CITY, PaperKind.CITY_REPORT).stream()
                                .map(paper -> "总结和报告是上次报送的稿子。退回后得分或名单有变化的，请相应修改。"),
                        provisional.inWords(year).stream(),
                        corrections.recordedInWords(year).stream())
                .flatMap(texts -> texts)
                .map(text -> new Notice(Level.WARNING, text))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Standings standings = cityBoard.of(task.year());
        WRITTEN.forEach(kind -> papers.handIn(
                task.year(),
                Office.CITY,
                kind,
                paper(task, draft, kind, standings).only().get(BODY),
                null,
                actor));
        papers.handIn(
                task.year(),
                Office.CITY,
                PaperKind.CITY_EXCELLENT_LIST,
                paperDrafts.excellentList(standings),
                null,
                actor);
        return Map.of();
    }
}
