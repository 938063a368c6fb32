package cn.healthylishui.assessment.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.assessment.limits.Downloads;
import cn.healthylishui.assessment.limits.TemporaryFiles;
import cn.healthylishui.rehearsal.Rehearsal;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.spring.boot.starter.annotation.EnableProcessApplication;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What may know what. The borders between features are verified by {@link ModulesTest}. */
class ArchitectureTest {

    private static final String ROOT = AssessmentApplication.class.getPackageName();

    /** In a source folder of its own. */
    private static final String REHEARSAL = Rehearsal.class.getPackageName();

    /** Packages that say nothing about the assessment. */
    private static final Set<String> EMPTY_WORDS =
            Set.of("impl", "util", "utils", "dto", "dtos", "helper", "helpers", "manager", "managers");

    /** The rehearsal's chance comes from a seed: equal input gives equal output. */
    private static final Set<String> SEEDED =
            Set.of(REHEARSAL + ".PlausibleFigures", REHEARSAL + ".MadeInput", REHEARSAL + ".RehearsalSeeds");

    /** Where the one clock is made that everything else is given. */
    private static final String CLOCK_CONFIGURATION = ROOT + ".start.ClockConfiguration";

    private static JavaClasses main;

    @BeforeAll
    static void read() {
        main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT, REHEARSAL);
    }

    /**
     * A step of a procedure that two nodes begin counts once, since all that it does is in one transaction with the engine (decision 0042).
     * What commits apart from it is part of no step: rights of a changed roster of offices, the seat of a budget, a refused act, seals and checks of
     * the log, mails.
     */
    @Test
    void nothing_that_a_step_of_a_procedure_does_is_committed_apart_from_it() {
        assertThat(main.stream()
                        .flatMap(one -> one.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getName().equals("setPropagationBehavior"))
                        .map(call -> call.getOriginOwner().getSimpleName())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "AccessRights", "EvidenceBudget", "RefusedActs", "LogSealer", "LogCheck", "Alarms");
        assertThat(main.stream()
                        .flatMap(one -> one.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Transactional.class))
                        .map(method ->
                                method.getAnnotationOfType(Transactional.class).propagation())
                        .distinct())
                .containsOnly(Propagation.REQUIRED, Propagation.MANDATORY);
    }

    @Test
    void only_the_engines_edge_knows_the_engine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".workflow", ROOT + "..process..", REHEARSAL + ".process")
                .and()
                .doNotHaveFullyQualifiedName(AssessmentApplication.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .check(main);
    }

    @Test
    void the_application_class_knows_no_more_of_the_engine_than_that_it_holds_processes() {
        noClasses()
                .that()
                .haveFullyQualifiedName(AssessmentApplication.class.getName())
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.camunda..")
                        .and(DescribedPredicate.not(equivalentTo(EnableProcessApplication.class))))
                .check(main);
    }

    @Test
    void the_scoring_rules_need_nothing_but_java() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".scoring..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", ROOT + ".scoring..")
                .check(main);
    }

    @Test
    void pages_never_touch_the_handlers_of_processes() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..web..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "..process..")
                .check(main);
    }

    /** It can act as every office, and has the profiles {@code rehearsal} and {@code demo} to itself, see RehearsalApartTest. */
    @Test
    void nothing_knows_the_rehearsal_but_itself() throws IOException {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(REHEARSAL + "..")
                .check(main);
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            assertThat(files.filter(Files::isRegularFile).filter(ArchitectureTest::namesTheRehearsal))
                    .isEmpty();
        }
    }

    private static boolean namesTheRehearsal(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(REHEARSAL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_bean_of_the_rehearsal_says_itself_under_which_profiles_it_is() {
        classes()
                .that()
                .resideInAPackage(REHEARSAL + "..")
                .and()
                .areMetaAnnotatedWith(Component.class)
                .should()
                .beMetaAnnotatedWith(Profile.class)
                .check(main);
    }

    /** What a slow reader takes lies on disk meanwhile, see {@link Downloads}. */
    @Test
    void no_page_answers_with_a_file_from_memory_or_past_the_downloads() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should(new ArchCondition<>("answer without bytes and without the bare response") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean bytes = method.getReturnType().getName().contains("[B")
                                || method.getReturnType().getAllInvolvedRawTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(byte[].class)
                                                || type.isAssignableTo(StreamingResponseBody.class));
                        boolean bare = method.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isAssignableTo(ServletResponse.class)
                                        && Set.of("getOutputStream", "getWriter")
                                                .contains(call.getName()));
                        if (bytes || bare) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                })
                .check(main);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Downloads.class.getName())
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ContentDisposition.class)
                .check(main);
    }

    @Test
    void what_is_put_aside_lies_where_it_goes_when_the_program_was_killed() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(TemporaryFiles.class.getName())
                .should()
                .callMethodWhere(describe(
                        "temporary files elsewhere",
                        (JavaMethodCall call) -> call.getName().startsWith("createTemp")
                                && (call.getTargetOwner().isEquivalentTo(Files.class)
                                        || call.getTargetOwner().isEquivalentTo(java.io.File.class))))
                .check(main);
    }

    @Test
    void what_a_class_needs_is_given_to_its_constructor() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(main);
    }

    @Test
    void nobody_asks_the_machine_for_the_time() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(CLOCK_CONFIGURATION)
                .should()
                .accessTargetWhere(describe("time without a given clock", ArchitectureTest::readsMachineTime))
                .check(main);
    }

    @Test
    void nobody_makes_chance_of_its_own() {
        noClasses()
                .that(describe("are not seeded", type -> !SEEDED.contains(outermost(type))))
                .should()
                .accessTargetWhere(describe("chance without a given source", ArchitectureTest::makesChance))
                .check(main);
    }

    @Test
    void every_package_is_null_marked_and_says_in_a_sentence_what_it_is_for() throws IOException {
        Set<String> unmarked = packages().stream()
                .filter(name -> main.getPackage(name)
                        .tryGetAnnotationOfType(NullMarked.class)
                        .isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).as("packages that are not @NullMarked").isEmpty();

        Pattern sentence = Pattern.compile("\\A/\\*\\*\\s.+\\.\\s*\\*/\\s*@NullMarked", Pattern.DOTALL);
        for (String name : packages()) {
            String sources = name.startsWith(REHEARSAL) ? "src/rehearsal/java" : "src/main/java";
            assertThat(Files.readString(Path.of(sources, name.replace('.', '/'), "package-info.java")))
                    .as("package-info of " + name)
                    .containsPattern(sentence);
        }
    }

    @Test
    void packages_are_named_after_what_they_are_about() {
        List<String> empty = packages().stream()
                .filter(name -> Arrays.stream(name.split("\\.")).anyMatch(EMPTY_WORDS::contains))
                .toList();
        assertThat(empty).isEmpty();
    }

    private static Set<String> packages() {
        Set<String> names = main.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).as("packages of the application").hasSizeGreaterThan(10);
        return names;
    }

    private static boolean readsMachineTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        List<JavaClass> parameters = parameters(access);
        boolean clockGiven = parameters.stream().anyMatch(type -> type.isAssignableTo(Clock.class));
        return (owner.getPackageName().startsWith("java.time") && name.equals("now") && !clockGiven)
                || (owner.isEquivalentTo(Clock.class)
                        && Stream.of("system", "tick").anyMatch(name::startsWith)
                        && !clockGiven)
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(java.util.Date.class) && isNew(access) && parameters.isEmpty())
                || (owner.isAssignableTo(java.util.Calendar.class) && name.equals("getInstance"));
    }

    /** A secure source is chance that nobody can repeat or foresee; whoever draws by it still has it given (see SeedSource). */
    private static boolean makesChance(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getName();
        return (owner.isEquivalentTo(Random.class) && isNew(access))
                || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                || owner.isEquivalentTo(java.util.concurrent.ThreadLocalRandom.class)
                || owner.isEquivalentTo(java.util.SplittableRandom.class)
                || (owner.isEquivalentTo(java.util.Collections.class)
                        && name.equals("shuffle")
                        && parameters(access).size() == 1);
    }

    private static boolean isNew(JavaAccess<?> access) {
        return access.getName().equals("<init>");
    }

    private static List<JavaClass> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes()
                : List.of();
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
    }
}
