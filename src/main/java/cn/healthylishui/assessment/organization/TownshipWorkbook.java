package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.workbook.Fault;
import cn.healthylishui.assessment.workbook.FaultyWorkbook;
import cn.healthylishui.assessment.workbook.Layout;
import cn.healthylishui.assessment.workbook.ReadRow;
import cn.healthylishui.assessment.workbook.ReadSheet;
import cn.healthylishui.assessment.workbook.Sheet;
import cn.healthylishui.assessment.workbook.Template;
import cn.healthylishui.assessment.workbook.Workbooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** 乡镇（街道）表: the whole list as a workbook, out and in. */
@Component
public class TownshipWorkbook {

    public static final Template TEMPLATE = new Template("townships", "", "1");

    private static final String SHEET = "townships";

    private final Townships townships;
    private final Organization organization;

    TownshipWorkbook(Townships townships, Organization organization) {
        this.townships = townships;
        this.organization = organization;
    }

    public Layout layout() {
        return new Layout(
                SHEET,
                "乡镇（街道）",
                "乡镇（街道）名单",
                List.of("一行一个；一个乡镇（街道）只能由一个地方考核。表里没有的，导入后撤销。"),
                List.of(
                        Column.text("code", "代码", 14).help("9位数字，前6位是所属县（市、区）的区划代码"),
                        Column.text("name", "名称", 20),
                        Column.choice("kind", "类型", 10, options(TownshipLine.KINDS)),
                        Column.choice(
                                "district",
                                "由哪里考核",
                                20,
                                organization.districts().stream()
                                        .map(district -> new Option(district.code(), district.name()))
                                        .toList())));
    }

    private static List<Option> options(List<String> texts) {
        return texts.stream().map(text -> new Option(text, text)).toList();
    }

    /** The townships as they are now. */
    public byte[] export() {
        return Workbooks.bytes(TEMPLATE, List.of(sheet(townships.open())));
    }

    /** These townships as a sheet of a workbook. */
    public Sheet sheet(List<TownshipLine> lines) {
        return new Sheet(
                layout(),
                lines.stream()
                        .map(line -> Map.of(
                                "code", line.code(),
                                "name", line.name(),
                                "kind", line.kind(),
                                "district", line.district()))
                        .toList());
    }

    /** @throws FaultyWorkbook with everything that is wrong with it */
    public List<TownshipLine> read(byte[] file) {
        ReadSheet sheet = Objects.requireNonNull(
                Workbooks.read(file, TEMPLATE, List.of(layout())).get(SHEET));
        List<Fault> faults = new ArrayList<>();
        List<TownshipLine> lines = read(sheet, faults);
        if (!faults.isEmpty()) {
            throw new FaultyWorkbook(faults);
        }
        return lines;
    }

    /** Reads a sheet of this layout; what is wrong is added to the faults. */
    public List<TownshipLine> read(ReadSheet sheet, List<Fault> faults) {
        List<ReadRow> rows = sheet.rows();
        List<TownshipLine> lines = rows.stream()
                .map(row ->
                        new TownshipLine(row.text("code"), row.text("name"), row.text("kind"), row.text("district")))
                .toList();
        if (lines.isEmpty()) {
            faults.add(sheet.fault("表里一行也没有，没有可导入的内容。"));
            return lines;
        }
        townships
                .faults(lines)
                .forEach(fault -> faults.add(
                        fault.line() < 0
                                ? sheet.fault(fault.message())
                                : rows.get(fault.line()).fault(fault.column(), fault.message())));
        return lines;
    }
}
