package cn.healthylishui.assessment.publicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.healthylishui.assessment.ApprovedYearTest;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Notices.Posted;
import cn.healthylishui.assessment.publicity.Objections.Filing;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.FormView;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.rehearsal.process.EngineDriver.OpenWork;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Publicity, objections and circulation with the whole roster, real forms and a moved clock (办法六(二)). */
class PublicityTest extends ApprovedYearTest {

    @Autowired
    private Revisions revisions;

    @Test
    void the_period_is_five_working_days_from_the_day_after_posting_even_across_the_spring_festival() {
        beginResultUse();
        postNotice();

        Notice notice = notices.first(YEAR).orElseThrow();
        // 29 and 30 January 2022 were worked, 31 January to 6 February were off: 29, 30, 7, 8, 9.
        assertThat(notice.endsOn()).isEqualTo(LocalDate.of(2022, 2, 9));
        Set<String> excellent = results.objects(YEAR, 1).stream()
                .filter(line -> line.grade() == Grade.EXCELLENT)
                .map(line -> line.code())
                .collect(Collectors.toSet());
        assertThat(notices.posted(notice).stream().map(Posted::code).collect(Collectors.toSet()))
                .isNotEmpty()
                .isEqualTo(excellent);

        at(LocalDateTime.of(2022, 2, 9, 23, 59, 59));
        runJobs();
        assertThat(notices.get(notice.id()).state()).isEqualTo(Notices.State.POSTED);
        assertThat(engine.open()).extracting(OpenWork::key).doesNotContain("taskCirculate");

        letTheFirstPeriodPass();
        assertThat(notices.get(notice.id()).state()).isEqualTo(Notices.State.CLOSED);
        assertThat(engine.open()).extracting(OpenWork::key).contains("taskCirculate");
    }

    @Test
    void a_notice_with_a_gap_left_by_its_draft_or_without_one_of_its_objects_is_not_posted() {
        beginResultUse();
        OpenWork work = task("taskPostNotice", CITY);
        assertThat(problems(work)).singleElement().asString().contains("初稿里还有“（请补充……）”没有写，请补充完整。");

        type(work, "text", "text", Map.of("body", "公示：本年度优秀单位见附件。"));
        assertThat(problems(work)).singleElement().asString().contains("正文里没有“").contains("必须和下表一致");
    }

    @Test
    void what_is_objected_to_is_held_back_and_circulated_by_itself_once_the_objection_is_rejected() {
        beginResultUse();
        postNotice();
        String doubted = township(Grade.EXCELLENT);
        OpenWork investigation = objected(doubted);
        letTheFirstPeriodPass();

        assertThat(circulations.pending(YEAR).held().keySet())
                .extracting(line -> line.code())
                .containsExactly(doubted);
        OpenWork circulation = task("taskCirculate", CITY);
        complete(circulation);
        assertThat(circulations.told(YEAR)).hasSize(182).doesNotContainKey(doubted);

        decide(investigation, false);
        OpenWork answer = anyTask("taskAnswerObjection");
        type(answer, "answer", "answer", Map.of("how", "电话答复"));
        complete(answer);

        OpenWork supplement = task("taskCirculate", CITY);
        complete(supplement);
        assertThat(circulations.told(YEAR)).hasSize(183).containsKey(doubted);
        List<Circulation> circulars = circulations.done(YEAR);
        assertThat(circulars).hasSize(2);
        assertThat(circulars.get(1).body()).contains("补充").contains(now(doubted).name());
        Objection objection = objections.all(YEAR).get(0);
        assertThat(objection.receipt()).isEqualTo("2021-异-001");
        assertThat(objection.answer()).contains("不成立").contains("见调查情况。");
    }

