/** The draw of townships, findings on site, and figures that a finding contradicts. */
@NullMarked
package cn.healthylishui.assessment.verification;

import org.jspecify.annotations.NullMarked;
