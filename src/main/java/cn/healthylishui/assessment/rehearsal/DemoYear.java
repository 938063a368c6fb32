package cn.healthylishui.assessment.rehearsal;

import cn.healthylishui.assessment.cycle.AssessmentYears;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.rehearsal.process.EngineDriver.OpenWork;
import cn.healthylishui.assessment.workflow.Accounts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * 演示: at the first start with the profile {@code demo}, an account for every office and the year 2021 under way, its districts spread
 * over the stages, so that there is something to do wherever one logs in.
 */
@Component
@Profile("demo")
@Order(20)
class DemoYear implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoYear.class);
    private static final int YEAR = 2021;
    private static final long SEED = 1;

    /** How far each district has come; the rest have just been asked to confirm who assesses what. */
    private static final Map<String, Set<String>> DONE = Map.of(
            "qingtian", Set.of("taskConfirmAssignment"),
            "liandu", Set.of("taskConfirmAssignment"),
            "kfq", Set.of("taskConfirmAssignment"),
            "jinyun", Set.of("taskConfirmAssignment", "taskFillMatrix"),
            "suichang", Set.of("taskConfirmAssignment", "taskFillMatrix", "taskConsolidate"),
            "songyang", Set.of("taskConfirmAssignment", "taskFillMatrix", "taskConsolidate", "taskSelfScore"),
            "yunhe",
                    Set.of(
                            "taskConfirmAssignment",
                            "taskFillMatrix",
                            "taskConsolidate",
                            "taskSelfScore",
                            "taskSubmitPapers"),
            "jingning",
                    Set.of(
                            "taskConfirmAssignment",
                            "taskFillMatrix",
                            "taskConsolidate",
                            "taskSelfScore",
                            "taskSubmitPapers",
                            "taskCheckSubmission"));

    private final Accounts accounts;
    private final Organization organization;
    private final AssessmentYears years;
    private final RehearsedYear rehearsedYear;
    private final String port;

    DemoYear(
            Accounts accounts,
            Organization organization,
            AssessmentYears years,
            RehearsedYear rehearsedYear,
            @Value("${server.port}") String port) {
        this.accounts = accounts;
        this.organization = organization;
        this.years = years;
        this.rehearsedYear = rehearsedYear;
        this.port = port;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String password = accounts.exist() ? null : accounts.createForEveryOffice();
        if (years.find(YEAR).isEmpty()) {
            LOG.info("正在准备{}年度的演示数据，约需半分钟……", YEAR);
            rehearsedYear.run(YEAR, SEED, this::isDone, () -> {}, line -> LOG.info("  {}", line));
        }
        announce(password);
    }

    private boolean isDone(OpenWork work) {
        String district = work.text("district");
        return district != null && DONE.getOrDefault(slug(district), Set.of()).contains(work.key());
    }

    private String slug(String district) {
        return organization.districts().stream()
                .filter(one -> one.code().equals(district))
                .map(District::slug)
                .findFirst()
                .orElse("");
    }

    private void announce(@Nullable String password) {
        List<String> lines = List.of(
                "健康丽水考核（演示）已启动：http://localhost:" + port,
                "  市健康丽水办 city-office    领导小组 leading-group",
                "  县（市、区）健康办 qingtian-jkb、liandu-jkb 等；丽水开发区 kfq-jkb",
                "  县级成员单位 qingtian-wjj、qingtian-jyj 等；市级单位 shi-wjw、shi-jyj 等",
                "  全部账号见首页“演示账号”；账号名就是单位代码",
                password == null ? "  密码是第一次启动时显示的那个；忘了就删去 data 目录重新启动" : "  全部账号的密码：" + password);
        lines.forEach(LOG::info);
    }
}
