package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.indicator.Origin;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.keywork.KeyWorkTemplate;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.TownshipLine;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.organization.Townships;
import cn.healthylishui.assessment.scorecard.CountyText;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.ReadSheet;
import cn.healthylishui.assessment.workbook.Template;
import cn.healthylishui.assessment.workbook.Workbooks;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearGroups;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/** 演练数据集: takes a year's input from a directory of workbooks, the whole of it or none. */
@RehearsalBean
class RehearsalSets {

    static final Actor ACTOR = new Actor("city-office", "city-office");
    private static final String REASON = "按演练数据集";

    /** Notes that a set does not need, left where Excel or the system leaves them. */
    private static final String LEFTOVER = "~\\$.*|\\..*|Thumbs\\.db|desktop\\.ini";

    private static final Set<String> WORKBOOKS = Set.of("xlsx", "xls", "xlsm", "xlsb", "csv", "et", "ods");

    private final AssessmentYears years;
    private final YearRoster yearRoster;
    private final YearGroups groups;
    private final Organization organization;
    private final IndicatorTables tables;
    private final IndicatorDrafts drafts;
    private final TableWorkbook tableWorkbook;
    private final Townships townships;
    private final TownshipWorkbook townshipWorkbook;
    private final CountyText countyText;
    private final KeyWorkTemplate keyWork;
    private final ObjectProvider<RehearsalSeeds> seeds;

    RehearsalSets(
            AssessmentYears years,
            YearRoster yearRoster,
            YearGroups groups,
            Organization organization,
            IndicatorTables tables,
            IndicatorDrafts drafts,
            TableWorkbook tableWorkbook,
            Townships townships,
            TownshipWorkbook townshipWorkbook,
            CountyText countyText,
            KeyWorkTemplate keyWork,
            ObjectProvider<RehearsalSeeds> seeds) {
        this.years = years;
        this.yearRoster = yearRoster;
        this.groups = groups;
        this.organization = organization;
        this.tables = tables;
        this.drafts = drafts;
        this.tableWorkbook = tableWorkbook;
        this.townships = townships;
        this.townshipWorkbook = townshipWorkbook;
        this.countyText = countyText;
        this.keyWork = keyWork;
        this.seeds = seeds;
    }

    /**
     * What was read of a set.
     *
     * @param ignored files that are no part of it
     */
    record Reading(SetData data, SetFaults faults, List<String> ignored) {}

    /**
     * Prepares the year, gives it the townships and settings of the set, and reads the rest. Nothing is run; where there are faults the
     * database is of no more use.
     */
    Reading read(int year, Path directory) throws IOException {
        SetFaults faults = new SetFaults();
        SetData data = new SetData();
        Map<SetFile, byte[]> files = new EnumMap<>(SetFile.class);
        List<String> ignored = files(directory, files, faults);
        SetSheets sheets = new SetSheets(faults);
        boolean newTownships = townships(files, data, faults);
        if (years.find(year).isEmpty()) {
            years.prepare(year, ACTOR);
        }
        SetRoster roster = new SetRoster(year, organization, yearRoster, groups, tables);
        if (newTownships) {
            roster.townships(data.townships.stream()
                    .map(line -> new SetRoster.Place(line.code(), line.name(), line.district()))
                    .toList());
        }
        files.forEach((file, content) -> read(year, file, content, roster, sheets, data, faults));
        new SetChecks(
                        sheets,
                        roster,
                        countyText,
                        keyWork.lines().stream().map(KeyWorkTemplate.Line::code).collect(Collectors.toSet()),
                        settings -> give(year, settings),
                        data)
                .check();
        return new Reading(data, faults, ignored);
    }

    /** Workbooks that do not belong here are most likely misnamed; other files are left alone. */
    private static List<String> files(Path directory, Map<SetFile, byte[]> files, SetFaults faults) throws IOException {
        List<String> ignored = new ArrayList<>();
        List<Path> found;
        try (Stream<Path> list = Files.list(directory)) {
            found = list.sorted().toList();
        }
        for (SetFile file : SetFile.values()) {
            Path path = directory.resolve(file.fileName());
            if (Files.isRegularFile(path)) {
                files.put(file, Files.readAllBytes(path));
            } else {
                faults.add(file, "缺少这个文件（%s）。一套数据共%d个文件，请补齐。".formatted(file.title(), SetFile.values().length));
            }
        }
        for (Path path : found) {
            String name = String.valueOf(path.getFileName());
            boolean known =
                    Stream.of(SetFile.values()).anyMatch(file -> file.fileName().equals(name));
            if (known || name.matches(LEFTOVER)) {
                continue;
            }
            String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (Files.isRegularFile(path) && WORKBOOKS.contains(extension)) {
                faults.add(name, "不是数据集里的文件，不知道怎么用。请移走；文件名改过的，请改回原名。");
            } else {
                ignored.add(name);
            }
        }
        return ignored;
    }

