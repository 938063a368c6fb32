package cn.healthylishui.assessment.model;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.model.Expressions.Call;
import cn.healthylishui.assessment.taskform.SecretForm;
import cn.healthylishui.assessment.taskform.TaskForm;
import cn.healthylishui.assessment.taskform.TaskRef.Variables;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.springframework.util.ReflectionUtils;

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

    /** What of an expression is answered by no bean and no variable: its calls by name and number of arguments, its names. */
    List<String> unanswered(Expressions expression) {
        return Stream.concat(
                        expression.calls().stream()
                                .filter(call -> !isAnswered(call))
                                .map(Call::toString),
                        expression.names().stream()
                                .filter(name -> !name.equals("task") && !name.equals("execution"))
                                .filter(name ->
                                        named(name).isEmpty() && !variables().contains(name))
                                .map(name -> name + ", neither a bean nor a declared variable,"))
                .map(what -> what + " in " + expression.text())
                .toList();
    }

    private boolean isAnswered(Call call) {
        // A variable is of a class that the model does not tell; whatever it is, it can be written out.
        Class<?> type = named(call.target()).orElse(variables().contains(call.target()) ? Object.class : Void.class);
        return Modifier.isPublic(type.getModifiers())
                && Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getName().equals(call.method())
                                && method.getParameterCount() == call.arguments());
    }

    /** The names of process variables. */
    static Set<String> variables() {
        return texts(Variables.class).collect(Collectors.toSet());
    }

    /** Every text that a bean of a feature's face towards the models has a name for, such as that of a message. */
    Set<String> textsOfProcessBeans() {
        return Arrays.stream(context.getBeanDefinitionNames())
                .flatMap(name -> named(name).stream())
                .filter(type -> type.getPackageName().endsWith(".process"))
                .flatMap(Beans::texts)
                .collect(Collectors.toSet());
    }

    private static Stream<String> texts(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    field.setAccessible(true);
                    return (String) ReflectionUtils.getField(field, null);
                });
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
