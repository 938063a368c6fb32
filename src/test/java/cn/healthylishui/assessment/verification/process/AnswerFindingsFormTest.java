package cn.healthylishui.assessment.verification.process;

import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static cn.healthylishui.assessment.verification.VerificationFixture.value;
import static cn.healthylishui.assessment.verification.process.AnswerFindingsForm.ANSWERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.scorecard.Entry;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.References;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.Contradictions;
import cn.healthylishui.assessment.verification.Contradictions.Answering;
import cn.healthylishui.assessment.verification.Contradictions.Item;
import cn.healthylishui.assessment.verification.VerificationFixture;
import cn.healthylishui.assessment.year.SourceRank;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerFindingsFormTest {

    private final VerificationFixture fixture = new VerificationFixture(AnswerFindingsForm.class).started();
    private final AnswerFindingsForm form = fixture.get(AnswerFindingsForm.class);
    private final Contradictions contradictions = fixture.get(Contradictions.class);
    private final Indicator published =
            fixture.get(IndicatorTables.class).ofDistrict(YEAR, QINGTIAN).indicators().stream()
                    .filter(one -> one.authoritative() && one.key() && !one.mustPass() && !one.checklist())
                    .findFirst()
                    .orElseThrow();
    private final Actor owner = new Actor("owner", published.owner());
    private Typing answer;

    @BeforeEach
    void contradict() {
        fixture.get(Scorecards.class)
                .record(
                        YEAR,
                        QINGTIAN,
                        published.code(),
                        EntrySource.OFFICIAL,
                        value("80")
                                .from(
                                        new Provenance(published.sourceKind(), "浙江省统计局", "《公报》"),
                                        List.of(fixture.file(owner))),
                        owner);
        fixture.findings().record(YEAR, QINGTIAN, QINGTIAN, published.code(), value("60"), "看了原始台账", CITY);
        contradictions.open(YEAR, QINGTIAN, CITY);
        answer = Typing.into(
                form,
                published.owner(),
                Variables.DISTRICT,
                QINGTIAN,
                Variables.UNIT,
                published.owner(),
                Variables.QUERY,
                item().query());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Item item() {
        return contradictions.items(YEAR, QINGTIAN).get(0);
    }

    private Entry figure() {
        return Objects.requireNonNull(
                fixture.get(Scorecards.class).latest(YEAR, QINGTIAN).of(published.code(), EntrySource.OFFICIAL));
    }

    private Typing type(String... cells) {
        return answer.type(ANSWERS, published.code(), cells);
    }

    @Test
    void theFigureTheFindingAndItsNoteStandSideBySide() {
        assertThat(answer.row(ANSWERS, published.code()).values())
                .containsEntry("note", "看了原始台账")
                .hasEntrySatisfying("figure", text -> assertThat(text).startsWith("80"))
                .hasEntrySatisfying("found", text -> assertThat(text).startsWith("60"));
        assertThat(answer.problems()).hasSize(3).anySatisfy(one -> assertThat(one)
                .contains("请选择坚持原数据或更正数据"));
    }

    @Test
    void whoKeepsTheFigureSaysWhyAndProvesIt() {
        type("answer", "KEPT", "reason", "公报数据无误。");
        assertThat(answer.problems()).singleElement().asString().contains("请上传能证明这个数据的材料");

        String proof = fixture.file(owner);
        type("files", proof);
        assertThat(answer.problems()).isEmpty();
        form.submit(answer.task(), answer.draft(), owner);

        assertThat(item().answer()).isEqualTo(Answering.KEPT);
        assertThat(item().reason()).isEqualTo("公报数据无误。");
        assertThat(item().evidence()).containsExactly(proof);
        assertThat(figure().answer().value()).isEqualByComparingTo("80");
    }

    @Test
    void whoCorrectsTheFigureGivesTheNewOneWithItsDocument() {
        type("answer", "CORRECTED", "reason", "原数误填。", "files", fixture.file(owner), "value", "80");
        assertThat(answer.problems()).singleElement().asString().contains("更正值与原数据相同");

        type("value", "60", "body", "");
        assertThat(answer.problems()).singleElement().asString().contains("出具单位");

        type("body", "浙江省统计局");
        form.submit(answer.task(), answer.draft(), owner);

        assertThat(figure().answer().value()).isEqualByComparingTo("60");
        assertThat(figure().rank(published)).contains(SourceRank.AUTHORITY);
        assertThat(figure().office()).isEqualTo(published.owner());
        assertThat(contradictions.undecided(YEAR, QINGTIAN)).isEmpty();
    }

    @Test
    void aFigureCorrectedAfterTheReviewsMovesTheMeanThatWasFixedWithThem() {
        VerificationFixture compared = new VerificationFixture(AnswerFindingsForm.class);
        try {
            compared.jdbc()
                    .sql("update indicator set method = 'REFERENCE', parameters = :parameters where code = :code")
                    .param(
                            "parameters",
                            "{\"reference\":\"CITY_MEAN\",\"better\":\"HIGHER\",\"fullAt\":\"0\",\"zeroAt\":\"-30\"}")
                    .param("code", published.code())
                    .update();
            compared.started();
            Scorecards cards = compared.get(Scorecards.class);
            cards.record(
                    YEAR,
                    QINGTIAN,
                    published.code(),
                    EntrySource.OFFICIAL,
                    value("80")
                            .from(
                                    new Provenance(published.sourceKind(), "浙江省统计局", "《公报》"),
                                    List.of(compared.file(owner))),
                    owner);
            cards.record(YEAR, "331102", published.code(), EntrySource.OFFICIAL, value("60"), owner);
            compared.findings().record(YEAR, QINGTIAN, QINGTIAN, published.code(), value("60"), "看了原始台账", CITY);
            compared.get(Contradictions.class).open(YEAR, QINGTIAN, CITY);
            compared.roster().districts(YEAR).forEach(district -> compared.jdbc()
                    .sql("""
                            merge into procedure_stage (assessment_year, procedure_kind, record, stage, changed_at)
                            key (assessment_year, procedure_kind, record) values (:year, 'DISTRICT', :district, 'REVIEWED', now())
                            """)
                    .param("year", YEAR)
                    .param("district", district.code())
                    .update());
            References references = compared.get(References.class);
            references.reviewed(YEAR, QINGTIAN);
            Indicator indicator = compared.get(IndicatorTables.class)
                    .ofDistrict(YEAR, QINGTIAN)
                    .indicator(published.code());
            assertThat(references.ofDistricts(YEAR).of(QINGTIAN, indicator).value())
                    .isEqualByComparingTo("70");
            AnswerFindingsForm asked = compared.get(AnswerFindingsForm.class);
            Typing typing = Typing.into(
                            asked,
                            published.owner(),
                            Variables.DISTRICT,
                            QINGTIAN,
                            Variables.UNIT,
                            published.owner(),
                            Variables.QUERY,
                            compared.get(Contradictions.class)
                                    .items(YEAR, QINGTIAN)
                                    .get(0)
                                    .query())
                    .type(
                            ANSWERS,
                            published.code(),
                            "answer",
                            "CORRECTED",
                            "reason",
                            "原数误填。",
                            "files",
                            compared.file(owner),
                            "value",
                            "60");
            assertThat(typing.problems()).isEmpty();
            asked.submit(typing.task(), typing.draft(), owner);

            assertThat(references.ofDistricts(YEAR).of(QINGTIAN, indicator).value())
                    .isEqualByComparingTo("60");
        } finally {
            compared.close();
        }
    }

    @Test
    void keepingAFigureAndGivingAnotherIsOneTooMany() {
        type("answer", "KEPT", "reason", "无误。", "files", fixture.file(owner), "value", "70");
        assertThat(answer.problems()).singleElement().asString().contains("坚持原数据的不用填更正值");
    }

    @Test
    void theUnitThatMadeTheFindingDoesNotAnswerIt() {
        Typing finder = Typing.into(
                form,
                CITY.office(),
                Variables.DISTRICT,
                QINGTIAN,
                Variables.UNIT,
                published.owner(),
                Variables.QUERY,
                item().query());

        assertThatThrownBy(() -> form.require(finder.task()))
                .isInstanceOf(OutOfStep.class)
                .hasMessageContaining("核查结果是本单位作出的，不能再由本单位替填报单位答复。");
        form.require(answer.task());
    }

    @Test
    void onceTheCityOfficeHasDecidedThereIsNothingLeftToAnswer() {
        type("answer", "KEPT", "reason", "无误。", "files", fixture.file(owner));
        contradictions.close(YEAR, QINGTIAN);

        assertThatThrownBy(() -> form.require(answer.task()))
                .isInstanceOf(OutOfStep.class)
                .hasMessageContaining("市健康丽水办已经决定");
        assertThatThrownBy(() -> form.submit(answer.task(), answer.draft(), owner))
                .isInstanceOf(OutOfStep.class);
    }

    @Test
    void anAnswerIsGivenOnce() {
        type("answer", "KEPT", "reason", "无误。", "files", fixture.file(owner));
        form.submit(answer.task(), answer.draft(), owner);

        assertThatThrownBy(() -> form.submit(answer.task(), answer.draft(), owner))
                .isInstanceOf(OutOfStep.class)
                .hasMessageContaining("已经答复");
    }

    @Test
    void nothingIsPutBeforeTheOwnerTwice() {
        contradictions.open(YEAR, QINGTIAN, CITY);
        assertThat(contradictions.items(YEAR, QINGTIAN)).hasSize(1);
    }

    @Test
    void whoeverAnswersSaysWhy() {
        type("answer", "KEPT", "reason", " ");

        assertThat(answer.problems()).anyMatch(problem -> problem.endsWith("请写明理由，市健康丽水办据此决定，被考核单位会看到。"));
    }
}
