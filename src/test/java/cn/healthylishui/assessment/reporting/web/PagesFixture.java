package cn.healthylishui.assessment.reporting.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import cn.healthylishui.assessment.analysis.Analyses;
import cn.healthylishui.assessment.appraisal.AppraisalOutcomes;
import cn.healthylishui.assessment.appraisal.AppraisalScore;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.closing.HandOvers;
import cn.healthylishui.assessment.closing.HandOvers.File;
import cn.healthylishui.assessment.closing.HandOvers.HandOver;
import cn.healthylishui.assessment.districtwork.DistrictWork;
import cn.healthylishui.assessment.districtwork.DistrictWork.Mechanism;
import cn.healthylishui.assessment.districtwork.DistrictWork.Work;
import cn.healthylishui.assessment.groupvisit.GroupVisits;
import cn.healthylishui.assessment.groupvisit.GroupVisits.Visit;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.interview.Interview;
import cn.healthylishui.assessment.interview.InterviewStep;
import cn.healthylishui.assessment.interview.Interviews;
import cn.healthylishui.assessment.keywork.Change;
import cn.healthylishui.assessment.keywork.KeyTask;
import cn.healthylishui.assessment.keywork.KeyTasks;
import cn.healthylishui.assessment.keywork.Progress;
import cn.healthylishui.assessment.keywork.Progress.Report;
import cn.healthylishui.assessment.keywork.Progress.Urge;
import cn.healthylishui.assessment.keywork.ProgressState;
import cn.healthylishui.assessment.keywork.Responsibility;
import cn.healthylishui.assessment.keywork.UnitKeyTask;
import cn.healthylishui.assessment.keywork.WorkPlan;
import cn.healthylishui.assessment.keywork.WorkPlans;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCase.Clue;
import cn.healthylishui.assessment.misconduct.MisconductCase.Decision;
import cn.healthylishui.assessment.misconduct.MisconductCase.Facts;
import cn.healthylishui.assessment.misconduct.MisconductCase.Finding;
import cn.healthylishui.assessment.misconduct.MisconductCase.Referral;
import cn.healthylishui.assessment.misconduct.MisconductCase.Statement;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.organization.MemberUnit;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeat;
import cn.healthylishui.assessment.organization.SeatRole;
import cn.healthylishui.assessment.ownunit.OwnUnits;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnScore;
import cn.healthylishui.assessment.ownunit.OwnUnits.OwnTask;
import cn.healthylishui.assessment.ownunit.OwnUnits.Plan;
import cn.healthylishui.assessment.ownunit.OwnUnits.ScoredTask;
import cn.healthylishui.assessment.ownunit.OwnUnits.Standing;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Notices.Posted;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.reading.EvidenceAccess;
import cn.healthylishui.assessment.reading.ReadableFiles;
import cn.healthylishui.assessment.reading.Reviewers;
import cn.healthylishui.assessment.reporting.AnalysisWorkbook;
import cn.healthylishui.assessment.reporting.DistrictWorkbook;
import cn.healthylishui.assessment.reporting.ObjectReport;
import cn.healthylishui.assessment.reporting.ObjectReports;
import cn.healthylishui.assessment.reporting.ScoreExplanations;
import cn.healthylishui.assessment.reporting.ScoreWorkbook;
import cn.healthylishui.assessment.reporting.UnitWorkbook;
import cn.healthylishui.assessment.reporting.Worklist;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.result.Revisions;
import cn.healthylishui.assessment.result.Revisions.Kind;
import cn.healthylishui.assessment.result.Revisions.Proposal;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.scorecard.Papers;
import cn.healthylishui.assessment.taskform.EvidenceStore;
import cn.healthylishui.assessment.upkeep.BackupSchedule;
import cn.healthylishui.assessment.upkeep.Backups;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.Refusals;
import cn.healthylishui.assessment.workflow.TaskReassignment;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.Precedence;
import cn.healthylishui.assessment.year.Reminders;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearGroup;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearMemberUnit;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearState;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.test.web.servlet.setup.StandaloneMockMvcBuilder;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * All pages over the year 2021 of two counties. 青田县's 温溪镇 fails by the second result, since it was found to have cheated; only
 * 云和县 itself has been circulated so far. Of the municipal units 市教育局 is assessed, 丽水海关 is not; 市体育局 reviews 市教育局.
 */
final class PagesFixture {

    static final LocalDateTime DAY = LocalDateTime.of(2022, 2, 18, 9, 0);

