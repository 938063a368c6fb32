package cn.healthylishui.rehearsal;

import cn.healthylishui.rehearsal.process.EngineDriver;
import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/** The rehearsal's hands for tests, which are run under neither of its profiles. */
public class RehearsalInTests implements ImportBeanDefinitionRegistrar {

    private static final List<Class<?>> HANDS = List.of(
            EngineDriver.class,
            AdjustmentWork.class,
            Incidents.class,
            RehearsedYear.class,
            RehearsalOutput.class,
            RehearsalSets.class,
            SetWriter.class);

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        HANDS.forEach(hand ->
                registry.registerBeanDefinition(ClassUtils.getShortNameAsProperty(hand), new RootBeanDefinition(hand)));
    }
}
