package cn.healthylishui.assessment.scoring;

/** What a value is compared with (参照值). */
public enum ReferenceKind {
    OWN_LAST_YEAR("本地上年值"),
    CITY_MEAN("全市平均值"),
    COUNTY_MEAN("本县平均值"),
    PROVINCE_MEAN("全省平均值"),
    OWN_TARGET("下达任务数");

    private final String words;

    ReferenceKind(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
