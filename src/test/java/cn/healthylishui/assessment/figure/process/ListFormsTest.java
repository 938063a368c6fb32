package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.figure.process.ListSheet.DECLARATION;
import static cn.healthylishui.assessment.figure.process.ListSheet.LIST;
import static cn.healthylishui.assessment.verification.VerificationFixture.CITY;
import static cn.healthylishui.assessment.verification.VerificationFixture.QINGTIAN;
import static cn.healthylishui.assessment.verification.VerificationFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.Returns;
import cn.healthylishui.assessment.scorecard.Returns.ReturnedItem;
import cn.healthylishui.assessment.scorecard.Returns.Stage;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.taskform.Typing;
import cn.healthylishui.assessment.verification.VerificationFixture;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 本地重点工作 among the figures of a unit that has no figure of its own. */
class ListFormsTest {

    private static final String ITEM = "C054";
    /** Owns no indicator of a district. */
    private static final String UNIT = "shi-zgh";

    private static final Actor OFFICIAL = new Actor("lin", UNIT);
    private static final String COUNSEL = QINGTIAN + "-WORK-1";
    private static final String GYMS = QINGTIAN + "-INDICATOR-1";
    private static final String YUNHE = "331125";

    private VerificationFixture fixture;
    private EnterFiguresForm enterForm;
    private CheckFiguresForm checkForm;
    private long counsel;

    @BeforeEach
    void open() {
        fixture = new VerificationFixture(
                FigureSheet.class,
                PublishedCells.class,
                ListSheet.class,
                EnterFiguresForm.class,
                CheckFiguresForm.class);
        counsel = fixture.listed(QINGTIAN, Kind.WORK, 1, "职工心理健康服务", "qingtian-zgh");
        fixture.listed(QINGTIAN, Kind.INDICATOR, 1, "职工健身点", "qingtian-zgh");
        fixture.listed(YUNHE, Kind.WORK, 1, "职工疗休养", "yunhe-zgh");
        fixture.started();
        enterForm = fixture.get(EnterFiguresForm.class);
        checkForm = fixture.get(CheckFiguresForm.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing entering() {
        return Typing.into(enterForm, UNIT, "unit", UNIT, "district", QINGTIAN);
    }

    private Typing checking() {
        return Typing.into(checkForm, "city-office", "unit", UNIT, "district", QINGTIAN);
    }

    private void submitted(Typing typing) {
        assertThat(typing.problems()).isEmpty();
        enterForm.submit(typing.task(), typing.draft(), OFFICIAL);
    }

    private BigDecimal percent(String district) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        fixture.get(Scorecards.class).latest(YEAR, district).answer(ITEM, EntrySource.OFFICIAL))
                .value());
    }

    @Test
    void aUnitWithNothingButEntriesToReviewGetsTheTask() {
        assertThat(fixture.get(FigureSheet.class).of(YEAR, UNIT).figures()).isEmpty();
        assertThat(fixture.get(FigureSheet.class).owners(YEAR)).contains(UNIT);
        assertThat(entering().sections()).containsExactly(LIST, DECLARATION);
        assertThat(entering().fact("本地重点工作")).isEqualTo("3 项");
    }

    @Test
    void itSeesWhatTheDistrictReportedThroughTheYearWithItsMaterial() {
        String file = fixture.file(new Actor("wu", "qingtian-zgh"));
        fixture.get(DistrictWork.class)
                .record(
                        YEAR,
                        QINGTIAN,
                        counsel,
                        4,
                        ProgressState.DONE,
                        null,
                        "全部建成",
                        List.of(file),
                        new Actor("wu", "qingtian-zgh"));

        assertThat(entering().value(LIST, COUNSEL, "reported")).contains("已完成，全部建成");
        assertThat(entering().value(LIST, COUNSEL, "files")).isEqualTo(file);
        assertThat(entering().value(LIST, COUNSEL, "target")).isEqualTo("3 个");
        assertThat(entering().value(LIST, GYMS, "reported")).isEqualTo("青田县总工会年内没有填报");
    }

    @Test
    void eachEntryIsAskedForAndLessThanAllNeedsAReason() {
        assertThat(entering().row(LIST, COUNSEL).problems()).hasSize(1);
        Typing typing = entering().typeAll(LIST, "percent", "90");
        assertThat(typing.row(LIST, COUNSEL).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("不到100%的，请写明理由，当地会看到。"));
        assertThat(entering().typeAll(LIST, "percent", "101", "reason", "多了").problems())
                .allSatisfy(problem -> assertThat(problem).contains("完成率不能超过100，现在填的是101。"))
                .hasSize(3);

        submitted(typing.typeAll(LIST, "percent", "90", "reason", "验收资料不全"));

        assertThat(percent(QINGTIAN)).isEqualByComparingTo("90");
        assertThat(percent(YUNHE)).isEqualByComparingTo("90");
    }

    @Test
    void allAtHundredTakesADeclaration() {
        Typing typing = entering().typeAll(LIST, "percent", "100");
        assertThat(typing.problems()).singleElement().satisfies(problem -> assertThat(problem)
                .contains("本地重点工作各项都是100%的，请声明已逐项核对材料、确已全部完成；没有全部完成的，请改填完成率和理由。"));

        submitted(typing.type(DECLARATION, DECLARATION, "declared", "1"));

        assertThat(percent(QINGTIAN)).isEqualByComparingTo("100");
    }

    @Test
    void theCityOfficeSeesItAndSendsOneDistrictBack() {
        submitted(entering().typeAll(LIST, "percent", "90", "reason", "验收资料不全"));
        assertThat(checking().value(LIST, COUNSEL, "percent")).isEqualTo("90%");
        assertThat(checking().value(LIST, COUNSEL, "reason")).isEqualTo("验收资料不全");
        assertThat(checking().value(LIST, COUNSEL, "reviewer")).isEqualTo("市总工会");
        Typing typing = checking()
                .type(Forms.DECISION, Forms.DECISION, "decision", CheckFiguresForm.RETURN.value())
                .type(CheckFiguresForm.RETURNS, "1", "object", QINGTIAN, "item", ITEM, "reason", "资料其实是全的");
        assertThat(typing.problems()).isEmpty();

        checkForm.submit(typing.task(), typing.draft(), CITY);

        assertThat(fixture.get(Returns.class).open(YEAR, Stage.FIGURES, UNIT))
                .extracting(ReturnedItem::object)
                .containsExactly(QINGTIAN);
        assertThat(entering().row(LIST, COUNSEL).locked()).isFalse();
        assertThat(entering().row(LIST, YUNHE + "-WORK-1").locked()).isTrue();
        assertThat(entering().notices()).anySatisfy(notice -> assertThat(notice).contains("退回重填：青田县", "资料其实是全的"));

        submitted(entering().typeAll(LIST, "percent", "100", "reason", ""));

        assertThat(percent(QINGTIAN)).isEqualByComparingTo("100");
        assertThat(percent(YUNHE)).isEqualByComparingTo("90");
        assertThat(fixture.get(Returns.class).open(YEAR, Stage.FIGURES, UNIT)).isEmpty();
    }

    @Test
    void whatIsTypedForAnEntryOfAnotherUnitIsNotRead() {
        fixture.get(FigureSheet.class);
        Typing typing = entering()
                .typeAll(LIST, "percent", "90", "reason", "验收资料不全")
                .type(LIST, QINGTIAN + "-WORK-7", "percent", "100");

        submitted(typing);

        assertThat(percent(QINGTIAN)).isEqualByComparingTo("90");
    }
}
