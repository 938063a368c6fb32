package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.Statements;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * How often the database is asked where a form is opened, a cell of it is saved, its task is claimed: in the city's own year, with its ten
 * districts, 173 townships and 37 units.
 */
class FormStatementsTest extends EveryKindOfTask {

    private static final int OPENING = 30;

    /** Saving shows the form anew, with what is still wrong with it. */
    private static final int SAVING = OPENING + 5;

    /** Most are the engine's own. */
    private static final int CLAIMING = 14;

    /** They show what stands in the whole city with everything that was decided, corrected and written on the way there. */
    private static final int BESIDE = 8;

    private static final Set<String> WITH_ALL = Set.of("taskDraftPapers", "taskApproveResult", "taskApproveRevision");

    private final Set<String> asked = new HashSet<>();

    @TestFactory
    Stream<DynamicTest> every_kind_of_form_takes_few_statements() {
        password = accounts.createForEveryOffice();
        return Stream.concat(
                kinds().entrySet().stream()
                        .map(kind -> dynamicTest(
                                kind.getKey(), () -> takesFew(kind.getValue().get()))),
                Stream.of(dynamicTest("none looks for what is absent", this::noneByAbsence)));
    }

    private void noneByAbsence() {
        assertThat(asked).isNotEmpty();
        assertThat(new Statements(jdbc).byAbsence(asked)).isEmpty();
    }

    private void takesFew(OpenWork work) {
        Staff staff = inTasklist(work.office());
        String task = work.taskId();
        int beside = WITH_ALL.contains(work.key()) ? BESIDE : 0;
        staff.form(task);
        Statements statements = new Statements(jdbc);
        JsonNode view = staff.form(task).json();
        statements.areAtMost(OPENING + beside, "opened");
        asked.addAll(statements.all().keySet());
        if (!(forms.of(work.key()) instanceof SecretForm)) {
            statements.begin();
            saveAnyRow(staff, task, view);
            statements.areAtMost(SAVING + beside, "saved");
            asked.addAll(statements.all().keySet());
            jdbc.sql("delete from task_draft_row where task_id = :task")
                    .param("task", task)
                    .update();
        }
        statements.begin();
        Answer claimed = staff.post(staff.engine("/task/" + task + "/claim"), "{\"userId\": \"" + staff.user() + "\"}");
        assertThat(claimed.status()).as(claimed.body()).isEqualTo(204);
        statements.areAtMost(CLAIMING, "claimed");
        asked.addAll(statements.all().keySet());
        statements.end();
        assertThat(staff.post(staff.engine("/task/" + task + "/unclaim"), "{}").status())
                .isEqualTo(204);
    }
}
