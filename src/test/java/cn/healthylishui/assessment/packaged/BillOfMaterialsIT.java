package cn.healthylishui.assessment.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** 软件物料清单: what is in the packaged jar is told in the jar, for whoever has to answer for an advisory. */
class BillOfMaterialsIT {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    /** Spring Boot's own, which it adds while packaging. */
    private static final String PACKAGING = "spring-boot-jarmode-tools-";

    /** They only name other libraries, and are not packaged. */
    private static final Pattern STARTER = Pattern.compile("spring-boot-starter(-\\w+)*-[0-9.]+\\.jar");

    @Test
    void every_library_in_the_jar_is_in_the_bill_with_its_version_and_nothing_else_is() throws Exception {
        Path path = Path.of(System.getProperty("assessment.jar", "target/healthy-lishui-assessment.jar"));
        try (JarFile jar = new JarFile(path.toFile())) {
            Set<String> packaged = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    .filter(name -> !name.startsWith(PACKAGING))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(billed(jar)).isEqualTo(packaged).hasSizeGreaterThan(80);
            // of tests alone; of the second an advisory says something, in docs/security.md
            assertThat(packaged).noneMatch(name -> name.startsWith("commons-math3") || name.startsWith("freemarker"));
        }
    }

    private static Set<String> billed(JarFile jar) throws Exception {
        try (InputStream bill = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
            JsonNode components = new ObjectMapper().readTree(bill).path("components");
            Set<String> names = new TreeSet<>();
            components.forEach(component -> {
                String purl = component.path("purl").asText();
                if (!purl.contains("type=pom")) {
                    names.add(fileName(component, purl));
                }
            });
            names.removeIf(STARTER.asMatchPredicate());
            return names;
        }
    }

    private static String fileName(JsonNode component, String purl) {
        int at = purl.indexOf("classifier=");
        String classifier =
                at < 0 ? "" : "-" + purl.substring(at + "classifier=".length()).split("&")[0];
        return component.path("name").asText() + "-" + component.path("version").asText() + classifier + ".jar";
    }
}
