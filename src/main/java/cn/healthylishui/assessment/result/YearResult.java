package cn.healthylishui.assessment.result;

import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.result.Results.Revision;
import cn.healthylishui.assessment.scorecard.ItemResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 一年的得分: what every object got, item by item; told alike whether it is still being worked on or approved. */
public interface YearResult {

    int year();

    /** The approved result that it is; null for what stands at the moment. */
    @Nullable
    Revision revision();

    /** Every district, township and assessed unit, in no order. */
    List<ObjectLine> objects();

    /** The items of one of them, in the order of its table. */
    List<ItemResult> items(String code);
}