    private static final Notice POSTED = new Notice(
            1, 2021, 1, 1, Notices.State.POSTED, "优秀对象公示\n公示正文", "wang", DAY, LocalDate.of(2022, 2, 25), null);
    private static final Circulation CIRCULATED =
            new Circulation(1, 2021, 1, 1, Circulations.State.DONE, "考核结果通报\n通报正文", "wang", DAY.plusDays(10));
    static final String JYJ = "shi-jyj";
    static final String OTHER = "shi-xcb";
    static final String CUSTOMS = "shi-hg";
    static final String REVIEWER = "shi-tyj";
    static final String RATER = "ld-cy-01";
    static final String QINGTIAN = "331121";
    static final String WENXI = "331121101";
    static final String YUNHE = "331125";
    static final String CHONGTOU = "331125101";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final byte[] WORKBOOK = {80, 75, 3, 4};
    static final byte[] DATA = "{\"year\":2021}\n".getBytes(StandardCharsets.UTF_8);

    static final Revision FIRST = new Revision(2021, 1, "首次审定", "li", DAY, null);
    static final Revision SECOND = new Revision(2021, 2, "认定弄虚作假：青田县·温溪镇（案件2021-案-001）", "li", DAY.plusDays(20), 7L);

    final CurrentUser currentUser = mock(CurrentUser.class);
    final AssessmentYears years = mock(AssessmentYears.class);
    final YearRoster roster = mock(YearRoster.class);
    final Organization organization = mock(Organization.class);
    final Results results = mock(Results.class);
    final Revisions revisions = mock(Revisions.class);
    final ObjectReports reports = mock(ObjectReports.class);
    final Papers papers = mock(Papers.class);
    final EvidenceStore evidence = mock(EvidenceStore.class);
    final Backups backups = mock(Backups.class);
    final BackupSchedule backupSchedule = mock(BackupSchedule.class);
    final EvidenceAccess access = mock(EvidenceAccess.class);
    final ReadableFiles files = mock(ReadableFiles.class);
    final TaskReassignment reassignment = mock(TaskReassignment.class);
    final YearGroups groups = mock(YearGroups.class);
    final WorkingDays workingDays = mock(WorkingDays.class);
    final KeyTasks keyTasks = mock(KeyTasks.class);
    final WorkPlans plans = mock(WorkPlans.class);
    final Progress progress = mock(Progress.class);
    final DistrictWork districtWork = mock(DistrictWork.class);
    final GroupVisits visits = mock(GroupVisits.class);
    final OwnUnits ownUnits = mock(OwnUnits.class);
    final Reviewers reviewers = mock(Reviewers.class);
    final AppraisalOutcomes appraisalOutcomes = mock(AppraisalOutcomes.class);
    final UnitWorkbook unitWorkbook = mock(UnitWorkbook.class);
    final DistrictWorkbook districtWorkbook = mock(DistrictWorkbook.class);
    final ScoreWorkbook scoreWorkbook = mock(ScoreWorkbook.class);
    final Notices notices = mock(Notices.class);
    final Circulations circulations = mock(Circulations.class);
    final Objections objections = mock(Objections.class);
    final Interviews interviews = mock(Interviews.class);
    final MisconductCases cases = mock(MisconductCases.class);
    final HandOvers handOvers = mock(HandOvers.class);
    final Analyses analyses = mock(Analyses.class);
    final AnalysisWorkbook analysisWorkbook = mock(AnalysisWorkbook.class);
    final ScoreExplanations explanations = mock(ScoreExplanations.class);

