package cn.healthylishui.assessment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that takes a minute or more and has a quicker one beside it, which stands for it in {@code mvn verify}. All of them run with
 * {@code mvn verify -Pwhole}, as {@code .ci/run} does.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("whole")
public @interface Whole {}
