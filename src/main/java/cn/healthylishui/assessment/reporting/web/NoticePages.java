package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.Heavy;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.PaperDocument;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** 公示和通报: the excellent on public notice and how to object, and the circulars; open to everybody (办法六(二)). */
@WebPage
class NoticePages {

    private final AssessmentYears years;
    private final Published published;
    private final Downloads downloads;

    NoticePages(AssessmentYears years, Published published, Downloads downloads) {
        this.years = years;
        this.published = published;
        this.downloads = downloads;
    }

    @GetMapping("/notices/{year}")
    String show(@PathVariable("year") int year, Model model) {
        requireYear(year);
        model.addAttribute("year", year);
        model.addAttribute("notices", published.notices(year));
        model.addAttribute("circulars", published.circulars(year));
        model.addAttribute("told", published.hasResults(year));
        model.addAttribute("otherYears", OtherYears.started(years, year));
        return "notices";
    }

    @Heavy
    @GetMapping("/notices/{year}/notice-{number}.docx")
    ResponseEntity<Resource> notice(@PathVariable("year") int year, @PathVariable("number") int number) {
        requireYear(year);
        Notice notice = published
                .notice(year, number)
                .orElseThrow(() -> new NoSuchPage("%d年度没有第%d次公示。".formatted(year, number)));
        return downloads.of(
                "%d年度考核第%d次公示.docx".formatted(year, number),
                Downloads.DOCX,
                out -> PaperDocument.write(
                        Objects.requireNonNullElse(notice.body(), ""), Objects.requireNonNull(notice.postedAt()), out));
    }

    @Heavy
    @GetMapping("/notices/{year}/circular-{number}.docx")
    ResponseEntity<Resource> circular(@PathVariable("year") int year, @PathVariable("number") int number) {
        requireYear(year);
        Circulation circulation = published
                .circular(year, number)
                .orElseThrow(() -> new NoSuchPage("%d年度没有第%d次通报。".formatted(year, number)));
        return downloads.of(
                "%d年度考核第%d次通报.docx".formatted(year, number),
                Downloads.DOCX,
                out -> PaperDocument.write(
                        Objects.requireNonNullElse(circulation.body(), ""),
                        Objects.requireNonNull(circulation.circulatedAt()),
                        out));
    }

    private void requireYear(int year) {
        if (years.find(year).isEmpty()) {
            throw new NoSuchPage("没有%d年度的考核。".formatted(year));
        }
    }
}
