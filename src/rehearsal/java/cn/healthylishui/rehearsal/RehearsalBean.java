package cn.healthylishui.rehearsal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** A bean of a rehearsal and of a demonstration. It says so itself: whatever names the class, elsewhere no bean comes of it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
@Profile({Rehearsal.PROFILE, DemoYears.PROFILE})
public @interface RehearsalBean {}
