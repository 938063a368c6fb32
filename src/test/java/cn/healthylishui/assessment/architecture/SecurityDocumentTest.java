package cn.healthylishui.assessment.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringProperties;
import org.springframework.core.SpringVersion;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ContentDisposition;
import org.springframework.security.core.SpringSecurityCoreVersion;
import org.springframework.util.ClassUtils;

/** docs/security.md promises nothing that no test holds. */
class SecurityDocumentTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Benchmark))`");
    private static final Pattern ADVISORY = Pattern.compile("CVE-\\d{4}-\\d+");

    /** What brings the parts of the frameworks that the program does without, each with the advisories that are open for it. */
    private static final Map<String, String> ABSENT = Map.of(
            "org.springframework.web.reactive.DispatcherHandler",
            "CVE-2026-47885 CVE-2026-47889 CVE-2026-47891 CVE-2026-47892 CVE-2026-47893 CVE-2026-59389",
            "reactor.core.publisher.Mono",
            "CVE-2026-47885 CVE-2026-47891",
            "org.springframework.messaging.rsocket.RSocketRequester",
            "CVE-2026-47888",
            "com.unboundid.ldap.listener.InMemoryDirectoryServer",
            "CVE-2026-59270",
            "org.springframework.security.ldap.server.UnboundIdContainer",
            "CVE-2026-59270",
            "org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationProvider",
            "CVE-2026-41707",
            "org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository",
            "CVE-2026-59276",
            "com.webauthn4j.WebAuthnManager",
            "CVE-2026-47841");

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

    /** Whoever raises a library goes through the list of advisories again. */
    @Test
    void the_document_speaks_of_the_versions_that_are_used() throws Exception {
        assertThat(Files.readString(Path.of("docs/security.md")))
                .contains(
                        "Camunda 7：社区版到 %s（"
                                .formatted(ProcessEngine.class.getPackage().getImplementationVersion()),
                        "最后的免费版本 %s、%s、%s。"
                                .formatted(
                                        SpringBootVersion.getVersion(),
                                        SpringVersion.getVersion(),
                                        SpringSecurityCoreVersion.getVersion()));
    }

    @Test
    void every_open_advisory_stands_in_the_document_once_with_a_reason_and_a_test() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("docs/security.md")).stream()
                .filter(line -> line.startsWith("| CVE-"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(20).allSatisfy(line -> {
            String[] cells = line.split("\\|");
            assertThat(cells).hasSize(5);
            assertThat(List.of(cells).subList(1, 5)).noneMatch(String::isBlank);
            assertThat(cells[4]).containsPattern(TEST);
        });
        List<String> listed =
                lines.stream().flatMap(line -> found(line.split("\\|")[1])).toList();
        assertThat(listed).doesNotHaveDuplicates();
        assertThat(listed)
                .containsAll(ABSENT.values().stream()
                        .flatMap(SecurityDocumentTest::found)
                        .toList());
    }

    private static Stream<String> found(String text) {
        return ADVISORY.matcher(text).results().map(MatchResult::group);
    }

    @Test
    void what_the_program_does_without_is_not_brought_along_by_anything() {
        assertThat(ABSENT.keySet()).allSatisfy(name -> assertThat(ClassUtils.isPresent(name, null))
                .as(name + ": " + ABSENT.get(name))
                .isFalse());
    }

    /**
     * Thymeleaf evaluates the expressions of the templates, never what somebody wrote: nothing is put together to an expression first,
     * nothing is written without being escaped, and no errors of Spring's binding are shown. Nor are expressions compiled.
     */
    @Test
    void templates_evaluate_and_show_nothing_that_an_advisory_is_about() throws Exception {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(templates.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(template -> assertThat(
                            Files.readString(template))
                    .as(template.toString())
                    .doesNotContain("__", "th:utext", "th:errors", "th:field", "#fields"));
        }
        assertThat(SpringProperties.getProperty("spring.expression.compiler.mode"))
                .isNull();
    }

    /** What comes with Camunda's pages cannot be replaced by itself; what is at fault in it is not called there. */
    @Test
    void camundas_pages_do_not_call_what_an_advisory_is_about() throws Exception {
        List<String> pages = List.of(
                "webjars/camunda/app/tasklist/camunda-tasklist-bootstrap.js",
                "webjars/camunda/app/cockpit/camunda-cockpit-bootstrap.js",
                "webjars/camunda/app/admin/camunda-admin-bootstrap.js",
                "webjars/camunda/app/welcome/camunda-welcome-bootstrap.js",
                "plugin/tasklist/app/plugin.js",
                "plugin/cockpit/app/plugin.js",
                "plugin/admin/app/plugin.js");
        for (String page : pages) {
            assertThat(foundIn(page, ".template(", ".unset(", ".omit("))
                    .as(page)
                    .isEmpty();
        }
        assertThat(foundIn("webjars/camunda/lib/deps.js", "DOMPurify", "FORBID_TAGS:", "IN_PLACE:", "ADD_TAGS:"))
                .containsExactly("DOMPurify", "FORBID_TAGS:");
    }

    private static List<String> foundIn(String path, String... calls) throws Exception {
        String script = new ClassPathResource("META-INF/resources/" + path).getContentAsString(StandardCharsets.UTF_8);
        return Stream.of(calls).filter(script::contains).toList();
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
                        "org.springframework.web.servlet.function..",
                        "org.springframework.ui.freemarker..",
                        "org.springframework.security.core.token..",
                        "org.springframework.security.crypto.encrypt..",
                        "org.springframework.security.web.authentication.www..",
                        "org.springframework.security.web.webauthn..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.web.bind.WebDataBinder")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("org\\.springframework\\.security\\.oauth2\\..*DPoP.*")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.springframework\\.web\\..*"
                                + "(UrlHandlerFilter|UrlFilenameViewController|SseEmitter|ResponseBodyEmitter|FragmentsRendering)")
                .orShould()
                .callMethod(ContentDisposition.Builder.class, "filename", String.class)
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
