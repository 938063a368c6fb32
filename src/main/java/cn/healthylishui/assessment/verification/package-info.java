/** The draw of townships, findings on site, and official figures. */
@NullMarked
package cn.healthylishui.assessment.verification;

import org.jspecify.annotations.NullMarked;
