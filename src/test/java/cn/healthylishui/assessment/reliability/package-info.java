/** What the program withstands: faults are brought about at random, and what it had acknowledged is counted again afterwards. */
@org.jspecify.annotations.NullMarked
package cn.healthylishui.assessment.reliability;
