package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.scoring.Differentiation;
import cn.healthylishui.assessment.scoring.ExcellentShare;
import cn.healthylishui.assessment.scoring.Ranking;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.assessment.year.YearTownship;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 乡镇（街道）成绩单 of one district: scores, ranks, grades and whether they are differentiated. */
@Component
public class TownshipBoard {

    /** As the county reported, before anybody checked or excused anything. */
    public static final Set<EntrySource> AS_REPORTED = EnumSet.of(EntrySource.REPORTED);

    public record Line(
            YearTownship township, ObjectResult result, int rank, boolean misconduct, Grades.Graded graded) {}

    /** Lines in order of rank. */
    public record Board(List<Line> lines, Differentiation differentiation, ExcellentShare share) {

        public List<Line> excellent() {
            return lines.stream()
                    .filter(line -> line.graded().grade() == Grade.EXCELLENT)
                    .toList();
        }

        public Line of(String township) {
            return lines.stream()
                    .filter(line -> line.township().code().equals(township))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No township " + township + " on this board"));
        }
    }

    private final KeptScores keptScores;
    private final AssessmentYears years;
    private final YearRoster roster;
    private final Grades grades;
    private final MisconductMarks misconductMarks;

    TownshipBoard(
            KeptScores keptScores,
            AssessmentYears years,
            YearRoster roster,
            Grades grades,
            MisconductMarks misconductMarks) {
        this.keptScores = keptScores;
        this.years = years;
        this.roster = roster;
        this.grades = grades;
        this.misconductMarks = misconductMarks;
    }

    /** As the county reported. */
    public Board reported(int year, String district) {
        return board(year, district, Amendments.NONE, keptScores.townshipsAsReported(year, district));
    }

    /** By these scores, with who would be marked by the amendments. */
    public Board of(int year, String district, Scores scores, Amendments amendments) {
        return board(year, district, amendments, scores.townships(district));
    }

    private Board board(int year, String district, Amendments amendments, Map<String, ObjectResult> results) {
        YearSettings settings = years.settings(year);
        Set<String> marked = misconductMarks.of(year);
        Map<String, BigDecimal> scores = new TreeMap<>();
        results.forEach((code, result) -> scores.put(code, result.score()));
        Map<String, Integer> ranks = Ranking.of(scores);
        List<Line> lines = roster.townships(year, district).stream()
                .map(township -> {
                    ObjectResult result = Objects.requireNonNull(results.get(township.code()));
                    boolean misconduct = marked.contains(township.code())
                            || amendments.misconduct().contains(township.code());
                    return new Line(
                            township,
                            result,
                            ranks.getOrDefault(township.code(), 0),
                            misconduct,
                            grades.grade(year, result.score(), result.mustPassMet(), true, misconduct));
                })
                .sorted(Comparator.comparingInt(Line::rank)
                        .thenComparing(line -> line.township().code()))
                .toList();
        int excellent = (int) lines.stream()
                .filter(line -> line.graded().grade() == Grade.EXCELLENT)
                .count();
        return new Board(
                lines,
                Differentiation.of(scores, settings.minimumSpread()),
                new ExcellentShare(excellent, lines.size()));
    }

    /** What stands against the scores: ties by name, too little spread; empty where nothing does. */
    public static List<String> faults(
            Differentiation differentiation, BigDecimal minimumSpread, Map<String, String> names) {
        if (differentiation.sufficient()) {
            return List.of();
        }
        List<String> ties = differentiation.ties().stream()
                .map(tie -> "得分没有区分度：%s都是%s分。请退回评判类指标，由原打分单位重新评判并写明理由。"
                        .formatted(
                                tie.codes().stream()
                                        .map(code -> names.getOrDefault(code, code))
                                        .collect(Collectors.joining("、")),
                                tie.score()))
                .toList();
        return ties.isEmpty()
                ? List.of("得分差距太小：最高与最低只差%s分，至少要差%s分。请退回评判类指标，由原打分单位重新评判并写明理由。"
                        .formatted(differentiation.spread(), Answer.plain(minimumSpread)))
                : ties;
    }

    public static Map<String, String> names(Board board) {
        return board.lines().stream()
                .collect(Collectors.toMap(
                        line -> line.township().code(), line -> line.township().name()));
    }
}