    /** Before the year is prepared, so that its roster has them. */
    private boolean townships(Map<SetFile, byte[]> files, SetData data, SetFaults faults) {
        byte[] file = files.get(SetFile.TOWNSHIPS);
        if (file == null) {
            return false;
        }
        try {
            List<TownshipLine> lines = townshipWorkbook.read(file);
            data.townships.addAll(lines);
            if (!townships.difference(lines).isEmpty()) {
                townships.replace(lines, REASON, ACTOR);
            }
            return true;
        } catch (FaultyWorkbook faulty) {
            faults.addAll(SetFile.TOWNSHIPS, faulty.faults());
        } catch (Refused refused) {
            faults.add(SetFile.TOWNSHIPS, String.valueOf(refused.getMessage()));
        }
        return false;
    }

    private void read(
            int year,
            SetFile file,
            byte[] content,
            SetRoster roster,
            SetSheets sheets,
            SetData data,
            SetFaults faults) {
        TableKind kind = file.table();
        if (kind != null) {
            try {
                List<Indicator> indicators = tableWorkbook.read(content, kind);
                data.tables.put(kind, indicators);
                roster.table(kind, indicators);
            } catch (FaultyWorkbook faulty) {
                faults.addAll(file, faulty.faults());
            }
        } else if (file != SetFile.TOWNSHIPS) {
            List<Fault> wrong = new ArrayList<>();
            AtomicReference<Template> found = new AtomicReference<>();
            Map<String, ReadSheet> read = Workbooks.read(
                    content,
                    template -> {
                        found.set(template);
                        return template.equals(file.template(year));
                    },
                    "",
                    layouts(file, roster.districts()),
                    wrong);
            Template template = found.get();
            if (template != null && !template.equals(file.template(year))) {
                faults.add(file, foreign(year, file, template));
            } else {
                faults.addAll(file, wrong);
                sheets.put(file, read, wrong);
            }
        }
    }

    private static String foreign(int year, SetFile file, Template template) {
        String mend = "请用 rehearse --year %d --template 目录 生成一套，把数据填在里面。".formatted(year);
        if (!template.kind().equals(SetFile.KIND)) {
            return "不是演练数据集的文件，是别的表格。" + mend;
        }
        String[] subject = template.subject().split("/", 2);
        if (subject.length == 2 && !subject[0].equals(String.valueOf(year))) {
            return "这是%s年度的数据，这次演练的是%d年度。年份不对的，请改 --year；要用这些数据的，".formatted(subject[0], year) + mend;
        }
        if (!template.subject().equals(year + "/" + file.name())) {
            return "放错了文件：这里应是“%s”。请核对文件名。".formatted(file.title());
        }
        return "这是另一版本的程序生成的，结构已经不同。" + mend;
    }

    /** All sheets that a file has to have. */
    static List<Layout> layouts(SetFile file, List<District> districts) {
        List<Layout> layouts = new ArrayList<>(SetLayouts.FIXED.getOrDefault(file, List.of()));
        for (District district : districts) {
            if (file == SetFile.TOWNSHIP_SCORES) {
                layouts.add(SetLayouts.townshipScores(district.code(), district.name()));
            } else if (file == SetFile.SPOT_CHECKS) {
                layouts.add(SetLayouts.townshipChecks(district.code(), district.name()));
            }
        }
        return layouts;
    }

    private Optional<String> give(int year, Map<YearSettings.Name, String> settings) {
        YearSettings now = years.settings(year);
        boolean same = settings.entrySet().stream()
                .allMatch(entry -> numbers(now.text(entry.getKey())).equals(numbers(entry.getValue())));
        if (same) {
            return Optional.empty();
        }
        try {
            years.setSettings(year, settings, Map.of(), REASON, ACTOR);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** 800 and 800.0 are one setting, 10,5,1 and 10, 5, 1 too. */
    private static List<String> numbers(String setting) {
        return Stream.of(setting.split("[,，、\\s]+"))
                .map(part -> part.matches("\\d+\\.\\d+")
                        ? new BigDecimal(part).stripTrailingZeros().toPlainString()
                        : part)
                .toList();
    }

    /** Takes over what was read without faults: from now on the year can be run from it. */
    YearInput take(int year, SetData data) {
        publish(year, data);
        YearInput input = new SetInput(year, data, organization.raterSeats());
        seeds.ifAvailable(one -> one.give(input.seeds(
                yearRoster.districts(year).stream().map(YearDistrict::code).toList())));
        return input;
    }

    /** Puts the tables of a set in force where they are not the year's own already. */
    private void publish(int year, SetData data) {
        List<Long> published = new ArrayList<>();
        data.tables.forEach((kind, indicators) -> {
            IndicatorTable now = tables.table(year, kind);
            if (!now.indicators().equals(indicators)) {
                published.add(drafts.save(year, kind, now.title(), false, Origin.IMPORT, REASON, indicators, ACTOR));
            }
        });
        if (!published.isEmpty()) {
            drafts.publish(year, published, REASON, ACTOR);
        }
    }
}
