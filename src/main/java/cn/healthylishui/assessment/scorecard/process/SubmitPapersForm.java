package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.scorecard.CountyText;
import cn.healthylishui.assessment.scorecard.OwnUnitsSettled;
import cn.healthylishui.assessment.scorecard.PaperDrafts;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.scorecard.WrittenPapers.Author;
import cn.healthylishui.assessment.scorecard.WrittenPapers.WrittenPaper;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 上报四项材料: summary and report written here or uploaded, score table and excellent list made by the system, and the district's own
 * text for the draw (办法五(一)).
 */
@Component
class SubmitPapersForm implements TaskForm {

    private static final String DRAW = "draw";

    private final YearRoster roster;
    private final WrittenPapers papers;
    private final PaperDrafts paperDrafts;
    private final ScoreBook scoreBook;
    private final TownshipBoard townshipBoard;
    private final CountyText countyText;
    private final OwnUnitsSettled ownUnits;
    private final OperationLog log;

    SubmitPapersForm(
            YearRoster roster,
            WrittenPapers papers,
            PaperDrafts paperDrafts,
            ScoreBook scoreBook,
            TownshipBoard townshipBoard,
            CountyText countyText,
            OwnUnitsSettled ownUnits,
            OperationLog log) {
        this.roster = roster;
        this.papers = papers;
        this.paperDrafts = paperDrafts;
        this.scoreBook = scoreBook;
        this.townshipBoard = townshipBoard;
        this.countyText = countyText;
        this.ownUnits = ownUnits;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskSubmitPapers";
    }

    private Author author(TaskRef task) {
        return new Author(
                task.year(),
                task.district(),
                task.office(),
                Returns.Stage.PAPERS,
                Stream.concat(
                                Stream.of(task.district()),
                                roster.townships(task.year(), task.district()).stream()
                                        .map(YearTownship::code))
                        .toList());
    }

    private List<WrittenPaper> papers(TaskRef task, Draft draft) {
        return papers.of(
                author(task),
                kind -> kind == PaperKind.SUMMARY
                        ? paperDrafts.summary(task.year(), task.district())
                        : paperDrafts.report(task.year(), task.district()),
                draft);
    }

    private String text(TaskRef task, Draft draft) {
        return draft.value(
                DRAW,
                DRAW,
                "text",
                countyText.kept(task.year(), task.district()).orElse(""));
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        YearDistrict district = roster.district(task.year(), task.district());
        Board board = townshipBoard.of(task.year(), task.district(), TownshipBoard.AS_REPORTED);
        List<Section> sections = new ArrayList<>();
        papers(task, draft).stream().map(WrittenPaper::section).forEach(sections::add);
        sections.add(WrittenPapers.made("自查评分表和优秀名单由已填数据自动生成，不用另外上传；可在“考核材料”页面下载核对。", made(task, board)));
        sections.add(draw(text(task, draft), district));
        return new FormContent(
                "提交即为正式上报，市健康丽水办随后审核；受理后立即抽签。上报前请核对，退回前不能再改。",
                List.of("办法五(一)"),
                papers.notices(author(task)),
                sections,
                List.of(
                        new Fact("材料", "4 项"),
                        new Fact("优秀乡镇（街道）", board.share().text())),
                ownUnits.fault(task.year(), task.district()).stream().toList());
    }

    private Map<PaperKind, String> made(TaskRef task, Board board) {
        Map<PaperKind, String> made = new LinkedHashMap<>();
        made.put(
                PaperKind.SELF_SCORE_TABLE,
                "本级自查得分%s分；%d个乡镇（街道）得分齐全。"
                        .formatted(
                                scoreBook
                                        .district(task.year(), task.district(), TownshipBoard.AS_REPORTED)
                                        .score(),
                                board.lines().size()));
        made.put(
                PaperKind.EXCELLENT_LIST,
                "优秀%s：%s"
                        .formatted(
                                board.share().text(),
                                board.excellent().isEmpty()
                                        ? "无"
                                        : board.excellent().stream()
                                                .map(line -> line.township().name())
                                                .collect(Collectors.joining("、"))));
        return made;
    }

    private Section draw(String text, YearDistrict district) {
        List<Problem> problems = countyText.fault(text).stream()
                .map(fault -> new Problem("text", fault))
                .toList();
        return Forms.questions(
                DRAW,
                "抽签文字（抽查%d个乡镇（街道））".formatted(district.sampleSize()),
                List.of(Column.input("text", "抽签文字", InputType.TEXT, Width.L)
                        .help("抽签结果由市里年初封存的密钥和这段文字共同算出，任何一方都不能单独左右；抽签后双方内容一并公布，可自行验算。")),
                Map.of("text", text),
                problems);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        papers.handIn(author(task), papers(task, draft), actor);
        countyText.keep(task.year(), task.district(), text(task, draft), actor);
        log.record(actor, "上报四项材料", task.year(), task.district(), null, null, null);
        return Map.of();
    }
}
