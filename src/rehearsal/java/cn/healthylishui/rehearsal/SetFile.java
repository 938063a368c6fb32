package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.workbook.Template;
import org.jspecify.annotations.Nullable;

/** 演练数据集的文件: what a set is made of. File names in Latin letters open everywhere; what is inside is Chinese. */
enum SetFile {
    SETTINGS("01-settings.xlsx", "年度参数和抽签"),
    COUNTY_TABLE("02-indicators-county.xlsx", "县（市、区）指标表"),
    ZONE_TABLE("03-indicators-zone.xlsx", "丽水开发区指标表"),
    TOWNSHIP_TABLE("04-indicators-township.xlsx", "乡镇（街道）指标表"),
    TOWNSHIPS("05-townships.xlsx", "乡镇（街道）名单"),
    TOWNSHIP_SCORES("06-township-scores.xlsx", "乡镇（街道）考核表"),
    SELF_SCORES("07-self-scores.xlsx", "本级自查"),
    OFFICIAL_FIGURES("08-official-figures.xlsx", "官方数据"),
    SPOT_CHECKS("09-spot-checks.xlsx", "现场核查"),
    OWN_UNITS("10-own-units.xlsx", "直属单位"),
    UNIT_TASKS("11-unit-tasks.xlsx", "市直单位任务和评审"),
    BALLOTS("12-ballots.xlsx", "民主测评"),
    OBJECTIONS("13-objections.xlsx", "异议"),
    MISCONDUCT("14-misconduct.xlsx", "弄虚作假");

    /** What the templates of a set are called by. */
    static final String KIND = "rehearsal-set";

    private static final String STRUCTURE = "1";

    private final String fileName;
    private final String title;

    SetFile(String fileName, String title) {
        this.fileName = fileName;
        this.title = title;
    }

    String fileName() {
        return fileName;
    }

    String title() {
        return title;
    }

    Template template(int year) {
        return new Template(KIND, year + "/" + name(), STRUCTURE);
    }

    /** The indicator table that the file holds; null where it holds something else. */
    @Nullable
    TableKind table() {
        return switch (this) {
            case COUNTY_TABLE -> TableKind.COUNTY;
            case ZONE_TABLE -> TableKind.ZONE;
            case TOWNSHIP_TABLE -> TableKind.TOWNSHIP;
            default -> null;
        };
    }

    static SetFile of(TableKind kind) {
        return switch (kind) {
            case COUNTY -> COUNTY_TABLE;
            case ZONE -> ZONE_TABLE;
            case TOWNSHIP -> TOWNSHIP_TABLE;
            case UNIT -> throw new IllegalArgumentException("Units have tasks, no table");
        };
    }
}
