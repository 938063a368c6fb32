package cn.healthylishui.assessment.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say to somebody whom they refuse something, as it stands in them: every text that goes into an exception, a problem of a
 * form, a fault of a workbook, or is the answer of a function that says what is wrong. A text is followed through constants, variables,
 * functions that make it and functions that take it, by name; what is put into it only when it is said is a gap.
 */
final class RefusalWords {

    /** Where a word stands that is known only when the sentence is said. */
    static final char GAP = '…';

    private static final Pattern PLACEHOLDER = Pattern.compile("%[-#+ 0,(]*\\d*(\\.\\d+)?[a-zA-Z%]");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final int DEEPEST = 4;

    /** What takes the words of a refusal as one of its arguments, beside the functions that hand theirs on to it. */
    private static final Set<String> TAKE_LAST =
            Set.of("problem", "wrong", "required", "requiredWhere", "declaration", "refuse");

    private static final Set<String> TAKE_ALL = Set.of("Problem", "Fault", "LineFault", "FaultLine", "Wrong", "Denied");

    /** @param words the sentence with {@link #GAP} for what is not known */
    record Sentence(String file, long line, String words) {}

    private record Method(Source source, String owner, MethodTree tree) {}

    private record Source(Path path, CompilationUnitTree unit, Map<String, String> statics) {}

    private final List<Source> sources = new ArrayList<>();
    private final Map<String, List<Method>> methods = new HashMap<>();
    private final Map<String, Map<String, ExpressionTree>> constants = new HashMap<>();
    private final Map<String, Source> sourceOf = new HashMap<>();
    private final Map<Tree, TreePath> where = new IdentityHashMap<>();
    private final Set<String> exceptions = new HashSet<>();

    /** Which of their arguments functions hand on into a refusal. */
    private final Map<MethodTree, Set<Integer>> handOn = new IdentityHashMap<>();

    /** What functions say that make texts; empty while that is found out. */
    private final Map<MethodTree, List<String>> made = new IdentityHashMap<>();

    private final Map<String, Sentence> found = new LinkedHashMap<>();
    private final SourcePositions positions;

