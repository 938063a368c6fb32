/** Where the tables lie: with which account, which of several nodes prepares them, what is done once a day, and how they go elsewhere. */
@NullMarked
package cn.healthylishui.assessment.database;

import org.jspecify.annotations.NullMarked;