    PagesFixture() {
        when(currentUser.get()).thenReturn(Optional.empty());
        when(revisions.changes(anyLong())).thenReturn(Revisions.Changes.of(List.of()));
        when(organization.officeName(anyString())).thenAnswer(call -> call.getArgument(0));
        when(organization.districts())
                .thenReturn(List.of(
                        new District(
                                QINGTIAN, "qingtian", "青田县", "青田", DistrictKind.COUNTY, 2, "qingtian-jkb", "青田县健康办"),
                        new District(YUNHE, "yunhe", "云和县", "云和", DistrictKind.COUNTY, 2, "yunhe-jkb", "云和县健康办")));
        is(YearState.APPROVED);
        YearDistrict qingtian =
                new YearDistrict(QINGTIAN, "青田县", DistrictKind.COUNTY, "qingtian-jkb", "青田县健康办", 2, null);
        YearDistrict yunhe = new YearDistrict(YUNHE, "云和县", DistrictKind.COUNTY, "yunhe-jkb", "云和县健康办", 2, null);
        when(roster.districts(2021)).thenReturn(List.of(qingtian, yunhe));
        when(roster.assessedIn(any())).thenAnswer(asked -> {
            Collection<String> offices = asked.getArgument(0);
            return Subjects.of(roster, 2021).stream().anyMatch(subject -> offices.contains(subject.office()))
                    ? Set.of(2021)
                    : Set.of();
        });
        when(roster.district(2021, QINGTIAN)).thenReturn(qingtian);
        when(roster.district(2021, YUNHE)).thenReturn(yunhe);
        List<YearTownship> ofQingtian = List.of(new YearTownship(WENXI, "温溪镇", QINGTIAN));
        List<YearTownship> ofYunhe = List.of(new YearTownship(CHONGTOU, "崇头镇", YUNHE));
        when(roster.townships(2021)).thenReturn(Map.of(QINGTIAN, ofQingtian, YUNHE, ofYunhe));
        when(roster.townships(2021, QINGTIAN)).thenReturn(ofQingtian);
        when(roster.townships(2021, YUNHE)).thenReturn(ofYunhe);
        Map.of(QINGTIAN, "青田县", WENXI, "温溪镇", YUNHE, "云和县", CHONGTOU, "崇头镇").forEach((code, name) -> {
            when(roster.objectName(2021, code)).thenReturn(name);
            when(roster.districtOf(2021, code)).thenReturn(code.substring(0, 6));
            when(roster.officeOf(2021, code)).thenReturn(code.startsWith(QINGTIAN) ? "qingtian-jkb" : "yunhe-jkb");
        });
        when(roster.fullName(eq(2021), anyString())).thenAnswer(call -> {
            String code = call.getArgument(1);
            if (code.startsWith("shi-")) {
                return roster.objectName(2021, code);
            }
            String district = roster.objectName(2021, code.substring(0, 6));
            return code.length() == 6 ? district : district + roster.objectName(2021, code);
        });
        units();
        keyWork();
        ownUnits();
        result();
        publicity();
        objections();
        interviews();
        cases();
        HandOver received = new HandOver(
                4,
                2021,
                1,
                1,
                HandOvers.State.RECEIVED,
                "aa11",
                "bb22",
                "按时移交",
                "wang",
                DAY,
                "zhou",
                DAY.plusDays(1),
                "周某");
        when(handOvers.all(2021)).thenReturn(List.of(received));
        when(handOvers.find(4)).thenReturn(Optional.of(received));
        handedOver(File.WORKBOOK, WORKBOOK);
        handedOver(File.DATA, DATA);
    }

    private void handedOver(File file, byte[] content) {
        when(handOvers.copy(eq(4L), eq(file), any())).thenAnswer(call -> {
            call.getArgument(2, OutputStream.class).write(content);
            return true;
        });
    }

    private void units() {
        YearUnit jyj = new YearUnit(JYJ, "市教育局", "行政机关", true, true, null, false, null);
        YearUnit customs = new YearUnit(CUSTOMS, "丽水海关", "垂直管理", false, false, "不是市直属单位", false, null);
        when(roster.units(2021)).thenReturn(List.of(jyj, customs));
        when(roster.assessedUnits(2021)).thenReturn(List.of(jyj));
        when(roster.unit(2021, JYJ)).thenReturn(Optional.of(jyj));
        when(roster.isUnit(2021, JYJ)).thenReturn(true);
        when(roster.officeOf(2021, JYJ)).thenReturn(JYJ);
        when(roster.objectName(2021, JYJ)).thenReturn("市教育局");
        when(roster.objectName(2021, CUSTOMS)).thenReturn("丽水海关");
        when(organization.memberUnits())
                .thenReturn(List.of(
                        new MemberUnit("qingtian-wjj", QINGTIAN, "青田县卫生健康局", "wjj", "shi-wjw", false),
                        new MemberUnit("qingtian-jyj", QINGTIAN, "青田县教育局", "jyj", "shi-jyj", false)));
        when(organization.municipalUnits())
                .thenReturn(List.of(
                        new MunicipalUnit(JYJ, "市教育局", "行政机关", true, true, false, null, true),
                        new MunicipalUnit(CUSTOMS, "丽水海关", "垂直管理", false, false, false, null, true)));
        when(organization.raterSeats()).thenReturn(List.of(new RaterSeat(RATER, "市领导小组成员01", RaterGroup.LEADER, null)));
        when(reviewers.reviewedBy(2021, List.of(REVIEWER))).thenReturn(Set.of(JYJ));
        when(appraisalOutcomes.score(2021, JYJ))
                .thenReturn(Optional.of(new AppraisalScore(new BigDecimal("870.00"), "各类测评人员平均分加权")));
        when(appraisalOutcomes.decision(eq(2021), anyString())).thenReturn(Optional.empty());
    }

