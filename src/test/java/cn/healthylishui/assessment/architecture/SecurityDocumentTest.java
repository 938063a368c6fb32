package cn.healthylishui.assessment.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md promises nothing that no test holds. */
class SecurityDocumentTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Benchmark))`");

    @Test
    void every_test_that_the_document_names_exists() throws Exception {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        Set<String> named = new TreeSet<>();
        Matcher matcher = TEST.matcher(Files.readString(Path.of("docs/security.md")));
        while (matcher.find()) {
            named.add(matcher.group(1));
        }
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(tests).containsAll(named);
    }

    /** Parts of the frameworks in which an advisory stands open for the versions used. */
    @Test
    void what_has_an_advisory_that_is_only_mended_for_money_is_not_used() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("cn.healthylishui.assessment");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.validation..",
                        "org.springframework.expression..",
                        "org.springframework.web.servlet.view.xslt..",
                        "org.springframework.ui.freemarker..",
                        "org.springframework.security.web.webauthn..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.web.bind.WebDataBinder")
                .check(ours);
        bindsNoRequest(ours);
    }

    /**
     * An object as a parameter without an annotation is filled from whatever paths a request names: a record of plain values has
     * nothing that could grow.
     */
    private static void bindsNoRequest(JavaClasses ours) {
        Set<String> bound = ours.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getRawType().getSimpleName().endsWith("Mapping")))
                .filter(method -> method.getParameters().stream()
                        .anyMatch(parameter -> parameter.getAnnotations().isEmpty()
                                && parameter.getRawType().getName().startsWith("cn.healthylishui")
                                && !isPlain(parameter.getRawType())))
                .map(method -> method.getFullName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(bound).isEmpty();
    }

    private static boolean isPlain(JavaClass type) {
        return type.isRecord()
                && type.getFields().stream()
                        .map(field -> field.getRawType())
                        .allMatch(field -> field.isPrimitive()
                                || field.isEnum()
                                || Set.of("java.lang", "java.time").contains(field.getPackageName()));
    }
}
