package cn.healthylishui.assessment.scoring;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How many of a district's townships are excellent (优秀乡镇（街道）比例). */
public record ExcellentShare(int excellent, int all) {

    public ExcellentShare {
        if (excellent < 0 || excellent > all) {
            throw new IllegalArgumentException(
                    "优秀乡镇（街道）数 " + excellent + " 不在 0 到乡镇（街道）总数 " + all + " 之间；请核对乡镇（街道）名册和等级");
        }
    }

    /** Compared in whole numbers, so that exactly 60 % is 60 %. A district without townships meets nothing. */
    public boolean meets(int percent) {
        return all > 0 && 100L * excellent >= (long) percent * all;
    }

    /** For people: 7/12（58.33%）. */
    public String text() {
        if (all == 0) {
            return "没有乡镇（街道）";
        }
        BigDecimal percent =
                BigDecimal.valueOf(100L * excellent).divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP);
        return excellent + "/" + all + "（" + percent + "%）";
    }
}