    void is(YearState state) {
        AssessmentYear year = new AssessmentYear(
                2021,
                state,
                1,
                DAY,
                "z",
                DAY,
                state == YearState.ASSESSING ? null : DAY,
                state == YearState.ARCHIVED ? DAY.plusDays(41) : null,
                Precedence.OF_DISTRICTS,
                Precedence.OF_TOWNSHIPS,
                true);
        when(years.find(2021)).thenReturn(Optional.of(year));
        when(years.all()).thenReturn(List.of(year));
    }

    void loggedInAdministrator() {
        when(currentUser.get()).thenReturn(Optional.of(new User("admin", "系统管理员", List.of(), true)));
    }

    void loggedIn(String office) {
        when(currentUser.get()).thenReturn(Optional.of(new User(office, office, List.of(office), false)));
    }

    static ObjectLine object(String code, String name, @Nullable Integer rank, Grade grade, boolean misconduct) {
        BigDecimal score = new BigDecimal("880.00");
        boolean township = code.length() > 6;
        return new ObjectLine(
                code,
                name,
                township ? "TOWNSHIP" : "COUNTY",
                code.substring(0, 6),
                score,
                null,
                score,
                true,
                misconduct,
                township ? null : 1,
                township ? null : 0,
                rank,
                null,
                null,
                grade,
                misconduct ? "弄虚作假" : "评分达到" + grade.label());
    }

    static ObjectLine unit() {
        return new ObjectLine(
                JYJ,
                "市教育局",
                "UNIT",
                JYJ,
                new BigDecimal("950.00"),
                null,
                new BigDecimal("902.00"),
                true,
                false,
                null,
                null,
                1,
                new BigDecimal("910.00"),
                new BigDecimal("870.00"),
                Grade.EXCELLENT,
                "评分达到优秀。考评得分910.00 × 80% + 民主测评得分870.00 × 20% = 902.00分");
    }

    private void result() {
        List<ObjectLine> before = List.of(
                object(QINGTIAN, "青田县", 1, Grade.QUALIFIED, false),
                object(WENXI, "温溪镇", 1, Grade.EXCELLENT, false),
                object(YUNHE, "云和县", 2, Grade.QUALIFIED, false),
                object(CHONGTOU, "崇头镇", 1, Grade.QUALIFIED, false),
                unit());
        ObjectLine found = object(WENXI, "温溪镇", 1, Grade.UNQUALIFIED, true);
        when(results.revisions(2021)).thenReturn(List.of(FIRST, SECOND));
        when(results.latest(2021)).thenReturn(Optional.of(SECOND));
        when(results.objects(2021, 1)).thenReturn(before);
        when(results.objects(2021, 2))
                .thenReturn(List.of(before.get(0), found, before.get(2), before.get(3), before.get(4)));
        when(results.object(2021, 1, YUNHE)).thenReturn(Optional.of(before.get(2)));
        when(results.changes(2021, 1, 2)).thenReturn(List.of(new Results.Change(before.get(1), found)));
        when(revisions.all(2021))
                .thenReturn(List.of(new Proposal(
                        9,
                        2021,
                        Kind.ERROR,
                        "被否的更正理由",
                        Revisions.State.REFUSED,
                        "wang",
                        DAY,
                        "li",
                        DAY,
                        "依据不足",
                        null)));
        when(reports.of(any(), any(), any())).thenAnswer(call -> report(call.getArgument(0), call.getArgument(1)));
        when(reports.open(any(), any())).thenAnswer(call -> report(call.getArgument(0), call.getArgument(1)));
    }

