package cn.healthylishui.assessment.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.StandAt;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.closing.HandOvers.File;
import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.closing.process.ArchiveForm;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.PaperKind;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.TaskRef;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** 移交和归档 with the whole roster. */
class ClosingTest extends ApprovedYearTest {

    @Autowired
    private HandOvers handOvers;

    @Autowired
    private OpenMatters openMatters;

    @Autowired
    private Revisions revisions;

    @Autowired
    private Papers papers;

    @Autowired
    private ArchiveForm archiving;

    @Test
    void the_result_is_handed_over_as_two_files_with_their_hashes_and_received_by_its_own_office() throws Exception {
        circulated();
        OpenWork handOver = task("taskHandOver", CITY);
        complete(handOver);
        HandOver made = handOvers.all(YEAR).get(0);
        assertThat(made.revision()).isEqualTo(1);
        byte[] workbook = bytes(
                out -> assertThat(handOvers.copy(made.id(), File.WORKBOOK, out)).isTrue());
        byte[] data = bytes(
                out -> assertThat(handOvers.copy(made.id(), File.DATA, out)).isTrue());
        assertThat(made.workbookSha256()).isEqualTo(sha256(workbook));
        assertThat(made.dataSha256()).isEqualTo(sha256(data));
        JsonNode json = new ObjectMapper().readTree(data);
        assertThat(json.path("revision").asInt()).isEqualTo(1);
        assertThat(json.path("districts")).hasSize(10);
        assertThat(json.path("townships")).hasSize(173);
        assertThat(json.path("districts").get(0).path("grade").asText())
                .isEqualTo(now(json.path("districts").get(0).path("code").asText())
                        .grade()
                        .label());
        try (XSSFWorkbook opened = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            assertThat(opened.getNumberOfSheets()).isGreaterThan(1);
        }

        OpenWork receipt = task("taskConfirmReceipt", Office.RECEIVER);
        assertThat(problems(receipt)).containsExactlyInAnyOrder("请下载两个文件，核对无误后选“已核对”。", "请填写签收人姓名。");
        type(receipt, "receipt", "receipt", Map.of("checked", "YES", "receiver", "周某"));
        complete(receipt);
        assertThat(handOvers.get(made.id()).state()).isEqualTo(HandOvers.State.RECEIVED);
        assertThat(handOvers.draft(YEAR))
                .as("the same result is not handed over twice")
                .isNull();
    }

    @Test
    void a_year_with_anything_open_is_not_archived_and_told_what_it_is() {
        circulated();
        OpenWork archive = archive();
        assertThat(problems(archive)).contains("请确认归档。");
        type(archive, "decision", "decision", Map.of("decision", "ARCHIVE"));

        assertThat(problems(archive))
                .anySatisfy(text -> assertThat(text).contains("约谈和整改还没有办完"))
                .anySatisfy(text -> assertThat(text).contains("第1号考核结果还没有移交并签收"))
                .anySatisfy(text -> assertThat(text).contains("的“发出约谈通知").contains("还没有办结"));
        assertThatThrownBy(() -> engine.as(CITY, () -> {
                    desk.complete(archive.taskId());
                    return null;
                }))
                .hasRootCauseInstanceOf(Refused.class);
        Typing late = new Typing(
                        archiving,
                        new TaskRef(
                                "task",
                                "taskArchive",
                                "归档",
                                CITY,
                                null,
                                LocalDateTime.now(clock),
                                Map.of("year", YEAR)))
                .type("decision", "decision", "decision", "ARCHIVE");
        assertThatThrownBy(() -> late.submit(new Actor("c", CITY)))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("还不能归档：");
        assertThat(years.get(YEAR).state()).isEqualTo(YearState.APPROVED);
    }

    @Test
    void
            an_archived_year_is_read_only_but_misconduct_found_later_still_makes_a_revision_that_is_told_and_handed_over() {
        years.archive(YEAR, new Actor("c", CITY));
        assertThatThrownBy(() -> papers.handIn(YEAR, "331121", PaperKind.SUMMARY, "另一稿", null, LEADER))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("年度已经归档，只能查看，不能再改。发现差错的，由市健康丽水办发起“更正考核结果”。");

        String cheat = township(Grade.EXCELLENT);
        revisions.approve(revisions.proposeMisconduct(YEAR, cheat, "事后查明", LEADER), "同意", LEADER);
        assertThat(now(cheat).grade()).isEqualTo(Grade.UNQUALIFIED);
        assertThat(results.object(YEAR, 1, cheat).orElseThrow().grade()).isEqualTo(Grade.EXCELLENT);
        assertThat(years.get(YEAR).state()).isEqualTo(YearState.ARCHIVED);
        assertThat(openMatters.of(YEAR, "")).anySatisfy(text -> assertThat(text).contains("第2号考核结果还没有移交"));
    }

    /** Everything but the end: posted, the period over, circulated. */
    private void circulated() {
        beginResultUse();
        postNotice();
        letTheFirstPeriodPass();
        complete(task("taskCirculate", CITY));
    }

    /** The task as it would come after all the rest. */
    private OpenWork archive() {
        StandAt.anew(jdbc, "annual-assessment");
        processes
                .createProcessInstanceByKey("annual-assessment")
                .startBeforeActivity("taskArchive")
                .setVariable("year", YEAR)
                .execute();
        return task("taskArchive", CITY);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
