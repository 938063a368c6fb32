package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.database.DailyWork;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearState;
import java.time.LocalTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 核对得分: every night, and after each start, the points that are kept are held against those of the figures. They differ where
 * somebody wrote beside the program, or a node of an older version entered figures while this one was at work.
 */
@Component
class ScoreCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ScoreCheck.class);

    private final KeptScores scores;
    private final AssessmentYears years;
    private final OperationLog log;
    private final DailyWork daily;
    private boolean checked;

    ScoreCheck(KeptScores scores, AssessmentYears years, OperationLog log, DailyWork daily) {
        this.scores = scores;
        this.years = years;
        this.log = log;
        this.daily = daily;
    }

    @Scheduled(cron = DailyWork.LOOK, zone = "Asia/Shanghai")
    void look() {
        if (!checked) {
            checked = true;
            check();
        }
        daily.onceFrom(LocalTime.of(3, 40), "score-check", this::check);
    }

    void check() {
        years.all().stream()
                .filter(year -> year.isStarted() && year.state() != YearState.ARCHIVED)
                .map(AssessmentYear::year)
                .forEach(this::check);
    }

    private void check(int year) {
        List<String> wrong = scores.check(year);
        if (!wrong.isEmpty()) {
            LOG.error("The points kept of {} were not those of the figures of {}; they are mended", wrong, year);
            log.record(
                    Actor.SYSTEM,
                    Operation.of("核对得分", year, "score")
                            .to("重新计算%d个考核对象".formatted(wrong.size()))
                            .because("原来保存的得分与填报的数不符：" + String.join("、", wrong)));
        }
    }
}
