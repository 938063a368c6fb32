package cn.healthylishui.assessment.closing.process;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Option;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 确认签收: the receiving office confirms that it has the files, and that they are the ones named. */
@Component
class ConfirmReceiptForm implements TaskForm {

    private static final String SECTION = "receipt";

    private final HandOvers handOvers;

    ConfirmReceiptForm(HandOvers handOvers) {
        this.handOvers = handOvers;
    }

    @Override
    public String taskKey() {
        return "taskConfirmReceipt";
    }

    @Override
    public void require(TaskRef task) {
        handOvers.require(task.id(Variables.HAND_OVER), HandOvers.State.HANDED_OVER);
    }

    private static String receiver(Draft draft) {
        return draft.value(SECTION, SECTION, "receiver", "");
    }

    private static String checked(Draft draft) {
        return draft.value(SECTION, SECTION, "checked", "");
    }

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        HandOver handOver = handOvers.get(task.id(Variables.HAND_OVER));
        List<Problem> problems = new ArrayList<>();
        if (!checked(draft).equals("YES")) {
            problems.add(new Problem("checked", "请下载两个文件，核对无误后选“已核对”。"));
        }
        Forms.wrongText(receiver(draft), "receiver", "请填写签收人姓名。", 200).ifPresent(problems::add);
        return new FormContent(
                "办结表示已收到本年度考核结果，并核对文件无误。文件在首页“各年度”的“结果运用”页下载。",
                List.of("办法六"),
                List.of(),
                List.of(
                        Forms.table(
                                "files",
                                "移交的文件",
                                "校验值（SHA-256）一致，说明收到的文件和系统里保存的一字不差。",
                                List.of(
                                        Column.label("name", "文件", Width.M),
                                        Column.label("revision", "依据", Width.M),
                                        Column.label("hash", "SHA-256校验值", Width.L)),
                                List.of(
                                        file("workbook", "考核结果工作簿（.xlsx）", handOver, handOver.workbookSha256()),
                                        file("data", "考核结果数据（.json）", handOver, handOver.dataSha256()))),
                        Forms.questions(
                                SECTION,
                                "签收",
                                List.of(
                                        Column.choice(
                                                "checked", "核对", Width.M, List.of(new Option("YES", "已核对，文件完整、能打开"))),
                                        Column.input("receiver", "签收人", InputType.TEXT, Width.M)),
                                Map.of("checked", checked(draft), "receiver", receiver(draft)),
                                problems)),
                List.of(),
                List.of());
    }

    private static FormContent.Row file(String key, String name, HandOver handOver, @Nullable String hash) {
        return Forms.readOnly(
                key,
                Map.of(
                        "name",
                        name,
                        "revision",
                        "%d年度第%d号考核结果".formatted(handOver.year(), Objects.requireNonNull(handOver.revision())),
                        "hash",
                        Objects.requireNonNull(hash)));
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        handOvers.received(task.id(Variables.HAND_OVER), receiver(draft), actor);
        return Map.of();
    }
}
