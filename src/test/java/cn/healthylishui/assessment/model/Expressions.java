package cn.healthylishui.assessment.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;

/** An expression of a model, taken apart by the parser that the engine itself uses. */
record Expressions(String text, List<Call> calls, List<String> names) {

    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{");

    /** {@code target.method(…)} with so many arguments; the target is empty where it is not simply a name. */
    record Call(String target, String method, int arguments) {}

    static boolean isIn(String text) {
        return EXPRESSION.matcher(text).find();
    }

    static Expressions of(String text) {
        List<Call> calls = new ArrayList<>();
        List<String> names = new ArrayList<>();
        collect(new Builder(Builder.Feature.METHOD_INVOCATIONS).build(text).getRoot(), calls, names);
        return new Expressions(text, calls, names);
    }

    private static void collect(Node node, List<Call> calls, List<String> names) {
        if (node instanceof AstMethod) {
            calls.add(call(node));
        } else if (node instanceof AstIdentifier name) {
            names.add(name.getName());
        }
        for (int i = 0; i < node.getCardinality(); i++) {
            collect(node.getChild(i), calls, names);
        }
    }

    /** A method's node has its property, which has the target, and its parameters. */
    private static Call call(Node method) {
        Node property = method.getChild(0);
        String target = property.getChild(0) instanceof AstIdentifier name ? name.getName() : "";
        // The parser keeps the name of a property to itself; written out it reads ". name".
        String name =
                property instanceof AstDot dot ? dot.toString().substring(1).strip() : "";
        return new Call(target, name, method.getChild(1).getCardinality());
    }
}
