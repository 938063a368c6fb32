package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.taskform.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Evaluates the expressions of models as ever, and of queries the three harmless ones alone: the engine evaluates what stands in a
 * query with its own rights. A query is told from a model by its having no execution to evaluate in, so that nothing that gets
 * there by another way, such as a stored list, one that extends it, or an alternative in it, is missed.
 */
class QueryExpressions extends SpringExpressionManager {

    /** No group's id has a colon. */
    private static final List<String> IN_NO_GROUP = List.of(":none");

    private static final Set<String> HARMLESS = Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}");

    QueryExpressions(ApplicationContext context, Map<Object, Object> beans) {
        super(context, beans);
    }

    static boolean isHarmless(String expression) {
        return HARMLESS.contains(expression);
    }

    @Override
    public Expression createExpression(String text) {
        ensureInitialized();
        var value = createValueExpression(text);
        return new JuelExpression(value, this, text) {
            @Override
            public Object getValue(@Nullable VariableScope scope, @Nullable BaseDelegateExecution execution) {
                if (scope == null && !isLiteralText() && !isHarmless(text)) {
                    throw new Refused("查询条件中不能使用表达式。");
                }
                Object value = super.getValue(scope, execution);
                // The engine fails where it is asked for the tasks of no group.
                return scope == null && value instanceof Collection<?> several && several.isEmpty()
                        ? IN_NO_GROUP
                        : value;
            }
        };
    }
}
