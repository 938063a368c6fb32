package cn.healthylishui.assessment.year;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An open task with a due date, as reminding needs it.
 *
 * @param office code of the office whose task it is
 * @param year the assessed year, null where the task belongs to none
 * @param about what it is about in words, such as 2021年度 青田县
 */
public record OpenTask(
        String id,
        String name,
        String office,
        LocalDate due,
        LocalDateTime created,
        @Nullable Integer year,
        String about,
        int priority) {}
