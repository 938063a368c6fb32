package cn.healthylishui.assessment.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 其他成员单位: units that the key work names only together.
 *
 * @param members codes of units
 * @param toConfirm the sources do not list them
 */
public record Collective(
        String code,
        String name,
        List<String> members,
        boolean toConfirm,
        @Nullable String note) {}