    @Test
    void
            an_upheld_objection_shows_its_effect_first_then_makes_a_revision_and_gives_the_newly_excellent_a_full_period() {
        beginResultUse();
        postNotice();
        String township = underrated.township();
        assertThat(now(township).grade()).isEqualTo(Grade.QUALIFIED);
        String office = roster.district(YEAR, roster.districtOf(YEAR, township)).officeCode();
        account(office, office);
        start("objection", office);
        OpenWork filing = task("taskFileObjection", office);
        type(
                filing,
                "objection",
                "objection",
                Map.of(
                        "year", "2021",
                        "contact", "0578-0000002",
                        "object", township,
                        "item", underrated.item(),
                        "content", "样本只取了一个村，请按全乡调查结果核定。"));
        complete(filing);
        decide(anyTask("taskInvestigateObjection"), true);

        OpenWork proposal = task("taskProposeRevision", CITY);
        assertThat(problems(proposal)).anySatisfy(text -> assertThat(text).contains("还没有填"));
        type(proposal, "changes", "1", Map.of("value", underrated.value(), "reason", "按全乡调查结果。"));
        FormView shown = type(proposal, "decision", "decision", Map.of("decision", "PROPOSE"));
        assertThat(effectOn(shown, township)).containsEntry("grade", "合格 → 优秀");
        assertThat(results.latestNumber(YEAR))
                .as("nothing changes before the leading group decides")
                .isEqualTo(1);
        complete(proposal);

        OpenWork approval = anyTask("taskApproveRevision");
        assertThat(effectOn(look(approval), township)).containsEntry("grade", "合格 → 优秀");
        type(approval, "decision", "decision", Map.of("decision", "APPROVED@1"));
        complete(approval);
        assertThat(results.latestNumber(YEAR)).isEqualTo(2);
        assertThat(now(township).grade()).isEqualTo(Grade.EXCELLENT);
        assertThat(results.object(YEAR, 1, township).orElseThrow().grade())
                .as("the earlier result stays readable")
                .isEqualTo(Grade.QUALIFIED);
        assertThat(results.revisions(YEAR).get(1).reason()).contains("异议成立").contains("2021-异-001");

        at(LocalDateTime.of(2022, 2, 8, 9, 0));
        postNotice();
        Notice second = notices.all(YEAR).get(1);
        assertThat(notices.posted(second)).extracting(Posted::code).contains(township);
        assertThat(second.endsOn()).as("five working days of its own").isEqualTo(LocalDate.of(2022, 2, 15));
        assertThat(second.revision()).isEqualTo(2);

        letTheFirstPeriodPass();
        complete(task("taskCirculate", CITY));
        assertThat(circulations.told(YEAR)).as("the others are not delayed").doesNotContainKey(township);
        assertThat(circulations.told(YEAR).size()).isGreaterThan(175);

        at(LocalDateTime.of(2022, 2, 16, 0, 0, 1));
        runJobs();
        complete(task("taskCirculate", CITY));
        assertThat(circulations.told(YEAR).get(township).grade()).isEqualTo(Grade.EXCELLENT);
    }

    @Test
    void an_objection_at_the_last_minute_of_the_period_counts_and_one_minute_later_it_is_refused() {
        beginResultUse();
        postNotice();
        String first = township(Grade.EXCELLENT);
        account(CITY, CITY);
        start("objection", CITY);
        OpenWork filing = task("taskFileObjection", CITY);
        type(filing, "objection", "objection", publicObjection(first));
        start("objection", CITY);
        OpenWork late = engine.open().stream()
                .filter(work -> work.key().equals("taskFileObjection"))
                .filter(work -> !work.taskId().equals(filing.taskId()))
                .findFirst()
                .orElseThrow();
        type(late, "objection", "objection", publicObjection(first));

        at(LocalDateTime.of(2022, 2, 9, 23, 59));
        complete(filing);
        at(LocalDateTime.of(2022, 2, 10, 0, 1));
        assertThat(problems(late)).containsExactly("公示期已于2022年2月9日（星期三）结束，不能再提出异议。");
        runJobs();

        assertThat(circulations.pending(YEAR).held().values())
                .as("circulation sees the objection of the last minute")
                .singleElement()
                .asString()
                .contains("2021-异-001");
        type(late, "objection", "objection", Map.of("decision", "DROP"));
        complete(late);
        assertThat(objections.all(YEAR)).hasSize(1);
    }

