/** JSON that the forms in Tasklist exchange with the server. */
@NullMarked
package cn.healthylishui.assessment.workflow.web;

import org.jspecify.annotations.NullMarked;
