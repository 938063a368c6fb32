package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Column;
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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * 总结和报告: the two papers that an assessed office writes in its form or uploads; the others are made from the data. The same for a
 * district and a municipal unit (办法五(一)).
 */
@Component
public class WrittenPapers {

    public static final List<PaperKind> KINDS = List.of(PaperKind.SUMMARY, PaperKind.SELF_CHECK_REPORT);

    private static final String WRITE = "WRITE";
    private static final String UPLOAD = "UPLOAD";

    private final Papers papers;
    private final Returns returns;

    WrittenPapers(Papers papers, Returns returns) {
        this.papers = papers;
        this.returns = returns;
    }

    /**
     * Whose papers they are.
     *
     * @param owner the code they are kept under
     * @param office who writes them
     * @param stage under which they are sent back
     * @param scored the objects whose scores they tell
     */
    public record Author(int year, String owner, String office, Returns.Stage stage, List<String> scored) {}

    /** A paper as the form has it; where it is not open it shows what was handed in. */
    public record WrittenPaper(PaperKind kind, boolean open, String how, String body, List<String> files) {

        public boolean uploaded() {
            return how.equals(UPLOAD);
        }

        List<Problem> problems() {
            if (!open) {
                return List.of();
            }
            if (uploaded()) {
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

        /** The section's key is the name of the paper's kind. */
        public Section section() {
            String key = kind.name();
            List<Column> columns = new ArrayList<>();
            columns.add(Column.choice(
                    "how", "提交方式", Width.M, List.of(new Option(WRITE, "在这里填写"), new Option(UPLOAD, "上传文件"))));
            columns.add(
                    uploaded()
                            ? Column.input("files", "文件", InputType.FILES, Width.L)
                            : Column.input("body", "正文", InputType.LONG_TEXT, Width.L));
            return new Section(
                    key,
                    kind.label(),
                    open ? "已按数据写好初稿，请补充；也可上传本单位写好的文件。" : "这次退回不涉及本材料，保持原样。",
                    Layout.FORM,
                    columns,
                    List.of(new Row(
                            key,
                            !open,
                            Map.of("how", how, "body", body, "files", String.join(",", files)),
                            Map.of(),
                            problems())),
                    Map.of());
        }
    }

    /** @param firstDraft what the system writes of a paper that was never handed in */
    public List<WrittenPaper> of(Author author, Function<PaperKind, String> firstDraft, Draft draft) {
        return KINDS.stream()
                .map(kind -> paper(author, kind, firstDraft, draft))
                .toList();
    }

    private WrittenPaper paper(Author author, PaperKind kind, Function<PaperKind, String> firstDraft, Draft draft) {
        Optional<Papers.Paper> handedIn = papers.latest(author.year(), author.owner(), kind);
        boolean open = handedIn.isEmpty()
                || returned(author).stream().anyMatch(item -> item.item().equals(kind.name()))
                || scoresReturnedSince(author, handedIn.get().writtenAt());
        String storedFile = handedIn.map(Papers.Paper::evidenceId).orElse(null);
        String storedBody =
                handedIn.isPresent() ? handedIn.map(Papers.Paper::body).orElse("") : firstDraft.apply(kind);
        Draft typed = open ? draft : Draft.EMPTY;
        String section = kind.name();
        return new WrittenPaper(
                kind,
                open,
                typed.value(section, section, "how", storedFile == null ? WRITE : UPLOAD),
                typed.value(section, section, "body", storedBody),
                Draft.ids(typed.value(section, section, "files", storedFile)));
    }

    private List<ReturnedItem> returned(Author author) {
        return returns.open(author.year(), author.stage(), author.office());
    }

    /** A paper tells scores; where scores were sent back after it was written, it may have to tell others. */
    private boolean scoresReturnedSince(Author author, LocalDateTime written) {
        return author.scored().stream()
                .flatMap(object -> returns.history(author.year(), object).stream())
                .anyMatch(item ->
                        item.stage() != author.stage() && item.returnedAt().isAfter(written));
    }

    /** What was sent back and why, for the head of the form. */
    public List<Notice> notices(Author author) {
        return returned(author).stream()
                .map(item -> new Notice(
                        Level.WARNING,
                        "退回修改：%s——%s".formatted(PaperKind.valueOf(item.item()).label(), item.reason())))
                .toList();
    }

    /** What of the papers is made by the system, as the form shows it: kind and what stands in it. */
    public static Section made(String hint, Map<PaperKind, String> contents) {
        return Forms.table(
                "made",
                "系统生成的材料",
                hint,
                List.of(Column.label("name", "材料", Width.M), Column.label("content", "内容", Width.L)),
                contents.entrySet().stream()
                        .map(paper -> Forms.readOnly(
                                paper.getKey().name(),
                                Map.of("name", paper.getKey().label(), "content", paper.getValue())))
                        .toList());
    }

    /**
     * Keeps a new version of each open paper; what was sent back counts as mended.
     *
     * @return which papers were handed in
     */
    public List<PaperKind> handIn(Author author, List<WrittenPaper> written, Actor actor) {
        List<WrittenPaper> open = written.stream().filter(WrittenPaper::open).toList();
        open.forEach(paper -> papers.handIn(
                author.year(),
                author.owner(),
                paper.kind(),
                paper.uploaded() ? null : paper.body(),
                paper.uploaded() ? paper.files().get(0) : null,
                actor));
        returns.mended(author.year(), author.stage(), author.office());
        return open.stream().map(WrittenPaper::kind).toList();
    }
}