    /** 市体育局 leads the group of the one task, which 市教育局 has lagged with; 丽水海关 has not reported on the other. */
    private void keyWork() {
        YearGroup group = new YearGroup(
                1,
                "健康促进专项组",
                "健康促进",
                List.of(
                        new YearGroup.Seat(REVIEWER, SeatRole.LEAD, 1, "市体育局", true, "机构改革后待定"),
                        new YearGroup.Seat(JYJ, SeatRole.MEMBER, 1, "市教育局", false, null)),
                List.of("推进健康促进"));
        when(groups.of(2021)).thenReturn(List.of(group));
        when(years.settings(2021)).thenReturn(YearSettings.DEFAULTS);
        when(workingDays.plus(any(), anyInt()))
                .thenAnswer(call -> call.<LocalDate>getArgument(0).plusDays(7));
        WorkPlan plan = new WorkPlan(
                1,
                2021,
                1,
                "工作要点",
                null,
                LocalDate.of(2021, 10, 1),
                WorkPlan.State.ADOPTED,
                1,
                "wang",
                ADOPTED,
                null,
                "wang",
                ADOPTED);
        WorkPlan next = new WorkPlan(
                2,
                2021,
                2,
                "增补要点",
                null,
                LocalDate.of(2021, 12, 1),
                WorkPlan.State.PENDING,
                1,
                "wang",
                ADOPTED,
                null,
                null,
                null);
        when(plans.of(2021)).thenReturn(List.of(plan, next));
        when(plans.quarters(1)).thenReturn(List.of(4));
        KeyTask first = keyTask(1, "K1-01", Change.ADDED, "原来的任务内容", null, KeyTask.State.REPLACED);
        KeyTask promotion = keyTask(2, "K1-01", Change.CHANGED, "健康促进的任务内容", "上级有新要求", KeyTask.State.ACTIVE);
        KeyTask ports = new KeyTask(
                3,
                2021,
                "K2-02",
                1,
                Change.ADDED,
                null,
                KeyTask.State.ACTIVE,
                2,
                "优化健康服务",
                "口岸",
                "口岸卫生的任务内容",
                Responsibility.SINGLE,
                "丽水海关负责",
                List.of(seat(CUSTOMS, false)),
                List.of(),
                List.of(),
                "wang",
                ADOPTED);
        KeyTask gone = keyTask(4, "K1-03", Change.WITHDRAWN, "撤销的任务内容", "职能划转", KeyTask.State.WITHDRAWN);
        when(keyTasks.active(2021)).thenReturn(List.of(promotion, ports));
        when(keyTasks.withdrawn(2021)).thenReturn(List.of(gone));
        when(keyTasks.history(2021, "K1-01")).thenReturn(List.of(first, promotion));
        when(keyTasks.history(2021, "K2-02")).thenReturn(List.of(ports));
        when(keyTasks.history(2021, "K1-03")).thenReturn(List.of(gone));
        when(keyTasks.ofGroup(2021, 1)).thenReturn(List.of(promotion));
        when(keyTasks.held(2021, JYJ)).thenReturn(List.of(new UnitKeyTask(promotion, seat(JYJ, true))));
        when(keyTasks.held(2021, CUSTOMS)).thenReturn(List.of(new UnitKeyTask(ports, seat(CUSTOMS, false))));
        when(progress.reports(2021, JYJ))
                .thenReturn(List.of(new Report(
                        "K1-01", JYJ, 4, ProgressState.LAGGING, null, "教育局的进展说明", List.of("f1"), "wang", DAY)));
        when(progress.reports(2021, OTHER))
                .thenReturn(List.of(
                        new Report("K1-01", OTHER, 4, ProgressState.DONE, null, "宣传部的进展说明", List.of(), "wang", DAY)));
        when(progress.urges(2021, JYJ)).thenReturn(List.of(new Urge(4, JYJ, "K1-01", "请抓紧推进", "wang", DAY)));
        for (String district : List.of(QINGTIAN, YUNHE)) {
            String name = roster.objectName(2021, district);
            when(districtWork.mechanism(2021, district))
                    .thenReturn(Optional.of(
                            new Mechanism(district, 1, 1, name + "的协调机制", List.of(), "wang", ADOPTED, null, ADOPTED)));
            when(districtWork.of(2021, district))
                    .thenReturn(List.of(new Work(
                            Long.parseLong(district),
                            DistrictWork.Kind.WORK,
                            1,
                            name + "的重点工作",
                            "unit",
                            "12",
                            "公里",
                            null,
                            BigDecimal.ONE)));
        }
        when(visits.of(2021))
                .thenReturn(List.of(visit(1, QINGTIAN, "qingtian-jkb", "青田的检查内容"), visit(2, JYJ, JYJ, "教育局的检查内容")));
    }

    private static final LocalDateTime ADOPTED = LocalDateTime.of(2021, 10, 20, 9, 0);

    private static KeyTask.Seat seat(String unit, boolean lead) {
        return new KeyTask.Seat(
                unit, lead, 1, unit, null, false, null, "验收" + unit, 1, new TreeMap<>(Map.of(4, "四季度目标" + unit)));
    }

    private static KeyTask keyTask(
            long id, String code, Change change, String body, @Nullable String reason, KeyTask.State state) {
        return new KeyTask(
                id,
                2021,
                code,
                1,
                change,
                reason,
                state,
                1,
                "普及健康生活",
                "健康教育",
                body,
                Responsibility.LEAD,
                "市教育局牵头，市委宣传部按职责分工负责",
                List.of(seat(JYJ, true), seat(OTHER, false)),
                List.of(),
                List.of(new KeyTask.Group(1, null)),
                "wang",
                ADOPTED);
    }

