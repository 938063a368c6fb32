package cn.healthylishui.rehearsal;

/** 年中的任务调整: what becomes of the key work after it was given out: one task falls away, one gets another unit, one is new. */
final class LateKeyWork {

    static final String WITHDRAWN = "K5-03-3";
    static final String CHANGED = "K6-03-2";
    static final String JOINING = "市建设局";
    static final String CHAPTER = "提升服务水平，提供优质高效的健康服务";
    static final String SECTION = "强化重大疾病防治";
    static final String BODY = "开展今冬明春呼吸道传染病防控专项行动。";
    static final String LEAD = "市卫生健康委";
    static final String UNITS = "市教育局、市交通运输局";

    private LateKeyWork() {}
}
