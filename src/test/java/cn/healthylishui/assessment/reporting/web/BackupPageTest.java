package cn.healthylishui.assessment.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.upkeep.BackupSchedule;
import cn.healthylishui.assessment.upkeep.Backups.Run;
import cn.healthylishui.assessment.upkeep.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 备份 as administrators see it. */
class BackupPageTest {

    private static final LocalDateTime NIGHT = LocalDateTime.of(2022, 1, 5, 2, 10);

    private final PagesFixture site = new PagesFixture();

    @BeforeEach
    void aProgramOnOneMachine() {
        site.loggedInAdministrator();
        when(site.backups.isPossible()).thenReturn(true);
        when(site.backups.isH2()).thenReturn(true);
        when(site.backups.folder()).thenReturn(Path.of("/srv/backups"));
        when(site.backups.tooOld()).thenReturn(Optional.empty());
        when(site.backupSchedule.at()).thenReturn(Optional.of(LocalTime.of(2, 10)));
    }

    private String page() throws Exception {
        return site.rendered()
                .perform(get("/my/backups"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void that_none_is_made_by_itself_is_said() throws Exception {
        when(site.backupSchedule.at()).thenReturn(Optional.empty());

        assertThat(page()).contains("没有设自动备份的时间").doesNotContain("每天02:10");
    }

    private static Run run(LocalDateTime ended, String failure) {
        return new Run("1", NIGHT, "system", ended, null, failure);
    }

    @Test
    void each_backup_stands_there_with_what_was_counted_in_it() throws Exception {
        when(site.backups.all())
                .thenReturn(List.of(new Manifest(
                        "2022-01-05-021000",
                        NIGHT.toString(),
                        7,
                        "0.6.0",
                        "36",
                        "H2",
                        new TreeMap<>(Map.of("EVIDENCE", 120L, "SCORE_ENTRY", 3000L)),
                        new TreeMap<>(Map.of("assessment.mv.db", new Manifest.Content("", 9 << 20))),
                        new Manifest.Evidence(118, 3L << 30, List.of("a", "b")),
                        true,
                        null)));

        assertThat(page())
                .contains(
                        "2022年1月5日 02:10", "2022-01-05-021000", "3.0 GB", "7秒", "2张表，3120行", "118个", "缺失或损坏2个", "投票期间")
                .contains("现在备份", "/srv/backups", "每天02:10自动备份")
                .doesNotContain("还没有备份。", "最近没有做成的", "pg_dump");
    }

    @Test
    void that_the_newest_is_too_old_and_why_stands_there() throws Exception {
        when(site.backups.tooOld()).thenReturn(Optional.of("最近一份备份已经是40小时以前的了。"));
        when(site.backups.runs()).thenReturn(List.of(run(NIGHT, "磁盘空间不够。"), run(null, null), run(NIGHT, null)));

        assertThat(page())
                .contains("最近一份备份已经是40小时以前的了。", "还没有备份。", "最近没有做成的", "磁盘空间不够。")
                .containsOnlyOnce("中途断了（程序停下或断电），写了一半的下次备份时清除。");
    }

    @Test
    void while_one_is_made_there_is_no_button_and_what_goes_on_is_not_called_broken_off() throws Exception {
        when(site.backups.isRunning()).thenReturn(true);
        when(site.backups.runs()).thenReturn(List.of(run(null, null)));

        assertThat(page()).contains("正在备份，或者正在清理").doesNotContain("现在备份", "中途断了");
    }

    @Test
    void of_postgresql_it_says_what_else_is_to_be_done() throws Exception {
        when(site.backups.isH2()).thenReturn(false);

        assertThat(page()).contains("这里备份的是材料文件", "pg_dump").doesNotContain("打开数过</th>");
    }

    @Test
    void nobody_else_has_one_made() {
        site.loggedIn("city-office");
        BackupActs acts = new BackupActs(site.currentUser, mock(CurrentActor.class), mock(BackupSchedule.class));

        assertThatThrownBy(acts::make).isInstanceOf(Refused.class).hasMessage("备份由系统管理员办理，您的账号不能办理。");
    }

    @Test
    void nobody_else_reads_it() throws Exception {
        site.loggedIn("city-office");

        assertThat(page()).contains("备份只对系统管理员开放，您的账号不能查看。").doesNotContain("/srv/backups");
    }

    @Test
    void why_none_was_made_stands_first_where_the_newest_is_too_old() throws Exception {
        when(site.backups.runs()).thenReturn(List.of(run(NIGHT.plusMinutes(1), "磁盘空间不够。")));
        assertThat(page()).containsSubsequence("现有的备份", "最近没有做成的", "磁盘空间不够。");

        when(site.backups.tooOld()).thenReturn(Optional.of("最近一份备份太旧了。"));
        assertThat(page())
                .containsSubsequence("最近一份备份太旧了。", "最近没有做成的", "磁盘空间不够。", "现有的备份")
                .containsOnlyOnce("最近没有做成的");
    }
}
