package cn.healthylishui.assessment.year;

import java.time.LocalDate;

/** One date of a year, as the table {@code deadline} keeps it. */
record DeadlineRow(int year, DeadlineKind kind, LocalDate dueOn) {}
