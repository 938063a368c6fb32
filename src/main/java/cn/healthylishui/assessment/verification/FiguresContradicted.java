package cn.healthylishui.assessment.verification;

/** A municipal unit has to answer for figures that were found otherwise on the spot. Published inside the transaction that finds it. */
public record FiguresContradicted(long query, int year, String district, String owner) {}
