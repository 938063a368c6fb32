package cn.healthylishui.assessment.indicator;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** 各单位的职责: by the words in which its matters are spoken of; a member unit of a district has the duties of its counterpart. */
public final class Duties {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("city-office", "健康建设|指标信息|年度任务分解|当地年度重点工作"),
            Map.entry("wjj", "传染病|卫生|医共体|医联体|健康|家庭医生|就诊|疫苗|计划生育|预期寿命|死亡率|慢性病|素养|医师|托位|精神障碍|职业病"),
            Map.entry("scj", "食品|供餐|药品"),
            Map.entry("yjj", "生产安全"),
            Map.entry("hbj", "环境|水源|美丽丽水"),
            Map.entry("czj", "经费|财政"),
            Map.entry("wlj", "体育|体质|旅游|运动"),
            Map.entry("jyj", "学生|学校|中小学"),
            Map.entry("hsz", "救护"),
            Map.entry("mzj", "养老|村（居）民委员会|困难残疾人生活补贴"),
            Map.entry("clh", "残疾人|残疾儿童"),
            Map.entry("xcb", "宣传|社会氛围|文化礼堂"),
            Map.entry("ybj", "医疗保险|医保|DRGs"),
            Map.entry("nyj", "农产品|肥药"),
            Map.entry("fgj", "健康产业"),
            Map.entry("jxj", "企业共同体"),
            Map.entry("kjj", "研发"),
            Map.entry("gaj", "平安丽水|安全感"),
            Map.entry("slj", "农村饮用水|供水|节水"),
            Map.entry("zjj", "绿道|垃圾分类"),
            Map.entry("tw", "志愿者"),
            Map.entry("tjj", "指标信息|统计"),
            Map.entry("zgh", "工人|职工"),
            Map.entry("jtj", "公路|交通"));

    /** Where a municipal unit is called otherwise than its counterparts in the districts; sport is the business of 文广旅体局 there. */
    private static final Map<String, String> COUNTERPARTS = Map.of(
            "shi-wjw", "wjj",
            "shi-tyzx", "wlj",
            "shi-wglt", "wlj",
            "shi-jsj", "zjj",
            "shi-fgw", "fgj");

    private Duties() {}

    /** The type of member unit that a municipal unit's matter falls to in a district; the city office's stays its own. */
    static String counterpart(String owner) {
        return COUNTERPARTS.getOrDefault(owner, owner.replaceFirst("^shi-", ""));
    }

    /** @param owner a municipal unit, the city office or a type of member unit */
    public static boolean cover(String owner, String matter) {
        String words = Objects.requireNonNull(
                WORDS.get(counterpart(owner)), () -> "Nobody has said what is the duty of " + owner);
        return Pattern.compile(words).matcher(matter).find();
    }
}
