package cn.healthylishui.assessment.year;

import java.time.LocalDateTime;

/**
 * 提醒: what an office was told about a deadline.
 *
 * @param stage DAYS_n for n working days before, YELLOW or RED for overdue
 */
public record Reminder(long id, String taskId, String stage, String office, String message, LocalDateTime sentAt) {}
