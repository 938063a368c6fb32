package cn.healthylishui.assessment.result.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;
import static cn.healthylishui.assessment.result.process.ReviewItemsForm.ADOPT;
import static cn.healthylishui.assessment.result.process.ReviewItemsForm.DECISION;
import static cn.healthylishui.assessment.result.process.ReviewItemsForm.FINDINGS;
import static cn.healthylishui.assessment.result.process.ReviewItemsForm.REASON;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.ScoreBook;
import cn.healthylishui.assessment.scorecard.Scorecard;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.verification.Finding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** 核查结果: a finding that the city office settles; agreed ones are adopted unless it says otherwise. */
record SettledFinding(Finding finding, Indicator indicator, String objectName, Scorecard card) {

    static final Table<SettledFinding> TABLE = Table.of(FINDINGS, "现场核查结果", SettledFinding::key)
            .hint("县（市、区）认可的默认采用；有异议的，请逐条决定并写明理由。")
            .hintWhereEmpty("没有核查结果。")
            .shows("object", "对象", M, SettledFinding::objectName)
            .shows("name", "指标", L, one -> ItemSheet.title(one.indicator()))
            .shows("reported", "自报", S, SettledFinding::reported)
            .shows("found", "核查", S, SettledFinding::value)
            .shows("note", "核查说明", M, one -> one.finding().note())
            .shows("county", "县（市、区）意见", M, SettledFinding::county)
            .asks(DECISION, one -> one.disputed() ? "" : ADOPT.value())
            .asks(REASON)
            .showsFiles("files", "核查和申辩材料", M, SettledFinding::files)
            .requiredWhere(REASON, (one, typed) -> one.disputed() || !typed.is(DECISION, ADOPT), "请写明理由，被考核单位会看到。");

    String key() {
        return finding.object() + "-" + finding.indicator();
    }

    boolean disputed() {
        return Boolean.FALSE.equals(finding.countyAgrees());
    }

    String reported() {
        return ScoreBook.shown(indicator, card.of(finding.indicator(), EntrySource.REPORTED));
    }

    String value() {
        return Answer.words(
                indicator, finding.answer().state(), finding.answer().value(), null);
    }

    String county() {
        return (disputed() ? "不认可：" : "认可") + Objects.requireNonNullElse(finding.countyComment(), "");
    }

    List<String> files() {
        return Stream.concat(finding.answer().evidence().stream(), finding.countyEvidence().stream())
                .toList();
    }

    /** What was found, with what the city office says of it. */
    static Answer adopted(Line<SettledFinding> line) {
        Answer found = line.item().finding().answer();
        return line.text(REASON).isEmpty() ? found : found.because(line.text(REASON));
    }
}
