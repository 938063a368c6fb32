package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.analysis.Analyses;
import cn.healthylishui.assessment.analysis.Analysis;
import cn.healthylishui.assessment.analysis.ItemAnalysis;
import cn.healthylishui.assessment.analysis.Scope;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.AnalysisWorkbook;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.reporting.web.AnalysisCharts.Bar;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 指标分析: how each indicator relates to the result, for whoever proposes or decides how to adjust them (办法一(三), 七(四)). */
@WebPage
class AnalysisPage {

    private static final String NOT_FOR_YOU = "指标分析供提出和审核指标调整建议时参考，对市健康丽水办、领导小组和市直单位开放，您的账号不能查看。";
    private static final String NOT_APPROVED = "结果还没有审定。领导小组审定后，才有可以分析的得分。";
    private static final String NOT_TOLD = "结果还没有全部通报。全部通报后，市直单位可以在这里看指标分析。";
    private static final String NONE = "—";

    /** 排序: by which column, and from which end. */
    enum Sort {
        CODE("编号", Comparator.comparingInt(item -> item.indicator().seq())),
        RATE("平均得分率", Comparator.comparingDouble(AnalysisPage::rate)),
        FULL("满分占比", Comparator.comparingDouble(ItemAnalysis::shareFull).reversed()),
        ZERO("零分占比", Comparator.comparingDouble(ItemAnalysis::shareZero).reversed()),
        DEVIATION("标准差", Comparator.comparingDouble(AnalysisPage::deviation).reversed()),
        PEARSON("皮尔逊", Comparator.comparingDouble(item -> known(item.pearson()))),
        SPEARMAN("斯皮尔曼", Comparator.comparingDouble(item -> known(item.spearman()))),
        PAIRS(
                "改变先后",
                Comparator.comparingInt((ItemAnalysis item) -> item.pairs().changed())
                        .reversed());

        private final String label;
        private final Comparator<ItemAnalysis> order;

        Sort(String label, Comparator<ItemAnalysis> order) {
            this.label = label;
            this.order = order;
        }

        public String label() {
            return label;
        }

        /** As it stands in an address; whatever is unknown there leaves the order of the table. */
        static Sort of(@Nullable String name) {
            return Arrays.stream(values())
                    .filter(sort -> sort.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(CODE);
        }
    }

    /** One indicator in words. */
    record Row(
            ItemAnalysis item,
            Bar bar,
            String spread,
            String mean,
            String rate,
            String deviation,
            String pearson,
            String spearman,
            String pairs) {}

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final Organization organization;
    private final Published published;
    private final Analyses analyses;
    private final AnalysisWorkbook workbook;
    private final Downloads downloads;

    AnalysisPage(
            CurrentUser currentUser,
            AssessmentYears years,
            Organization organization,
            Published published,
            Analyses analyses,
            AnalysisWorkbook workbook,
            Downloads downloads) {
        this.currentUser = currentUser;
        this.years = years;
        this.organization = organization;
        this.published = published;
        this.analyses = analyses;
        this.workbook = workbook;
        this.downloads = downloads;
    }

    @Heavy
    @GetMapping("/my/analysis/{year:\\d+}")
    String show(
            @PathVariable("year") int year,
            @RequestParam(name = "of", required = false) @Nullable String of,
            @RequestParam(name = "sort", required = false) @Nullable String sortedBy,
            @RequestParam(name = "item", required = false) @Nullable String chosen,
            Model model) {
        User user = reader(year);
        Scope scope = "townships".equals(of) ? Scope.TOWNSHIPS : Scope.COUNTIES;
        Sort sort = Sort.of(sortedBy);
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.started(years, year));
        model.addAttribute("scope", scope);
        model.addAttribute("of", scope == Scope.TOWNSHIPS ? "townships" : "counties");
        model.addAttribute("sort", sort);
        model.addAttribute("sorts", Sort.values());
        Optional<Analysis> analysis = analyses.of(year, scope);
        String waiting = waiting(user, year, analysis.isPresent());
        model.addAttribute("waiting", waiting);
        if (waiting == null) {
            analysis.filter(one -> one.totals() != null).ifPresent(one -> add(one, sort, chosen, model));
        }
        return "analysis";
    }

