package cn.healthylishui.assessment.scoring;

/** A township's place in the draw (抽签次序); the first ones are drawn. */
public record DrawnPlace(String code, String hmac, int rank) {}
