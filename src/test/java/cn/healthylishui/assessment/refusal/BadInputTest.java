package cn.healthylishui.assessment.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.scorecard.Assignments;
import cn.healthylishui.assessment.scorecard.EntrySource;
import cn.healthylishui.assessment.scorecard.EntryState;
import cn.healthylishui.assessment.scorecard.Scorecards;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whatever is typed wrong is named in Chinese where it stands, stops the task, and stays as it was typed. */
class BadInputTest extends StaffTest {

    private static final String UNIT = "kfq-wjj";
    private static final String TOWNSHIP = "331102008";
    private static final Actor SOMEBODY = new Actor("test", "test");

    @Autowired
    private YearRoster roster;

    @Autowired
    private IndicatorTables tables;

    @Autowired
    private Assignments assignments;

    @Autowired
    private Scorecards scorecards;

    @Autowired
    private Organization organization;

    @Autowired
    private Draws draws;

    /** A member unit of the zone before its table; the year runs, nothing is filled in. */
    private String emptyMatrix() {
        startYear();
        assignments.confirm(
                YEAR,
                ZONE,
                tables.ofTownshipsIn(YEAR, ZONE).indicators().stream()
                        .collect(Collectors.toMap(Indicator::code, indicator -> UNIT)),
                SOMEBODY);
        return begin("district-assessment", FILL_MATRIX, Map.of("year", YEAR, "district", ZONE))
                .taskId();
    }

    private String filledMatrix() {
        String task = emptyMatrix();
        filler.fillIn(YEAR, List.of(task("taskFillMatrix", UNIT)));
        return task;
    }

