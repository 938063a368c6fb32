/** 弄虚作假: the procedure against misconduct, from the clue to the referral (办法七(三)). */
@NullMarked
package cn.healthylishui.assessment.misconduct;

import org.jspecify.annotations.NullMarked;
