package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.upkeep.BackupSchedule;
import cn.healthylishui.assessment.upkeep.Backups;
import cn.healthylishui.assessment.upkeep.Manifest;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 备份: which there are, what is in them, and what became of the last that were begun; for administrators. */
@WebPage
class BackupPage {

    record Line(
            String name,
            String at,
            String size,
            long seconds,
            int tables,
            long rows,
            long files,
            int damaged,
            boolean voting) {

        static Line of(Manifest one) {
            return new Line(
                    one.name(),
                    Times.minute(LocalDateTime.parse(one.begun())),
                    megabytes(one.bytes()),
                    one.seconds(),
                    one.rows().size(),
                    one.allRows(),
                    one.evidence().files(),
                    one.evidence().damaged().size(),
                    one.voting());
        }

        private static String megabytes(long bytes) {
            return bytes < 1L << 30
                    ? "%.1f MB".formatted(bytes / 1048576.0)
                    : "%.1f GB".formatted(bytes / 1073741824.0);
        }
    }

    /** @param failure why there is none; null for one that goes on */
    record Tried(String at, String by, @Nullable String failure) {}

    private final CurrentUser currentUser;
    private final Backups backups;
    private final BackupSchedule schedule;

    BackupPage(CurrentUser currentUser, Backups backups, BackupSchedule schedule) {
        this.currentUser = currentUser;
        this.backups = backups;
        this.schedule = schedule;
    }

    @GetMapping("/my/backups")
    String show(Model model) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.watchesProgram(user)) {
            throw new Denied("备份只对系统管理员开放，您的账号不能查看。");
        }
        boolean running = backups.isRunning();
        model.addAttribute("possible", backups.isPossible());
        model.addAttribute("whole", backups.isH2());
        model.addAttribute("running", running);
        model.addAttribute("at", schedule.at().orElse(null));
        model.addAttribute("tooOld", backups.tooOld().orElse(null));
        model.addAttribute("folder", backups.folder());
        model.addAttribute("lines", backups.all().stream().map(Line::of).toList());
        model.addAttribute("failed", failed(running));
        return "backups";
    }

    /** One without an end is going on, or was broken off. */
    private List<Tried> failed(boolean running) {
        return backups.runs().stream()
                .filter(run -> run.failure() != null || (run.endedAt() == null && !running))
                .map(run -> new Tried(
                        Times.minute(run.begunAt()),
                        run.byWhom(),
                        run.failure() == null ? "中途断了（程序停下或断电），写了一半的下次备份时清除。" : run.failure()))
                .toList();
    }
}