    private static Visit visit(long id, String visited, String office, String content) {
        return new Visit(
                id,
                2021,
                1,
                REVIEWER,
                GroupVisits.Kind.INSPECTION,
                visited,
                office,
                LocalDate.of(2021, 11, 3),
                content,
                "wang",
                ADOPTED,
                List.of(new GroupVisits.Finding(1, content + "里的问题", LocalDate.of(2021, 12, 1), false, List.of())));
    }

    /** 丽水海关 has reported after all. */
    void reportedInTime() {
        when(progress.reports(2021, CUSTOMS))
                .thenReturn(List.of(new Report(
                        "K2-02", CUSTOMS, 4, ProgressState.ON_SCHEDULE, null, "海关的进展", List.of(), "wang", DAY)));
    }

    private void ownUnits() {
        when(roster.memberUnit(eq(2021), anyString())).thenReturn(Optional.empty());
        for (String unit : List.of("qingtian-wjj", "qingtian-jyj")) {
            when(roster.memberUnit(2021, unit))
                    .thenReturn(Optional.of(new YearMemberUnit(unit, QINGTIAN, unit, "wjj", "shi-wjw")));
        }
        when(ownUnits.plan(2021, QINGTIAN)).thenReturn(Optional.of(new Plan(false, null, DAY)));
        when(ownUnits.plan(2021, YUNHE)).thenReturn(Optional.of(new Plan(true, "云和机构改革", null)));
        when(ownUnits.ranking(2021, QINGTIAN))
                .thenReturn(List.of(
                        new Standing("qingtian-wjj", "青田卫健", new BigDecimal("930.00"), 1, Grade.EXCELLENT, "优秀"),
                        new Standing("qingtian-jyj", "青田教育", new BigDecimal("850.00"), 2, Grade.QUALIFIED, "合格")));
        when(ownUnits.scored(2021, QINGTIAN))
                .thenReturn(
                        List.of(scored(1, "qingtian-wjj", "卫健的任务", "93"), scored(2, "qingtian-jyj", "教育的任务", "85")));
    }

    private static ScoredTask scored(long id, String unit, String task, String percent) {
        return new ScoredTask(
                new OwnTask(id, unit, 1, task, BigDecimal.ONE),
                new OwnScore(id, id, new BigDecimal("100"), "都做了", List.of(), "wang", DAY),
                new OwnScore(id + 10, id, new BigDecimal(percent), task + "的考核理由", List.of(), "wu", DAY));
    }

    private static ObjectReport report(Revision revision, ObjectLine object) {
        return new ObjectReport(
                revision, object, "评分标准（示例）", List.of(), List.of(), new BigDecimal("120.00"), List.of());
    }

    /** The first result is as if there had never been another. */
    void onlyFirstResult() {
        when(results.revisions(2021)).thenReturn(List.of(FIRST));
        when(results.latest(2021)).thenReturn(Optional.of(FIRST));
    }

    void noObjectIn(int revision) {
        when(results.objects(2021, revision)).thenReturn(List.of());
    }

    void noResult() {
        is(YearState.ASSESSING);
        when(results.revisions(2021)).thenReturn(List.of());
        when(results.latest(2021)).thenReturn(Optional.empty());
    }

    private void publicity() {
        when(notices.all(2021))
                .thenReturn(List.of(
                        POSTED, new Notice(2, 2021, 2, 2, Notices.State.DRAFT, "公示草稿", null, null, null, null)));
        when(notices.states()).thenReturn(Map.of(2021, Set.of(Notices.State.POSTED, Notices.State.DRAFT)));
        when(notices.posted(POSTED)).thenReturn(List.of(new Posted(QINGTIAN, null, null), new Posted(WENXI, DAY, 2)));
        when(circulations.all(2021))
                .thenReturn(List.of(
                        CIRCULATED,
                        new Circulation(2, 2021, 2, null, Circulations.State.PREPARING, "通报草稿", null, null)));
        when(circulations.states())
                .thenReturn(Map.of(2021, Set.of(Circulations.State.DONE, Circulations.State.PREPARING)));
        when(circulations.objects(CIRCULATED)).thenReturn(List.of(YUNHE));
        when(circulations.told(2021)).thenReturn(Map.of(YUNHE, object(YUNHE, "云和县", 2, Grade.QUALIFIED, false)));
        when(circulations.pending(2021))
                .thenReturn(new Pending(List.of(object(WENXI, "温溪镇", 1, Grade.UNQUALIFIED, true)), Map.of()));
    }

