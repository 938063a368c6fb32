package cn.healthylishui.assessment.appraisal.process;

import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.taskform.FormContent.Column;
import cn.healthylishui.assessment.taskform.FormContent.Row;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.FormContent.Width;
import cn.healthylishui.assessment.taskform.Forms;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** 投票情况 as a table of its own: how many of each rater group were to vote and did. */
final class TurnoutTable {

    private TurnoutTable() {}

    static Section of(Turnout turnout) {
        List<Row> rows = Stream.of(RaterGroup.values())
                .filter(group -> turnout.expected(group) > 0)
                .map(group -> Forms.readOnly(
                        group.name(),
                        Map.of(
                                "group", group.label(),
                                "expected", String.valueOf(turnout.expected(group)),
                                "voted", String.valueOf(turnout.voted(group)))))
                .toList();
        Section table = Forms.table(
                "turnout",
                "投票情况",
                null,
                List.of(
                        Column.label("group", "测评人员", Width.M),
                        Column.label("expected", "应投票", Width.S),
                        Column.label("voted", "已投票", Width.S)),
                rows);
        return new Section(
                table.key(),
                table.title(),
                table.hint(),
                table.layout(),
                table.columns(),
                table.rows(),
                Map.of(
                        "expected", String.valueOf(turnout.expected()),
                        "voted", String.valueOf(turnout.voted())));
    }
}
