package cn.healthylishui.assessment.interview.process;

import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.Interview.Report;
import cn.healthylishui.assessment.interview.InterviewText;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent.Level;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.year.YearRoster;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the forms of an interview have in common: why it is held, at the top of each, and what is already on record. */
@Component
class InterviewSheet {

    static final String CLAUSE = "办法六(二)";

    private static final int LARGEST_LOSSES = 5;

    private final Interviews interviews;
    private final Circulations circulations;
    private final Results results;
    private final IndicatorTables tables;
    private final YearRoster roster;
    private final Organization organization;

    InterviewSheet(
            Interviews interviews,
            Circulations circulations,
            Results results,
            IndicatorTables tables,
            YearRoster roster,
            Organization organization) {
        this.interviews = interviews;
        this.circulations = circulations;
        this.results = results;
        this.tables = tables;
        this.roster = roster;
        this.organization = organization;
    }

    /**
     * An item in which the object lost.
     *
     * @param lost 0 for a must-pass item, which carries no points
     */
    record Loss(Indicator indicator, BigDecimal points, BigDecimal maximum, BigDecimal lost, String explanation) {

        /** The item as a problem to be mended. */
        String problem() {
            return indicator.mustPass()
                    ? "必备指标“%s”未达标。".formatted(indicator.name())
                    : "“%s”得%s分（满分%s分），失%s分。"
                            .formatted(
                                    indicator.name(), Answer.plain(points), Answer.plain(maximum), Answer.plain(lost));
        }
    }

    /** One of the texts of an interview, which has to be written. */
    static Field<String> text(String key, InterviewText text, Width width) {
        return Field.text(key, text.label(), width, text::wrong);
    }

    Interview interview(TaskRef task) {
        return interviews.get(task.id(Variables.INTERVIEW));
    }

    String objectName(Interview interview) {
        return roster.objectName(interview.year(), interview.object());
    }

    String officeName(String office) {
        return organization.officeName(office);
    }

    /** The result that was circulated, for which the interview is held. */
    ObjectLine result(Interview interview) {
        return results.object(interview.year(), revision(interview), interview.object())
                .orElseThrow();
    }

    private int revision(Interview interview) {
        return Objects.requireNonNull(circulations.get(interview.circulation()).revision());
    }

    Section resultSection(Interview interview) {
        ObjectLine result = result(interview);
        String failed = failedMustPass(interview).stream()
                .map(loss -> loss.indicator().name())
                .collect(Collectors.joining("、"));
        return Table.<Interview>questions("result", "考核结果")
                .shows("object", "约谈对象", Width.M, this::objectName)
                .shows("score", "得分", Width.S, any -> result.score().toPlainString())
                .shows("grade", "等级", Width.S, any -> result.grade().label())
                .shows("reason", "定级理由", Width.L, any -> result.gradeReason())
                .shows("mustPass", "未达标的必备指标", Width.L, any -> failed.isEmpty() ? "无" : failed)
                .section(interview);
    }

    /** What whoever looks at any form of the interview should know. */
    List<Notice> notices(Interview interview) {
        return Stream.concat(changed(interview).stream(), entersForTownship(interview).stream())
                .map(text -> new Notice(Level.INFO, text))
                .toList();
    }

    /** A later result may say something else of the object and still fail it; then the interview goes on. */
    private Optional<String> changed(Interview interview) {
        ObjectLine circulated = result(interview);
        int latest = results.latestNumber(interview.year());
        return results.object(interview.year(), latest, interview.object())
                .filter(line -> line.score().compareTo(circulated.score()) != 0
                        || !line.gradeReason().equals(circulated.gradeReason()))
                .map(line -> "约谈依据通报的第%d号考核结果；按现行的第%d号考核结果，得分%s分，等级%s：%s。"
                        .formatted(
                                revision(interview),
                                latest,
                                line.score().toPlainString(),
                                line.grade().label(),
                                line.gradeReason()));
    }

    private Optional<String> entersForTownship(Interview interview) {
        return interview.township() == null
                ? Optional.empty()
                : Optional.of("%s没有系统账号，应由它提交的内容由%s如实录入。"
                        .formatted(objectName(interview), officeName(interview.interviewee())));
    }

