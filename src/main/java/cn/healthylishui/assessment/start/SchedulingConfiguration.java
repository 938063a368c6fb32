package cn.healthylishui.assessment.start;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What is done by the clock (reminders, backups, sealing, alarms and their like) is not done in a rehearsal, which has a clock of its own. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "assessment.scheduling.enabled", havingValue = "true", matchIfMissing = true)
class SchedulingConfiguration {}
