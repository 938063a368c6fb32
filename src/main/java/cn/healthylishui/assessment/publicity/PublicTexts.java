package cn.healthylishui.assessment.publicity;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.scorecard.Grade;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 公示和通报初稿: as far as the data tell them; what only people know is left in brackets (办法六(二)). */
@Component
public class PublicTexts {

    private static final List<String> NUMERALS = List.of("一", "二", "三", "四");

    private final AssessmentYears years;
    private final YearRoster roster;
    private final Notices notices;
    private final Results results;

    PublicTexts(AssessmentYears years, YearRoster roster, Notices notices, Results results) {
        this.years = years;
        this.roster = roster;
        this.notices = notices;
        this.results = results;
    }

    /** @param supplementary for those who became excellent after the first notice */
    public String notice(int year, boolean supplementary) {
        String excellent = lists(year, notices.toPost(year));
        return """
                %d年度健康丽水建设考核优秀对象%s公示

                根据《健康丽水考核办法（试行）》，经市委市政府健康丽水建设领导小组审定（第%d号考核结果），现将%d年度考核%s优秀的县（市、区）、开发区、乡镇（街道）和市直单位公示如下。
                %s
                公示期%d个工作日，到%s结束。公示期内有异议的，可以向市健康丽水办反映，请写明姓名或单位、联系方式、对谁有异议以及事实和理由。
                联系电话：（请补充电话）。地址：（请补充地址）。
                """.formatted(
                        year,
                        supplementary ? "补充" : "",
                        results.latestNumber(year),
                        year,
                        supplementary ? "新增" : "",
                        excellent.isEmpty() ? "本次没有考核优秀的对象。" : excellent,
                        years.settings(year).publicityWorkingDays(),
                        WorkingDays.dateText(notices.lastDay(year)));
    }

    /** @param supplementary for what was held back or has changed since the year's first circular */
    public String circular(int year, List<ObjectLine> objects, boolean supplementary) {
        List<String> parts = new ArrayList<>();
        part(parts, "考核优秀", lists(year, graded(objects, Grade.EXCELLENT)));
        part(parts, "考核合格", lists(year, graded(objects, Grade.QUALIFIED)));
        part(parts, "考核不合格", failed(year, graded(objects, Grade.UNQUALIFIED)));
        part(
                parts,
                "通报批评",
                objects.stream()
                        .filter(ObjectLine::misconduct)
                        .map(object ->
                                "%s在考核中弄虚作假，经认定，考核结果定为不合格，予以通报批评。".formatted(roster.fullName(year, object.code())))
                        .collect(Collectors.joining("\n")));
        return """
                %d年度健康丽水建设考核结果%s通报

                根据《健康丽水考核办法（试行）》，经市委市政府健康丽水建设领导小组审定，现将%d年度考核结果%s通报如下。本通报依据第%d号考核结果。
                %s
                """.formatted(
                        year,
                        supplementary ? "补充" : "",
                        year,
                        supplementary ? "中此前暂缓通报和有变化的部分" : "",
                        results.latestNumber(year),
                        parts.isEmpty()
                                ? "第%d号考核结果没有改变各考核对象的得分和等级。".formatted(results.latestNumber(year))
                                : String.join("\n", parts));
    }

    private static void part(List<String> parts, String heading, String text) {
        if (!text.isEmpty()) {
            parts.add("%s、%s\n%s".formatted(NUMERALS.get(parts.size()), heading, text));
        }
    }

    private static List<ObjectLine> graded(List<ObjectLine> objects, Grade grade) {
        return objects.stream().filter(object -> object.grade() == grade).toList();
    }

    /** The districts with score and rank, then the townships by district, then the municipal units. */
    private String lists(int year, List<ObjectLine> objects) {
        List<String> lines = new ArrayList<>();
        objects.stream()
                .filter(ObjectLine::isDistrict)
                .map(object -> "%s：%s分，%s。"
                        .formatted(
                                object.name(),
                                object.score(),
                                object.rank() == null ? "单独评分" : "县（市、区）第%d名".formatted(object.rank())))
                .forEach(lines::add);
        townships(objects)
                .forEach((district, names) -> lines.add("%s的乡镇（街道）%d个：%s。"
                        .formatted(roster.objectName(year, district), names.size(), String.join("、", names))));
        List<String> units = objects.stream()
                .filter(ObjectLine::isUnit)
                .map(ObjectLine::name)
                .toList();
        if (!units.isEmpty()) {
            lines.add("市直单位%d个：%s。".formatted(units.size(), String.join("、", units)));
        }
        return String.join("\n", lines);
    }

    private static Map<String, List<String>> townships(List<ObjectLine> objects) {
        Map<String, List<String>> byDistrict = new LinkedHashMap<>();
        objects.stream().filter(ObjectLine::isTownship).forEach(object -> byDistrict
                .computeIfAbsent(object.district(), key -> new ArrayList<>())
                .add(object.name()));
        return byDistrict;
    }

    /** Whoever failed reads why. */
    private String failed(int year, List<ObjectLine> objects) {
        return objects.stream()
                .filter(Predicate.not(ObjectLine::misconduct))
                .map(object -> "%s：%s分，%s。"
                        .formatted(roster.fullName(year, object.code()), object.score(), object.gradeReason()))
                .collect(Collectors.joining("\n"));
    }
}
