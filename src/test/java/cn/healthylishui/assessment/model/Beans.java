package cn.healthylishui.assessment.model;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.TaskForm;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mockito.Mockito;
import org.springframework.beans.TypeConverter;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.io.Resource;
import org.springframework.core.type.filter.AssignableTypeFilter;

/**
 * The beans of the application by name and class, without the application: nothing is started, a bean is made only when it is asked
 * for, and what its constructor wants are mocks.
 */
final class Beans {

    private final AnnotationConfigApplicationContext context;

    Beans() {
        context = new AnnotationConfigApplicationContext(new DefaultListableBeanFactory() {
            @Override
            public Object resolveDependency(
                    DependencyDescriptor wanted, String name, Set<String> autowired, TypeConverter converter) {
                return Mockito.mock(wanted.getDependencyType());
            }
        });
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new AssignableTypeFilter(AssessmentApplication.class));
        // Made at once whether anybody asks for it or not.
        scanner.addExcludeFilter(new AssignableTypeFilter(SmartInitializingSingleton.class));
        scanner.addExcludeFilter((type, types) -> isOfTests(type.getResource()));
        scanner.scan(AssessmentApplication.class.getPackageName());
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.refresh();
    }

    Optional<Class<?>> named(String name) {
        return context.containsBean(name) ? Optional.ofNullable(context.getType(name, false)) : Optional.empty();
    }

    /** The user tasks that there are forms for. */
    Set<String> taskKeys() {
        return context.getBeansOfType(TaskForm.class).values().stream()
                .map(TaskForm::taskKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The user tasks whose form nobody sees but whoever may complete it. */
    Set<String> secretTaskKeys() {
        return context.getBeansOfType(TaskForm.class).values().stream()
                .filter(SecretForm.class::isInstance)
                .map(TaskForm::taskKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfTests(Resource type) throws IOException {
        return type.getURL().getPath().contains("/test-classes/");
    }
}
