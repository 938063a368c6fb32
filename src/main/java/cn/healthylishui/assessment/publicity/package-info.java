/** What the public learns and may object to: notices of the excellent, objections, circulation of results (办法六(二)). */
@NullMarked
package cn.healthylishui.assessment.publicity;

import org.jspecify.annotations.NullMarked;
