package cn.healthylishui.assessment.verification.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.Compared;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.ItemInput;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.References.Lookup;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Fact;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Answering;
import cn.healthylishui.assessment.verification.Contradictions.Item;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.Findings;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 答复核查不一致: whoever gave a figure that was found otherwise on the spot keeps it, with reason and material, or corrects it
 * (办法四(一), 七(一)). The city office decides, whatever is answered.
 */
@Component
class AnswerFindingsForm implements TaskForm {

    static final String ANSWERS = "answers";
    private static final int LONGEST_REASON = 2000;

    private final Contradictions contradictions;
    private final Findings findings;
    private final IndicatorTables tables;
    private final Scorecards scorecards;
    private final YearRoster roster;

    private final References references;

    AnswerFindingsForm(
            Contradictions contradictions,
            Findings findings,
            IndicatorTables tables,
            Scorecards scorecards,
            YearRoster roster,
            References references) {
        this.references = references;
        this.contradictions = contradictions;
        this.findings = findings;
        this.tables = tables;
        this.scorecards = scorecards;
        this.roster = roster;
    }

    @Override
    public String taskKey() {
        return "taskAnswerFindings";
    }

    @Override
    public void require(TaskRef task) {
        OutOfStep.require(!contradictions.query(task.id(Variables.QUERY)).closed(), "核查不一致", "市健康丽水办已经决定");
        if (findings.on(task.year(), task.district()).stream()
                .anyMatch(finding -> finding.checkedOffice().equals(task.office()))) {
            throw new OutOfStep("核查结果是本单位作出的，不能再由本单位替填报单位答复。");
        }
    }

    /** @param figure what the unit had given, as it stands now */
    private record Line(Item item, Indicator indicator, Finding finding, Answer figure) {}

    /** @param corrected the new figure; null where it is kept, or something is wrong with it */
    private record Reply(
            Line line,
            String choice,
            ItemInput.Typed typed,
            String body,
            String document,
            @Nullable Answer corrected,
            List<Problem> problems) {

        boolean corrects() {
            return choice.equals(Answering.CORRECTED.name());
        }
    }

    private List<Line> lines(TaskRef task) {
        IndicatorTable table = tables.ofDistrict(task.year(), task.district());
        List<Finding> found = findings.on(task.year(), task.district());
        return contradictions.items(task.id(Variables.QUERY)).stream()
                .map(item -> new Line(
                        item,
                        table.indicator(item.indicator()),
                        found.stream()
                                .filter(finding -> finding.indicator().equals(item.indicator()))
                                .findFirst()
                                .orElseThrow(),
                        Objects.requireNonNull(scorecards
                                .latest(task.year(), task.district())
                                .answer(item.indicator(), EntrySource.OFFICIAL))))
                .toList();
    }

    private List<Reply> replies(TaskRef task, Draft draft) {
        Lookup lookup = references.ofDistricts(task.year());
        return lines(task).stream()
                .map(line -> reply(line, lookup.of(task.district(), line.indicator()), draft))
                .toList();
    }

    private static Reply reply(Line line, Compared compared, Draft draft) {
        String key = line.indicator().code();
        Provenance before = line.figure().provenance();
        String choice = draft.value(ANSWERS, key, "answer", "");
        ItemInput.Typed typed = new ItemInput.Typed(
                draft.value(ANSWERS, key, "value", ""),
                ItemInput.reference(line.figure()),
                draft.value(ANSWERS, key, "reason", ""),
                Draft.ids(draft.value(ANSWERS, key, Draft.FILES, "")),
                "");
        String body = draft.value(ANSWERS, key, "body", before == null ? "" : before.body());
        String document = draft.value(ANSWERS, key, "document", before == null ? "" : before.document());
        List<Problem> problems = new ArrayList<>();
        Answer corrected = null;
        if (choice.isEmpty()) {
            problems.add(new Problem("answer", "请选择坚持原数据或更正数据。"));
        } else if (choice.equals(Answering.KEPT.name()) && !typed.value().isEmpty()) {
            problems.add(new Problem("value", "坚持原数据的不用填更正值；要改成%s的，“答复”请选“更正数据”。".formatted(typed.value())));
        } else if (choice.equals(Answering.CORRECTED.name())) {
            corrected = corrected(line, typed, compared, body, document, problems);
        }
        if (typed.reason().isBlank()) {
            problems.add(new Problem("reason", "请写明理由，市健康丽水办据此决定，被考核单位会看到。"));
        } else if (typed.reason().length() > LONGEST_REASON) {
            problems.add(new Problem("reason", "理由超过%d字，请精简，详细内容可作为材料上传。".formatted(LONGEST_REASON)));
        }
        if (typed.files().isEmpty()) {
            problems.add(new Problem(Draft.FILES, "请上传能证明这个数据的材料。"));
        }
        return new Reply(line, choice, typed, body, document, problems.isEmpty() ? corrected : null, problems);
    }

