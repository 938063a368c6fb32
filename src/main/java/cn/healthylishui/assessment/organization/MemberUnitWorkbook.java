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

/** 成员单位表: the whole list as a workbook, out and in. */
@Component
public class MemberUnitWorkbook {

    public static final Template TEMPLATE = new Template("member-units", "", "1");

    private static final String SHEET = "member-units";
    private static final String YES = "YES";

    private final MemberUnits units;
    private final Organization organization;

    MemberUnitWorkbook(MemberUnits units, Organization organization) {
        this.units = units;
        this.organization = organization;
    }

    private Layout layout() {
        return new Layout(
                SHEET,
                "成员单位",
                "县（市、区）和开发区成员单位名单",
                List.of("一行一个，县（市、区）和类别代码定下以后不能改。表里没有的，导入后撤销；有任务在办的、在办年度名册里有的不能撤销。"),
                List.of(
                        Column.choice(
                                "district",
                                "县（市、区）",
                                20,
                                organization.districts().stream()
                                        .map(district -> new Option(district.code(), district.name()))
                                        .toList()),
                        Column.text("unitType", "类别代码", 12).help("单位简称的拼音首字母，例如卫生健康局是wjj；乡镇考核表按它认评分单位"),
                        Column.text("name", "名称", 32),
                        Column.choice(
                                "municipalUnit",
                                "对应的市直单位",
                                22,
                                organization.municipalUnits().stream()
                                        .filter(MunicipalUnit::exists)
                                        .map(unit -> new Option(unit.code(), unit.name()))
                                        .toList()),
                        Column.choice("toConfirm", "待确认", 10, List.of(new Option(YES, "是"), new Option("NO", "否")))));
    }

    /** The member units as they are now. */
    public byte[] export() {
        return Workbooks.bytes(
                TEMPLATE,
                List.of(new Sheet(
                        layout(),
                        units.open().stream()
                                .map(line -> Map.of(
                                        "district", line.district(),
                                        "unitType", line.unitType(),
                                        "name", line.name(),
                                        "municipalUnit", line.municipalUnit(),
                                        "toConfirm", line.toConfirm() ? YES : "NO"))
                                .toList())));
    }

    /** @throws FaultyWorkbook with everything that is wrong with it */
    public List<MemberUnitLine> read(byte[] file) {
        ReadSheet sheet = Objects.requireNonNull(
                Workbooks.read(file, TEMPLATE, List.of(layout())).get(SHEET));
        List<ReadRow> rows = sheet.rows();
        List<MemberUnitLine> lines = rows.stream()
                .map(row -> new MemberUnitLine(
                        row.text("district"),
                        row.text("unitType"),
                        row.text("name"),
                        row.text("municipalUnit"),
                        row.text("toConfirm").equals(YES)))
                .toList();
        List<Fault> faults = new ArrayList<>();
        if (lines.isEmpty()) {
            faults.add(sheet.fault("表里一行也没有，没有可导入的内容。"));
        } else {
            List<LineFault> wrong = new ArrayList<>(units.faults(lines));
            wrong.addAll(units.inUse(lines));
            wrong.forEach(fault -> faults.add(
                    fault.line() < 0
                            ? sheet.fault(fault.message())
                            : rows.get(fault.line()).fault(fault.column(), fault.message())));
        }
        if (!faults.isEmpty()) {
            throw new FaultyWorkbook(faults);
        }
        return lines;
    }
}
