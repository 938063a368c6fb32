package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.CheckNow;
import cn.healthylishui.assessment.audit.CurrentActor;
import cn.healthylishui.assessment.audit.LogCheck;
import cn.healthylishui.assessment.audit.LogDays;
import cn.healthylishui.assessment.audit.LogEntry;
import cn.healthylishui.assessment.audit.LogExport;
import cn.healthylishui.assessment.audit.LogExport.Hiding;
import cn.healthylishui.assessment.audit.LogRetention;
import cn.healthylishui.assessment.audit.LogRetention.Range;
import cn.healthylishui.assessment.audit.LogSearch;
import cn.healthylishui.assessment.audit.LogSearch.Found;
import cn.healthylishui.assessment.audit.LogSearch.Page;
import cn.healthylishui.assessment.audit.LogSearch.Place;
import cn.healthylishui.assessment.audit.LogSearch.Query;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.misconduct.MisconductCase;
import cn.healthylishui.assessment.misconduct.MisconductCases;
import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.LogWorkbook;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.workflow.StaffAccounts;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** 操作日志: who did what and whether it still stands as it was written, for those who keep the system and those who audit them. */
@WebPage
class LogPages {

    private static final int LINES = 50;
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final String NOT_FOR_YOU = "操作日志只对市健康丽水办、系统管理员和审计开放，您的账号不能查看。";

    /** What is asked for, as it stands in the address. */
    record Filter(
            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate from,

            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate to,

            @Nullable String person,
            @Nullable String office,
            @Nullable String action,
            @Nullable Integer year,
            @Nullable String object,
            @Nullable String text) {

        boolean isEmpty() {
            return from == null
                    && to == null
                    && year == null
                    && Stream.of(person, office, action, object, text).allMatch(part -> said(part) == null);
        }
    }

    /** @param seal such as 第12号; null while it is not sealed */
    record Line(
            String at,
            String person,
            String office,
            @Nullable String address,
            String action,
            @Nullable Integer year,
            String object,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason,
            boolean old,
            @Nullable Long number,
            @Nullable String hash) {}

    record Choice(String code, String name) {}

    private final CurrentUser currentUser;
    private final CurrentActor currentActor;
    private final LogSearch search;
    private final LogExport export;
    private final LogCheck check;
    private final CheckNow checkNow;
    private final LogRetention retention;
    private final LogDays days;
    private final MisconductCases cases;
    private final Organization organization;
    private final Downloads downloads;

    LogPages(
            CurrentUser currentUser,
            CurrentActor currentActor,
            LogSearch search,
            LogExport export,
            LogCheck check,
            CheckNow checkNow,
            LogRetention retention,
            LogDays days,
            MisconductCases cases,
            Organization organization,
            Downloads downloads) {
        this.currentUser = currentUser;
        this.currentActor = currentActor;
        this.search = search;
        this.export = export;
        this.check = check;
        this.checkNow = checkNow;
        this.retention = retention;
        this.days = days;
        this.cases = cases;
        this.organization = organization;
        this.downloads = downloads;
    }

    @GetMapping("/my/log")
    String show(Filter filter, @RequestParam(name = "after", required = false) @Nullable String after, Model model) {
        User user = reader();
        Page page =
                search.find(query(filter), visibleTo(user), Place.parse(after).orElse(null), LINES);
        model.addAttribute("lines", page.lines().stream().map(this::line).toList());
        model.addAttribute("filter", filter);
        model.addAttribute("filtered", !filter.isEmpty());
        model.addAttribute("later", after != null);
        model.addAttribute("cut", page.cut());
        model.addAttribute("reached", page.next() == null ? null : page.next().at());
        model.addAttribute("here", address("/my/log", filter, null));
        model.addAttribute(
                "next",
                page.next() == null
                        ? null
                        : address("/my/log", filter, page.next().toString()));
        model.addAttribute("workbook", address("/my/log.xlsx", filter, null));
        model.addAttribute("actions", search.lateActions());
        model.addAttribute(
                "offices",
                organization.offices().stream()
                        .map(office -> new Choice(office.code(), office.name()))
                        .toList());
        model.addAttribute("check", check.last().orElse(null));
        model.addAttribute("checking", checkNow.isRunning());
        model.addAttribute("checkFailed", checkNow.hasFailed());
        model.addAttribute("unsealed", days.unsealed());
        model.addAttribute("keeps", ReadingRights.keepsSystem(user));
        Optional<Integer> keepDays = retention.keepDays();
        model.addAttribute("keepDays", keepDays.orElse(null));
        model.addAttribute("keptFor", LogRetention.words(keepDays.orElse(null)));
        model.addAttribute("shortest", LogRetention.SHORTEST_DAYS);
        model.addAttribute("longest", LogRetention.LONGEST_DAYS);
        model.addAttribute("expired", retention.expired().orElse(null));
        return "log";
    }

