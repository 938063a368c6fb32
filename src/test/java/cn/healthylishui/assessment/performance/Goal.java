package cn.healthylishui.assessment.performance;

/** 性能目标: what is measured against what, in the same run on the same machine. */
enum Goal {
    CITY_AGAINST_LIBREOFFICE("全市重新计分并保存", "LibreOffice 打开、重算、另存同样的表", 100),
    CITY_AGAINST_POI("全市重新计分并保存", "POI 打开、填数、重算、另存同样的表", 30),
    FIGURE_AGAINST_LIBREOFFICE("改一个数，全市新的得分、名次、等级保存完", "LibreOffice 打开、重算、另存同样的表", 100),
    FIGURE_AGAINST_POI("改一个数，全市新的得分、名次、等级保存完", "POI 打开、改数、重算、另存同样的表", 30);

    private final String label;
    private final String anchor;
    private final int times;

    Goal(String label, String anchor, int times) {
        this.label = label;
        this.anchor = anchor;
        this.times = times;
    }

    String label() {
        return label;
    }

    String anchor() {
        return anchor;
    }

    /** How many times faster than the anchor. */
    int times() {
        return times;
    }
}
