package cn.healthylishui.assessment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests that {@code mvn verify} runs a second time, on PostgreSQL: the build asks for this tag. See {@link TestDatabase}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("both-databases")
public @interface OnBothDatabases {}
