package cn.healthylishui.assessment.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 提示: what is allowed in a table but worth a second look before it is published. */
public final class TableNotices {

    private TableNotices() {}

    public static List<String> of(IndicatorTable table, Owners owners) {
        List<String> notices = new ArrayList<>();
        List<Indicator> indicators = table.indicators();
        Map<String, String> known = owners.of(table.appliesTo());
        indicators.stream()
                .filter(indicator -> !known.containsKey(indicator.owner()))
                .forEach(indicator -> notices.add("%s的责任单位“%s”已经撤并，没有人能填报。请改为承接它的单位。"
                        .formatted(indicator.code(), owners.name(table.appliesTo(), indicator.owner()))));
        TableColumns.contents(table.appliesTo()).stream()
                .filter(content -> indicators.stream().noneMatch(indicator -> content.equals(indicator.content())))
                .forEach(content -> notices.add("必备内容“%s”没有一项指标（办法二）。".formatted(content)));
        if (indicators.stream().noneMatch(Indicator::key)) {
            notices.add("没有一项重点指标，现场核查没有先看的内容（办法四(一)）。");
        }
        return notices;
    }
}
