package cn.healthylishui.assessment.scorecard;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.Typed;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 总结和报告: the two papers that an assessed office writes in its form or uploads; the others are made from the data. The same for a
 * district and a municipal unit (办法五(一)).
 */
@Component
public class WrittenPapers {

    public static final List<PaperKind> KINDS = List.of(PaperKind.SUMMARY, PaperKind.SELF_CHECK_REPORT);

    public static final Option WRITE = new Option("WRITE", "在这里填写");
    public static final Option UPLOAD = new Option("UPLOAD", "上传文件");
    public static final Field<Option> HOW = Field.choice("how", "提交方式", M, WRITE, UPLOAD);
    public static final Field<String> BODY = Field.longText("body", "正文", L, WrittenPapers::unfinished);
    public static final Field<List<String>> FILES = Field.files("文件", L);

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

    /**
     * What there is of a paper.
     *
     * @param open whether it is to be handed in; otherwise the form shows what was handed in
     * @param file null where it was not uploaded
     */
    private record Known(
            PaperKind kind,
            boolean open,
            String body,
            @Nullable String file) {}

    /** A paper as the form has it. */
    public record WrittenPaper(PaperKind kind, boolean open, Line<?> line, Section section) {

        boolean uploaded() {
            return line.is(HOW, UPLOAD);
        }
    }

    /** @param firstDraft what the system writes of a paper that was never handed in */
    public List<WrittenPaper> of(Author author, Function<PaperKind, String> firstDraft, Draft draft) {
        return KINDS.stream()
                .map(kind -> paper(known(author, kind, firstDraft), draft))
                .toList();
    }

    private Known known(Author author, PaperKind kind, Function<PaperKind, String> firstDraft) {
        Optional<Papers.Paper> handedIn = papers.latest(author.year(), author.owner(), kind);
        return new Known(
                kind,
                handedIn.isEmpty()
                        || returned(author).stream()
                                .anyMatch(item -> item.item().equals(kind.name()))
                        || scoresReturnedSince(author, handedIn.get().writtenAt()),
                handedIn.isPresent() ? handedIn.map(Papers.Paper::body).orElse("") : firstDraft.apply(kind),
                handedIn.map(Papers.Paper::evidenceId).orElse(null));
    }

    /** A part named as the paper's kind, which asks for the text or the file. */
    private static WrittenPaper paper(Known known, Draft draft) {
        String label = known.kind().label();
        Table<Known> table = Table.<Known>questions(known.kind().name(), label)
                .hint(known.open() ? "已按数据写好初稿，请补充；也可上传本单位写好的文件。" : "这次退回不涉及本材料，保持原样。")
                .lockedWhere(paper -> !paper.open())
                .asks(HOW, paper -> HOW.written(paper.file() == null ? WRITE : UPLOAD));
        if (table.read(known, draft).only().is(HOW, UPLOAD)) {
            table.asks(
                            FILES.required("缺少“%s”，请上传文件。".formatted(label)),
                            paper -> FILES.written(
                                    Stream.ofNullable(paper.file()).toList()))
                    .rule((paper, typed) -> severalFiles(typed));
        } else {
            table.asks(BODY.required("缺少“%s”，请填写，或改为上传文件。".formatted(label)), Known::body);
        }
        Filled<Known> filled = table.read(known, draft);
        return new WrittenPaper(known.kind(), known.open(), filled.only(), filled.section());
    }

    private static Optional<Problem> severalFiles(Typed typed) {
        return typed.or(FILES, List.of()).size() > 1
                ? Optional.of(FILES.problem("只能上传一个文件，请删去多余的。"))
                : Optional.empty();
    }

    private static Optional<String> unfinished(String body) {
        return body.contains("（请补充") ? Optional.of("初稿里还有“（请补充……）”没有写，请补充完整，或改为上传文件。") : Optional.empty();
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
        return Table.<Map.Entry<PaperKind, String>>of(
                        "made", "系统生成的材料", paper -> paper.getKey().name())
                .hint(hint)
                .shows("name", "材料", M, paper -> paper.getKey().label())
                .shows("content", "内容", L, Map.Entry::getValue)
                .read(List.copyOf(contents.entrySet()), Draft.EMPTY)
                .section();
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
                paper.uploaded() ? null : paper.line().get(BODY),
                paper.uploaded() ? paper.line().get(FILES).get(0) : null,
                actor));
        returns.mended(author.year(), author.stage(), author.office());
        return open.stream().map(WrittenPaper::kind).toList();
    }
}
