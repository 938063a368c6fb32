/** Draw, checks on site and the answers to contradicted figures as their models drive them. */
@NullMarked
package cn.healthylishui.assessment.verification.process;

import org.jspecify.annotations.NullMarked;
