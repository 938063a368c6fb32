/** The engine's edge: configuration, who may do what through any URL, and the bridge between user tasks and their forms. */
@NullMarked
package cn.healthylishui.assessment.workflow;

import org.jspecify.annotations.NullMarked;