    @Heavy
    @GetMapping("/my/log.xlsx")
    ResponseEntity<Resource> workbook(Filter filter) {
        User user = reader();
        Page page = search.find(query(filter), visibleTo(user), null, LogWorkbook.MOST_LINES);
        return downloads.of(
                "操作日志.xlsx",
                Downloads.XLSX,
                out -> LogWorkbook.write(page.lines(), this::office, page.next() != null, out));
    }

    /** It may take minutes, and so takes no turn from the others. */
    @GetMapping("/my/log.jsonl")
    ResponseEntity<Resource> lines(
            Filter filter,
            @RequestParam(name = "withoutPersons", defaultValue = "false") boolean withoutPersons,
            @RequestParam(name = "withoutAddresses", defaultValue = "false") boolean withoutAddresses) {
        User user = reader();
        Range numbers =
                export.numbers(filter.from(), filter.to()).orElseThrow(() -> new NoSuchPage("这些日期里没有封存的日志，没有可以导出的内容。"));
        Hiding hiding = new Hiding(withoutPersons, withoutAddresses, said(filter.person()));
        Actor actor = currentActor.asOneOf(Office.CITY, Office.AUDIT, StaffAccounts.ADMINISTRATORS);
        // whole: only what was exported in one piece may be removed when its time is over
        return downloads.ofAnySize(
                "操作日志%s.jsonl".formatted(days.today().format(STAMP)),
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                out -> export.write(numbers, hiding, visibleTo(user), out, actor));
    }

    /** What each day ended with, for everybody to note: whoever has one can prove that the log was not cut off or written anew. */
    @GetMapping("/log-days")
    String days(Model model) {
        model.addAttribute("days", days.latest());
        return "log-days";
    }

    private User reader() {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.readsLog(user)) {
            throw new Denied(NOT_FOR_YOU);
        }
        return user;
    }

    /** An open case is named in the log by its number, and told of by its tasks. */
    private Predicate<LogEntry> visibleTo(User user) {
        List<MisconductCase> withheld = ReadingRights.isAuditor(user) ? cases.withheldFromAudit() : List.of();
        if (withheld.isEmpty()) {
            return entry -> true;
        }
        List<String> numbers = withheld.stream().map(MisconductCase::number).toList();
        List<Integer> years = withheld.stream().map(MisconductCase::year).toList();
        return entry -> Stream.of(entry.object(), entry.from(), entry.to(), entry.reason())
                        .filter(Objects::nonNull)
                        .noneMatch(text -> numbers.stream().anyMatch(text::contains))
                && !(MisconductCases.TASKS.contains(entry.object()) && years.contains(entry.year()));
    }

    private Query query(Filter filter) {
        return new Query(
                filter.from(),
                filter.to(),
                said(filter.person()),
                office(filter.office()),
                said(filter.action()),
                filter.year(),
                said(filter.object()),
                said(filter.text()));
    }

    /** By code or by name. */
    private @Nullable String office(@Nullable String typed) {
        String said = said(typed);
        return said == null
                ? null
                : organization.offices().stream()
                        .filter(office -> office.name().equals(said))
                        .map(Office::code)
                        .findFirst()
                        .orElse(said);
    }

    private static @Nullable String said(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private Line line(Found found) {
        LogEntry entry = found.entry();
        return new Line(
                entry.dayOnly() ? entry.at().toLocalDate().toString() : SECOND.format(entry.at()),
                person(entry.userId()),
                office(entry),
                entry.address(),
                entry.action(),
                entry.year(),
                entry.object(),
                entry.from(),
                entry.to(),
                entry.reason(),
                entry.salt() == null,
                found.number(),
                found.hash());
    }

    private static String person(String userId) {
        return userId.equals(Actor.SYSTEM.userId()) ? "程序" : userId;
    }

    private String office(LogEntry entry) {
        String code = entry.office();
        if (code == null || code.isEmpty() || code.equals(Actor.SYSTEM.office())) {
            return "";
        }
        return code.equals(StaffAccounts.ADMINISTRATORS) ? "系统管理员" : organization.officeName(code);
    }

    private static String address(String path, Filter filter, @Nullable String after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        add(address, "from", filter.from());
        add(address, "to", filter.to());
        add(address, "person", said(filter.person()));
        add(address, "office", said(filter.office()));
        add(address, "action", said(filter.action()));
        add(address, "year", filter.year());
        add(address, "object", said(filter.object()));
        add(address, "text", said(filter.text()));
        add(address, "after", after);
        return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            // As a variable, so that every character of what was typed is escaped.
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }
}
