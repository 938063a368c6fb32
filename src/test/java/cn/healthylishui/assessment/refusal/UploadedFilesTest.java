package cn.healthylishui.assessment.refusal;

import static cn.healthylishui.assessment.TestFiles.pdf;
import static cn.healthylishui.assessment.TestFiles.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.cycle.YearTownship;
import cn.healthylishui.assessment.filecheck.SuspectFiles;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.Returns;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files that come in over HTTP: looked into, kept for their task alone, and gone when they prove nothing. */
class UploadedFilesTest extends StaffTest {

    private static final String UNIT = "kfq-wjj";

    @Autowired
    private Assignments assignments;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private AssessmentYears years;

    @Autowired
    private Returns returns;

    /** A member unit of the zone before its table; the year runs, nothing is filled in. */
    private String matrix() {
        startYear();
        assignments.confirm(
                YEAR,
                ZONE,
                tables.ofTownshipsIn(YEAR, ZONE).indicators().stream()
                        .collect(Collectors.toMap(Indicator::code, indicator -> UNIT)),
                new Actor("somebody", UNIT));
        return begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", ZONE))
                .taskId();
    }

    /** Whoever consolidates the table wants every item of it filled in once more. */
    private void sendEverythingBack() {
        for (YearTownship township : years.townships(YEAR, ZONE)) {
            for (Indicator indicator : tables.ofTownshipsIn(YEAR, ZONE).indicators()) {
                returns.sendBack(
                        YEAR,
                        Returns.Stage.MATRIX,
                        UNIT,
                        township.code(),
                        indicator.code(),
                        "请补充材料",
                        new Actor("somebody", ZONE));
            }
        }
    }

    /** A row of the form into which files can be put. */
    private static JsonNode rowWithFiles(JsonNode form) {
        return Staff.stream(Staff.section(form, "evidence").path("rows")).get(0);
    }

    @Test
    void whatOfficesSendIsKeptAsItCameAndWhatHidesSomethingIsRefused() {
        String task = matrix();
        Staff staff = staff(UNIT);
        for (SuspectFiles.Honest file : SuspectFiles.honest()) {
            Answer answer = staff.attach(task, file.name(), file.content());
            assertThat(answer.status()).as(file + answer.body()).isEqualTo(200);
            assertThat(answer.json().path("name").asText()).isEqualTo(file.name());
            assertThat(answer.json().path("size").asInt()).isEqualTo(file.content().length);
        }
        Map<String, Long> before = counts();
        for (SuspectFiles.Suspect file : SuspectFiles.suspects()) {
            Answer answer = staff.attach(task, file.name(), file.content());
            assertThat(answer.message()).as(file.toString()).contains(file.words());
            assertThat(answer.status()).as(file.toString()).isEqualTo(422);
        }
        assertThat(counts()).isEqualTo(before);
        assertThat(before)
                .containsEntry("evidence", (long) SuspectFiles.honest().size());
    }

    @Test
    void aFileComesBackByteForByte() {
        String task = matrix();
        Staff staff = staff(UNIT);
        String text = "走访记录\n".repeat(20_000);
        String id = staff.attach(task, "记录.txt", utf8(text)).json().path("id").asText();

        Answer answer = staff.get("/api/files/" + id);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(text);
    }

    @Test
    void filesThatWereTakenOutAgainGoWhenTheTaskIsDone() {
        String task = matrix();
        Staff staff = staff(UNIT);
        filler.fillIn(YEAR, List.of(task("taskFillMatrix", UNIT)));
        List<String> used =
                jdbc.sql("select id from evidence").query(String.class).list();
        String dropped =
                staff.attach(task, "传错了.pdf", pdf("")).json().path("id").asText();
        staff.form(task);

        Answer done = staff.complete(task);

        assertThat(done.status()).as(done.body()).isEqualTo(204);
        assertThat(jdbc.sql("select id from evidence").query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(used)
                .doesNotContain(dropped)
                .isNotEmpty();
        assertThat(jdbc.sql("select from_value from operation_log where action = '清理未用的材料'")
                        .query(String.class)
                        .single())
                .isEqualTo("1个文件，共%d字节".formatted(pdf("").length));
        assertThat(staff.get("/api/files/" + dropped).status()).isEqualTo(404);
        Answer late = staff.attach(task, "迟到.pdf", pdf(""));
        assertThat(late.message()).contains("这项任务已经办结");
        assertThat(late.status()).isEqualTo(404);
    }

    @Test
    void whatWasHandedInBeforeStaysWithItsRowWhenTheTaskComesBackAndGoesNowhereElse() {
        String first = matrix();
        filler.fillIn(YEAR, List.of(task("taskFillMatrix", UNIT)));
        Staff staff = staff(UNIT);
        staff.form(first);
        assertThat(staff.complete(first).status()).isEqualTo(204);
        sendEverythingBack();
        String again = begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", ZONE))
                .taskId();

        JsonNode form = staff.form(again).json();
        JsonNode row = Staff.stream(Staff.section(form, "evidence").path("rows")).stream()
                .filter(one -> one.path("values").path("files").size() > 0)
                .findFirst()
                .orElseThrow();
        String key = row.path("key").asText();
        String file = row.path("values").path("files").path(0).path("id").asText();
        String added =
                staff(UNIT).attach(again, "补充.pdf", pdf("")).json().path("id").asText();

        Answer kept = staff.type(again, "evidence", key, 0, Map.of("files", file + "," + added));
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        assertThat(Staff.row(kept.json(), "evidence", key).path("values").path("files"))
                .hasSize(2);
        String other = Staff.stream(Staff.section(form, "evidence").path("rows")).stream()
                .map(one -> one.path("key").asText())
                .filter(one -> !one.equals(key))
                .findFirst()
                .orElseThrow();
        Answer moved = staff.type(again, "evidence", other, 0, Map.of("files", file));
        assertThat(moved.message()).contains("不是在这项任务里上传的文件");
        assertThat(moved.status()).isEqualTo(422);
    }

    @Test
    void aColleaguesFileForTheSameTaskCanBeUsed() {
        String task = matrix();
        String id = colleague(UNIT)
                .attach(task, "同事的.pdf", pdf(""))
                .json()
                .path("id")
                .asText();
        Staff staff = staff(UNIT);
        String row = rowWithFiles(staff.form(task).json()).path("key").asText();

        Answer answer = staff.type(task, "evidence", row, 0, new HashMap<>(Map.of("files", id)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("同事的.pdf");
    }
}