    @Heavy
    @GetMapping("/my/analysis/{year:\\d+}.xlsx")
    ResponseEntity<Resource> workbook(@PathVariable("year") int year) {
        User user = reader(year);
        String waiting = waiting(user, year, analyses.isThere(year));
        if (waiting != null) {
            throw new NoSuchPage(waiting);
        }
        return downloads.of("%d年度指标分析.xlsx".formatted(year), Downloads.XLSX, out -> workbook.write(year, out));
    }

    private User reader(int year) {
        User user = currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
        if (!ReadingRights.readsAnalysis(user, municipalUnits(), true)) {
            throw new Denied(NOT_FOR_YOU);
        }
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
        return user;
    }

    private @Nullable String waiting(User user, int year, boolean isThere) {
        if (!isThere) {
            return NOT_APPROVED;
        }
        return ReadingRights.readsAnalysis(user, municipalUnits(), published.isComplete(year)) ? null : NOT_TOLD;
    }

    private List<String> municipalUnits() {
        return organization.municipalUnits().stream().map(MunicipalUnit::code).toList();
    }

    private void add(Analysis analysis, Sort sort, @Nullable String chosen, Model model) {
        List<ItemAnalysis> scored =
                analysis.scored().stream().sorted(sort.order).toList();
        model.addAttribute("analysis", analysis);
        model.addAttribute("rows", scored.stream().map(item -> row(item)).toList());
        model.addAttribute(
                "mustPass", analysis.mustPass().stream().map(item -> row(item)).toList());
        model.addAttribute("histogram", AnalysisCharts.histogram(analysis, years.settings(analysis.year())));
        analysis.scored().stream()
                .filter(item ->
                        item.indicator().code().equals(chosen) && !item.points().isEmpty())
                .findFirst()
                .or(() -> analysis.scored().stream()
                        .filter(item -> item.correlated() == ItemAnalysis.Correlated.YES)
                        .max(Comparator.comparingInt(item -> item.pairs().changed())))
                .ifPresent(item -> {
                    model.addAttribute("chosen", row(item));
                    model.addAttribute("scatter", AnalysisCharts.scatter(item));
                });
    }

    private static Row row(ItemAnalysis item) {
        return new Row(
                item,
                AnalysisCharts.bar(item),
                item.spread() == null
                        ? NONE
                        : item.spread().minimum() + "～" + item.spread().maximum(),
                item.spread() == null ? NONE : number(item.spread().mean(), 2),
                item.spread() == null ? NONE : number(rate(item) * 100, 1) + "%",
                item.spread() == null || item.spread().deviation() == null
                        ? NONE
                        : number(item.spread().deviation(), 2),
                item.pearson() == null ? item.correlated().words() : number(item.pearson(), 2),
                item.spearman() == null ? NONE : number(item.spearman(), 2),
                item.pairs().pairs() == 0
                        ? NONE
                        : "%d/%d".formatted(item.pairs().changed(), item.pairs().pairs()));
    }

    private static String number(double value, int places) {
        return BigDecimal.valueOf(value)
                .setScale(places, RoundingMode.HALF_UP)
                .toPlainString()
                .replace('-', '−');
    }

    private static double rate(ItemAnalysis item) {
        double maximum = item.indicator().points().doubleValue();
        return item.spread() == null || maximum == 0 ? 0 : item.spread().mean() / maximum;
    }

    private static double deviation(ItemAnalysis item) {
        return item.spread() == null
                ? 0
                : Objects.requireNonNullElse(item.spread().deviation(), 0.0);
    }

    /** What is unknown comes last. */
    private static double known(@Nullable Double coefficient) {
        return Objects.requireNonNullElse(coefficient, Double.MAX_VALUE);
    }
}
