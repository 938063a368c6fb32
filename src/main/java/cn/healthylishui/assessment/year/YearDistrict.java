package cn.healthylishui.assessment.year;

import cn.healthylishui.assessment.organization.DistrictKind;
import org.jspecify.annotations.Nullable;

/**
 * A district as it stands in a year's roster.
 *
 * @param sampleSize how many of its townships are drawn for the spot check
 * @param sampleReason why that is not the usual number
 */
public record YearDistrict(
        String code,
        String name,
        DistrictKind kind,
        String officeCode,
        String officeName,
        int sampleSize,
        @Nullable String sampleReason) {}
