package cn.healthylishui.assessment.result.process;

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
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** 编制三项材料和优秀建议名单: summary and report to be read over, score table and list straight from the data (办法五(二)). */
@Component
class DraftPapersForm implements TaskForm {

    static final List<PaperKind> WRITTEN = List.of(PaperKind.CITY_SUMMARY, PaperKind.CITY_REPORT);

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

    private String body(TaskRef task, Draft draft, PaperKind kind, Standings standings) {
        String written = kind == PaperKind.CITY_SUMMARY
                ? paperDrafts.summary(task.year(), standings)
                : paperDrafts.report(task.year(), standings);
        String stored = papers.latest(task.year(), Office.CITY, kind)
                .map(Papers.Paper::body)
                .orElse(written);
        return draft.value(kind.name(), kind.name(), "body", stored);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Standings standings = cityBoard.of(task.year());
        List<Section> sections = new ArrayList<>();
        for (PaperKind kind : WRITTEN) {
            String body = body(task, draft, kind, standings);
            sections.add(Forms.questions(
                    kind.name(),
                    kind.label(),
                    List.of(Column.input("body", "正文", InputType.LONG_TEXT, Width.L)),
                    Map.of("body", body),
                    body.isBlank() ? List.of(new Problem("body", "“%s”不能为空。".formatted(kind.label()))) : List.of()));
        }
        sections.add(StandingRows.section(standings));
        sections.add(StandingRows.townships(standings));
        sections.add(StandingRows.units(standings));
        sections.add(StandingRows.unitsLeftOut(roster.units(task.year())));
        return new FormContent(
                "提交后，三项材料和优秀建议名单报领导小组审定；得分和等级由系统按规则算出，这里不能改动。",
                List.of("办法五(二)", "办法六(一)"),
                notices(task.year()),
                sections,
                List.of(),
                List.of());
    }

    private List<FormContent.Notice> notices(int year) {
        return Stream.of(
                        papers.latest(year, Office.CITY, PaperKind.CITY_REPORT).stream()
                                .map(paper -> "总结和报告是上次报送的稿子。退回后得分或名单有变化的，请相应修改。"),
                        provisional.inWords(year).stream(),
                        corrections.recordedInWords(year).stream())
                .flatMap(texts -> texts)
                .map(text -> new FormContent.Notice(FormContent.Level.WARNING, text))
                .toList();
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        Standings standings = cityBoard.of(task.year());
        WRITTEN.forEach(
                kind -> papers.handIn(task.year(), Office.CITY, kind, body(task, draft, kind, standings), null, actor));
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
