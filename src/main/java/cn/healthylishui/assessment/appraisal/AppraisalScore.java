package cn.healthylishui.assessment.appraisal;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * 民主测评得分 of a unit.
 *
 * @param score of 1000, to 2 places; null where nobody rated the unit
 * @param explanation how it came about, as far as that can be told without giving away how few people voted
 */
public record AppraisalScore(@Nullable BigDecimal score, String explanation) {}
