package cn.healthylishui.assessment.reporting;

import static cn.healthylishui.assessment.reporting.ReportingFixture.WJW;
import static cn.healthylishui.assessment.reporting.ReportingFixture.YEAR;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.scorecard.EntrySource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandOverPackageTest {

    private ReportingFixture fixture;
    private HandOverPackage handOver;

    @BeforeEach
    void approved() {
        fixture = new ReportingFixture();
        fixture.percent(WJW, "K1-01", EntrySource.DECIDED, "90");
        fixture.percent(WJW, "K2-03", EntrySource.DECIDED, "60");
        fixture.get(Results.class).fix(YEAR, "领导小组审定", null, ReportingFixture.LEADERS);
        handOver = fixture.get(HandOverPackage.class);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void districts_townships_and_units_stand_apart() throws IOException {
        JsonNode data = new ObjectMapper().readTree(handOver.data(YEAR));

        assertThat(data.get("districts")).hasSize(10);
        assertThat(data.get("townships")).hasSize(173);
        assertThat(data.get("units")).hasSize(2);
        assertThat(data.get("districts").findValuesAsText("code")).doesNotContain(WJW);
    }

    @Test
    void a_unit_tells_its_groups_and_both_scores() throws IOException {
        JsonNode unit =
                new ObjectMapper().readTree(handOver.data(YEAR)).get("units").get(1);

        assertThat(unit.get("code").asText()).isEqualTo(WJW);
        assertThat(unit.get("groups").isArray()).isTrue();
        assertThat(unit.get("groups")).isNotEmpty().allMatch(JsonNode::isInt);
        assertThat(unit.get("reviewScore").decimalValue()).isEqualByComparingTo("800");
        assertThat(unit.get("appraisalScore").decimalValue()).isEqualByComparingTo("900");
        assertThat(unit.get("score").decimalValue()).isEqualByComparingTo("820");
        assertThat(unit.get("rank").asInt()).isEqualTo(1);
    }

    @Test
    void the_workbook_has_the_units_too() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(handOver.workbook(YEAR)))) {
            assertThat(workbook.getSheet("市直单位")).isNotNull();
        }
    }
}
