package cn.healthylishui.assessment.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.Staff;
import cn.healthylishui.assessment.Staff.Answer;
import cn.healthylishui.assessment.StaffTest;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 以哪个单位的名义: whoever sits in several offices says for which of them a procedure is begun, and is held to it. */
class InWhoseNameTest extends StaffTest {

    private static final String PERSON = "zhou";
    private static final String MUNICIPAL = "shi-wjw";
    private static final String CORRECTION = "figure-correction";

    /** Of 云和县健康办 and 市卫生健康委; the alphabet has the municipal unit first. */
    private Staff zhou;

    @BeforeEach
    void seat() {
        account(PERSON, YUNHE_OFFICE);
        identity.createMembership(PERSON, MUNICIPAL);
        zhou = Staff.byBasicLogin(port, PERSON, password);
    }

    private static String saying(String office) {
        return "{\"variables\":{\"office\":{\"value\":\"%s\",\"type\":\"String\"}}}".formatted(office);
    }

    private Answer begin(Staff staff, String process, String body) {
        return staff.post(staff.engine("/process-definition/" + definition(process) + "/submit-form"), body);
    }

    private List<String> offered(Staff staff, String process) {
        return Staff.stream(staff.get("/api/starts/" + process + "/offices").json()).stream()
                .map(office -> office.path("code").asText())
                .toList();
    }

    @Test
    void onlyTheOfficesOfThePersonThatMayBeginTheProcedureAreOffered() {
        assertThat(offered(zhou, "objection")).containsExactlyInAnyOrder(YUNHE_OFFICE, MUNICIPAL);
        assertThat(offered(zhou, "group-visit")).containsExactly(MUNICIPAL);
        assertThat(offered(zhou, "misconduct")).isEmpty();
        assertThat(offered(zhou, "none-of-that-name")).isEmpty();
        assertThat(offered(staff("yunhe-wjj"), "deadline-extension")).containsExactly("yunhe-wjj");
    }

    @ParameterizedTest
    @ValueSource(strings = {"objection", "indicator-adjustment", "deadline-extension"})
    void withSeveralTheProcedureIsBegunInTheNameOfTheOneThatIsSaid(String process) {
        Answer silent = begin(zhou, process, Staff.SHELL);
        assertThat(silent.status()).as(silent.body()).isEqualTo(422);
        assertThat(silent.message()).contains("云和县健康办", "市卫生健康委", "都有账号，要先选定以哪个单位的名义发起。请刷新页面，选好后再点“发起”。");
        assertThat(engine.open()).isEmpty();

        for (String office : List.of(MUNICIPAL, YUNHE_OFFICE)) {
            Answer begun = begin(zhou, process, saying(office));
            assertThat(begun.status()).as(begun.body()).isEqualTo(200);
        }
        assertThat(engine.open()).extracting(OpenWork::office).containsExactlyInAnyOrder(MUNICIPAL, YUNHE_OFFICE);
    }

    @Test
    void withOneThatMayThereIsNothingToSay() {
        assertThat(begin(zhou, "group-visit", Staff.SHELL).status()).isEqualTo(200);
        assertThat(engine.open()).extracting(OpenWork::office).containsExactly(MUNICIPAL);
    }

