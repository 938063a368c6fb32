package cn.healthylishui.assessment.verification.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.COUNTY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static cn.healthylishui.assessment.verification.process.CommentFindingsForm.AGREES;
import static cn.healthylishui.assessment.verification.process.CommentFindingsForm.DISAGREES;
import static cn.healthylishui.assessment.verification.process.CommentFindingsForm.OPINIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.scorecard.Answer;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.taskform.FormContent.Notice;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Finding;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommentFindingsFormTest {

    private VerificationFixture fixture;
    private CommentFindingsForm form;
    private String township;
    private String photo;
    private Typing comment;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(CheckSheet.class, CommentFindingsForm.class).started();
        form = fixture.get(CommentFindingsForm.class);
        township = fixture.roster().townships(YEAR, QINGTIAN).get(0).code();
        photo = fixture.file(CITY);
        comment = Typing.into(form, "qingtian-jkb", "district", QINGTIAN);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void agreeing() {
        fixture.reported(township, "T016", value("80"));
        fixture.findings().record(YEAR, QINGTIAN, township, "T016", value("80"), null, CITY);
    }

    private void differing() {
        fixture.reported(township, "T013", value("39"));
        Answer found = new Answer(EntryState.VALUE, new BigDecimal("31.5"), null, null, false, null, List.of(photo));
        fixture.findings().record(YEAR, QINGTIAN, township, "T013", found, "现场抽问20人", CITY);
        fixture.reported(QINGTIAN, "C020", value("39"));
        fixture.findings().record(YEAR, QINGTIAN, QINGTIAN, "C020", value("30"), "核对调查报告", CITY);
    }

    @Test
    void differingFindingsAwaitAnOpinionAndAgreeingOnesAreOnlyShown() {
        agreeing();
        differing();

        assertThat(comment.content().sections()).extracting(Section::key).containsExactly(OPINIONS, "proof", "same");
        assertThat(comment.section(OPINIONS).rows())
                .extracting(Row::key)
                .containsExactly(QINGTIAN + ":C020", township + ":T013");
        assertThat(comment.row(OPINIONS, township + ":T013").values())
                .containsEntry("reported", "39 %")
                .containsEntry("found", "31.5 %")
                .containsEntry("note", "现场抽问20人");
        assertThat(comment.row(OPINIONS, QINGTIAN + ":C020").values().get("name"))
                .startsWith("本级 · C020");
        assertThat(comment.row("proof", township + ":T013").values()).containsEntry("files", photo);
        assertThat(comment.row("same", township + ":T016").locked()).isTrue();
        assertThat(comment.problems()).hasSize(2).allMatch(problem -> problem.contains("请选择认可或不认可"));
    }

    @Test
    void disagreeingNeedsAReasonAndAgreeingDoesNot() {
        differing();
        comment.typeAll(OPINIONS, "opinion", DISAGREES.value())
                .type(OPINIONS, QINGTIAN + ":C020", "opinion", AGREES.value());

        assertThat(comment.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("T013", "不认可的，请写明理由"));
        comment.type(OPINIONS, township + ":T013", "comment", "长".repeat(3001));
        assertThat(comment.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .endsWith("字，请精简，详细内容可作为补充材料上传。"));
    }

    @Test
    void opinionsAreKeptWithTheFindings() {
        agreeing();
        differing();
        String theirs = fixture.file(COUNTY);
        comment.type(OPINIONS, QINGTIAN + ":C020", "opinion", AGREES.value())
                .type(OPINIONS, township + ":T013", "opinion", DISAGREES.value(), "comment", "抽问对象有误", "files", theirs);
        assertThat(comment.problems()).isEmpty();

        assertThat(form.submit(comment.task(), comment.draft(), COUNTY)).isEmpty();

        List<Finding> findings = fixture.findings().of(YEAR, QINGTIAN);
        assertThat(findings)
                .extracting(Finding::indicator, Finding::countyAgrees, Finding::countyComment)
                .containsExactly(tuple("C020", true, null), tuple("T016", null, null), tuple("T013", false, "抽问对象有误"));
        assertThat(findings.get(2).countyEvidence()).containsExactly(theirs);
        assertThat(findings.get(2).answer().evidence()).containsExactly(photo);
    }

    @Test
    void whereNothingDiffersTheTaskCanBeCompletedAtOnce() {
        agreeing();

        assertThat(comment.problems()).isEmpty();
        assertThat(comment.content().notices())
                .extracting(Notice::text)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("全部一致", "直接办结"));
        assertThat(comment.content().sections()).extracting(Section::key).containsExactly("same");
        assertThat(form.submit(comment.task(), comment.draft(), COUNTY)).isEmpty();
        assertThat(fixture.findings().of(YEAR, QINGTIAN)).allMatch(finding -> finding.countyAgrees() == null);
    }
}