    private Indicator percentage() {
        return tables.table(YEAR, TableKind.TOWNSHIP).indicators().stream()
                .filter(indicator ->
                        "%".equals(indicator.unitOfMeasure()) && indicator.method() instanceof Proportional)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> problems(JsonNode view, String section, String row, String column) {
        return Staff.stream(Staff.row(view, section, row).path("problems")).stream()
                .filter(problem -> problem.path("column").asText().equals(column))
                .map(problem -> problem.path("message").asText())
                .toList();
    }

    /** The task stays, refuses to be completed in the same words, and keeps what was typed. */
    private void staysOpen(Staff staff, String task, String typed, String... inWords) {
        Map<String, Long> before = counts();
        Answer answer = staff.complete(task);
        assertThat(answer.message())
                .contains("还不能办结")
                .contains(List.of(inWords))
                .doesNotContain("。。", "。；");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(counts()).isEqualTo(before);
        assertThat(String.join("\n", typed(task))).contains(typed);
        assertThat(isOpen(task)).isTrue();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_refused_completion_is_told_its_user_and_leaves_no_trace_in_the_log(CapturedOutput log) {
        String task = emptyMatrix();
        Staff staff = staff(UNIT);
        staff.form(task);
        assertThat(staff.complete(task).status()).isEqualTo(422);
        assertThat(log.getAll()).doesNotContain("\tat ", "ENGINE-REST");
    }

    @ParameterizedTest(name = "“{0}” is answered with “{1}”")
    @CsvSource(
            delimiter = '|',
            value = {
                "101 | 百分比不能超过100",
                "-3 | 不能是负数",
                "35.20001 | 最多 4 位",
                "35.2% | 去掉百分号",
                "3,520 | 去掉逗号",
                "三十五 | 不是数字",
                "不适用 | 不能填“不适用”",
                "99999999999999999999 | 百分比不能超过100",
            })
    void aWrongFigureIsNamedInItsCellAndStaysAsTyped(String typed, String words) {
        String task = filledMatrix();
        Staff staff = staff(UNIT);
        String column = percentage().code();

        Answer answer = staff.change(task, "matrix", TOWNSHIP, Map.of(column, typed));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(problems(answer.json(), "matrix", TOWNSHIP, column))
                .singleElement()
                .asString()
                .contains(words);
        assertThat(Staff.row(answer.json(), "matrix", TOWNSHIP)
                        .path("values")
                        .path(column)
                        .asText())
                .isEqualTo(typed);
        assertThat(answer.json().path("ready").asBoolean()).isFalse();
        staysOpen(staff, task, typed, "有1处要改", words);
    }

    @Test
    void pointsAboveTheMaximumAndPointsWithoutAReasonAreRefused() {
        String task = filledMatrix();
        Staff staff = staff(UNIT);
        Indicator judged = tables.ofTownshipsIn(YEAR, ZONE).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .findFirst()
                .orElseThrow();
        String maximum = judged.points().stripTrailingZeros().toPlainString();

        Answer tooMany = staff.change(task, "matrix", TOWNSHIP, Map.of(judged.code(), "999"));
        assertThat(problems(tooMany.json(), "matrix", TOWNSHIP, judged.code()))
                .singleElement()
                .asString()
                .contains(maximum);
        staysOpen(staff, task, "999", "有1处要改", maximum);

        Answer noReason =
                staff.change(task, "matrix", TOWNSHIP, Map.of(judged.code(), "1", judged.code() + ":reason", " "));
        assertThat(problems(noReason.json(), "matrix", TOWNSHIP, judged.code() + ":reason"))
                .singleElement()
                .asString()
                .contains("请写明理由");
        staysOpen(staff, task, judged.code() + ":reason", "有1处要改", "请写明理由");
    }

    @Test
    void aTableWithoutItsEvidenceIsRefused() {
        String task = filledMatrix();
        Staff staff = staff(UNIT);
        JsonNode evidence =
                Staff.section(staff.form(task).json(), "evidence").path("rows").get(0);
        String item = evidence.path("key").asText();

        Answer answer =
                staff.type(task, "evidence", item, evidence.path("version").asLong(), Map.of("files", ""));

        assertThat(problems(answer.json(), "evidence", item, "files"))
                .singleElement()
                .asString()
                .contains("缺少材料");
        staysOpen(staff, task, "\"files\":\"\"", "有1处要改", "缺少材料");
    }

    @Test
    void aTownshipOfAnotherDistrictIsNoRowOfThisTable() {
        String task = emptyMatrix();
        Staff staff = staff(UNIT);
        staff.type(task, "matrix", TOWNSHIP, 0, Map.of(percentage().code(), "35.2"));
        List<String> before = typed(task);
        for (String row : List.of("331121101", "nowhere")) {
            Answer answer =
                    staff.type(task, "matrix", row, 0, Map.of(percentage().code(), "35.2"));
            assertThat(answer.message()).contains("这一行不在您这次要填的内容里，没有保存。请刷新页面后再填。");
            assertThat(answer.status()).isEqualTo(422);
        }
        assertThat(typed(task)).isEqualTo(before);
    }

    @Test
    void aRowThatAColleagueChangedMeanwhileIsNotOverwritten() {
        String task = emptyMatrix();
        Staff staff = staff(UNIT);
        Staff colleague = colleague(UNIT);
        String column = percentage().code();
        staff.form(task);
        assertThat(colleague
                        .type(task, "matrix", TOWNSHIP, 0, Map.of(column, "41"))
                        .status())
                .isEqualTo(200);

        Answer answer = staff.type(task, "matrix", TOWNSHIP, 0, Map.of(column, "42"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains("同事刚刚改过同一行");
        JsonNode conflict = answer.json().path("conflicts").get(0);
        assertThat(conflict.path("theirs").path(column).asText()).isEqualTo("41");
        assertThat(conflict.path("by").asText()).contains(colleague.user());
        assertThat(typed(task)).singleElement().asString().contains("41");

        // Keeping one's own is a save against what was just shown.
        long version = Staff.row(answer.json().path("view"), "matrix", TOWNSHIP)
                .path("version")
                .asLong();
        assertThat(staff.type(task, "matrix", TOWNSHIP, version, Map.of(column, "42"))
                        .status())
                .isEqualTo(200);
        assertThat(typed(task)).singleElement().asString().contains("42");
    }

    @Test
    void filesThatCannotBeEvidenceAreRefusedAndNothingTypedIsLost() {
        String task = emptyMatrix();
        Staff staff = staff(UNIT);
        staff.type(task, "matrix", TOWNSHIP, 0, Map.of(percentage().code(), "35.2"));
        List<String> before = typed(task);
        byte[] program = new byte[4096];
        System.arraycopy("MZ\u0090\u0000\u0003".getBytes(StandardCharsets.ISO_8859_1), 0, program, 0, 5);
        program[0x3c] = 0x40;
        System.arraycopy("PE\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, program, 0x40, 4);

        refusedFile(staff.attach(task, "setup.exe", program), "不能上传“setup.exe”", "只接受");
        refusedFile(staff.attach(task, "报告.pdf", program), "“报告.pdf”", "与扩展名 .pdf 不符");
        refusedFile(staff.attach(task, "照片.jpg", "<html><script>alert(1)</script>".getBytes()), "与扩展名 .jpg 不符");
        refusedFile(staff.attach(task, "空.txt", new byte[0]), "文件“空.txt”是空的，请检查后重新选择。");
        refusedFile(staff.attach(task, "没有扩展名", "文字".getBytes(StandardCharsets.UTF_8)), "不能上传");
        byte[] large = new byte[21 * 1024 * 1024];
        Arrays.fill(large, (byte) 'a');
        refusedFile(staff.attach(task, "大.txt", large), "“大.txt”有21.0 MB", "上限20 MB");

        assertThat(count("evidence")).isZero();
        assertThat(typed(task)).isEqualTo(before);
        assertThat(isOpen(task)).isTrue();
    }

    private static void refusedFile(Answer answer, String... words) {
        assertThat(answer.message()).contains(words);
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void aFileOverTheServersLimitGetsItsAnswerTooAndIsNotJustCutOff() {
        String task = emptyMatrix();
        Answer answer = staff(UNIT).attach(task, "太大.txt", new byte[65 * 1024 * 1024]);
        assertThat(answer.message()).contains("文件太大，没有上传。请压缩图片或拆成几个文件后再上传。");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(count("evidence")).isZero();
    }

    @Test
    void twinTownshipsAreNamedAndPassOnceOneIsJudgedAgain() {
        startYear();
        List<YearTownship> townships = roster.townships(YEAR, YUNHE);
        YearTownship model = townships.get(3);
        YearTownship twin = townships.get(4);
        filler.reportTownships(YEAR, YUNHE, model.code(), twin.code());
        Indicator judged = tables.ofTownshipsIn(YEAR, YUNHE).indicators().stream()
                .filter(indicator -> indicator.method().judged())
                .findFirst()
                .orElseThrow();
        String unit = "yunhe-wjj";
        assignments.confirm(YEAR, YUNHE, Map.of(judged.code(), unit), SOMEBODY);
        String task = begin("district-assessment", "taskConsolidate", Map.of("year", YEAR, "district", YUNHE))
                .taskId();
        Staff county = staff(YUNHE_OFFICE);

        JsonNode view = county.form(task).json();
        assertThat(view.path("notices").toString()).contains("得分没有区分度", model.name(), twin.name());
        county.type(task, "decision", "decision", 0, Map.of("decision", "CONFIRM"));
        staysOpen(county, task, "CONFIRM", "得分没有区分度", model.name(), twin.name());

        long version = Staff.row(county.form(task).json(), "decision", "decision")
                .path("version")
                .asLong();
        county.type(task, "decision", "decision", version, Map.of("decision", "SEND_BACK"));
        county.type(task, "returns", "1", 0, Map.of("object", twin.code(), "item", judged.code(), "reason", "请重新评判。"));
        assertThat(county.complete(task).status()).isEqualTo(204);

        String again = task("taskFillMatrix", unit).taskId();
        Staff member = staff(unit);
        JsonNode row = Staff.row(member.form(again).json(), "matrix", twin.code());
        if (judged.evidenceRequired()) {
            String file = member.attach(again, "台账.txt", "走访记录".getBytes(StandardCharsets.UTF_8))
                    .json()
                    .path("id")
                    .asText();
            member.change(again, "evidence", judged.code(), Map.of("files", file));
        }
        String before = row.path("values").path(judged.code()).asText();
        String after = before.equals("1.5") ? "2" : "1.5";
        Answer typing = member.type(
                again, "matrix", twin.code(), 0, Map.of(judged.code(), after, judged.code() + ":reason", "重新走访后评判。"));
        assertThat(typing.json().path("ready").asBoolean()).as(typing.body()).isTrue();
        assertThat(member.complete(again).status()).isEqualTo(204);
        runJobs();

        String confirmed = anyTask("taskConsolidate").taskId();
        Answer answer = county.type(confirmed, "decision", "decision", 0, Map.of("decision", "CONFIRM"));
        assertThat(answer.json().path("ready").asBoolean()).as(answer.body()).isTrue();
        assertThat(county.complete(confirmed).status()).isEqualTo(204);
        assertThat(anyTask("taskSelfScore").office()).isEqualTo(YUNHE_OFFICE);
    }

    @Test
    void aMissingPaperIsNamed() {
        startYear();
        filler.reportDistricts(YEAR);
        filler.reportTownships(YEAR, ZONE, "", "");
        String task = begin("district-assessment", "taskSubmitPapers", Map.of("year", YEAR, "district", ZONE))
                .taskId();
        Staff office = staff(ZONE_OFFICE);
        office.type(task, "SUMMARY", "SUMMARY", 0, Map.of("how", "WRITE", "body", " "));
        office.type(task, "SELF_CHECK_REPORT", "SELF_CHECK_REPORT", 0, Map.of("how", "UPLOAD", "files", ""));
        office.type(task, "draw", "draw", 0, Map.of("text", "健康同行"));

        JsonNode view = office.form(task).json();
        assertThat(problems(view, "SUMMARY", "SUMMARY", "body"))
                .singleElement()
                .asString()
                .contains("缺少");
        assertThat(problems(view, "SELF_CHECK_REPORT", "SELF_CHECK_REPORT", "files"))
                .singleElement()
                .asString()
                .contains("缺少", "请上传文件");
        staysOpen(office, task, "健康同行", "缺少");
        assertThat(count("paper")).isZero();
    }

    @Test
    void aDraftThatWasNotFinishedIsNoPaper() {
        startYear();
        filler.reportDistricts(YEAR);
        filler.reportTownships(YEAR, ZONE, "", "");
        String task = begin("district-assessment", "taskSubmitPapers", Map.of("year", YEAR, "district", ZONE))
                .taskId();
        Staff office = staff(ZONE_OFFICE);
        office.type(task, "draw", "draw", 0, Map.of("text", "健康同行"));
        staysOpen(office, task, "健康同行", "请补充");
    }

    @Test
    void indicatorsGoToMemberUnitsOfTheDistrictOnly() {
        startYear();
        String task = task("taskConfirmAssignment", ZONE_OFFICE).taskId();
        Staff office = staff(ZONE_OFFICE);
        String item = tables.ofTownshipsIn(YEAR, ZONE).indicators().get(0).code();

        Answer unknownItem = office.type(task, "assignment", "T999", 0, Map.of("unit", UNIT));
        assertThat(unknownItem.message()).contains("这一行不在您这次要填的内容里，没有保存。请刷新页面后再填。");
        assertThat(unknownItem.status()).isEqualTo(422);
        for (String unit : List.of("longquan-wjj", "nobody", "")) {
            long version = Staff.row(office.form(task).json(), "assignment", item)
                    .path("version")
                    .asLong();
            Answer answer = office.type(task, "assignment", item, version, Map.of("unit", unit));
            assertThat(problems(answer.json(), "assignment", item, "unit"))
                    .singleElement()
                    .asString()
                    .contains("请选择负责考核本项的成员单位");
            staysOpen(office, task, "\"unit\":\"" + unit + "\"", "请选择负责考核本项的成员单位");
        }
        assertThat(count("member_assignment")).isZero();
    }

    @Test
    void aYearThatRunsAlreadyIsNotStartedAgain() {
        startYear();
        engine.start("annual-assessment", Office.CITY);
        String task = anyTask("taskOpenYear").taskId();
        Staff city = staff(Office.CITY);
        Answer answer = city.type(task, "start", "start", 0, open(YEAR));
        assertThat(problems(answer.json(), "start", "start", "year"))
                .singleElement()
                .asString()
                .contains("2021年度考核已由", "不能重复启动");
        staysOpen(city, task, "OPEN", "不能重复启动");
        assertThat(count("assessment_year")).isOne();
    }

    private static Map<String, String> open(int year) {
        return Map.of("decision", "OPEN", "year", String.valueOf(year), "reason", "");
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "SELF_CHECK, 2022-01-03, 不能早于今天",
        "SELF_CHECK, 2021-12-31, 应在考核年度结束",
        "SELF_CHECK, 2022-01-08, 应晚于“乡镇考核表”的期限",
        "CITY_ASSESSMENT, 2022-01-14, 应晚于“自查上报”的期限",
        "SELF_CHECK, 2031-01-15, 不能在一年以后",
        "SELF_CHECK, 2022-02-30, 不是日期",
        "SELF_CHECK, '', 请填写日期",
    })
    void aDeadlineThatCannotBeIsNamed(String kind, String date, String words) {
        engine.start("annual-assessment", Office.CITY);
        String task = anyTask("taskOpenYear").taskId();
        Staff city = staff(Office.CITY);
        String row = YEAR + "-" + kind;
        city.type(task, "start", "start", 0, open(YEAR));
        Answer answer = city.type(task, "deadlines", row, 0, Map.of("date", date));
        assertThat(problems(answer.json(), "deadlines", row, "date"))
                .singleElement()
                .asString()
                .contains(words);
        staysOpen(city, task, "\"date\":\"" + date + "\"", words);
        assertThat(count("assessment_year")).isZero();
    }

    @Test
    void nobodyDrawsTwice() {
        startYear();
        draws.keep(YEAR, ZONE, "健康同行", SOMEBODY);
        draws.draw(YEAR, ZONE);
        List<String> drawn = draws.drawnTownships(YEAR, ZONE);
        assertThat(drawn).isNotEmpty();
        Map<String, Long> before = counts();

        assertThatThrownBy(() -> draws.draw(YEAR, ZONE))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("丽水开发区已于")
                .hasMessageContaining("不能重抽");
        assertThatThrownBy(() -> draws.keep(YEAR, ZONE, "另一段文字", SOMEBODY))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("抽签文字不能再改");

        assertThat(draws.drawnTownships(YEAR, ZONE)).isEqualTo(drawn);
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void aMustPassItemOfWhichNobodyKnowsStopsTheSummary() {
        startYear();
        filler.reportDistricts(YEAR);
        Indicator mustPass = tables.ofDistrict(YEAR, YUNHE).indicators().stream()
                .filter(Indicator::mustPass)
                .findFirst()
                .orElseThrow();
        scorecards.record(
                YEAR,
                YUNHE,
                mustPass.code(),
                EntrySource.REPORTED,
                new cn.healthylishui.assessment.scorecard.Answer(
                        EntryState.NO_DATA, null, null, null, false, null, List.of()),
                SOMEBODY);
        String task =
                begin("city-summary", "taskSummarise", Map.of("year", YEAR)).taskId();
        Staff city = staff(Office.CITY);

        city.type(task, "decision", "decision", 0, Map.of("decision", "CONFIRM"));

        staysOpen(
                city,
                task,
                "CONFIRM",
                roster.district(YEAR, YUNHE).name() + "的必备指标“" + mustPass.name() + "”没有数据",
                organization.officeName(mustPass.owner()));
    }

    @Test
    void aDecisionToSendBackNamesWhatAndWhy() {
        startYear();
        filler.reportDistricts(YEAR);
        filler.reportTownships(YEAR, ZONE, "", "");
        String task = begin("district-assessment", "taskConsolidate", Map.of("year", YEAR, "district", ZONE))
                .taskId();
        Staff office = staff(ZONE_OFFICE);
        office.type(task, "decision", "decision", 0, Map.of("decision", "SEND_BACK"));
        staysOpen(office, task, "SEND_BACK", "请在退回清单里至少填写一行");

        Map<String, String> halfALine = new HashMap<>(Map.of("object", TOWNSHIP, "item", "", "reason", ""));
        Answer answer = office.type(task, "returns", "1", 0, halfALine);
        assertThat(problems(answer.json(), "returns", "1", "item"))
                .singleElement()
                .asString()
                .contains("请选择要退回的项目");
        assertThat(problems(
                        office.type(task, "returns", "2", 0, Map.of("object", "", "item", "", "reason", "请重新评判。"))
                                .json(),
                        "returns",
                        "2",
                        "object"))
                .containsExactly("请选择要退回的对象。");
        assertThat(problems(answer.json(), "returns", "1", "reason"))
                .singleElement()
                .asString()
                .contains("请写明退回理由，对方会看到。");
        staysOpen(office, task, TOWNSHIP, "请选择要退回的项目");
        assertThat(count("returned_item")).isZero();
    }
}
