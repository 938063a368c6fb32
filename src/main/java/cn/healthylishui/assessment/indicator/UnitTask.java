package cn.healthylishui.assessment.indicator;

import java.util.Set;

/**
 * 年度重点任务 as one municipal unit has to do it; what an indicator is for a district.
 *
 * @param title what it is called in lists and on forms
 * @param body the wording of the source
 * @param lead whether the unit leads it (牵头)
 * @param groups numbers of the special action groups it belongs to
 * @param acceptance 验收标准; empty where none was set
 */
public record UnitTask(
        String code,
        int seq,
        String title,
        String chapter,
        String section,
        String body,
        boolean lead,
        Set<Integer> groups,
        String acceptance) {}