    @Test
    void nobodyBeginsInTheNameOfAnOfficeThatIsNotTheirsOrMayNot() {
        for (String office : List.of(Office.CITY, ZONE_OFFICE, "nowhere", "")) {
            assertThat(begin(zhou, "objection", saying(office)).status())
                    .as(office)
                    .isEqualTo(403);
        }
        Answer mayNot = begin(zhou, "group-visit", saying(YUNHE_OFFICE));
        assertThat(mayNot.status()).as(mayNot.body()).isEqualTo(422);
        assertThat(mayNot.message()).contains("您只能以市卫生健康委的名义发起这个流程。请刷新页面，重新选择。");
        for (String more : List.of(
                "{\"variables\":{\"office\":{\"value\":\"%s\",\"type\":\"String\"},\"year\":{\"value\":2021}}}",
                "{\"variables\":{\"office\":{\"value\":[\"%s\"],\"type\":\"String\"}}}",
                "{\"variables\":{\"office\":{\"value\":\"%s\"}}}",
                "{\"variables\":{\"applicant\":{\"value\":\"%s\",\"type\":\"String\"}}}")) {
            assertThat(begin(zhou, "objection", more.formatted(YUNHE_OFFICE)).status())
                    .as(more)
                    .isEqualTo(403);
        }
        // In the engine itself, whatever way leads there.
        for (String process : List.of("objection", "figure-correction", "group-visit")) {
            assertThatThrownBy(() -> engine.as(
                            YUNHE_OFFICE,
                            () -> processes.startProcessInstanceByKey(process, Map.of("office", Office.CITY))))
                    .as(process)
                    .isNotNull();
        }
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void whatTheCityOfficeAloneBeginsTakesNoOffice() {
        Staff city = staff(Office.CITY);
        Answer answer = begin(city, "misconduct", saying(Office.CITY));
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(processes.createProcessInstanceQuery().count()).isZero();
    }

    /** Procedures that version 0.5 began go on by the models of then, which read the office off the applicant. */
    @Test
    void aProcedureOfAnEarlierVersionGoesBackToTheOfficeThatHadIt() {
        Deployment earlier = earlier();
        try {
            account(PERSON, MUNICIPAL);
            ProcessInstance begun = engine.as(MUNICIPAL, () -> processes.startProcessInstanceByKey(CORRECTION));
            identity.createMembership(PERSON, "shi-jyj");
            processes.setVariable(begun.getId(), "applicant", PERSON);

            processes
                    .createProcessInstanceModification(begun.getId())
                    .cancelAllForActivity("taskCorrectFigures")
                    .startBeforeActivity("taskCorrectFigures")
                    .execute();

            assertThat(engine.open()).extracting(OpenWork::office).containsExactly(MUNICIPAL);
        } finally {
            repository.deleteDeployment(earlier.getId(), true);
        }
    }

    @Test
    void aModelOfAnEarlierVersionDoesNotGuessEither() {
        Deployment earlier = earlier();
        try {
            identity.createMembership(PERSON, "shi-jyj");
            assertThat(begin(zhou, CORRECTION, Staff.SHELL).message()).contains("都有账号，要先选定以哪个单位的名义发起。请刷新页面，选好后再点“发起”。");
            assertThat(begin(zhou, CORRECTION, saying(MUNICIPAL)).status()).isEqualTo(200);
            assertThat(engine.open()).extracting(OpenWork::office).containsExactly(MUNICIPAL);
        } finally {
            repository.deleteDeployment(earlier.getId(), true);
        }
    }

    private Deployment earlier() {
        return repository
                .createDeployment()
                .addClasspathResource("released/0.5.0/processes/figure-correction.bpmn")
                .deploy();
    }

    @Test
    void anActOnAPageIsThatOfTheOfficeWhoseRightItIs() {
        account("li", Office.CITY);
        identity.createMembership("li", StaffAccounts.ADMINISTRATORS);
        identity.createMembership("li", MUNICIPAL);
        Staff li = Staff.byBasicLogin(port, "li", password);

        assertThat(li.postFields("/my/log/retention", Map.of("days", "4000", "reason", "与档案保管期限一致"))
                        .status())
                .isEqualTo(200);
        assertThat(li.postFields(
                                "/my/basic-data/statutory-days/add",
                                Map.of(
                                        "first", "2024-06-20",
                                        "last", "2024-06-21",
                                        "kind", "OFF",
                                        "occasion", "市里活动",
                                        "reason", "国务院办公厅通知"))
                        .status())
                .isEqualTo(200);

        assertThat(jdbc.sql("select action || ' ' || office from operation_log where user_id = 'li' order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "日志保存期限 " + Office.CITY,
                        "法定工作日：新增 " + StaffAccounts.ADMINISTRATORS,
                        "法定工作日：新增 " + StaffAccounts.ADMINISTRATORS);
    }
}
