package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.Origin;
import cn.healthylishui.assessment.indicator.Owners;
import cn.healthylishui.assessment.indicator.TableDifference;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableNotices;
import cn.healthylishui.assessment.indicator.TableState;
import cn.healthylishui.assessment.indicator.TableVersion;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartFile;

/**
 * 编制指标表: what the city office does on the pages of the indicators. A workbook is tried first; only what was seen then is kept as
 * a draft. Publishing is for the adjustment procedure.
 */
@Controller
class IndicatorActs {

    private static final String SOMETHING_ELSE = "您试算以后，文件或现行的指标表变了，没有保存。请再点一次“试算”，看过差别后保存。";

    /** As long as the log keeps. */
    private static final int LONGEST_REASON = 2000;

    private final IndicatorRights rights;
    private final AssessmentYears years;
    private final IndicatorTables tables;
    private final IndicatorDrafts drafts;
    private final TableWorkbook workbooks;
    private final Owners owners;
    private final CurrentActor currentActor;

    IndicatorActs(
            IndicatorRights rights,
            AssessmentYears years,
            IndicatorTables tables,
            IndicatorDrafts drafts,
            TableWorkbook workbooks,
            Owners owners,
            CurrentActor currentActor) {
        this.rights = rights;
        this.years = years;
        this.tables = tables;
        this.drafts = drafts;
        this.workbooks = workbooks;
        this.owners = owners;
        this.currentActor = currentActor;
    }

    /** Shows what the uploaded table would change; writes nothing. */
    @Heavy
    @PostMapping("/my/indicators/{year}/trial")
    String trial(
            @PathVariable("year") int year,
            @RequestParam("kind") TableKind kind,
            @RequestParam("file") MultipartFile file,
            Model model) {
        rights.writer();
        requireOpen(year);
        byte[] content = content(file);
        IndicatorTable before = tables.table(year, kind);
        IndicatorTable after = new IndicatorTable(
                0,
                year,
                kind,
                0,
                TableState.DRAFT,
                before.title(),
                before.example(),
                false,
                read(year, kind, file, content));
        model.addAttribute("year", year);
        model.addAttribute("difference", TableDifference.of(before, after, owners));
        model.addAttribute("notices", TableNotices.of(after, owners));
        model.addAttribute("seen", seen(before, content));
        return "indicator-difference :: trial";
    }

    /** @param seen what the trial was of */
    @Heavy
    @PostMapping("/my/indicators/{year}/drafts")
    @ResponseBody
    Done keep(
            @PathVariable("year") int year,
            @RequestParam("kind") TableKind kind,
            @RequestParam("file") MultipartFile file,
            @RequestParam(name = "title", defaultValue = "") String title,
            @RequestParam(name = "example", defaultValue = "false") boolean example,
            @RequestParam(name = "reason", defaultValue = "") String reason,
            @RequestParam(name = "seen", defaultValue = "") String seen) {
        rights.writer();
        requireOpen(year);
        byte[] content = content(file);
        IndicatorTable before = tables.table(year, kind);
        if (!seen.equals(seen(before, content))) {
            throw new Refused(SOMETHING_ELSE);
        }
        return kept(drafts.save(
                year,
                kind,
                title.isBlank() ? before.title() : title.strip(),
                example,
                Origin.IMPORT,
                reason.strip(),
                read(year, kind, file, content),
                currentActor.as(Office.CITY)));
    }

    @PostMapping("/my/indicators/{year}/clone")
    @ResponseBody
    Done cloneLast(@PathVariable("year") int year, @RequestParam("kind") TableKind kind) {
        rights.writer();
        return kept(drafts.cloneLast(year, kind, currentActor.as(Office.CITY)));
    }

    /** A year that started with the earlier order of sources goes on by that of today (办法四(一)); for the leading group to read. */
    @PostMapping("/my/indicators/{year}/precedence")
    @ResponseBody
    Done takeOverPrecedence(
            @PathVariable("year") int year, @RequestParam(name = "reason", defaultValue = "") String reason) {
        rights.writer();
        if (reason.strip().length() > LONGEST_REASON) {
            throw new Refused("理由超过%d字，请精简。".formatted(LONGEST_REASON));
        }
        years.takeOverPrecedence(year, reason, currentActor.as(Office.CITY));
        return new Done("%d年度已改用现行采用次序。核查与排在前面的数据不一致的，已请填报单位答复。".formatted(year), "/my/indicators/" + year);
    }

    @PostMapping("/my/indicators/tables/{id}/discard")
    @ResponseBody
    Done discard(@PathVariable("id") long id) {
        rights.writer();
        TableVersion version = drafts.find(id).orElseThrow(() -> new Refused("没有这个版本的指标表。请刷新页面后再办。"));
        drafts.discard(id, currentActor.as(Office.CITY));
        return new Done("%s已作废。".formatted(version.name()), "/my/indicators/" + version.year());
    }

    private Done kept(long id) {
        TableVersion version = drafts.find(id).orElseThrow();
        return new Done(
                "%s已存为草案，还没有生效。要生效，请在“待办任务”里发起“指标调整”。".formatted(version.name()), "/my/indicators/tables/" + id);
    }

    private List<Indicator> read(int year, TableKind kind, MultipartFile file, byte[] content) {
        try {
            return workbooks.read(content, kind, years.settings(year).fullMark());
        } catch (FaultyWorkbook faulty) {
            throw faulty.in(Objects.requireNonNullElse(file.getOriginalFilename(), "指标表.xlsx"), content);
        }
    }

    private void requireOpen(int year) {
        Refused.because(drafts.closed(year));
    }

    private static byte[] content(MultipartFile file) {
        if (file.isEmpty()) {
            throw new Refused("请先选择要上传的表格。");
        }
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new Refused("文件没有收完整。请再试一次。");
        }
    }

    /** The very file, against the very table. */
    private static String seen(IndicatorTable before, byte[] content) {
        try {
            return before.id() + "-"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    @ExceptionHandler(Denied.class)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    @ResponseBody
    Done denied(Denied denied) {
        return new Done(String.valueOf(denied.getMessage()), null);
    }
}
