/** What the models of key work and visits ask for: the forms of their tasks, whom they go to and until when. */
@NullMarked
package cn.healthylishui.assessment.workplan.process;

import org.jspecify.annotations.NullMarked;
