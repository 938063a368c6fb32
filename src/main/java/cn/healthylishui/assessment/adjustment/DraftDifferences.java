package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.adjustment.DraftDifference.Line;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.IndicatorDrafts;
import cn.healthylishui.assessment.indicator.IndicatorLine;
import cn.healthylishui.assessment.indicator.IndicatorTable;
import cn.healthylishui.assessment.indicator.Owners;
import cn.healthylishui.assessment.indicator.TableDifference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Says what drafts would change, the same to the offices, the leading group and the public. */
@Component
public class DraftDifferences {

    private final IndicatorDrafts drafts;
    private final Owners owners;

    DraftDifferences(IndicatorDrafts drafts, Owners owners) {
        this.drafts = drafts;
        this.owners = owners;
    }

    public List<DraftDifference> of(List<ChosenDraft> chosen) {
        return chosen.stream().map(this::of).toList();
    }

    public DraftDifference of(ChosenDraft chosen) {
        IndicatorTable before = drafts.version(chosen.base());
        IndicatorTable after = drafts.version(chosen.draft());
        TableDifference difference = TableDifference.of(before, after, owners);
        List<Line> lines = new ArrayList<>();
        difference.added().forEach(line -> lines.add(new Line(title(line.indicator()), "新增", "", words(line))));
        difference.removed().forEach(line -> lines.add(new Line(title(line.indicator()), "删除", words(line), "")));
        difference.changed().forEach(changed -> changed.changes()
                .forEach(change -> lines.add(new Line(
                        title(changed.after()),
                        change.what(),
                        said(change.what(), change.before()),
                        said(change.what(), change.after())))));
        return new DraftDifference(
                chosen.table(),
                before.version(),
                after.version(),
                after.shownTitle(),
                summary(difference),
                difference.isEmpty(),
                "/my/indicators/compare?before=%d&after=%d".formatted(chosen.base(), chosen.draft()),
                lines);
    }

    private static String title(Indicator indicator) {
        return indicator.code() + " " + indicator.name();
    }

    private static String words(IndicatorLine line) {
        Indicator indicator = line.indicator();
        return "%s，%s。%s%s责任单位：%s"
                .formatted(
                        indicator.field(),
                        indicator.mustPass() ? "必备" : plain(indicator.points()) + "分",
                        // by what a person judges the criterion says too
                        indicator.method().judged() ? "" : sentence(line.method()),
                        sentence(indicator.criterion()),
                        line.owner());
    }

    private static String sentence(String text) {
        return text.replaceAll("[。；，\\s]+$", "") + "。";
    }

    private static String said(String what, String text) {
        if (text.isEmpty()) {
            return "（无）";
        }
        return what.equals("满分") ? text + "分" : text;
    }

    private static String summary(TableDifference difference) {
        if (difference.isEmpty()) {
            return "没有差别";
        }
        return "新增%d项，删除%d项，修改%d项%s；分值变动%s分，总分%s → %s"
                .formatted(
                        difference.added().size(),
                        difference.removed().size(),
                        difference.changed().size(),
                        difference.reordered() ? "，顺序有变" : "",
                        plain(difference.moved()),
                        plain(difference.pointsBefore()),
                        plain(difference.pointsAfter()));
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
