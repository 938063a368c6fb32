package cn.healthylishui.assessment.reporting.web;

import org.jspecify.annotations.Nullable;

/**
 * 办好了: what a form on a page is answered with.
 *
 * @param next the page to go on to; null to read the same one anew
 */
record Done(String message, @Nullable String next) {}
