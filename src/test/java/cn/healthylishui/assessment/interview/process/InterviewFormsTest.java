package cn.healthylishui.assessment.interview.process;

import static cn.healthylishui.assessment.interview.InterviewFixture.COUNTY;
import static cn.healthylishui.assessment.interview.InterviewFixture.LEADERS;
import static cn.healthylishui.assessment.interview.InterviewFixture.MINUTES;
import static cn.healthylishui.assessment.interview.InterviewFixture.QINGTIAN;
import static cn.healthylishui.assessment.interview.InterviewFixture.invitation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.Interview.Head;
import cn.healthylishui.assessment.interview.Interview.Item;
import cn.healthylishui.assessment.interview.InterviewFixture;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.interview.Interviews.Planned;
import cn.healthylishui.assessment.interview.Interviews.Verdict;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.Typing;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterviewFormsTest {

    private InterviewFixture fixture;
    private Interviews interviews;

    @BeforeEach
    void open() {
        fixture = new InterviewFixture(
                "2022-03-01T09:00",
                InterviewSheet.class,
                NotifyInterviewForm.class,
                SubmitMaterialForm.class,
                HoldInterviewForm.class,
                PlanRectificationForm.class,
                ReportRectificationForm.class,
                CheckRectificationForm.class,
                ReviewUnmendedForm.class);
        interviews = fixture.interviews();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Typing into(Class<? extends TaskForm> form, long id) {
        return new Typing(fixture.get(form), fixture.task(fixture.get(form), id));
    }

    private Map<String, Object> submit(Class<? extends TaskForm> form, long id, Typing typing) {
        assertThat(typing.problems()).isEmpty();
        return fixture.get(form).submit(fixture.task(fixture.get(form), id), typing.draft(), COUNTY);
    }

    @Nested
    class Top {

        @Test
        void every_form_begins_with_why_the_interview_is_held() {
            fixture.says(1, QINGTIAN, Grade.UNQUALIFIED, "856.50", "必备指标有1项未达标");
            fixture.item(1, QINGTIAN, "C004", "0", "0", false);
            fixture.item(1, QINGTIAN, "C005", "0", "0", true);
            fixture.circulate(1, QINGTIAN);
            long id = interviews.all(InterviewFixture.YEAR).get(0).id();

            Typing form = into(NotifyInterviewForm.class, id);

            assertThat(form.sections().get(0)).isEqualTo("result");
            assertThat(form.row("result", "result").locked()).isTrue();
            assertThat(form.row("result", "result").values())
                    .containsEntry("object", "青田县")
                    .containsEntry("score", "856.50")
                    .containsEntry("grade", "不合格")
                    .containsEntry("reason", "必备指标有1项未达标")
                    .containsEntry("mustPass", "政府举办的乡镇卫生院（社区卫生服务中心）覆盖率");
            assertThat(form.notices()).isEmpty();
        }

        @Test
        void a_later_result_that_still_fails_is_pointed_out() {
            long id = fixture.opened();
            fixture.revision(2);
            fixture.says(2, QINGTIAN, Grade.UNQUALIFIED, "799.00", "得分低于800分");

            assertThat(into(NotifyInterviewForm.class, id).notices())
                    .containsExactly("约谈依据通报的第1号考核结果；按现行的第2号考核结果，得分799.00分，等级不合格：得分低于800分。");
        }

        @Test
        void a_township_is_entered_for_by_its_county() {
            String township = fixture.township();
            long id = fixture.openedFor(township);

            Typing form = into(NotifyInterviewForm.class, id);

            assertThat(form.notices()).singleElement().satisfies(text -> assertThat(text)
                    .endsWith("没有系统账号，应由它提交的内容由青田县健康办如实录入。"));
            assertThat(form.value("letter", "letter", "text")).contains("现决定由青田县健康办对");
        }

        @Test
        void all_seven_do_so_on_the_way_through_an_interview() {
            long id = fixture.opened();
            List<Class<? extends TaskForm>> forms = List.of(
                    SubmitMaterialForm.class,
                    HoldInterviewForm.class,
                    PlanRectificationForm.class,
                    ReportRectificationForm.class,
                    CheckRectificationForm.class,
                    ReviewUnmendedForm.class);
            interviews.announce(id, invitation("2022-03-08"), LEADERS);
            top(forms.get(0), id);
            interviews.handInMaterial(id, "原因", List.of(), COUNTY);
            top(forms.get(1), id);
            fixture.setNow("2022-03-08T15:00");
            interviews.hold(id, LocalDate.of(2022, 3, 8), InterviewFixture.bothCame(), MINUTES, List.of(), LEADERS);
            top(forms.get(2), id);
            interviews.plan(id, List.of(new Planned("问题", "措施", "王五", LocalDate.of(2022, 3, 31))), COUNTY);
            top(forms.get(3), id);
            fixture.report(id, 1);
            top(forms.get(4), id);
            interviews.check(id, List.of(new Verdict(1, false, "没做")), LocalDate.of(2022, 4, 1), LEADERS);
            fixture.report(id, 1);
            interviews.check(id, List.of(new Verdict(1, false, "没做")), null, LEADERS);
            top(forms.get(5), id);
        }

        private void top(Class<? extends TaskForm> form, long id) {
            assertThat(into(form, id).sections().get(0))
                    .as(form.getSimpleName())
                    .isEqualTo("result");
            assertThat(into(form, id).problems()).as(form.getSimpleName()).isNotEmpty();
        }
    }

    @Nested
    class Notifying {

        private Typing filled(long id) {
            return into(NotifyInterviewForm.class, id)
                    .type("talk", "talk", "date", "2022-03-08", "place", "市行政中心1号会议室")
                    .type("heads", "1", "name", "张三")
                    .type("heads", "2", "name", "李四");
        }

        @Test
        void only_what_nobody_can_know_is_to_be_filled_in() {
            assertThat(into(NotifyInterviewForm.class, fixture.opened()).problems())
                    .containsExactly("时间和地点：请填写日期。", "时间和地点·约谈地点：请填写约谈地点。", "第1位·姓名：请填写姓名。", "第2位·姓名：请填写姓名。");
        }

        @Test
        void the_notice_follows_what_is_filled_in() {
            Typing form = filled(fixture.opened());

            assertThat(form.problems()).isEmpty();
            assertThat(form.value("letter", "letter", "text"))
                    .startsWith("关于约谈青田县党政负责人的通知")
                    .contains(
                            "2021年度",
                            "青田县得756.50分",
                            "不合格（得分低于800分）",
                            "由市健康丽水建设领导小组对青田县",
                            "2022年3月8日（星期二）",
                            "市行政中心1号会议室",
                            "党委（工委）书记张三",
                            "主要负责人李四",
                            "2022年3月1日")
                    .doesNotContain("请补充");
        }

        @Test
        void once_rewritten_it_stands_and_what_it_leaves_out_is_pointed_out() {
            Typing form = filled(fixture.opened())
                    .type("letter", "letter", "text", "请张三于2022年3月8日到市行政中心1号会议室。")
                    .type("talk", "talk", "date", "2022-03-09");

            assertThat(form.problems()).isEmpty();
            assertThat(form.notices())
                    .containsExactly("通知正文里没有写到“2022年3月9日”，请核对正文与上面填的是否一致。", "通知正文里没有写到“李四”，请核对正文与上面填的是否一致。");
        }

        @Test
        void a_gap_left_in_it_is_refused() {
            assertThat(filled(fixture.opened())
                            .type("letter", "letter", "text", "请于（请补充约谈日期）到会。")
                            .problems())
                    .containsExactly("通知正文：正文里还有“（请补充……）”没有写，请补充完整。");
        }

        @ParameterizedTest
        @CsvSource({"2022-03-01, 约谈日期应在今天（2022年3月1日（星期二））之后，请改填以后的日期。", "下周二, “下周二”不是日期，请按2022-01-15的样式填写。"})
        void a_wrong_date_is_named(String date, String message) {
            assertThat(filled(fixture.opened())
                            .type("talk", "talk", "date", date)
                            .problems())
                    .containsExactly("时间和地点：" + message);
        }

        @Test
        void one_person_is_not_both_heads() {
            assertThat(filled(fixture.opened()).type("heads", "2", "name", "张三").problems())
                    .containsExactly("第2位·姓名：两位负责人不能是同一个人，请分别填写党委和政府的主要负责人。");
        }

        @Test
        void a_day_off_or_after_the_whole_procedure_is_allowed_but_pointed_out() {
            long id = fixture.opened();

            assertThat(filled(id).type("talk", "talk", "date", "2022-03-06").notices())
                    .containsExactly("约谈日期2022年3月6日（星期日）是休息日，请确认。");
            assertThat(filled(id).type("talk", "talk", "date", "2022-04-01").notices())
                    .containsExactly("约谈日期晚于全年考核工作应办结的日期2022年3月31日（星期四），请确认。");
        }

        @Test
        void submitting_keeps_it() {
            long id = fixture.opened();

            assertThat(submit(NotifyInterviewForm.class, id, filled(id))).isEmpty();

            assertThat(interviews.get(id).heldOn()).isEqualTo("2022-03-08");
            assertThat(interviews.get(id).announcement().text()).contains("张三", "2022年3月8日");
            assertThat(interviews.heads(interviews.get(id)))
                    .extracting(Head::post, Head::name)
                    .containsExactly(tuple("党委（工委）书记", "张三"), tuple("政府（管委会、办事处）主要负责人", "李四"));
        }
    }

    @Nested
    class Material {

        private long announced() {
            long id = fixture.opened();
            interviews.announce(id, invitation("2022-03-08"), LEADERS);
            return id;
        }

        @Test
        void is_written_or_uploaded() {
            long id = announced();
            Typing form = into(SubmitMaterialForm.class, id);

            assertThat(form.problems()).containsExactly("书面材料·正文：缺少书面材料，请填写，或改为上传文件。");
            assertThat(form.type("material", "material", "how", "UPLOAD").problems())
                    .containsExactly("书面材料·文件：缺少书面材料，请上传文件。");
            assertThat(form.value("notice", "notice", "heads")).isEqualTo("县委书记 张三、县长 李四");

            String file = fixture.file();
            submit(SubmitMaterialForm.class, id, form.type("material", "material", "files", file, "body", "没用上的草稿"));

            Interview.Material material = interviews.get(id).material();
            assertThat(material.files()).containsExactly(file);
            assertThat(material.text()).isNull();
        }

        @Test
        void a_text_does() {
            long id = announced();

            submit(
                    SubmitMaterialForm.class,
                    id,
                    into(SubmitMaterialForm.class, id).type("material", "material", "body", "原因和打算"));

            assertThat(interviews.get(id).material().text()).isEqualTo("原因和打算");
        }
    }

    @Nested
    class Holding {

        private long ready(String now) {
            long id = fixture.opened();
            interviews.announce(id, invitation("2022-03-08"), LEADERS);
            interviews.handInMaterial(id, "原因和打算", List.of(fixture.file()), COUNTY);
            fixture.setNow(now);
            return id;
        }

        private Typing filled(long id) {
            return into(HoldInterviewForm.class, id)
                    .type("heads", "1", "presence", "CAME")
                    .type("heads", "2", "presence", "REPRESENTED", "substitute", "王五，副县长", "reason", "赴省开会")
                    .type("record", "record", "minutes", MINUTES);
        }

        @Test
        void nobody_counts_as_present_by_silence() {
            assertThat(into(HoldInterviewForm.class, ready("2022-03-08T15:00")).problems())
                    .containsExactly(
                            "县委书记 张三·到场情况：请选择本人到场或他人代为参加。",
                            "县长 李四·到场情况：请选择本人到场或他人代为参加。",
                            "约谈记录：没有约谈记录的约谈不能办结：请写明谈了哪些问题、被约谈人怎么表态，至少20字（现在有0字）。");
        }

        @Test
        void before_the_day_announced_no_day_is_offered_and_none_to_come_will_do() {
            long id = ready("2022-03-07T15:00");

            assertThat(filled(id).problems()).containsExactly("约谈时间：请填写日期。");
            assertThat(filled(id).type("talk", "talk", "date", "2022-03-08").problems())
                    .containsExactly("约谈时间：实际约谈日期不能晚于今天（2022年3月7日（星期一））；还没有约谈的，请在约谈后再填。");
            assertThat(filled(id).type("talk", "talk", "date", "2022-02-28").problems())
                    .containsExactly("约谈时间：实际约谈日期不能早于发出通知的日期2022年3月1日（星期二），请核对。");
        }

        @Test
        void whoever_stands_in_is_named_and_the_reason_given() {
            long id = ready("2022-03-08T15:00");

            assertThat(filled(id)
                            .type("heads", "2", "substitute", "", "reason", "")
                            .problems())
                    .containsExactly("县长 李四·代为参加人的姓名和职务：请填写代为参加人的姓名和职务。", "县长 李四·本人未到场的原因：请填写本人未到场的原因。");
            assertThat(filled(id).type("heads", "2", "presence", "CAME").problems())
                    .containsExactly("县长 李四·到场情况：选了“本人到场”，请清空代为参加人和原因；不是本人到场的，请改选“他人代为参加”。");
        }

        @ParameterizedTest
        @ValueSource(strings = {"已约谈。", "　　　　　　　　　　　　　　　　　　　　　　　　"})
        void without_minutes_it_is_refused(String minutes) {
            assertThat(filled(ready("2022-03-08T15:00"))
                            .type("record", "record", "minutes", minutes)
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).contains("没有约谈记录的约谈不能办结"));
        }

        @Test
        void submitting_keeps_who_was_there_and_the_minutes() {
            long id = ready("2022-03-08T15:00");
            String file = fixture.file();

            submit(HoldInterviewForm.class, id, filled(id).type("record", "record", "files", file));

            assertThat(interviews.heads(interviews.get(id)))
                    .extracting(Head::attended, Head::substitute, Head::substituteReason)
                    .containsExactly(tuple(true, null, null), tuple(false, "王五，副县长", "赴省开会"));
            assertThat(interviews.get(id).minutes().text()).isEqualTo(MINUTES);
            assertThat(interviews.get(id).minutes().files()).containsExactly(file);
            assertThat(interviews.get(id).heldOn()).isEqualTo("2022-03-08");
        }
    }

    @Nested
    class Planning {

        private long held() {
            long id = fixture.held();
            fixture.item(1, QINGTIAN, "C004", "0", "0", false);
            fixture.item(1, QINGTIAN, "C005", "0", "0", true);
            List.of("C016", "C017", "C018", "C019", "C020", "C021")
                    .forEach(code -> fixture.item(1, QINGTIAN, code, lost(code), "40", false));
            fixture.item(1, QINGTIAN, "C022", "40", "40", true);
            return id;
        }

        /** The later in the table, the fewer points. */
        private static String lost(String code) {
            return String.valueOf(40 - Integer.parseInt(code.substring(1)));
        }

        private Typing cleared(long id) {
            Typing form = into(PlanRectificationForm.class, id);
            for (int row = 1; row <= 6; row++) {
                form.type("plan", String.valueOf(row), "problem", "");
            }
            return form;
        }

        @Test
        void begins_with_failed_must_pass_items_and_the_largest_losses() {
            Typing form = into(PlanRectificationForm.class, held());

            assertThat(form.section("plan").rows()).hasSize(15);
            assertThat(form.section("plan").rows().stream()
                            .map(row -> row.values().get("problem"))
                            .filter(problem -> !problem.isEmpty()))
                    .containsExactly(
                            "必备指标“政府举办的乡镇卫生院（社区卫生服务中心）覆盖率”未达标。",
                            "“经常参加体育锻炼人数比例”得19分（满分40分），失21分。",
                            "“居民健康素养水平”得20分（满分40分），失20分。",
                            "“国民体质合格率”得21分（满分40分），失19分。",
                            "“重大慢性病过早死亡率”得22分（满分40分），失18分。",
                            "“婴儿死亡率”得23分（满分40分），失17分。");
            assertThat(form.section("losses").rows())
                    .extracting(Row::key)
                    .containsExactly("C004", "C021", "C020", "C019", "C018", "C017");
        }

        @Test
        void a_row_is_complete_or_empty() {
            Typing form = cleared(held());
            assertThat(form.problems()).containsExactly("整改方案还是空的，请至少列出一个问题。");

            assertThat(form.type("plan", "9", "measure", "开展健康讲座").problems())
                    .containsExactly("第9行·存在问题：请填写存在问题。", "第9行·责任人：请填写责任人。", "第9行·完成日期：请填写日期。");
            assertThat(form.type("plan", "9", "problem", "问题", "responsible", "王五", "date", "3月底")
                            .problems())
                    .containsExactly("第9行·完成日期：“3月底”不是日期，请按2022-01-15的样式填写。");
        }

        @Test
        void a_line_that_was_filled_in_beforehand_is_taken_up_or_cleared() {
            assertThat(into(PlanRectificationForm.class, held()).problems())
                    .hasSize(18)
                    .contains("第1行·整改措施：请填写整改措施。", "第6行·完成日期：请填写日期。");
        }

        @Test
        void the_thirty_days_are_kept() {
            long id = held();
            Typing form = cleared(id)
                    .type("plan", "1", "problem", "问题", "measure", "措施", "responsible", "王五", "date", "2022-04-08");

            assertThat(form.problems()).containsExactly("第1行·完成日期：完成日期不能晚于2022年4月7日（星期四）：整改应在约谈后30天内完成并报告。");
            assertThat(form.type("plan", "1", "date", "2022-03-07").problems())
                    .containsExactly("第1行·完成日期：完成日期不能早于今天（2022年3月8日（星期二））。");

            submit(PlanRectificationForm.class, id, form.type("plan", "1", "date", "2022/4/7"));
            assertThat(interviews.items(interviews.get(id)))
                    .extracting(Item::seq, Item::problem, Item::dueOn)
                    .containsExactly(tuple(1, "问题", LocalDate.of(2022, 4, 7)));
        }

        @Test
        void rows_are_numbered_without_the_gaps_between_them() {
            long id = held();
            Typing form = cleared(id)
                    .type("plan", "2", "problem", "甲", "measure", "措施", "responsible", "王五", "date", "2022-03-31")
                    .type("plan", "15", "problem", "乙", "measure", "措施", "responsible", "赵六", "date", "2022-03-31");

            submit(PlanRectificationForm.class, id, form);

            assertThat(interviews.items(interviews.get(id)))
                    .extracting(Item::seq, Item::problem)
                    .containsExactly(tuple(1, "甲"), tuple(2, "乙"));
        }

        @Test
        void a_failed_must_pass_item_that_is_left_out_is_pointed_out() {
            long id = held();

            assertThat(into(PlanRectificationForm.class, id).notices()).isEmpty();
            assertThat(cleared(id).notices()).containsExactly("必备指标“政府举办的乡镇卫生院（社区卫生服务中心）覆盖率”未达标，方案里没有写到，请确认。");
        }

        @Test
        void after_the_thirty_days_it_says_that_only_today_is_left() {
            long id = held();
            fixture.setNow("2022-04-20T09:00");

            assertThat(into(PlanRectificationForm.class, id).notices())
                    .containsExactly("报告整改结果的期限2022年4月7日（星期四）已过，完成日期只能填今天，请尽快整改并报告。");
        }
    }

    @Nested
    class Reporting {

        @Test
        void outcome_and_proof_are_both_needed_for_every_item() {
            Typing form = into(ReportRectificationForm.class, fixture.planned());

            assertThat(form.problems())
                    .containsExactly(
                            "第1项·整改结果：请填写整改结果。", "第1项·佐证材料：缺少佐证材料，请上传。", "第2项·整改结果：请填写整改结果。", "第2项·佐证材料：缺少佐证材料，请上传。");
            assertThat(form.type("items", "1", "outcome", "长".repeat(2001), "files", fixture.file())
                            .problems())
                    .contains("第1项·整改结果：整改结果最多2000字，现在有2001字，请精简，详细内容可作为佐证材料上传。");
        }

        @Test
        void in_a_second_round_what_is_mended_is_locked_and_the_rest_shows_what_was_said() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);
            interviews.check(
                    id,
                    List.of(new Verdict(1, true, null), new Verdict(2, false, "没有派驻记录")),
                    LocalDate.of(2022, 4, 1),
                    LEADERS);
            Typing form = into(ReportRectificationForm.class, id);

            assertThat(form.section("items").rows()).extracting(Row::locked).containsExactly(true, false);
            assertThat(form.value("items", "1", "outcome")).isEqualTo("已整改");
            assertThat(form.value("items", "1", "check")).isEqualTo("到位");
            assertThat(form.value("items", "2", "check")).isEqualTo("不到位：没有派驻记录");
            assertThat(form.value("items", "2", "outcome")).isEmpty();

            String file = fixture.file();
            submit(
                    ReportRectificationForm.class,
                    id,
                    form.type("items", "2", "outcome", "已派驻2名医师", "files", file)
                            .type("items", "1", "outcome", "改口", "files", file));

            assertThat(interviews.items(interviews.get(id)).get(0).reports()).hasSize(1);
            assertThat(interviews.items(interviews.get(id)).get(1).report(2))
                    .get()
                    .satisfies(report -> {
                        assertThat(report.outcome()).isEqualTo("已派驻2名医师");
                        assertThat(report.files()).containsExactly(file);
                        assertThat(report.check()).isNull();
                    });
        }
    }

    @Nested
    class Checking {

        private long reported() {
            long id = fixture.planned();
            fixture.report(id, 1, 2);
            return id;
        }

        @Test
        void nothing_is_mended_by_silence() {
            assertThat(into(CheckRectificationForm.class, reported()).problems())
                    .containsExactly("第1项·结论：请选择到位或不到位。", "第2项·结论：请选择到位或不到位。");
        }

        @Test
        void what_is_reported_is_shown_with_its_proof() {
            long id = reported();
            Typing form = into(CheckRectificationForm.class, id);

            assertThat(form.sections()).containsExactly("result", "reports", "verdicts", "next");
            assertThat(form.row("reports", "2-1").locked()).isTrue();
            assertThat(form.value("reports", "2-1", "outcome")).isEqualTo("已整改");
            assertThat(form.value("reports", "2-1", "files"))
                    .isEqualTo(interviews
                            .items(interviews.get(id))
                            .get(1)
                            .report(1)
                            .orElseThrow()
                            .files()
                            .get(0));
        }

        @Test
        void not_mended_needs_a_comment_and_a_day() {
            Typing form = into(CheckRectificationForm.class, reported())
                    .type("verdicts", "1", "verdict", "MENDED")
                    .type("verdicts", "2", "verdict", "NOT_MENDED");

            assertThat(form.problems()).containsExactly("第2项·核查意见：不到位的，请写明哪里不到位、还要做什么。", "再次报告：请填写日期。");
            form.type("verdicts", "2", "comment", "没有派驻记录");
            assertThat(form.type("next", "next", "date", "2022-03-08").problems())
                    .containsExactly("再次报告：再次报告的期限应在今天（2022年3月8日（星期二））之后。");
            assertThat(form.type("next", "next", "date", "2022-04-08").problems())
                    .containsExactly("再次报告：再次报告的期限不能晚于2022年4月7日（星期四）（30天内）。");
        }

        @Test
        void routes_by_what_is_mended_and_how_many_rounds_are_left() {
            long id = reported();
            Typing first = into(CheckRectificationForm.class, id)
                    .type("verdicts", "1", "verdict", "MENDED")
                    .type("verdicts", "2", "verdict", "NOT_MENDED", "comment", "没有派驻记录")
                    .type("next", "next", "date", "2022-04-01");
            assertThat(submit(CheckRectificationForm.class, id, first))
                    .isEqualTo(Map.of("mended", false, "exhausted", false));
            assertThat(interviews.get(id).reportBy()).isEqualTo("2022-04-01");

            fixture.report(id, 2);
            Typing second = into(CheckRectificationForm.class, id);
            assertThat(second.sections()).containsExactly("result", "reports", "earlier", "verdicts");
            assertThat(second.section("earlier").rows())
                    .extracting(Row::key, row -> row.values().get("check"))
                    .containsExactly(tuple("1-1", "到位"), tuple("2-1", "不到位：没有派驻记录"));
            assertThat(second.section("verdicts").rows()).extracting(Row::key).containsExactly("2");
            second.type("verdicts", "2", "verdict", "NOT_MENDED", "comment", "仍无记录");
            assertThat(submit(CheckRectificationForm.class, id, second))
                    .isEqualTo(Map.of("mended", false, "exhausted", true));
        }

        @Test
        void all_mended_ends_it() {
            long id = reported();
            Typing form = into(CheckRectificationForm.class, id)
                    .type("verdicts", "1", "verdict", "MENDED")
                    .type("verdicts", "2", "verdict", "MENDED");

            assertThat(submit(CheckRectificationForm.class, id, form))
                    .isEqualTo(Map.of("mended", true, "exhausted", false));
            assertThat(interviews.get(id).state()).isEqualTo(Interview.State.MENDED);
        }
    }

    @Test
    void the_leading_group_sees_what_is_left_and_says_what_is_to_become_of_it() {
        long id = fixture.planned();
        fixture.report(id, 1, 2);
        Verdict mended = new Verdict(1, true, null);
        interviews.check(id, List.of(mended, new Verdict(2, false, "没有派驻记录")), LocalDate.of(2022, 4, 1), LEADERS);
        fixture.report(id, 2);
        interviews.check(id, List.of(new Verdict(2, false, "仍无记录")), null, LEADERS);
        Typing form = into(ReviewUnmendedForm.class, id);

        assertThat(form.section("unmended").rows()).extracting(Row::key).containsExactly("2-1", "2-2");
        assertThat(form.problems()).containsExactly("研究意见：请填写研究意见。");

        submit(ReviewUnmendedForm.class, id, form.type("decision", "decision", "decision", "列入下年度督查。"));

        assertThat(interviews.get(id).state()).isEqualTo(Interview.State.REPORTED);
        assertThat(interviews.get(id).closing().note()).isEqualTo("列入下年度督查。");
    }
}
