package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.audit.Actor;

/** An office is no more; published in the transaction that closes it. */
public record OfficeClosed(String office, String reason, Actor actor) {}
