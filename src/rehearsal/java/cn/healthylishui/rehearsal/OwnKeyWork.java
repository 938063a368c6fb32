package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.districtwork.DistrictWork.Kind;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import cn.healthylishui.rehearsal.YearInput.Share;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * 编造的当地重点工作: what a district sets itself in a made year (意见四(四)), each entry with the type of member unit whose duty it is;
 * not every district the same.
 */
final class OwnKeyWork {

    static final String ZONE = "LSKFQ";

    private static final int WORKS_EACH = 3;

    /** @param type the type of member unit */
    record Work(String type, String title, String target) {}

    /** @param fed the item of the assessment table that it stands for; empty for none */
    record KeyFigure(String type, String title, String target, String measure, String fed) {}

    private static final List<Work> OF_COUNTIES = List.of(
            new Work("wjj", "健康促进县（市、区）建设", "年底前通过省级评估"),
            new Work("zjj", "城区绿道和健身步道贯通", "年底前建成并开放当年计划的路段"),
            new Work("mzj", "居家养老服务中心提升", "当年计划的中心全部建成，开展助餐助医服务"),
            new Work("jyj", "中小学生体质健康和近视防控", "每所学校每天一小时以上校内体育活动"),
            new Work("clh", "残疾儿童康复服务", "有康复需求的残疾儿童全部得到服务"),
            new Work("hsz", "公众应急救护培训", "每个乡镇（街道）至少举办两期培训"),
            new Work("slj", "农村饮用水提标改造", "年底前完成当年计划的供水工程"));

    private static final List<Work> OF_THE_ZONE = List.of(
            new Work("wjj", "健康企业建设", "年底前新建成一批健康企业"),
            new Work("zjj", "园区绿道建设和管护", "年底前建成并开放当年计划的路段"),
            new Work("zgh", "产业工人心理健康服务", "规模以上企业全部设立心理服务点"));

    private static final KeyFigure NO_GRADE_C = new KeyFigure("scj", "校外供餐单位C级单位数", "0", "家", "校外供餐单位食品安全量化分级C级单位数");
    private static final KeyFigure WATER = new KeyFigure("slj", "农村饮用水水质合格率", "92", "%", "农村饮用水水质合格率");
    private static final KeyFigure SORTED_WASTE = new KeyFigure("zjj", "城镇生活垃圾分类覆盖面", "95", "%", "");

    private OwnKeyWork() {}

    /** The list of a district with these reviews. */
    static List<ListEntry> entries(String district, Function<String, Share> review) {
        List<ListEntry> entries = new ArrayList<>();
        works(district)
                .forEach(work -> entries.add(new ListEntry(
                        Kind.WORK, work.title(), work.type(), work.target(), "", "", review.apply(work.title()))));
        figures(district)
                .forEach(figure -> entries.add(new ListEntry(
                        Kind.INDICATOR,
                        figure.title(),
                        figure.type(),
                        figure.target(),
                        figure.measure(),
                        figure.fed(),
                        review.apply(figure.title()))));
        return entries;
    }

    /** What the reviews come to. */
    static BigDecimal percent(List<ListEntry> entries) {
        return ReviewedList.percent(entries.stream()
                .map(entry -> new ReviewedList.Part(
                        BigDecimal.ONE, new BigDecimal(entry.review().percent())))
                .toList());
    }

    static List<Work> works(String district) {
        if (district.equals(ZONE)) {
            return OF_THE_ZONE;
        }
        List<Work> works = new ArrayList<>();
        int first = Math.floorMod(district.hashCode(), OF_COUNTIES.size());
        for (int i = 0; i < WORKS_EACH; i++) {
            works.add(OF_COUNTIES.get((first + 2 * i) % OF_COUNTIES.size()));
        }
        return works;
    }

    /** What its matching unit says of an entry: most are done, of some a part is missing. */
    static Share review(long seed, String district, String title) {
        int lot = Math.floorMod((seed + district + title).hashCode(), 40);
        int percent = lot % 10 < 6 ? 100 : 80 + 5 * (lot / 10);
        return new Share(String.valueOf(percent), percent == 100 ? "" : "主体任务已经完成，个别内容的验收资料不全。");
    }

    static List<KeyFigure> figures(String district) {
        return district.equals(ZONE) ? List.of(SORTED_WASTE, NO_GRADE_C) : List.of(WATER, NO_GRADE_C);
    }
}
