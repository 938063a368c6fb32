package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.reading.Denied;
import cn.healthylishui.assessment.reporting.NoSuchPage;
import cn.healthylishui.assessment.reporting.ScoreExplanation;
import cn.healthylishui.assessment.reporting.ScoreExplanation.RevisionLine;
import cn.healthylishui.assessment.reporting.ScoreExplanations;
import cn.healthylishui.assessment.reporting.ScoreExplanations.Section;
import cn.healthylishui.assessment.reporting.WebPage;
import cn.healthylishui.assessment.workflow.CurrentUser;
import cn.healthylishui.assessment.workflow.CurrentUser.User;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * 得分说明: every point of every object with whose value, by which rule, and how it came about (办法一(一)). What is not there and what is
 * not for the reader is answered alike, so that nobody learns by trying addresses.
 */
@WebPage
class ScorePages {

    private static final String NOTHING = "没有这份得分说明，或者您的账号不能查看。年度考核启动后，各单位可以看与自己有关的得分说明；请从“得分说明”的目录进入。";

    private final CurrentUser currentUser;
    private final AssessmentYears years;
    private final ScoreExplanations explanations;
    private final ObjectionViews objections;
    private final RevisionLines revisionLines;

    ScorePages(
            CurrentUser currentUser,
            AssessmentYears years,
            ScoreExplanations explanations,
            ObjectionViews objections,
            RevisionLines revisionLines) {
        this.currentUser = currentUser;
        this.years = years;
        this.explanations = explanations;
        this.objections = objections;
        this.revisionLines = revisionLines;
    }

    @GetMapping("/my/scores/{year}")
    String list(@PathVariable("year") int year, Model model) {
        User reader = reader();
        List<Section> sections = explanations.readable(year, reader).orElseThrow(() -> new NoSuchPage(NOTHING));
        model.addAttribute("year", year);
        model.addAttribute("otherYears", OtherYears.started(years, year));
        model.addAttribute("sections", sections);
        return "scores";
    }

    @GetMapping("/my/scores/{year}/{code}")
    String object(@PathVariable("year") int year, @PathVariable("code") String code, Model model) {
        ScoreExplanation explanation = explanations.of(year, code, reader()).orElseThrow(() -> new NoSuchPage(NOTHING));
        model.addAttribute("year", year);
        model.addAttribute("report", explanation);
        return "score-sheet";
    }

    @GetMapping("/my/scores/{year}/{code}/{item}")
    String item(
            @PathVariable("year") int year,
            @PathVariable("code") String code,
            @PathVariable("item") String item,
            Model model) {
        User reader = reader();
        ScoreExplanation.Item explained =
                explanations.item(year, code, item, reader).orElseThrow(() -> new NoSuchPage(NOTHING));
        model.addAttribute("year", year);
        model.addAttribute("report", explained.object());
        model.addAttribute("item", explained);
        model.addAttribute("reasons", reasons(year, explained.revisions(), reader));
        model.addAttribute(
                "objections",
                objections.of(year, reader).stream()
                        .filter(view -> view.objection().object().equals(code))
                        .filter(view -> view.objection().indicator() == null
                                || item.equals(view.objection().indicator()))
                        .toList());
        return "score-item";
    }

    /** Why each result came about, by its number, as far as that is for the reader. */
    private Map<Integer, String> reasons(int year, List<RevisionLine> revisions, User reader) {
        return revisions.isEmpty()
                ? Map.of()
                : revisionLines.of(year, reader).stream()
                        .collect(Collectors.toMap(RevisionLines.Line::number, RevisionLines.Line::reason));
    }

    private User reader() {
        return currentUser.get().orElseThrow(() -> new Denied(Denied.LOG_IN));
    }
}
