/** The pages, and the files that are downloaded from them. */
@NullMarked
package cn.healthylishui.assessment.reporting.web;

import org.jspecify.annotations.NullMarked;
