package cn.healthylishui.assessment.appraisal;

import cn.healthylishui.assessment.organization.RaterGroup;
import java.util.List;

/** 投票情况: who was to vote and who has; that much is known of everybody, and nothing else. */
public record Turnout(List<Rater> raters) {

    public int expected() {
        return raters.size();
    }

    public int expected(RaterGroup group) {
        return (int) raters.stream().filter(rater -> rater.group() == group).count();
    }

    public int voted() {
        return (int) raters.stream().filter(Rater::voted).count();
    }

    public int voted(RaterGroup group) {
        return (int) raters.stream()
                .filter(rater -> rater.group() == group && rater.voted())
                .count();
    }

    /** Who has not voted. */
    public List<Rater> missing() {
        return raters.stream().filter(rater -> !rater.voted()).toList();
    }

    /** For people: 23/25. */
    public String text() {
        return voted() + "/" + expected();
    }
}