    /** What was told of districts is told of the municipal unit as well, and it stands on the notice. */
    void unitTold() {
        when(notices.posted(POSTED)).thenReturn(List.of(new Posted(QINGTIAN, null, null), new Posted(JYJ, null, null)));
        when(circulations.objects(CIRCULATED)).thenReturn(List.of(YUNHE, JYJ));
        when(circulations.told(2021))
                .thenReturn(Map.of(YUNHE, object(YUNHE, "云和县", 2, Grade.QUALIFIED, false), JYJ, unit()));
        when(results.object(2021, 1, JYJ)).thenReturn(Optional.of(unit()));
    }

    void noticeOver() {
        when(notices.all(2021))
                .thenReturn(List.of(new Notice(
                        1,
                        2021,
                        1,
                        1,
                        Notices.State.CLOSED,
                        "公示正文",
                        "wang",
                        DAY,
                        LocalDate.of(2022, 2, 25),
                        DAY.plusDays(8))));
    }

    void nothingPublished() {
        when(notices.all(2021)).thenReturn(List.of());
        when(notices.states()).thenReturn(Map.of());
        when(circulations.all(2021)).thenReturn(List.of());
        when(circulations.states()).thenReturn(Map.of());
        when(circulations.told(2021)).thenReturn(new HashMap<>());
    }

    private void objections() {
        when(objections.all(2021))
                .thenReturn(List.of(
                        objection(1, "2021-异-001", false, "qingtian-jkb", "青田县健康办", "0578-1111111"),
                        objection(2, "2021-异-002", true, "city-office", "群众王某", "0578-2222222")));
    }

    private static Objection objection(
            long id, String receipt, boolean fromPublic, String office, String objector, String contact) {
        return new Objection(
                id,
                2021,
                receipt,
                fromPublic,
                office,
                objector,
                contact,
                WENXI,
                null,
                "数据有误",
                Objections.State.REJECTED,
                "wang",
                DAY,
                "调查经过",
                "wang",
                DAY,
                "决定的理由",
                "wang",
                DAY,
                "答复的内容",
                "电话",
                "wang",
                DAY,
                null);
    }

    private void interviews() {
        Interview wenxi = interview(1, WENXI, QINGTIAN, "qingtian-jkb", "温溪镇的约谈记录");
        Interview chongtou = interview(2, CHONGTOU, YUNHE, "yunhe-jkb", "崇头镇的约谈记录");
        when(interviews.all(2021)).thenReturn(List.of(wenxi, chongtou));
        when(interviews.awaited(any())).thenReturn(Optional.of(InterviewStep.REPORT));
        when(interviews.heads(wenxi))
                .thenReturn(List.of(
                        new Interview.Head(1, "党委书记", "陈某", true, null, null),
                        new Interview.Head(2, "镇长", "林某", false, "吴某，副镇长", "在外参加会议")));
        when(interviews.items(wenxi))
                .thenReturn(List.of(new Interview.Item(
                        1,
                        "台账不实",
                        "重新核实",
                        "赵某",
                        LocalDate.of(2022, 4, 1),
                        false,
                        "wang",
                        DAY,
                        List.of(new Interview.Report(
                                1,
                                "已重新核实",
                                List.of("f1"),
                                "wang",
                                DAY,
                                new Interview.Check(false, "缺少佐证", "wang", DAY))))));
        when(files.of(eq(List.of("f1")), any())).thenReturn(List.of(new ReadableFiles.FileLink("f1", "整改佐证.pdf")));
    }

    private static Interview interview(long id, String object, String district, String office, String minutes) {
        return new Interview(
                id,
                2021,
                1,
                object,
                district,
                object,
                office,
                office,
                Interview.State.OPEN,
                1,
                DAY,
                LocalDate.of(2022, 3, 4),
                LocalDate.of(2022, 3, 8),
                new Interview.Announcement("会议室", "书面材料", "约谈通知正文", "wang", DAY),
                new Interview.Material("书面材料正文", List.of(), "wang", DAY),
                new Interview.Minutes(minutes, List.of(), "wang", DAY),
                LocalDate.of(2022, 4, 8),
                null);
    }

