package cn.healthylishui.assessment.followup;

/** An interview was withdrawn, since its object fails no more. Published inside the transaction that withdrew it. */
public record InterviewWithdrawn(long interview) {}
