package cn.healthylishui.assessment.misconduct;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Cases of misconduct as the offices live through them: who gets which task, and what the accused can reach of it over HTTP. */
class MisconductOfficesTest extends StaffTest {

    private static final String COUNTY = YUNHE_OFFICE;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private YearRoster roster;

    @Autowired
    private Results results;

    @Autowired
    private MisconductCases cases;

    private Staff city;
    private Staff county;
    private Staff leaders;
    private String township;

    @BeforeEach
    void approveTheYear() {
        startYear();
        results.fix(YEAR, "首次审定", null, new Actor("li", Office.LEADING_GROUP));
        years.markApproved(YEAR);
        city = staff(CITY);
        county = staff(COUNTY);
        leaders = staff(Office.LEADING_GROUP);
        township = roster.townships(YEAR, YUNHE).get(0).code();
    }

    private String only(String key) {
        return anyTask(key).taskId();
    }

    private void done(Staff staff, String task, String section, Map<String, String> cells) {
        Answer typed = staff.change(task, section, section, cells);
        assertThat(typed.status()).as(typed.body()).isEqualTo(200);
        Answer answer = staff.complete(task);
        assertThat(answer.status()).as(answer.message()).isEqualTo(204);
        runJobs();
    }

    private static String upload(Staff staff, String task, String name) {
        Answer answer = staff.attach(task, name, name.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("id").asText();
    }

    private static int download(Staff staff, String file) {
        return staff.get("/api/files/" + file).status();
    }

    /** @return the kinds of all tasks in the lists of Tasklist */
    private static List<String> listed(Staff staff) {
        Answer lists = staff.get(staff.engine("/filter"));
        assertThat(lists.status()).as(lists.body()).isEqualTo(200);
        List<String> ids = Staff.stream(lists.json()).stream()
                .map(list -> list.path("id").asText())
                .toList();
        assertThat(ids).isNotEmpty();
        return ids.stream()
                .map(id -> staff.post(staff.engine("/filter/" + id + "/list"), "{}"))
                .peek(tasks -> assertThat(tasks.status()).as(tasks.body()).isEqualTo(200))
                .flatMap(tasks -> Staff.stream(tasks.json()).stream())
                .map(task -> task.path("taskDefinitionKey").asText())
                .toList();
    }

    /** @return the files of the clue and of the evidence */
    private List<String> investigated() {
        assertThat(start(city, "misconduct").status()).isEqualTo(200);
        String report = only("taskReportMisconduct");
        String letter = upload(city, report, "来信.txt");
        done(city, report, "report", Map.of("object", township, "source", "群众来信", "clue", "反映台账系补造", "files", letter));
        String investigate = only("taskInvestigateMisconduct");
        String ledger = upload(city, investigate, "台账.txt");
        done(city, investigate, "facts", Map.of("text", "41份签名出自一人", "files", ledger, "accusation", "请说明台账的来源"));
        return List.of(letter, ledger);
    }

    private MisconductCase only() {
        List<MisconductCase> all = cases.all(YEAR);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void the_accused_reads_the_accusation_and_none_of_the_files_and_of_a_case_that_came_to_nothing_no_trace_is_left() {
        List<String> files = investigated();
        assertThat(listed(county)).contains("taskHearAccused");

        String hearing = only("taskHearAccused");
        Answer form = county.form(hearing);
        assertThat(form.body()).contains("请说明台账的来源").doesNotContain("41份签名", "反映台账系补造", "群众来信");
        for (String file : files) {
            assertThat(download(county, file)).as("the accused").isEqualTo(404);
            assertThat(download(staff("yunhe-wjj"), file)).isEqualTo(404);
            assertThat(download(city, file)).isEqualTo(200);
            assertThat(download(leaders, file)).isEqualTo(200);
        }
        String proof = upload(county, hearing, "说明.txt");
        done(county, hearing, "statement", Map.of("answer", "STATES", "text", "并非补造", "files", proof));
        assertThat(download(county, proof)).isEqualTo(200);
        assertThat(download(city, proof)).isEqualTo(200);

        done(city, only("taskFindMisconduct"), "opinion", Map.of("confirmed", "NO", "reasons", "证据不足"));

        assertThat(only().state()).isEqualTo(MisconductCase.State.NOT_CONFIRMED);
        assertThat(listed(county)).doesNotContain("taskHearAccused", "taskFindMisconduct");
        assertThat(county.form(hearing).status()).isEqualTo(404);
        for (String history : List.of(
                "/history/task?processDefinitionKey=misconduct",
                "/history/process-instance?processDefinitionKey=misconduct",
                "/history/variable-instance?variableName=misconduct",
                "/process-instance?processDefinitionKey=misconduct")) {
            assertThat(county.get(county.engine(history)).status()).as(history).isEqualTo(403);
        }
        files.forEach(file -> assertThat(download(county, file)).isEqualTo(404));
        assertThat(results.latestNumber(YEAR)).isEqualTo(1);
    }

    @Test
    void who_stays_silent_is_urged_and_may_yet_be_found_to_have_cheated_and_referred() {
        investigated();
        String hearing = only("taskHearAccused");
        at(cases.hearingDue(only()).atTime(23, 0));
        runJobs();
        assertThat(engine.open()).noneMatch(work -> work.key().equals("taskNoteNoStatement"));
        at(cases.hearingDue(only()).plusDays(1).atTime(9, 0));
        runJobs();
        assertThat(isOpen(hearing)).as("the accused may still answer").isTrue();

        done(
                city,
                only("taskNoteNoStatement"),
                "note",
                Map.of("date", cases.hearingDue(only()).toString(), "how", "电话催告，答复不陈述"));
        assertThat(isOpen(hearing)).isFalse();
        done(
                city,
                only("taskFindMisconduct"),
                "opinion",
                Map.of("confirmed", "YES", "serious", "NO", "reasons", "签名经比对出自一人"));
        JsonNode view = leaders.form(only("taskDecideMisconduct")).json();
        assertThat(Staff.section(view, "effect").path("rows").toString()).contains(township);
        done(leaders, only("taskDecideMisconduct"), "decision", Map.of("decision", "APPROVED@1", "serious", "YES"));

        assertThat(only().state()).isEqualTo(MisconductCase.State.CONFIRMED);
        assertThat(Objects.requireNonNull(only().decision()).revision()).isEqualTo(2);
        assertThat(only().decision().by()).isEqualTo(Office.LEADING_GROUP);
        ObjectLine line = results.object(YEAR, 2, township).orElseThrow();
        assertThat(line.misconduct()).isTrue();
        assertThat(line.grade()).isEqualTo(Grade.UNQUALIFIED);
        done(city, only("taskRefer"), "referral", Map.of("to", "云和县纪委监委"));
        assertThat(Objects.requireNonNull(only().referral()).to()).isEqualTo("云和县纪委监委");
        assertThat(engine.running("misconduct")).isFalse();
    }

    @Test
    void an_approval_chosen_on_an_earlier_result_is_refused_and_the_case_stays_open() {
        investigated();
        done(county, only("taskHearAccused"), "statement", Map.of("answer", "NOTHING"));
        done(
                city,
                only("taskFindMisconduct"),
                "opinion",
                Map.of("confirmed", "YES", "serious", "NO", "reasons", "签名经比对出自一人"));
        String decision = only("taskDecideMisconduct");
        leaders.change(decision, "decision", "decision", Map.of("decision", "APPROVED@1"));
        results.fix(YEAR, "异议成立", null, new Actor("li", Office.LEADING_GROUP));
        State before = state(decision);

        Answer answer = leaders.complete(decision);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("第2号考核结果已经形成，影响有变化。请核对后重新选择");
        assertThat(state(decision)).isEqualTo(before);
        assertThat(only().state()).isEqualTo(MisconductCase.State.DECIDING);
        assertThat(results.latestNumber(YEAR)).isEqualTo(2);
        done(leaders, decision, "decision", Map.of("decision", "APPROVED@2"));
        assertThat(only().state()).isEqualTo(MisconductCase.State.CONFIRMED);
        assertThat(results.latestNumber(YEAR)).isEqualTo(3);
    }
}
