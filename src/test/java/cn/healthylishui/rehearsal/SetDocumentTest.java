package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.ApplicationTest;
import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.indicator.TableWorkbook;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.year.YearSettings;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** docs/workbooks.md tells every sheet and column of a set as they are. */
class SetDocumentTest extends ApplicationTest {

    private static final Path DOCUMENT = Path.of("docs/workbooks.md");
    private static final Path EXPECTED = Path.of("target/workbooks-columns.md");
    private static final String BEGIN = "<!-- 以下由版式生成 -->";
    private static final String END = "<!-- 以上由版式生成 -->";

    @Autowired
    private Organization organization;

    @Autowired
    private TownshipWorkbook townshipWorkbook;

    @Autowired
    private TableWorkbook tableWorkbook;

    @Test
    void the_document_describes_every_sheet_and_column() throws Exception {
        String text = Files.readString(DOCUMENT);
        String expected = columns();
        Files.writeString(EXPECTED, expected);

        assertThat(text).contains(BEGIN, END);
        assertThat(text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END))
                        .strip())
                .as("the part between the marks; how it should read stands in %s", EXPECTED)
                .isEqualTo(expected.strip());
    }

    private String columns() throws Exception {
        StringBuilder text = new StringBuilder();
        for (SetFile file : SetFile.values()) {
            text.append("\n### %s %s\n".formatted(file.fileName(), file.title()));
            TableKind kind = file.table();
            if (kind == TableKind.COUNTY) {
                text.append("\n“指标”表：一行一项指标。填写说明里的评分方法，就是“评分方法”一列可以选的。\n");
                indicators(text, explained(kind));
            } else if (kind != null) {
                text.append("\n列同 %s，只有这些不同：\n".formatted(SetFile.COUNTY_TABLE.fileName()));
                Map<String, String> own = explained(kind);
                own.entrySet().removeAll(explained(TableKind.COUNTY).entrySet());
                indicators(text, own);
            } else if (file == SetFile.TOWNSHIPS) {
                sheet(text, townshipWorkbook.layout());
            } else {
                for (Layout layout : SetLayouts.FIXED.getOrDefault(file, List.of())) {
                    sheet(text, layout);
                    if (layout.equals(SetLayouts.SETTINGS)) {
                        settings(text);
                    }
                }
                if (file == SetFile.TOWNSHIP_SCORES) {
                    everyDistrict(text, SetLayouts.townshipScores("", "青田县"));
                } else if (file == SetFile.SPOT_CHECKS) {
                    everyDistrict(text, SetLayouts.townshipChecks("", "青田县"));
                }
            }
        }
        return text.toString();
    }

    private static void settings(StringBuilder text) {
        text.append("\n| 参数编码 | 参数 | 通常的值 |\n|---|---|---|\n");
        for (YearSettings.Name name : YearSettings.Name.values()) {
            text.append("| %s | %s | %s |\n".formatted(name, name.label(), YearSettings.DEFAULTS.text(name)));
        }
    }

    private void everyDistrict(StringBuilder text, Layout layout) {
        text.append("\n每个县（市、区）和丽水开发区一张表，表名是%s；列都一样：\n"
                .formatted(organization.districts().stream()
                        .map(district -> "“" + district.name() + "”")
                        .collect(Collectors.joining())));
        sheet(text, layout);
    }

    private static void sheet(StringBuilder text, Layout layout) {
        text.append("\n“%s”表：%s\n\n| 列 | 列名 | 填写 | 说明 |\n|---|---|---|---|\n"
                .formatted(layout.name(), String.join("", layout.notes())));
        for (int i = 0; i < layout.columns().size(); i++) {
            Column column = layout.columns().get(i);
            text.append("| %s | %s | %s | %s |\n"
                    .formatted(
                            (char) ('A' + i),
                            column.label(),
                            typed(column),
                            column.help() == null ? "" : column.help()));
        }
    }

    private static String typed(Column column) {
        if (!column.editable()) {
            return column.label().endsWith("编码") ? "编码，按它对应，不要改" : "供对照，不读";
        }
        return switch (column.type()) {
            case NUMBER -> "数值";
            case DATE -> "日期";
            case CHOICE -> column.options().stream().map(Option::label).collect(Collectors.joining("、", "选：", ""));
            default -> column.label().endsWith("编码") ? "编码" : "文字";
        };
    }

    private static void indicators(StringBuilder text, Map<String, String> explained) {
        text.append("\n| 列名 | 怎么填 |\n|---|---|\n");
        explained.forEach((name, how) -> text.append("| %s | %s |\n".formatted(name, how)));
    }

    /** As the workbook itself explains its columns, with what they can be chosen from. */
    private Map<String, String> explained(TableKind kind) throws Exception {
        DataFormatter shown = new DataFormatter();
        Map<String, String> explained = new LinkedHashMap<>();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(tableWorkbook.blank(kind)))) {
            Sheet table = workbook.getSheetAt(0);
            for (Row row : workbook.getSheet("填写说明")) {
                if (row.getRowNum() >= Layout.HEAD && row.getCell(0) != null && row.getCell(1) != null) {
                    String name = shown.formatCellValue(row.getCell(0));
                    String how = shown.formatCellValue(row.getCell(1))
                            .replace("\n", "<br>")
                            .replace("|", "\\|");
                    explained.put(name, how + choices(workbook, table, name));
                }
            }
        }
        return explained;
    }

    private static String choices(XSSFWorkbook workbook, Sheet table, String column) {
        DataFormatter shown = new DataFormatter();
        for (Cell head : table.getRow(Layout.HEAD - 1)) {
            if (!shown.formatCellValue(head).equals(column)) {
                continue;
            }
            for (DataValidation validation : table.getDataValidations()) {
                boolean here = Arrays.stream(validation.getRegions().getCellRangeAddresses())
                        .anyMatch(range -> range.isInRange(Layout.HEAD, head.getColumnIndex()));
                if (here) {
                    AreaReference list = new AreaReference(
                            validation.getValidationConstraint().getFormula1(), SpreadsheetVersion.EXCEL2007);
                    List<String> options = Arrays.stream(list.getAllReferencedCells())
                            .map(one -> shown.formatCellValue(workbook.getSheet(one.getSheetName())
                                    .getRow(one.getRow())
                                    .getCell(one.getCol())))
                            .toList();
                    return "可选：" + String.join("、", options) + "。";
                }
            }
        }
        return "";
    }
}
