package cn.healthylishui.assessment.unitreview.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.scorecard.ObjectResult;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.WrittenPapers;
import cn.healthylishui.assessment.scorecard.WrittenPapers.Author;
import cn.healthylishui.assessment.scorecard.WrittenPapers.WrittenPaper;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.unitreview.UnitPaperDrafts;
import cn.healthylishui.assessment.unitreview.UnitReviews;
import cn.healthylishui.assessment.year.Stage;
import cn.healthylishui.assessment.year.Stages;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** 上报三项材料 of a municipal unit: summary and report written here or uploaded, score table made by the system (办法五(一)). */
@Component
class SubmitUnitPapersForm implements TaskForm {

    private final WrittenPapers papers;
    private final UnitPaperDrafts paperDrafts;
    private final UnitReviews reviews;
    private final Stages stages;
    private final ScoreBook scoreBook;
    private final OperationLog log;

    SubmitUnitPapersForm(
            WrittenPapers papers,
            UnitPaperDrafts paperDrafts,
            UnitReviews reviews,
            Stages stages,
            ScoreBook scoreBook,
            OperationLog log) {
        this.papers = papers;
        this.paperDrafts = paperDrafts;
        this.reviews = reviews;
        this.stages = stages;
        this.scoreBook = scoreBook;
        this.log = log;
    }

    @Override
    public String taskKey() {
        return "taskSubmitUnitPapers";
    }

    @Override
    public void require(TaskRef ref) {
        Stage stage = stages.of(ref.year(), Stage.Procedure.UNIT, ref.unit());
        reviews.requireUnitsTurn(ref.year(), ref.unit(), "PAPERS", stage);
    }

    private static Author author(TaskRef ref) {
        return new Author(ref.year(), ref.unit(), ref.unit(), Returns.Stage.UNIT_PAPERS, List.of(ref.unit()));
    }

    private List<WrittenPaper> papers(TaskRef ref, Draft draft) {
        return papers.of(author(ref), kind -> paperDrafts.of(kind, ref.year(), ref.unit()), draft);
    }

    @Override
    public FormContent content(TaskRef ref, Draft draft) {
        ObjectResult own = scoreBook.unitAsReported(ref.year(), ref.unit());
        return FormContent.of("提交即为正式上报所在专项组的组长单位和市健康丽水办，随后评审。上报前请核对，退回前不能再改。", "办法五(一)")
                .notices(papers.notices(author(ref)))
                .parts(papers(ref, draft).stream().map(WrittenPaper::section).toList())
                .part(WrittenPapers.made(
                        "自查评分表由自评数据自动生成，不用另外上传；可在“考核材料”页面下载核对。",
                        Map.of(
                                PaperKind.SELF_SCORE_TABLE,
                                "自评得分%s分；%d项任务自评齐全。"
                                        .formatted(own.score(), own.items().size()))))
                .fact("材料", "3 项")
                .fact("自评得分", own.score() + " 分");
    }

    @Override
    public Map<String, Object> submit(TaskRef ref, Draft draft, Actor actor) {
        List<PaperKind> handedIn = papers.handIn(author(ref), papers(ref, draft), actor);
        reviews.papersHandedIn(ref.year(), ref.unit(), handedIn);
        log.record(actor, Operation.of("上报三项材料", ref.year(), ref.unit()));
        return Map.of();
    }
}
