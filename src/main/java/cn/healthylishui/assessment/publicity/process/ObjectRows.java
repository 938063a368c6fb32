package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Map;

/** 考核对象清单: how objects stand in the tables of notices and circulars. */
final class ObjectRows {

    static final List<Column> COLUMNS = List.of(
            Column.label("district", "所属", Width.M),
            Column.label("name", "考核对象", Width.M),
            Column.label("score", "得分", Width.S),
            Column.label("rank", "名次", Width.S),
            Column.label("grade", "等级", Width.S),
            Column.label("note", "说明", Width.L));

    private ObjectRows() {}

    static Row row(YearRoster roster, int year, ObjectLine object, String note) {
        return Forms.readOnly(
                object.code(),
                Map.of(
                        "district",
                        object.isUnit() ? "市直单位" : roster.objectName(year, object.district()),
                        "name",
                        object.isDistrict() ? object.name() + "（本级）" : object.name(),
                        "score",
                        object.score().toPlainString(),
                        "rank",
                        object.rank() == null ? "—" : String.valueOf(object.rank()),
                        "grade",
                        object.grade().label(),
                        "note",
                        note));
    }
}
