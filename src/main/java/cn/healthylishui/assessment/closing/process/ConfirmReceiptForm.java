package cn.healthylishui.assessment.closing.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.FormContent;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 确认签收: the receiving office confirms that it has the files, and that they are the ones named. */
@Component
public class ConfirmReceiptForm implements TaskForm {

    public static final String RECEIPT = "receipt";

    public static final Option CHECKED = new Option("YES", "已核对，文件完整、能打开");
    public static final Field<Option> CHECK =
            Field.choice("checked", "核对", M, CHECKED).required("请下载两个文件，核对无误后选“已核对”。");
    public static final Field<String> RECEIVER =
            Field.text("receiver", "签收人", M, 200).required("请填写签收人姓名。");

    private static final Table<TaskRef> QUESTIONS =
            Table.<TaskRef>questions(RECEIPT, "签收").asks(CHECK).asks(RECEIVER);

    private record HandedFile(
            String key, String name, @Nullable String sha256) {}

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

    @Override
    public FormContent content(TaskRef task, Draft draft) {
        HandOver handOver = handOvers.get(task.id(Variables.HAND_OVER));
        return FormContent.of("办结表示已收到本年度考核结果，并核对文件无误。文件在首页“各年度”的“结果运用”页下载。", "办法六")
                .part(files(handOver))
                .part(QUESTIONS.read(task, draft));
    }

    private static Filled<HandedFile> files(HandOver handOver) {
        String result = "%d年度第%d号考核结果".formatted(handOver.year(), Objects.requireNonNull(handOver.revision()));
        return Table.of("files", "移交的文件", HandedFile::key)
                .hint("校验值（SHA-256）一致，说明收到的文件和系统里保存的一字不差。")
                .shows("name", "文件", M, HandedFile::name)
                .shows("revision", "依据", M, file -> result)
                .shows("hash", "SHA-256校验值", L, file -> Objects.requireNonNull(file.sha256()))
                .read(
                        List.of(
                                new HandedFile("workbook", "考核结果工作簿（.xlsx）", handOver.workbookSha256()),
                                new HandedFile("data", "考核结果数据（.json）", handOver.dataSha256())),
                        Draft.EMPTY);
    }

    @Override
    public Map<String, Object> submit(TaskRef task, Draft draft, Actor actor) {
        handOvers.received(
                task.id(Variables.HAND_OVER), QUESTIONS.read(task, draft).only().get(RECEIVER), actor);
        return Map.of();
    }
}
