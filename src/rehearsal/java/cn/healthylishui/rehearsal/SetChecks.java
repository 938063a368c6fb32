package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.organization.DistrictKind;
import cn.healthylishui.assessment.scorecard.CountyText;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.rehearsal.SetData.Draw;
import cn.healthylishui.rehearsal.SetSheets.Line;
import cn.healthylishui.rehearsal.SetSheets.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * 数据集的检查: reads the sheets into a year's input and says everything that is wrong with them, by the same rules as the forms in
 * which these figures are typed.
 */
final class SetChecks {

    private static final String SEED = "[0-9a-fA-F]{64}";

    private final SetSheets sheets;
    private final SetRoster roster;
    private final CountyText countyText;
    private final Set<String> packagedTasks;
    private final Function<Map<YearSettings.Name, String>, Optional<String>> settingsRule;
    private final SetData data;
    private final SetReferences references;
    private final SetLines setLines;

    /**
     * @param packagedTasks the codes of the tasks that the year's first document has
     * @param settingsRule gives the year these settings, or says why it cannot have them
     */
    SetChecks(
            SetSheets sheets,
            SetRoster roster,
            CountyText countyText,
            Set<String> packagedTasks,
            Function<Map<YearSettings.Name, String>, Optional<String>> settingsRule,
            SetData data) {
        this.sheets = sheets;
        this.roster = roster;
        this.countyText = countyText;
        this.packagedTasks = packagedTasks;
        this.settingsRule = settingsRule;
        this.data = data;
        this.references = new SetReferences(roster, data);
        this.setLines = new SetLines(roster, references);
    }

    void check() {
        settings();
        draws();
        new FigureChecks(sheets, roster, data, references, setLines).check();
        UnitChecks units = new UnitChecks(sheets, roster, packagedTasks, data, setLines);
        units.check();
        new ResultUseChecks(sheets, roster, data, setLines, units.held()).check();
    }

    private void settings() {
        Page page = sheets.page(SetFile.SETTINGS, SetLayouts.SETTINGS.key());
        Map<YearSettings.Name, Line> lines = page.by(
                line -> {
                    Optional<YearSettings.Name> name = Arrays.stream(YearSettings.Name.values())
                            .filter(one -> line.is("name", one.name()))
                            .findFirst();
                    if (name.isEmpty()) {
                        line.fault("name", "没有编码为“%s”的参数，请删去这一行或改回原来的编码。".formatted(line.text("name")));
                    }
                    return name;
                },
                "name");
        page.requireAll(lines, List.of(YearSettings.Name.values()), missing -> missing.stream()
                .map(name -> "参数 %s（%s）的行".formatted(name, name.label()))
                .toList());
        lines.forEach((name, line) -> {
            if (line.require("value", "还没有填，请填数字。")) {
                data.settings.put(name, line.text("value"));
            }
        });
        // All together, since a bound has to suit the other; one by one only to tell which of them will not do.
        if (settingsRule.apply(data.settings).isPresent()) {
            data.settings.forEach(
                    (name, text) -> settingsRule.apply(Map.of(name, text)).ifPresent(message -> Objects.requireNonNull(
                                    lines.get(name))
                            .fault("value", message)));
        }
    }

    private void draws() {
        Page page = sheets.page(SetFile.SETTINGS, SetLayouts.DRAWS.key());
        Map<String, Line> lines = setLines.byDistrict(page);
        lines.forEach((district, line) -> {
            int townships = roster.townshipsOf(district).size();
            Optional<Integer> size = line.whole("size", 1, Math.max(1, townships));
            size.flatMap(number -> usualSample(district).filter(usual -> !usual.equals(number)))
                    .ifPresent(usual -> line.require("reason", "抽查数与“年度参数”里的%d个不同，请写明理由。".formatted(usual)));
            line.limit("reason", AssessmentYears.LONGEST_SAMPLE_REASON);
            if (line.require("seed", "还没有填抽签种子，请填64位十六进制数。")
                    && !line.text("seed").matches(SEED)) {
                line.fault(
                        "seed",
                        "抽签种子应为64位十六进制数（0至9、a至f），现在有%d位或含有别的字符。"
                                .formatted(line.text("seed").length()));
            }
            countyText.fault(line.text("text")).ifPresent(message -> line.fault("text", message));
            data.draws.put(
                    district,
                    new Draw(
                            size.orElse(1),
                            size.equals(usualSample(district)) ? "" : line.text("reason"),
                            line.text("seed").toLowerCase(Locale.ROOT),
                            line.text("text")));
        });
    }

    private Optional<Integer> usualSample(String district) {
        YearSettings.Name name = roster.district(district)
                        .filter(one -> one.kind() == DistrictKind.ZONE)
                        .isPresent()
                ? YearSettings.Name.ZONE_SAMPLE
                : YearSettings.Name.COUNTY_SAMPLE;
        return Optional.ofNullable(data.settings.get(name))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::valueOf);
    }
}
