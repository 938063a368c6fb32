package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.scoring.Better;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceKind;
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
        for (Better better : Better.values()) {
            List<String> compared = indicators.stream()
                    .filter(indicator -> indicator.method() instanceof Reference method && method.better() == better)
                    .map(Indicator::code)
                    .toList();
            if (!compared.isEmpty()) {
                notices.add("%s的参照值是0时：%s。".formatted(String.join("、", compared), Reference.zeroRule(better)));
            }
        }
        indicators.stream()
                .filter(indicator -> table.appliesTo() == TableKind.ZONE
                        && indicator.method() instanceof Reference method
                        && method.reference() == ReferenceKind.CITY_MEAN
                        && !method.basis().official())
                .forEach(indicator -> notices.add(
                        "%s与全市平均值比较，没有官方数，由系统按各地的数算：县（市、区）指标表里要有同名的指标；没有的，请改为有官方数。".formatted(indicator.code())));
        return notices;
    }
}