    @Test
    void the_store_itself_refuses_what_a_form_would_not_let_through() {
        beginResultUse();
        postNotice();
        Filing notPosted =
                new Filing(YEAR, true, "王某", "0578", township(Grade.QUALIFIED), null, "不应评为合格，情况如下。", List.of());
        assertThatThrownBy(() -> objections.file(notPosted, new Actor("c", CITY)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("不在公示名单里");
        assertThat(objections.all(YEAR)).isEmpty();
    }

    @Test
    void an_objection_without_contact_or_to_somebody_not_on_notice_is_told_what_is_missing() {
        beginResultUse();
        postNotice();
        account(CITY, CITY);
        start("objection", CITY);
        OpenWork filing = task("taskFileObjection", CITY);
        Map<String, String> cells = new HashMap<>(publicObjection(township(Grade.QUALIFIED)));
        cells.put("contact", " ");
        type(filing, "objection", "objection", cells);

        assertThat(problems(filing))
                .anySatisfy(text -> assertThat(text).contains("没有联系方式，无法核实和答复。请填写电话或通信地址。"))
                .anySatisfy(text -> assertThat(text).contains("不在公示名单里").contains("公众只能对公示的优秀对象"));
        assertThat(filing.taskId()).satisfies(id -> assertThat(isOpen(id)).isTrue());
    }

    @Test
    void misconduct_found_while_publicity_runs_takes_the_object_down_and_into_the_circular_as_criticised() {
        beginResultUse();
        postNotice();
        String cheat = township(Grade.EXCELLENT);
        long proposal = revisions.proposeMisconduct(YEAR, cheat, "台账系补造", LEADER);
        revisions.approve(proposal, "同意", LEADER);

        Notice first = notices.first(YEAR).orElseThrow();
        assertThat(notices.posted(first))
                .filteredOn(posted -> posted.code().equals(cheat))
                .singleElement()
                .satisfies(posted -> assertThat(posted.withdrawnRevision()).isEqualTo(2));
        letTheFirstPeriodPass();
        complete(task("taskCirculate", CITY));

        assertThat(circulations.told(YEAR).get(cheat).grade()).isEqualTo(Grade.UNQUALIFIED);
        String text = String.valueOf(circulations.done(YEAR).get(0).body());
        assertThat(text).contains("通报批评").contains(now(cheat).name() + "在考核中弄虚作假");
        assertThat(text.substring(0, text.indexOf("考核合格")))
                .as("no longer among the excellent")
                .doesNotContain(now(cheat).name());
    }

    @Test
    void a_county_may_object_to_a_result_of_its_own_that_is_on_no_notice_but_not_to_a_neighbours() {
        beginResultUse();
        postNotice();
        String own = township(Grade.QUALIFIED);
        String office = roster.district(YEAR, roster.districtOf(YEAR, own)).officeCode();
        String neighbour = roster.districts(YEAR).stream()
                .filter(district -> !district.officeCode().equals(office))
                .findFirst()
                .orElseThrow()
                .officeCode();

        assertThat(objections.refusal(YEAR, office, false, own)).isEmpty();
        assertThat(objections.refusal(YEAR, neighbour, false, own).orElseThrow())
                .contains("本单位只能对自己和公示的优秀对象");
        at(LocalDateTime.of(2022, 2, 10, 9, 0));
        assertThat(objections.refusal(YEAR, office, false, own).orElseThrow())
                .contains(WorkingDays.dateText(LocalDate.of(2022, 2, 9)))
                .contains("请直接告知市健康丽水办");
    }

    private static Map<String, Object> effectOn(FormView view, String object) {
        return view.sections().stream()
                .filter(section -> section.key().equals("effect"))
                .flatMap(section -> section.rows().stream())
                .filter(row -> row.key().equals(object))
                .map(FormView.Row::values)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No effect on " + object));
    }

    @Test
    void each_step_says_what_is_still_missing() {
        beginResultUse();
        OpenWork notice = task("taskPostNotice", CITY);
        type(notice, "text", "text", Map.of("body", " "));
        assertThat(problems(notice)).contains("公示正文不能为空。");
        account(CITY, CITY);
        start("objection", CITY);
        OpenWork filing = task("taskFileObjection", CITY);
        type(filing, "objection", "objection", Map.of("objector", " ", "content", "太少", "item", "X999"));
        assertThat(problems(filing)).contains("请写明是谁提出的异议。", "请写明事实和理由，至少10个字。", "现在没有正在公示的对象，不能提出异议。");

        type(notice, "text", "text", Map.of("body", "公示"));
        jdbc.sql("delete from task_draft_row where task_id = :task")
                .param("task", notice.taskId())
                .update();
        postNotice();
        assertThat(problems(filing)).contains("请选择对谁有异议。");
        type(filing, "objection", "objection", Map.of("object", "999999", "item", "X999"));
        assertThat(problems(filing)).contains("2021年度没有这个考核对象，请重新选择。", "所选的项目不属于这个对象，请重新选择。");
        assertThat(objections.refusal(2020, CITY, true, "331121")).contains("2020年度的考核结果还没有审定，不能提出异议。");
        type(filing, "objection", "objection", Map.of("decision", "DROP"));
        complete(filing);

        OpenWork investigation = objected(township(Grade.EXCELLENT));
        assertThat(problems(investigation)).contains("请写明调查了什么、查明了什么。");
        type(investigation, "investigation", "investigation", Map.of("findings", "查阅台账并走访，情况如下。"));
        complete(investigation);
        OpenWork decision = anyTask("taskDecideObjection");
        assertThat(problems(decision)).contains("请选择异议是否成立。", "请写明理由，会答复给异议人。");
        type(decision, "decision", "decision", Map.of("decision", "REJECT", "reason", "见调查情况。"));
        complete(decision);
        OpenWork answer = anyTask("taskAnswerObjection");
        type(answer, "answer", "answer", Map.of("answer", " ", "how", " "));
        assertThat(problems(answer)).contains("答复内容不能为空。", "请写明怎样答复的，例如：3月2日电话答复。");
    }

    @Test
    void a_circular_is_told_once_and_leaves_out_whoever_is_held_back() {
        beginResultUse();
        postNotice();
        ObjectLine district = results.objects(YEAR, 1).stream()
                .filter(ObjectLine::isDistrict)
                .findFirst()
                .orElseThrow();
        String office = roster.district(YEAR, district.code()).officeCode();
        objections.file(
                new Filing(YEAR, false, "健康办", "0578", district.code(), null, "有一项算错了，请核对台账。", List.of()),
                new Actor("c", office));
        letTheFirstPeriodPass();
        OpenWork circulation = task("taskCirculate", CITY);
        type(circulation, "text", "text", Map.of("body", " "));
        assertThat(problems(circulation)).contains("通报正文不能为空。");
        type(circulation, "text", "text", Map.of("body", "通报如下。" + district.name() + "：合格。"));
        assertThat(problems(circulation)).contains("“%s”暂缓通报，请从正文里删去它的结果。".formatted(district.name()));

        jdbc.sql("delete from task_draft_row where task_id = :task")
                .param("task", circulation.taskId())
                .update();
        complete(circulation);
        assertThatThrownBy(() -> circulations.requirePreparing(
                        circulations.done(YEAR).get(0).id()))
                .isInstanceOf(Refused.class)
                .hasMessage("这次通报已经办理，不能再办一次。请刷新页面。");
    }

    @Test
    void without_an_approved_year_nobody_can_object() {
        jdbc.sql("update assessment_year set state = 'ASSESSING', approved_at = null")
                .update();
        account(CITY, CITY);
        start("objection", CITY);

        assertThat(problems(task("taskFileObjection", CITY))).contains("目前没有可以提出异议的年度。请选“不提了”。");
    }
}
