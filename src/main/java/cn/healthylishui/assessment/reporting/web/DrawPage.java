package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.verification.DrawRecord;
import cn.healthylishui.assessment.verification.Draws;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 抽签公开: everything that anybody needs to repeat a draw, open to everybody. */
@WebPage
class DrawPage {

    record PlaceLine(int rank, String code, String name, String hmac, boolean drawn) {}

    /**
     * @param seed null until drawn, like the text and the time
     * @param places in the order of the draw
     */
    record DrawLine(
            String district,
            String name,
            int sampleSize,
            String commitment,
            String publishedAt,
            @Nullable String drawnAt,
            @Nullable String seed,
            @Nullable String countyText,
            List<PlaceLine> places) {

        public String drawnNames() {
            return places.stream().filter(PlaceLine::drawn).map(PlaceLine::name).collect(Collectors.joining("、"));
        }
    }

    private final AssessmentYears years;
    private final YearRoster roster;
    private final Draws draws;

    DrawPage(AssessmentYears years, YearRoster roster, Draws draws) {
        this.years = years;
        this.roster = roster;
        this.draws = draws;
    }

    @GetMapping("/draws/{year}")
    String show(@PathVariable("year") int year, Model model) {
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
        roster.readAll(year);
        model.addAttribute("year", year);
        model.addAttribute("draws", draws.all(year).stream().map(this::line).toList());
        model.addAttribute("otherYears", OtherYears.started(years, year));
        return "draws";
    }

    private DrawLine line(DrawRecord draw) {
        Map<String, String> names = draw.isDrawn()
                ? roster.townships(draw.year(), draw.district()).stream()
                        .collect(Collectors.toMap(YearTownship::code, YearTownship::name))
                : Map.of();
        return new DrawLine(
                draw.district(),
                roster.objectName(draw.year(), draw.district()),
                draw.sampleSize(),
                draw.commitment(),
                Times.minute(draw.publishedAt()),
                draw.drawnAt() == null ? null : Times.minute(draw.drawnAt()),
                draw.publishedSeed(),
                draw.isDrawn() ? draw.countyText() : null,
                draw.order().stream()
                        .map(place -> new PlaceLine(
                                place.rank(),
                                place.township(),
                                names.getOrDefault(place.township(), place.township()),
                                place.hmac(),
                                place.drawn()))
                        .toList());
    }
}
