package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTask.Group;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.keywork.KeyWorkTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that a batch finds there: in the packaged document, in the year before, or in the year itself.
 *
 * @param year the year of the batch: what was typed for one year does not stand against another that is chosen instead
 * @param fixed whether its wording is a document's and stays as it is
 * @param pending why it cannot be touched just now
 */
record GivenTask(
        int year,
        String code,
        String chapter,
        String section,
        String body,
        String lead,
        String units,
        List<Target> targets,
        List<Group> groups,
        boolean fixed,
        @Nullable String pending) {

    static GivenTask of(int year, KeyWorkTemplate.Line line) {
        return new GivenTask(
                year,
                line.code(),
                line.chapter(),
                line.section(),
                line.body(),
                line.lead(),
                line.units(),
                line.targets(),
                line.groups(),
                true,
                null);
    }

    static GivenTask of(int year, KeyTask task, @Nullable String pending) {
        return new GivenTask(
                year,
                task.code(),
                task.chapter(),
                task.section(),
                task.body(),
                task.leadName(),
                task.otherNames(),
                task.targets(),
                task.groups(),
                false,
                pending);
    }

    /** The key of its row, and what its targets name it by. */
    String ref() {
        return year + "-" + code;
    }
}
