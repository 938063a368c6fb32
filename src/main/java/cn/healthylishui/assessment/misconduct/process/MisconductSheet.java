package cn.healthylishui.assessment.misconduct.process;

import cn.healthylishui.assessment.audit.OperationLog.Line;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Finding;
import cn.healthylishui.assessment.misconduct.MisconductCase.Stage;
import cn.healthylishui.assessment.misconduct.MisconductCase.State;
import cn.healthylishui.assessment.misconduct.MisconductCase.Statement;
import cn.healthylishui.assessment.misconduct.MisconductCase.Verdict;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Lines;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** 案卷: a case as the city office and the leading group read it in every form; and what those forms have in common. */
@Component
class MisconductSheet {

    static final String CLAUSE = "办法七(三)";

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MisconductCases cases;
    private final Organization organization;

    MisconductSheet(MisconductCases cases, Organization organization) {
        this.cases = cases;
        this.organization = organization;
    }

    /** One of the texts of a case, which has to be written. */
    static Field<String> text(String key, String label) {
        return text(key, label, MisconductCases.LONGEST_TEXT);
    }

    static Field<String> text(String key, String label, int longest) {
        return Field.longText(key, label, Width.L, text -> MisconductCases.wrongText(label, text, longest));
    }

    /** The same in one line. */
    static Field<String> line(String key, String label, int longest) {
        return Field.text(key, label, Width.L, text -> MisconductCases.wrongText(label, text, longest));
    }

    static long id(TaskRef task) {
        return task.id(Variables.MISCONDUCT);
    }

    /** Everything there is of a case, step by step; nothing of this is for the accused. */
    List<Section> sections(MisconductCase one) {
        Map<Stage, List<String>> files = cases.evidence(one.id());
        List<Section> sections = new ArrayList<>();
        sections.add(new Lines("clue", "问题线索")
                .say("案号", one.number())
                .say("考核年度", one.year() + "年度")
                .say("被反映对象", cases.objectName(one))
                .say("线索来源", one.clue().source())
                .say("线索内容", one.clue().text())
                .files("线索材料", of(files, Stage.CLUE))
                .section());
        Facts facts = one.facts();
        if (facts != null) {
            sections.add(new Lines("foundFacts", "调查取证")
                    .say("查明的事实", facts.text())
                    .files("证据材料", of(files, Stage.FACTS))
                    .say("告知被反映单位的内容", facts.accusation())
                    .section());
        }
        Statement statement = one.statement();
        if (statement != null) {
            sections.add(new Lines("statement", "陈述和申辩")
                    .say(statement.waived() ? "放弃陈述申辩的记录" : "陈述和申辩", said(statement))
                    .files("提供的材料", of(files, Stage.STATEMENT))
                    .section());
        }
        Finding finding = one.finding();
        if (finding != null && one.state() != State.REPORTED && one.state() != State.FINDING) {
            sections.add(new Lines("finding", "市健康丽水办的认定意见")
                    .say("意见", opinion(one, finding))
                    .say("认定理由和依据", finding.text())
                    .section());
        }
        Decision decision = one.decision();
        if (decision != null && one.state() == State.CONFIRMED) {
            sections.add(new Lines("decided", "市领导小组的决定")
                    .say("决定", Verdict.APPROVED.label())
                    .say("情节", one.serious() ? "严重，移送有关机关" : "一般，不移送")
                    .say("考核结果", decision.revision() == null ? "记入第1号" : "第%d号".formatted(decision.revision()))
                    .say("意见", decision.text() == null ? "" : decision.text())
                    .section());
        }
        sections.add(history(one));
        return sections;
    }

    static String said(Statement statement) {
        String text = statement.text();
        return text == null ? "没有意见" : text;
    }

    private static String opinion(MisconductCase one, Finding finding) {
        if (one.state() == State.CONFIRMED) {
            return "认定"; // how grave is now the word of the leading group
        }
        return !finding.confirmed() ? "不予认定" : one.serious() ? "认定，情节严重" : "认定，情节一般";
    }

    /** What an earlier round said is replaced in the case itself, but not here. */
    private Section history(MisconductCase one) {
        List<Line> lines = cases.history(one);
        return Table.<Integer>of("history", "办理经过", String::valueOf)
                .shows("at", "时间", Width.M, i -> MINUTE.format(lines.get(i).at()))
                .shows("who", "经办", Width.M, i -> "%s %s"
                        .formatted(
                                organization.officeName(lines.get(i).office()),
                                lines.get(i).userId()))
                .shows("action", "事项", Width.M, i -> lines.get(i).action())
                .shows(
                        "text",
                        "内容",
                        Width.L,
                        i -> Objects.requireNonNullElse(lines.get(i).to(), ""))
                .section(IntStream.range(0, lines.size()).boxed().toList());
    }

    /** Why the leading group sent the case back; nothing where it did not. */
    static List<Notice> returned(MisconductCase one) {
        Decision decision = one.decision();
        return decision == null || decision.text() == null
                ? List.of()
                : List.of(new Notice(
                        Level.WARNING,
                        "市领导小组%s退回补充调查：%s"
                                .formatted(WorkingDays.dateText(decision.at().toLocalDate()), decision.text())));
    }

    static List<String> of(Map<Stage, List<String>> evidence, Stage stage) {
        return evidence.getOrDefault(stage, List.of());
    }

    /** To whoever judges a case in which nothing was answered. */
    static List<Notice> silence(MisconductCase one, String what) {
        Statement statement = one.statement();
        return statement != null && statement.waived()
                ? List.of(new Notice(Level.WARNING, "被反映单位经催告没有陈述申辩。没有答复不等于承认，" + what))
                : List.of();
    }
}
