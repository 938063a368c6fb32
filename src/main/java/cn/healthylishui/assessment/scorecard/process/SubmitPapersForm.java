package cn.healthylishui.assessment.scorecard.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearDistrict;
import cn.healthylishui.assessment.cycle.YearTownship;
import cn.healthylishui.assessment.scorecard.CountyText;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.PaperDrafts;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.TownshipBoard;
import cn.healthylishui.assessment.scorecard.TownshipBoard.Board;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Layout;
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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * 上报四项材料: summary and report written here or uploaded, score table and excellent list made by the system, and the district's own
 * text for the draw (办法五(一)).
 */
@Component
class SubmitPapersForm implements TaskForm {

    private static final String WRITE = "WRITE";
    private static final String UPLOAD = "UPLOAD";
    private static final String DRAW = "draw";

    /** The two papers that an office writes; the other two come from the data. */
    static final List<PaperKind> WRITTEN = List.of(PaperKind.SUMMARY, PaperKind.SELF_CHECK_REPORT);

    private final AssessmentYears years;
    private final Papers papers;
    private final PaperDrafts paperDrafts;
    private final Returns returns;
    private final ScoreBook scoreBook;
    private final TownshipBoard townshipBoard;
    private final CountyText countyText;
    private final OperationLog log;

    SubmitPapersForm(
            AssessmentYears years,
            Papers papers,
            PaperDrafts paperDrafts,
            Returns returns,
            ScoreBook scoreBook,
            TownshipBoard townshipBoard,
            CountyText countyText,
            OperationLog log) {
        this.years = years;
        this.papers = papers;
        this.paperDrafts = paperDrafts;
        this.returns = returns;
        this.scoreBook = scoreBook;
        this.townshipBoard = townshipBoard;
        this.countyText = countyText;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskSubmitPapers";
    }

    private record WrittenPaper(PaperKind kind, boolean open, String how, String body, List<String> files) {

        List<Problem> problems() {
            if (!open) {
                return List.of();
            }
            if (how.equals(UPLOAD)) {
                return files.size() == 1
                        ? List.of()
                        : List.of(new Problem(
                                "files",
                                files.isEmpty() ? "缺少“%s”，请上传文件。".formatted(kind.label()) : "只能上传一个文件，请删去多余的。"));
            }
            if (body.isBlank()) {
                return List.of(new Problem("body", "缺少“%s”，请填写，或改为上传文件。".formatted(kind.label())));
            }
            return body.contains("（请补充") ? List.of(new Problem("body", "初稿里还有“（请补充……）”没有写，请补充完整，或改为上传文件。")) : List.of();
        }
    }

    private WrittenPaper paper(TaskRef task, Draft draft, PaperKind kind) {
        Optional<Papers.Paper> handedIn = papers.latest(task.year(), task.district(), kind);
        List<ReturnedItem> returned = returns.open(task.year(), Returns.Stage.PAPERS, task.office());
        boolean open = handedIn.isEmpty()
                || returned.stream().anyMatch(item -> item.item().equals(kind.name()))
                || scoresReturnedSince(task, handedIn.get().writtenAt());
        String storedFile = handedIn.map(Papers.Paper::evidenceId).orElse(null);
        String storedBody = handedIn.isPresent()
                ? handedIn.map(Papers.Paper::body).orElse("")
                : kind == PaperKind.SUMMARY
                        ? paperDrafts.summary(task.year(), task.district())
                        : paperDrafts.report(task.year(), task.district());
        Draft typed = open ? draft : Draft.EMPTY;
        String section = kind.name();
        return new WrittenPaper(
                kind,
                open,
                typed.value(section, section, "how", storedFile == null ? WRITE : UPLOAD),
                typed.value(section, section, "body", storedBody),
                ItemSheet.ids(typed.value(section, section, "files", storedFile)));
    }

