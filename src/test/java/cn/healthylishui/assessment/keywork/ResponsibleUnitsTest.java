package cn.healthylishui.assessment.keywork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.keywork.KeyTask.Seat;
import cn.healthylishui.assessment.keywork.ResponsibleUnits.Cell;
import cn.healthylishui.assessment.keywork.ResponsibleUnits.Reading;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsibleUnitsTest {

    private static WorkPlanFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new WorkPlanFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static Reading read(String lead, String units) {
        return fixture.get(ResponsibleUnits.class).read(lead, units);
    }

    @ParameterizedTest(name = "“{0}” is {1}")
    @CsvSource({
        "市卫生健康委, shi-wjw",
        "市卫生健康委员会, shi-wjw",
        "市发改, shi-fgw",
        "市发展改革委, shi-fgw",
        "市文广旅游体局, shi-wglt",
        "市环保局, shi-hbj",
        "市安监局, shi-yjj",
        "市“三改一拆”办, shi-sgycb",
        "shi-jsj, shi-jsj"
    })
    void a_unit_is_found_by_each_of_its_names(String name, String unit) {
        assertThat(read("", name).faults()).isEmpty();
        assertThat(read("", name).seats()).extracting(Seat::unit).containsExactly(unit);
    }

    @Test
    void the_name_in_the_source_stays_beside_the_unit() {
        assertThat(read("", "市环保局").seats()).singleElement().satisfies(seat -> assertThat(
                        seat.sourceName() + "|" + seat.note())
                .isEqualTo("市环保局|原文写作“市环保局”"));
    }

    @Test
    void one_that_leads_comes_first_and_the_form_follows_from_who_is_named() {
        Reading led = read("市红十字会", "市教育局、市建设局");

        assertThat(led.seats()).extracting(Seat::unit).containsExactly("shi-hsz", "shi-jyj", "shi-jsj");
        assertThat(led.seats()).extracting(Seat::lead).containsExactly(true, false, false);
        assertThat(led.responsible()).isEqualTo("市红十字会牵头，市教育局、市建设局按职责分工负责");
        assertThat(led.form()).isEqualTo(Responsibility.LEAD);
        assertThat(read("", "市教育局，市建设局").form()).isEqualTo(Responsibility.SHARED);
        assertThat(read("", "市教育局").form()).isEqualTo(Responsibility.SINGLE);
    }

    @Test
    void a_collective_expands_to_the_roster_without_those_named_beside_it_and_each_is_to_be_confirmed() {
        Reading read = read("市卫生健康委", "市教育局、市爱国卫生运动委员会其他成员单位");

        assertThat(read.faults()).isEmpty();
        assertThat(read.seats()).extracting(Seat::unit).doesNotHaveDuplicates().hasSize(40);
        assertThat(read.seats().subList(0, 2)).noneMatch(Seat::toConfirm);
        assertThat(read.seats().subList(2, 40))
                .allMatch(Seat::toConfirm)
                .allMatch(seat -> "jt-awh".equals(seat.collective()))
                .allMatch(seat -> seat.sourceName().equals("市爱国卫生运动委员会其他成员单位"));
    }

    @ParameterizedTest(name = "lead “{0}”, units “{1}”: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | UNITS | 没有责任单位。请填写至少一家市直单位，几家单位用顿号隔开。",
                "市教育局、市建设局 | 市财政局 | LEAD | 牵头单位只能有一家，现在填了2家：市教育局、市建设局。其余的请填到责任单位。",
                "'' | 市健康局 | UNITS | 名册里没有“市健康局”。请核对单位名称，几家单位之间用顿号隔开。",
                "'' | 市体育局 | UNITS | “市体育局”已经撤并，现由市体育发展中心或市文广旅体局承接，请改填",
                "市农办 | 市教育局 | LEAD | “市农办”已经撤并，现由市农业农村局承接",
                "'' | 市教育局、市教育局 | UNITS | “市教育局”重复：同一任务里一家单位只能出现一次，请删去一个。",
                "市卫生健康委 | 市卫生健康委员会 | UNITS | “市卫生健康委”重复",
                "市爱国卫生运动委员会其他成员单位 | 市教育局 | LEAD | 不是一家单位，不能牵头。请填写具体单位。"
            })
    void what_cannot_be_is_named_in_its_cell(String lead, String units, Cell cell, String said) {
        assertThat(read(lead, units).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.cell()).isEqualTo(cell);
            assertThat(fault.message()).contains(said);
        });
        assertThat(read(lead, units).seats()).isEmpty();
    }

    @Test
    void of_a_unit_whose_work_nobody_took_over_another_is_asked_for() {
        MunicipalUnit gone = mock(MunicipalUnit.class);
        when(gone.code()).thenReturn("shi-xinju");
        when(gone.name()).thenReturn("市新局");

        assertThat(fixture.get(ResponsibleUnits.class).gone(gone)).isEqualTo("“市新局”已经撤并，不能承担任务。请改填现有单位。");
    }
}
