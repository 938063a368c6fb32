package cn.healthylishui.assessment.appraisal.process;

import static cn.healthylishui.assessment.column.Width.M;
import static cn.healthylishui.assessment.column.Width.S;

import cn.healthylishui.assessment.appraisal.Turnout;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import java.util.Map;
import java.util.stream.Stream;

/** 投票情况 as a table of its own: how many of each rater group were to vote and did. */
final class TurnoutTable {

    private TurnoutTable() {}

    static Section of(Turnout turnout) {
        return Table.of("turnout", "投票情况", RaterGroup::name)
                .shows("group", "测评人员", M, RaterGroup::label)
                .shows("expected", "应投票", S, group -> String.valueOf(turnout.expected(group)))
                .shows("voted", "已投票", S, group -> String.valueOf(turnout.voted(group)))
                .read(
                        Stream.of(RaterGroup.values())
                                .filter(group -> turnout.expected(group) > 0)
                                .toList(),
                        Draft.EMPTY)
                .totals(Map.of(
                        "expected", String.valueOf(turnout.expected()),
                        "voted", String.valueOf(turnout.voted())))
                .section();
    }
}