    /** A paper tells scores; where scores were sent back after it was written, it may have to tell others. */
    private boolean scoresReturnedSince(TaskRef task, LocalDateTime written) {
        return Stream.concat(
                        Stream.of(task.district()),
                        years.townships(task.year(), task.district()).stream().map(YearTownship::code))
                .flatMap(object -> returns.history(task.year(), object).stream())
                .anyMatch(item -> item.stage() != Returns.Stage.PAPERS
                        && item.returnedAt().isAfter(written));
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
        YearDistrict district = years.district(task.year(), task.district());
        Board board = townshipBoard.of(task.year(), task.district(), TownshipBoard.AS_REPORTED);
        List<Section> sections = new ArrayList<>();
        WRITTEN.stream().map(kind -> section(paper(task, draft, kind))).forEach(sections::add);
        sections.add(Forms.table(
                "made",
                "系统生成的材料",
                "自查评分表和优秀名单由已填数据自动生成，不用另外上传；可在“考核材料”页面下载核对。",
                List.of(Column.label("name", "材料", Width.M), Column.label("content", "内容", Width.L)),
                List.of(
                        Forms.readOnly(
                                PaperKind.SELF_SCORE_TABLE.name(),
                                Map.of(
                                        "name",
                                        PaperKind.SELF_SCORE_TABLE.label(),
                                        "content",
                                        "本级自查得分%s分；%d个乡镇（街道）得分齐全。"
                                                .formatted(
                                                        scoreBook
                                                                .district(
                                                                        task.year(),
                                                                        task.district(),
                                                                        TownshipBoard.AS_REPORTED)
                                                                .score(),
                                                        board.lines().size()))),
                        Forms.readOnly(
                                PaperKind.EXCELLENT_LIST.name(),
                                Map.of(
                                        "name",
                                        PaperKind.EXCELLENT_LIST.label(),
                                        "content",
                                        "优秀%s：%s"
                                                .formatted(
                                                        board.share().text(),
                                                        board.excellent().isEmpty()
                                                                ? "无"
                                                                : board.excellent().stream()
                                                                        .map(
                                                                                line -> line.township()
                                                                                        .name())
                                                                        .collect(Collectors.joining("、"))))))));
        sections.add(draw(text(task, draft), district));
        return new FormContent(
                "提交即为正式上报，市健康丽水办随后审核；受理后立即抽签。上报前请核对，退回前不能再改。",
                List.of("办法五(一)"),
                returns.open(task.year(), Returns.Stage.PAPERS, task.office()).stream()
                        .map(item -> new Notice(
                                Level.WARNING,
                                "退回修改：%s——%s"
                                        .formatted(
                                                PaperKind.valueOf(item.item()).label(), item.reason())))
                        .toList(),
                sections,
                List.of(
                        new Fact("材料", "4 项"),
                        new Fact("优秀乡镇（街道）", board.share().text())),
                List.of());
    }

    private static Section section(WrittenPaper paper) {
        String key = paper.kind().name();
        List<Column> columns = new ArrayList<>();
        columns.add(
                Column.choice("how", "提交方式", Width.M, List.of(new Option(WRITE, "在这里填写"), new Option(UPLOAD, "上传文件"))));
        columns.add(
                paper.how().equals(UPLOAD)
                        ? Column.input("files", "文件", InputType.FILES, Width.L)
                        : Column.input("body", "正文", InputType.LONG_TEXT, Width.L));
        return new Section(
                key,
                paper.kind().label(),
                paper.open() ? "已按数据写好初稿，请补充；也可上传本单位写好的文件。" : "这次退回不涉及本材料，保持原样。",
                Layout.FORM,
                columns,
                List.of(new Row(
                        key,
                        !paper.open(),
                        Map.of("how", paper.how(), "body", paper.body(), "files", String.join(",", paper.files())),
                        Map.of(),
                        paper.problems())),
                Map.of());
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
        for (PaperKind kind : WRITTEN) {
            WrittenPaper paper = paper(task, draft, kind);
            if (paper.open()) {
                boolean uploaded = paper.how().equals(UPLOAD);
                papers.handIn(
                        task.year(),
                        task.district(),
                        kind,
                        uploaded ? null : paper.body(),
                        uploaded ? paper.files().get(0) : null,
                        actor);
            }
        }
        countyText.keep(task.year(), task.district(), text(task, draft));
        returns.mended(task.year(), Returns.Stage.PAPERS, task.office());
        log.record(actor, "上报四项材料", task.year(), task.district(), null, null, null);
        return Map.of();
    }
}