    /** What the object failed or lost most in: every must-pass item it failed, then the largest losses of points. */
    List<Loss> losses(Interview interview) {
        return Stream.concat(
                        failedMustPass(interview).stream(),
                        items(interview).stream()
                                .filter(loss -> loss.lost().signum() > 0)
                                .sorted(Comparator.comparing(Loss::lost)
                                        .reversed()
                                        .thenComparing(loss -> loss.indicator().seq()))
                                .limit(LARGEST_LOSSES))
                .toList();
    }

    List<Loss> failedMustPass(Interview interview) {
        return items(interview).stream()
                .filter(loss -> loss.indicator().mustPass())
                .toList();
    }

    /** Items that cost something, in the order of the table. */
    private List<Loss> items(Interview interview) {
        IndicatorTable table = interview.township() == null
                ? tables.ofDistrict(interview.year(), interview.district())
                : tables.ofTownshipsIn(interview.year(), interview.district());
        return results.items(interview.year(), revision(interview), interview.object()).stream()
                .filter(item -> !item.score().met())
                .map(item -> new Loss(
                        item.indicator(),
                        item.score().points(),
                        item.score().maximum(),
                        item.score().maximum().subtract(item.score().points()),
                        item.explanation()))
                .sorted(Comparator.comparing(loss -> loss.indicator().seq()))
                .toList();
    }

    /** 约谈通知 as it was sent. */
    Section noticeSection(Interview interview) {
        Interview.Announcement sent = Objects.requireNonNull(interview.announcement());
        return Table.<Interview>questions("notice", "约谈通知")
                .shows("heads", "约谈对象", Width.L, this::heads)
                .shows("place", "约谈地点", Width.M, any -> sent.place())
                .shows("bring", "需带材料", Width.L, any -> sent.bring())
                .shows("text", "通知正文", Width.L, any -> sent.text())
                .section(interview);
    }

    private String heads(Interview interview) {
        return interviews.heads(interview).stream().map(InterviewSheet::head).collect(Collectors.joining("、"));
    }

    static String head(Head head) {
        return head.post() + " " + head.name();
    }

    /** 书面材料 as it was handed in. */
    Section materialSection(Interview interview) {
        Interview.Material material = Objects.requireNonNull(interview.material());
        return writing("material", "书面材料", material.text() == null ? "" : material.text(), material.files());
    }

    /** 约谈记录 as it was taken. */
    Section minutesSection(Interview interview) {
        Interview.Minutes minutes = Objects.requireNonNull(interview.minutes());
        return writing("minutes", "约谈记录", minutes.text(), minutes.files());
    }

    /** A text with its files, to be read; without the line that has nothing. */
    private static Section writing(String key, String title, String text, List<String> files) {
        Table<String> table = Table.questions(key, title);
        if (!text.isEmpty()) {
            table.shows("text", "正文", Width.L, written -> written);
        }
        if (!files.isEmpty()) {
            table.showsFiles(Draft.FILES, "文件", Width.L, any -> files);
        }
        return table.section(text);
    }

    private record Reported(Item item, Report report) {}

    /** Every report on these items that is of one of the rounds, with its check; a row an item and round. */
    static Section reports(String key, String title, List<Item> items, int firstRound, int lastRound) {
        return Table.<Reported>of(key, title, one -> "%d-%d"
                        .formatted(one.item().seq(), one.report().round()))
                .shows("no", "序号", Width.S, one -> no(one.item()))
                .shows("problem", "存在问题", Width.L, one -> one.item().problem())
                .shows("measure", "整改措施", Width.L, one -> one.item().measure())
                .shows("responsible", "责任人", Width.S, one -> one.item().responsible())
                .shows("round", "报告", Width.S, one -> "第%d次"
                        .formatted(one.report().round()))
                .shows("outcome", "整改结果", Width.L, one -> one.report().outcome())
                .showsFiles(Draft.FILES, "佐证材料", Width.M, one -> one.report().files())
                .shows("check", "核查意见", Width.L, one -> check(one.report()))
                .section(items.stream()
                        .flatMap(item -> item.reports().stream()
                                .filter(report -> report.round() >= firstRound && report.round() <= lastRound)
                                .map(report -> new Reported(item, report)))
                        .toList());
    }

    static String no(Item item) {
        return "第%d项".formatted(item.seq());
    }

    static String check(Report report) {
        Interview.Check check = report.check();
        if (check == null) {
            return "待核查";
        }
        return (check.mended() ? "到位" : "不到位") + (check.comment() == null ? "" : "：" + check.comment());
    }
}
