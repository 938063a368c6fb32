package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.taskform.Draft.RowId;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * 看表: what a task's form makes of a draft. The one place that decides which files a draft may name: those uploaded for this very
 * task, and in each row those that the row shows by itself, because they were handed in there before. Any other id, whether there is such a
 * file or not, never reaches the form: its row says that there is no such file.
 *
 * @param draft without the files that do not belong there
 * @param content with a problem in each row that named such a file
 * @param foreign the rows that named such a file
 */
public record FormLook(Draft draft, FormContent content, Set<RowId> foreign) {

    public static final String NO_SUCH_FILE = "这里填了不是在这项任务里上传的文件，或已经没有的文件。请删去后重新上传。";

    public static FormLook of(TaskForm form, TaskRef task, Draft typed, EvidenceStore evidence) {
        Map<RowId, Set<String>> strange = notUploadedHere(task, typed, evidence);
        if (strange.isEmpty()) {
            return new FormLook(typed, form.content(task, typed), Set.of());
        }
        FormContent stored = form.content(task, typed.withFiles((row, files) -> null));
        shown(stored).forEach((row, files) -> strange.computeIfPresent(row, (same, ids) -> less(ids, files)));
        if (strange.values().stream().allMatch(Set::isEmpty)) {
            return new FormLook(typed, form.content(task, typed), Set.of());
        }
        Draft cleaned = typed.withFiles((row, files) -> files.stream()
                .filter(id -> !strange.getOrDefault(row, Set.of()).contains(id))
                .toList());
        Set<RowId> foreign = strange.entrySet().stream()
                .filter(row -> !row.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new FormLook(cleaned, marked(form.content(task, cleaned), foreign), foreign);
    }

    private static Map<RowId, Set<String>> notUploadedHere(TaskRef task, Draft typed, EvidenceStore evidence) {
        Map<RowId, Set<String>> named = new HashMap<>();
        typed.rows().forEach((row, saved) -> {
            Set<String> ids = new HashSet<>(Draft.ids(saved.values().getOrDefault(Draft.FILES, "")));
            if (!ids.isEmpty()) {
                named.put(row, ids);
            }
        });
        if (named.isEmpty()) {
            return named;
        }
        Set<String> ofTask =
                evidence.ofTask(task.id()).stream().map(Evidence::id).collect(Collectors.toSet());
        named.values().forEach(ids -> ids.removeAll(ofTask));
        named.values().removeIf(Set::isEmpty);
        return named;
    }

    private static Map<RowId, Set<String>> shown(FormContent content) {
        Map<RowId, Set<String>> shown = new HashMap<>();
        content.sections().forEach(section -> section.rows().forEach(row -> {
            String files = row.values().get(Draft.FILES);
            if (files != null) {
                shown.put(new RowId(section.key(), row.key()), Set.copyOf(new HashSet<>(Draft.ids(files))));
            }
        }));
        return shown;
    }

    private static Set<String> less(Set<String> ids, Set<String> others) {
        ids.removeAll(others);
        return ids;
    }

    private static FormContent marked(FormContent content, Set<RowId> foreign) {
        return new FormContent(
                content.meaning(),
                content.clauses(),
                content.notices(),
                content.sections().stream()
                        .map(section -> section.rows(section.rows().stream()
                                .map(row -> foreign.contains(new RowId(section.key(), row.key())) ? marked(row) : row)
                                .toList()))
                        .toList(),
                content.summary(),
                content.problems());
    }

    private static Row marked(Row row) {
        List<Problem> problems = new ArrayList<>(row.problems());
        problems.add(new Problem(Draft.FILES, NO_SUCH_FILE));
        return new Row(row.key(), row.locked(), row.values(), row.inputs(), problems);
    }

    /** The ids of all files that the form shows. */
    public List<String> files() {
        return content.sections().stream()
                .flatMap(section -> section.rows().stream().flatMap(row -> files(section, row)))
                .distinct()
                .toList();
    }

    private static Stream<String> files(Section section, Row row) {
        return section.columns().stream()
                .filter(column -> FormView.FILES.contains(FormView.typeOf(column, row)))
                .map(column -> row.values().get(column.key()))
                .filter(Objects::nonNull)
                .flatMap(joined -> Draft.ids(joined).stream());
    }
}
