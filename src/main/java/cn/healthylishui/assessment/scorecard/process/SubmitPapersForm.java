package cn.healthylishui.assessment.scorecard.process;

import static cn.healthylishui.assessment.column.Width.L;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.column.InputType;
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
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
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
public class SubmitPapersForm implements TaskForm {

    public static final String DRAW = "draw";
    public static final Field<String> TEXT = Field.of("text", "抽签文字", InputType.TEXT, L, Reading::of)
            .help("抽签结果由市里年初封存的密钥和这段文字共同算出，任何一方都不能单独左右；抽签后双方内容一并公布，可自行验算。");

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

    private Filled<TaskRef> draw(TaskRef task, Draft draft) {
        int sample = roster.district(task.year(), task.district()).sampleSize();
        return Table.<TaskRef>questions(DRAW, "抽签文字（抽查%d个乡镇（街道））".formatted(sample))
                .asks(TEXT, one -> countyText.kept(one.year(), one.district()).orElse(""))
                .rule((one, typed) -> countyText.fault(typed.text(TEXT)).map(TEXT::problem))
                .read(task, draft);
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        Board board = townshipBoard.reported(task.year(), task.district());
        return FormContent.of("提交即为正式上报，市健康丽水办随后审核；受理后立即抽签。上报前请核对，退回前不能再改。", "办法五(一)")
                .notices(papers.notices(author(task)))
                .parts(papers(task, draft).stream().map(WrittenPaper::section).toList())
                .part(WrittenPapers.made("自查评分表和优秀名单由已填数据自动生成，不用另外上传；可在“考核材料”页面下载核对。", made(task, board)))
                .part(draw(task, draft))
                .fact("材料", "4 项")
                .fact("优秀乡镇（街道）", board.share().text())
                .problems(ownUnits.fault(task.year(), task.district()).stream().toList());
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

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        papers.handIn(author(task), papers(task, draft), actor);
        countyText.keep(task.year(), task.district(), draw(task, draft).only().text(TEXT), actor);
        log.record(actor, Operation.of("上报四项材料", task.year(), task.district()));
        return Map.of();
    }
}
