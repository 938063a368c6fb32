package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.indicator.TableKind;
import java.util.List;

/**
 * 草案和现行指标表的差别, in words.
 *
 * @param before number of the version that the draft was made from
 * @param after number of the draft
 * @param none whether there is no difference at all
 * @param compareAddress the page that sets both side by side, for those who may read drafts
 */
public record DraftDifference(
        TableKind table,
        int before,
        int after,
        String title,
        String summary,
        boolean none,
        String compareAddress,
        List<Line> changes) {

    /**
     * One thing that would not be as it is.
     *
     * @param what 新增, 删除, or what about the indicator changes
     */
    public record Line(String indicator, String what, String before, String after) {}
}
