package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.InputType;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import java.util.ArrayList;
import java.util.List;

/** 数据出处的填写: the cells in which whoever gives a figure says what it rests on, and what is wrong with them. */
public final class ProvenanceCells {

    private ProvenanceCells() {}

    public static List<Column> columns(String help) {
        return List.of(
                Column.input("body", "出具单位", InputType.TEXT, Width.M).help(help + "例如浙江省统计局。"),
                Column.input("document", "文件名称和文号", InputType.TEXT, Width.L).help(help));
    }

    /**
     * For who may leave both empty, and then stands for the figure with the unit's own record.
     *
     * @return what is wrong where only one of them is filled in, or one is too long
     */
    public static List<Problem> problemsWhereOptional(Indicator indicator, String body, String document) {
        return (body + document).isBlank() ? List.of() : problems(indicator, indicator.sourceKind(), body, document);
    }

    /** What the two cells, left empty or filled in, make of a figure. */
    public static Provenance read(Indicator indicator, String body, String document) {
        return !indicator.authoritative() || body.isBlank() || document.isBlank()
                ? Provenance.OWN_RECORD
                : new Provenance(indicator.sourceKind(), body.strip(), document.strip());
    }

    /** @param kind what the figure is said to be; never above what the published table names */
    public static List<Problem> problems(Indicator indicator, SourceKind kind, String body, String document) {
        List<Problem> problems = new ArrayList<>();
        if (!indicator.authoritative() || !kind.authority()) {
            return problems;
        }
        if (body.isBlank()) {
            problems.add(new Problem("body", "%s的数据，请写明出具单位的名称。".formatted(kind.label())));
        } else if (body.strip().length() > Provenance.LONGEST_BODY) {
            problems.add(new Problem("body", "出具单位超过%d字，请写规范名称。".formatted(Provenance.LONGEST_BODY)));
        }
        if (document.isBlank()) {
            problems.add(new Problem("document", "%s的数据，请写明文件的名称和文号。".formatted(kind.label())));
        } else if (document.strip().length() > Provenance.LONGEST_DOCUMENT) {
            problems.add(new Problem("document", "文件名称和文号超过%d字，请精简。".formatted(Provenance.LONGEST_DOCUMENT)));
        }
        return problems;
    }
}
