package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.organization.LineChange;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.WaitingUploads;
import cn.healthylishui.assessment.organization.WaitingUploads.Upload;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.web.basicdata.Book.Books;
import cn.healthylishui.assessment.reporting.web.basicdata.Tab.Line;
import cn.healthylishui.assessment.reporting.web.basicdata.Tab.Opened;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 基础数据: tabs of tables with one line opened, the latest changes beside them, and the two that are workbooks as well. */
@WebPage
class BasicDataPages {

    private static final int CHANGES_SHOWN = 20;

    /** One change in the list. */
    record Change(
            String at,
            String by,
            String action,
            String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason) {}

    private final List<Tab> tabs;
    private final YearTab yearTab;
    private final Books books;
    private final Keeper keeper;
    private final WaitingUploads uploads;
    private final OperationLog log;
    private final Organization organization;
    private final Downloads downloads;

    BasicDataPages(
            List<Tab> tabs,
            YearTab yearTab,
            Books books,
            Keeper keeper,
            WaitingUploads uploads,
            OperationLog log,
            Organization organization,
            Downloads downloads) {
        this.tabs = tabs;
        this.yearTab = yearTab;
        this.books = books;
        this.keeper = keeper;
        this.uploads = uploads;
        this.log = log;
        this.organization = organization;
        this.downloads = downloads;
    }

    @GetMapping("/my/basic-data")
    String first() {
        keeper.requireReader();
        return "redirect:/my/basic-data/" + tabs.get(0).key();
    }

    @GetMapping("/my/basic-data/{tab}")
    String show(
            @PathVariable("tab") String key,
            @RequestParam(name = "row", required = false) @Nullable String row,
            @RequestParam(name = "year", required = false) @Nullable Integer year,
            Model model) {
        boolean keeps = keeper.requireReader();
        Tab tab = tab(key);
        Integer asked = row == null || tab != yearTab ? year : YearTab.yearOf(row);
        Optional<Opened> opened = row == null || !keeps ? Optional.empty() : tab.open(row);
        List<Line> lines = tab.lines(asked);
        model.addAttribute("lines", lines);
        model.addAttribute(
                "count", lines.stream().filter(line -> !line.closed()).count());
        model.addAttribute("closed", lines.stream().filter(Line::closed).count());
        model.addAttribute("row", opened.isPresent() ? row : null);
        model.addAttribute("opened", opened.orElse(null));
        model.addAttribute("keeps", keeps);
        model.addAttribute("additions", keeps ? tab.additions() : List.of());
        model.addAttribute("changes", changes(tab));
        model.addAttribute("hasBook", books.of(key).isPresent());
        if (tab == yearTab) {
            model.addAttribute("years", yearTab.choices());
            yearTab.shown(asked).ifPresent(shown -> model.addAttribute("shownYear", shown));
        }
        common(tab, model);
        return "basic-data";
    }

    /** What an uploaded workbook would change, to be confirmed. */
    @Heavy
    @GetMapping("/my/basic-data/{tab}/import")
    String trial(@PathVariable("tab") String key, Model model) {
        keeper.require();
        Tab tab = tab(key);
        Book book = book(key);
        Upload upload = uploads.of(keeper.actor().userId(), key)
                .orElseThrow(() -> new NoSuchPage("没有待导入的表格。请回到“%s”重新上传。".formatted(tab.label())));
        List<LineChange> changes = book.trial().of(upload.content());
        model.addAttribute("fileName", upload.fileName());
        model.addAttribute("trial", changes);
        model.addAttribute(
                "added",
                changes.stream().filter(change -> change.before() == null).count());
        model.addAttribute(
                "removed",
                changes.stream().filter(change -> change.after() == null).count());
        model.addAttribute("untouched", books.untouched(book, changes));
        model.addAttribute("stamp", WaitingUploads.stamp(changes));
        common(tab, model);
        return "basic-data-import";
    }

    @Heavy
    @GetMapping("/my/basic-data/{tab}/workbook")
    ResponseEntity<Resource> workbook(@PathVariable("tab") String key) {
        keeper.requireReader();
        Book book = book(key);
        return downloads.of(
                book.fileName(), Downloads.XLSX, out -> out.write(book.export().get()));
    }

    private void common(Tab tab, Model model) {
        model.addAttribute("tabs", tabs);
        model.addAttribute("tab", tab);
    }

    private Tab tab(String key) {
        return tabs.stream()
                .filter(tab -> tab.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NoSuchPage("没有这一页。请从“基础数据”选择页签。"));
    }

    private Book book(String key) {
        return books.of(key).orElseThrow(() -> new NoSuchPage("这一页没有表格可以下载和上传。"));
    }

    private List<Change> changes(Tab tab) {
        return tab.logged().stream()
                .flatMap(kind -> log.latest(kind, null, CHANGES_SHOWN).stream())
                .sorted(Comparator.comparing(OperationLog.Line::at, Comparator.<LocalDateTime>reverseOrder()))
                .limit(CHANGES_SHOWN)
                .map(this::change)
                .toList();
    }

    private Change change(OperationLog.Line line) {
        String office = organization.officeName(line.office());
        return new Change(
                Times.minute(line.at()),
                line.userId().equals(line.office()) || office.isEmpty()
                        ? line.userId()
                        : line.userId() + "（" + office + "）",
                (line.year() == null ? "" : line.year() + "年度 ") + line.action(),
                line.object(),
                line.from(),
                line.to(),
                line.reason());
    }
}
