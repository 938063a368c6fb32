/** Where the tables lie: with which account, and how all of them go from one kind of database to the other. */
@NullMarked
package cn.healthylishui.assessment.database;

import org.jspecify.annotations.NullMarked;
