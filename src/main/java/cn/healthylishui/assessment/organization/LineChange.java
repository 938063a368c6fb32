package cn.healthylishui.assessment.organization;

import org.jspecify.annotations.Nullable;

/**
 * 变动 of one line, in words.
 *
 * @param before null where it is new
 * @param after null where it is no more
 */
public record LineChange(
        String code, @Nullable String before, @Nullable String after) {}
