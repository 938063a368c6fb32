/** 性能: what the program is measured against, by {@code mvn -Pperformance verify}; in the ordinary run nothing of this is timed. */
@org.jspecify.annotations.NullMarked
package cn.healthylishui.assessment.performance;