    private static @Nullable Answer corrected(
            Line line, ItemInput.Typed typed, Compared compared, String body, String document, List<Problem> problems) {
        ItemInput.Reading reading = ItemInput.read(line.indicator().alwaysApplicable(), typed, false, compared);
        reading.problems().stream()
                .filter(fault -> !fault.cell().equals("reason"))
                .map(fault -> new Problem("value", fault.message()))
                .forEach(problems::add);
        Answer answer = reading.answer();
        if (answer != null && !Finding.differ(answer, line.figure())) {
            problems.add(new Problem("value", "更正值与原数据相同；没有改动的，“答复”请选“坚持原数据”。"));
        }
        problems.addAll(
                ProvenanceCells.problems(line.indicator(), line.indicator().sourceKind(), body, document));
        SourceKind kind = line.indicator().authoritative() ? line.indicator().sourceKind() : SourceKind.UNIT_RECORD;
        return answer == null ? null : answer.from(new Provenance(kind, body.strip(), document.strip()), typed.files());
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        List<Reply> replies = replies(task, draft);
        return new FormContent(
                "提交后送市健康丽水办逐项决定，答复不能再改；到期没有答复的，由市健康丽水办说明后决定。",
                List.of("办法四(一)", "办法七(一)"),
                List.of(),
                List.of(section(task, replies)),
                List.of(
                        new Fact("不一致的指标", replies.size() + " 项"),
                        new Fact(
                                "待完善",
                                replies.stream()
                                                .mapToLong(reply ->
                                                        reply.problems().size())
                                                .sum()
                                        + " 处")),
                List.of());
    }

    private Section section(TaskRef task, List<Reply> replies) {
        boolean documents =
                replies.stream().anyMatch(reply -> reply.line().indicator().authoritative());
        List<Column> columns = new ArrayList<>(List.of(
                Column.label("name", "指标", Width.M),
                Column.label("figure", "贵单位填报", Width.S),
                Column.label("found", "现场核查", Width.S),
                Column.label("note", "核查说明", Width.M)));
        if (replies.stream()
                .anyMatch(reply -> !reply.line().finding().answer().evidence().isEmpty())) {
            columns.add(Column.input("proof", "核查材料", InputType.FILE_LIST, Width.M));
        }
        columns.addAll(List.of(
                Column.choice(
                        "answer",
                        "答复",
                        Width.M,
                        Stream.of(Answering.values())
                                .map(one -> new Option(one.name(), one.label()))
                                .toList()),
                Column.input("value", "更正值", InputType.NUMBER, Width.S).help("更正数据的必填。"),
                Column.input("reason", "理由", InputType.TEXT, Width.L)));
        if (documents) {
            columns.addAll(ProvenanceCells.columns("更正数据的必填。"));
        }
        columns.add(Column.input(Draft.FILES, "材料", InputType.FILES, Width.M));
        return Forms.table(
                ANSWERS,
                "%s：现场核查与贵单位填报的数据不一致".formatted(roster.objectName(task.year(), task.district())),
                "逐项答复。贵单位的数据按规定排在现场核查前面，但不一致的要由填报单位说明，再由市健康丽水办决定。",
                columns,
                replies.stream().map(AnswerFindingsForm::row).toList());
    }

    private static Row row(Reply reply) {
        Line line = reply.line();
        Map<String, String> values = new HashMap<>();
        values.put("name", ItemSheet.title(line.indicator()));
        values.put("figure", Answer.shown(line.indicator(), line.figure()));
        values.put("found", Answer.shown(line.indicator(), line.finding().answer()));
        values.put("note", line.finding().note());
        values.put("proof", String.join(",", line.finding().answer().evidence()));
        values.put("answer", reply.choice());
        values.put("value", reply.typed().value());
        values.put("reason", reply.typed().reason());
        values.put("body", reply.body());
        values.put("document", reply.document());
        values.put(Draft.FILES, String.join(",", reply.typed().files()));
        Map<String, Input> inputs = new HashMap<>();
        inputs.put("value", ItemInput.input(line.indicator().alwaysApplicable()));
        if (!line.indicator().authoritative()) {
            inputs.put("body", Input.NOTHING);
            inputs.put("document", Input.NOTHING);
        }
        return new Row(line.indicator().code(), false, values, inputs, reply.problems());
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        long query = task.id(Variables.QUERY);
        List<Reply> replies = replies(task, draft);
        for (Reply reply : replies) {
            String indicator = reply.line().indicator().code();
            contradictions.answer(
                    query,
                    indicator,
                    Answering.valueOf(reply.choice()),
                    reply.typed().reason(),
                    reply.typed().files(),
                    actor);
            if (reply.corrects()) {
                scorecards.record(
                        task.year(),
                        task.district(),
                        indicator,
                        EntrySource.OFFICIAL,
                        Objects.requireNonNull(reply.corrected()),
                        actor);
            }
        }
        references.corrected(
                task.year(),
                replies.stream()
                        .filter(Reply::corrects)
                        .map(reply -> reply.line().indicator().code())
                        .toList());
        return Map.of();
    }

    @Override
    public boolean inWorkbook(String section) {
        return section.equals(ANSWERS);
    }
}