    private RefusalWords(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java(root)));
            positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                read(root, unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Collection<Sentence> under(Path root) {
        RefusalWords words = new RefusalWords(root);
        int before;
        do {
            before = words.handOn.values().stream().mapToInt(Set::size).sum();
            words.found.clear();
            words.made.clear();
            words.sources.forEach(words::collect);
        } while (words.handOn.values().stream().mapToInt(Set::size).sum() > before);
        return words.found.values();
    }

    /** Every text of the sources, those joined by + as one. */
    static Set<String> texts(Path root) {
        Set<String> texts = new HashSet<>();
        RefusalWords words = new RefusalWords(root);
        for (Source source : words.sources) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void none) {
                    String joined = words.joined(tree);
                    if (joined != null) {
                        texts.add(joined);
                    }
                    return super.visitBinary(tree, null);
                }

                @Override
                public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void none) {
                    if (tree.getValue() instanceof String text) {
                        texts.add(text);
                    }
                    return null;
                }
            }.scan(source.unit(), null);
        }
        return texts;
    }

    private @Nullable String joined(ExpressionTree tree) {
        if (tree instanceof LiteralTree literal) {
            return String.valueOf(literal.getValue());
        }
        if (tree instanceof BinaryTree both && both.getKind() == Tree.Kind.PLUS) {
            String left = joined(both.getLeftOperand());
            String right = joined(both.getRightOperand());
            return left == null && right == null
                    ? null
                    : (left == null ? GAP : left) + "" + (right == null ? GAP : right);
        }
        return null;
    }

    private static List<Path> java(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private void read(Path root, CompilationUnitTree unit) {
        Path path =
                root.toAbsolutePath().relativize(Path.of(unit.getSourceFile().toUri()));
        Map<String, String> statics = new HashMap<>();
        unit.getImports().stream().filter(one -> one.isStatic()).forEach(one -> {
            String[] names = one.getQualifiedIdentifier().toString().split("\\.");
            statics.put(names[names.length - 1], names[names.length - 2]);
        });
        Source source = new Source(path, unit, statics);
        sources.add(source);
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
                String name = tree.getSimpleName().toString();
                sourceOf.putIfAbsent(name, source);
                Tree parent = tree.getExtendsClause();
                if (parent != null && parent.toString().matches("(.*\\.)?(Refused|\\w*Exception)")) {
                    exceptions.add(name);
                }
                for (Tree member : tree.getMembers()) {
                    if (member instanceof MethodTree method) {
                        where.put(method, new TreePath(getCurrentPath(), method));
                        methods.computeIfAbsent(
                                        method.getName().toString() + "/"
                                                + method.getParameters().size(),
                                        any -> new ArrayList<>())
                                .add(new Method(source, name, method));
                    }
                    if (member instanceof VariableTree variable && variable.getInitializer() != null) {
                        where.put(variable.getInitializer(), new TreePath(getCurrentPath(), variable.getInitializer()));
                        constants
                                .computeIfAbsent(name, any -> new HashMap<>())
                                .put(variable.getName().toString(), variable.getInitializer());
                    }
                }
                return super.visitClass(tree, null);
            }
        }.scan(unit, null);
    }

    private void collect(Source source) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
                String name = simple(tree.getIdentifier().toString());
                if (exceptions.contains(name) || name.endsWith("Exception") || TAKE_ALL.contains(name)) {
                    tree.getArguments().forEach(this::take);
                }
                handed(name, "<init>", tree.getArguments());
                return super.visitNewClass(tree, null);
            }

            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
                List<? extends ExpressionTree> arguments = tree.getArguments();
                String name = name(tree);
                if (!arguments.isEmpty()) {
                    ExpressionTree last = arguments.get(arguments.size() - 1);
                    if (TAKE_LAST.contains(name)) {
                        take(last);
                    }
                    if (tree.getMethodSelect().toString().equals("Optional.of")) {
                        sentences(new Scope(source, getCurrentPath(), 0), last).stream()
                                .filter(text -> text.endsWith("。") || text.contains("请"))
                                .forEach(text -> keep(last, text));
                    }
                    if (name.equals("add") && receiver(tree).matches("problems|faults|wrong|refusals|said\\.faults")) {
                        arguments.forEach(this::take);
                    }
                }
                handed(owner(tree), name, arguments);
                return super.visitMethodInvocation(tree, null);
            }

            private String owner(MethodInvocationTree tree) {
                String receiver = receiver(tree);
                if (receiver.isEmpty()) {
                    return source.statics().getOrDefault(name(tree), "");
                }
                return type(receiver);
            }

            /** Arguments of a function that hands them on. */
            private void handed(String owner, String name, List<? extends ExpressionTree> arguments) {
                for (Method method : methodsOf(source, owner, name, arguments.size())) {
                    Set.copyOf(handOn.getOrDefault(method.tree(), Set.of()))
                            .forEach(index -> take(arguments.get(index)));
                }
            }

            private void take(ExpressionTree expression) {
                sentences(new Scope(source, getCurrentPath(), 0), expression).forEach(text -> keep(expression, text));
            }

            private void keep(ExpressionTree expression, String text) {
                if (CHINESE.matcher(text).find()) {
                    long line = source.unit()
                            .getLineMap()
                            .getLineNumber(positions.getStartPosition(source.unit(), expression));
                    found.putIfAbsent(text, new Sentence(source.path().toString(), line, text));
                }
            }
        }.scan(source.unit(), null);
    }

    /** The class whose name stands before a call; * where it is called on something. */
    private static String type(String receiver) {
        return receiver.matches("([a-zA-Z]\\w*\\.)*[A-Z]\\w*") ? simple(receiver) : "*";
    }

    private static String simple(String name) {
        String raw = name.replaceAll("<.*", "");
        return raw.substring(raw.lastIndexOf('.') + 1);
    }

    private static String name(MethodInvocationTree tree) {
        return simple(
                tree.getMethodSelect() instanceof MemberSelectTree select
                        ? select.getIdentifier().toString()
                        : tree.getMethodSelect().toString());
    }

    private static String receiver(MethodInvocationTree tree) {
        return tree.getMethodSelect() instanceof MemberSelectTree select
                ? select.getExpression().toString()
                : "";
    }

    private List<Method> methodsOf(Source source, String owner, String name, int arity) {
        List<Method> all = methods.getOrDefault(name + "/" + arity, List.of());
        if (owner.equals("*")) {
            return all.size() == 1 ? all : List.of();
        }
        if (owner.isEmpty()) {
            return all.stream().filter(method -> method.source() == source).toList();
        }
        return all.stream().filter(method -> method.owner().equals(owner)).toList();
    }

    private record Scope(Source source, TreePath path, int depth) {

        Scope deeper() {
            return new Scope(source, path, depth + 1);
        }
    }

    /** What an expression may say. */
    private List<String> sentences(Scope scope, ExpressionTree tree) {
        if (scope.depth() > DEEPEST) {
            return List.of();
        }
        if (tree instanceof LiteralTree literal) {
            return literal.getValue() instanceof String text ? List.of(text) : List.of();
        }
        if (tree instanceof ParenthesizedTree inner) {
            return sentences(scope, inner.getExpression());
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return both(sentences(scope, choice.getTrueExpression()), sentences(scope, choice.getFalseExpression()));
        }
        if (tree instanceof SwitchExpressionTree choice) {
            List<String> all = new ArrayList<>();
            choice.getCases().forEach(one -> {
                if (one.getBody() instanceof ExpressionTree body) {
                    all.addAll(sentences(scope, body));
                } else {
                    new TreeScanner<@Nullable Void, @Nullable Void>() {
                        @Override
                        public @Nullable Void visitYield(YieldTree yield, @Nullable Void none) {
                            all.addAll(sentences(scope, yield.getValue()));
                            return null;
                        }
                    }.scan(one, null);
                }
            });
            return all;
        }
        if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            List<String> left = orGap(sentences(scope, sum.getLeftOperand()));
            List<String> right = orGap(sentences(scope, sum.getRightOperand()));
            return left.stream()
                    .flatMap(first -> right.stream().map(second -> first + second))
                    .toList();
        }
        if (tree instanceof LambdaExpressionTree lambda && lambda.getBody() instanceof ExpressionTree body) {
            return sentences(scope, body);
        }
        if (tree instanceof IdentifierTree identifier) {
            return named(scope, identifier.getName().toString());
        }
        if (tree instanceof MemberSelectTree select) {
            return constant(
                    scope,
                    simple(select.getExpression().toString()),
                    select.getIdentifier().toString());
        }
        if (tree instanceof MethodInvocationTree call) {
            return called(scope, call);
        }
        return List.of();
    }

    private List<String> called(Scope scope, MethodInvocationTree call) {
        String name = name(call);
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
            if (name.equals("formatted")) {
                return sentences(scope, select.getExpression()).stream()
                        .map(text -> PLACEHOLDER.matcher(text).replaceAll(String.valueOf(GAP)))
                        .toList();
            }
            if (Set.of("strip", "toString").contains(name)) {
                return sentences(scope, select.getExpression());
            }
            if (name.equals("orElse")) {
                return both(
                        sentences(scope, select.getExpression()),
                        sentences(scope, call.getArguments().get(0)));
            }
            if (select.toString().equals("Optional.of") || select.toString().equals("Optional.ofNullable")) {
                return sentences(scope, call.getArguments().get(0));
            }
        }
        String receiver = receiver(call);
        String owner = receiver.isEmpty() ? scope.source().statics().getOrDefault(name, "") : type(receiver);
        List<Method> candidates =
                methodsOf(scope.source(), owner, name, call.getArguments().size());
        if (owner.equals("*") && candidates.size() > 1) {
            return List.of();
        }
        return candidates.stream().flatMap(method -> said(method).stream()).toList();
    }

    private List<String> said(Method method) {
        Tree type = method.tree().getReturnType();
        if (type == null
                || method.tree().getBody() == null
                || !type.toString().matches(".*\\bString|.*Optional<String>")) {
            return List.of();
        }
        List<String> known = made.get(method.tree());
        if (known != null) {
            return known;
        }
        made.put(method.tree(), List.of());
        List<String> all = new ArrayList<>();
        Scope scope = new Scope(method.source(), where.get(method.tree()), 1);
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitReturn(ReturnTree back, @Nullable Void none) {
                if (back.getExpression() != null) {
                    all.addAll(sentences(scope, back.getExpression()));
                }
                return null;
            }

            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void none) {
                return null;
            }
        }.scan(method.tree().getBody(), null);
        made.put(method.tree(), all);
        return all;
    }

    private List<String> named(Scope scope, String name) {
        for (TreePath path = scope.path(); path != null; path = path.getParentPath()) {
            if (path.getLeaf() instanceof MethodTree method) {
                for (int i = 0; i < method.getParameters().size(); i++) {
                    if (method.getParameters().get(i).getName().contentEquals(name)) {
                        if (scope.depth() == 0) {
                            handOn.computeIfAbsent(method, any -> new HashSet<>())
                                    .add(i);
                        }
                        return List.of();
                    }
                }
                List<ExpressionTree> values = new ArrayList<>();
                new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void none) {
                        if (variable.getName().contentEquals(name) && variable.getInitializer() != null) {
                            values.add(variable.getInitializer());
                        }
                        return super.visitVariable(variable, null);
                    }
                }.scan(method.getBody(), null);
                if (!values.isEmpty()) {
                    return values.stream()
                            .flatMap(value -> sentences(scope.deeper(), value).stream())
                            .toList();
                }
            }
            if (path.getLeaf() instanceof ClassTree type) {
                List<String> said = constant(scope, type.getSimpleName().toString(), name);
                if (!said.isEmpty()) {
                    return said;
                }
            }
        }
        String imported = scope.source().statics().get(name);
        return imported == null ? List.of() : constant(scope, imported, name);
    }

    private List<String> constant(Scope scope, String owner, String name) {
        ExpressionTree value = Optional.ofNullable(constants.get(owner))
                .map(all -> all.get(name))
                .orElse(null);
        Source source = sourceOf.get(owner);
        return value == null || source == null
                ? List.of()
                : sentences(new Scope(source, where.get(value), scope.depth() + 1), value);
    }

    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<String> orGap(List<String> said) {
        return said.isEmpty() ? List.of(String.valueOf(GAP)) : said;
    }
}
