package cn.healthylishui.assessment.interview;

/** An interview was withdrawn, since its object fails no more. Published inside the transaction that withdrew it. */
public record InterviewWithdrawn(long interview) {}
