/** Draw, checks on site and official figures as their models drive them. */
@NullMarked
package cn.healthylishui.assessment.verification.process;

import org.jspecify.annotations.NullMarked;