    private void cases() {
        Clue clue = new Clue("群众来信", "线索的内容", "wang", DAY);
        Facts facts = new Facts("查明的情况", "告知的情况", "wang", DAY);
        Statement statement = new Statement("申辩的话", false, "wu", DAY);
        Finding finding = new Finding(true, "认定的理由", "wang", DAY);
        MisconductCase confirmed = new MisconductCase(
                1,
                2021,
                "2021-案-001",
                WENXI,
                QINGTIAN,
                WENXI,
                MisconductCase.State.CONFIRMED,
                true,
                clue,
                facts,
                statement,
                finding,
                new Decision("领导小组的意见", "li", DAY, 2),
                new Referral("有关机关", "移送函\n移送的内容", "wang", LocalDate.of(2022, 3, 15)),
                null);
        MisconductCase dismissed = new MisconductCase(
                2,
                2021,
                "2021-案-002",
                QINGTIAN,
                QINGTIAN,
                null,
                MisconductCase.State.NOT_CONFIRMED,
                false,
                clue,
                facts,
                statement,
                new Finding(false, "证据不足", "wang", DAY),
                null,
                null,
                null);
        MisconductCase open = new MisconductCase(
                3,
                2021,
                "2021-案-003",
                YUNHE,
                YUNHE,
                null,
                MisconductCase.State.DECIDING,
                false,
                clue,
                facts,
                statement,
                finding,
                null,
                null,
                null);
        when(cases.all(2021)).thenReturn(List.of(confirmed, dismissed, open));
        when(cases.accusedOffice(confirmed)).thenReturn("qingtian-jkb");
        when(cases.accusedOffice(dismissed)).thenReturn("qingtian-jkb");
        when(cases.accusedOffice(open)).thenReturn("yunhe-jkb");
        when(cases.objectName(any(MisconductCase.class))).thenAnswer(call -> {
            MisconductCase one = call.getArgument(0);
            return roster.fullName(2021, one.object());
        });
    }

    /** Tells which view is shown, without what it looks like. */
    MockMvc routed() {
        return pages().setViewResolvers((name, locale) -> (View) (model, request, response) -> {})
                .build();
    }

    /** With the templates as they are. */
    MockMvc rendered() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return pages().setViewResolvers(views).build();
    }

    private StandaloneMockMvcBuilder pages() {
        Clock clock =
                Clock.fixed(LocalDateTime.of(2022, 2, 22, 9, 0).atZone(ZONE).toInstant(), ZONE);
        Published published = new Published(clock, roster, results, notices, circulations);
        RevisionLines revisionLines = new RevisionLines(roster, organization, results, revisions);
        Downloads downloads = new Downloads(Limits.standard(), () -> "somebody");
        Head head = new Head(currentUser, years, roster, organization, published);
        Worklist worklist = mock(Worklist.class);
        var steps = mock(cn.healthylishui.assessment.reporting.Progress.class);
        WorkViews workViews = new WorkViews(
                years, roster, organization, workingDays, keyTasks, plans, progress, districtWork, files, clock);
        return MockMvcBuilders.standaloneSetup(
                        new HomePage(
                                currentUser,
                                years,
                                roster,
                                worklist,
                                steps,
                                mock(Reminders.class),
                                organization,
                                published,
                                clock,
                                new MockEnvironment()),
                        new NoticePages(years, published, downloads),
                        new OpenResultPages(years, roster, results, reports, published),
                        new ResultPages(
                                currentUser,
                                years,
                                roster,
                                organization,
                                appraisalOutcomes,
                                results,
                                reports,
                                revisionLines,
                                published),
                        new PaperPages(
                                currentUser,
                                years,
                                roster,
                                papers,
                                evidence,
                                reviewers,
                                districtWorkbook,
                                unitWorkbook,
                                scoreWorkbook,
                                downloads),
                        new FollowUpPage(
                                currentUser,
                                years,
                                roster,
                                published,
                                revisionLines,
                                revisions,
                                new ObjectionViews(
                                        roster, organization, mock(IndicatorTables.class), objections, files),
                                new InterviewViews(roster, organization, interviews, files),
                                new CaseViews(cases, organization, files),
                                handOvers,
                                downloads),
                        new ProgressPage(currentUser, years, organization, worklist, steps, reassignment),
                        new WorkPage(
                                currentUser,
                                years,
                                roster,
                                groups,
                                keyTasks,
                                plans,
                                progress,
                                workViews,
                                new VisitViews(roster, organization, visits, files)),
                        new RosterPage(currentUser, years, roster, groups, organization, keyTasks),
                        new OwnUnitsPage(currentUser, years, roster, ownUnits, files),
                        new AnalysisPage(
                                currentUser, years, organization, published, analyses, analysisWorkbook, downloads),
                        new ScorePages(
                                currentUser,
                                years,
                                explanations,
                                new ObjectionViews(
                                        roster, organization, mock(IndicatorTables.class), objections, files),
                                revisionLines),
                        new BackupPage(currentUser, backups, backupSchedule),
                        new FileController(currentUser, evidence, access, downloads))
                .setControllerAdvice(
                        head,
                        new PageErrors.OfPages(head, new Refusals(mock(IdentityService.class), Limits.standard())),
                        new PageErrors.OfNothing(head));
    }
}
