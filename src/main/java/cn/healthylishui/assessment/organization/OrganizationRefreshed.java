package cn.healthylishui.assessment.organization;

/** The organization has been read again, because something in it was changed for good. */
public record OrganizationRefreshed() {}
