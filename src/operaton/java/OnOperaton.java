import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes this project as it would be on Operaton, the kept fork of Camunda 7, into a folder of its own: every Camunda in the name or the
 * text of a file becomes Operaton, and what lies in {@code src/operaton} beside this program is laid over it. Models, and whatever an
 * earlier version left, stay as they are, since a city's database is full of them. Of the libraries that only tests use Operaton's
 * counterparts are not to be had; Camunda's are renamed as the sources are, class by class. Run by {@code mvn -Poperaton}, see
 * docs/decisions/0049-operaton.md.
 */
class OnOperaton {

    private static final List<String> PROJECT = List.of(
            "pom.xml",
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "LICENSE",
            ".mvn",
            "docs",
            "forms",
            "processes",
            "src");

    private static final Path OVER = Path.of("src/operaton");
    private static final Set<Path> AS_THEY_ARE = Set.of(Path.of("processes"), Path.of("src/test/resources/released"));

    /** What speaks of the very libraries that Camunda brings, and is gone through anew when the move is made. */
    private static final Path OF_CAMUNDA =
            Path.of("src/test/java/cn/healthylishui/assessment/architecture/SecurityDocumentTest.java");

    /** What is data and not a name: the namespaces of models, which Operaton reads too, and addresses of Camunda's pages. */
    private static final String KEPT =
            "camunda\\.org/schema/1\\.0/(?:bpmn|dmn)|xmlns:camunda|camunda:(?=[a-z])|docs\\.camunda\\.io";

    private static final Pattern NAME = Pattern.compile("(" + KEPT + ")|camunda|Camunda|CAMUNDA");

    private static final Map<String, String> NAMES =
            Map.of("camunda", "operaton", "Camunda", "Operaton", "CAMUNDA", "OPERATON");

    /** The one package that lies elsewhere. */
    private static final String MOCKS = "camunda.bpm.engine.test.mock";

    private static final Pattern TEST_LIBRARY =
            Pattern.compile("(?:camunda-bpm-assert|camunda-bpm-junit5|camunda-process-test-coverage)-.*|"
                    + "camunda-engine-[^!]*!org/camunda/bpm/engine/test/(?:Deployment|RequiredHistoryLevel)\\.class");

    /** In the pom those libraries keep their names, for what they bring along. */
    private static final Pattern KEPT_IN_POM = Pattern.compile(
            "<camunda\\.version>[^\n]*|<dependency>(?:(?!</dependency>).)*camunda(?:(?!</dependency>).)*<scope>test</scope>",
            Pattern.DOTALL);

    private static final String LIBRARIES = "test-coverage-and-assertions.jar";

    private static final String IN_POM = """
                <dependency>
                  <groupId>org.operaton</groupId>
                  <artifactId>renamed-test-libraries</artifactId>
                  <version>${camunda.version}</version>
                  <scope>system</scope>
                  <systemPath>${project.basedir}/%s</systemPath>
                </dependency>
            """.formatted(LIBRARIES);

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Map<Path, byte[]> project = new TreeMap<>();
        for (String part : PROJECT) {
            for (Path file : files(Path.of(part))) {
                if (!file.startsWith(OVER) && !file.equals(OF_CAMUNDA)) {
                    project.put(Path.of(named(file.toString())), content(file));
                }
            }
        }
        for (String part : List.of("main", "test")) {
            for (Path file : files(OVER.resolve(part))) {
                project.put(Path.of("src").resolve(OVER.relativize(file)), Files.readAllBytes(file));
            }
        }
        project.put(Path.of(LIBRARIES), libraries());
        for (Path file : files(target)) {
            Path known = target.relativize(file);
            if (!known.startsWith("target") && !project.containsKey(known)) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, byte[]> file : project.entrySet()) {
            write(target.resolve(file.getKey()), file.getValue());
        }
    }

    private static List<Path> files(Path from) throws IOException {
        if (!Files.exists(from)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(from)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What is as it was keeps its time, so that only what changed is compiled again. */
    private static void write(Path file, byte[] content) throws IOException {
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
    }

    private static byte[] content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (AS_THEY_ARE.stream().anyMatch(file::startsWith)) {
            return bytes;
        }
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return (file.equals(Path.of("pom.xml")) ? pom(text) : named(text)).getBytes(UTF_8);
        } catch (CharacterCodingException notText) {
            return bytes;
        }
    }

    private static String named(String text) {
        return NAME.matcher(text.replace(MOCKS, "camunda.bpm.engine.impl.mock"))
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) == null ? NAMES.get(found.group()) : found.group()));
    }

    private static String pom(String text) {
        StringBuilder pom = new StringBuilder();
        Matcher kept = KEPT_IN_POM.matcher(text);
        int done = 0;
        while (kept.find()) {
            pom.append(named(text.substring(done, kept.start()))).append(kept.group());
            done = kept.end();
        }
        pom.append(named(text.substring(done)));
        return pom.insert(pom.indexOf("  </dependencies>\n\n  <build>"), IN_POM).toString();
    }

    private static byte[] libraries() throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(jar).getFileName().toString();
            if (name.startsWith("camunda-")) {
                try (ZipFile zip = new ZipFile(jar)) {
                    for (ZipEntry entry : Collections.list(zip.entries())) {
                        if (TEST_LIBRARY.matcher(name + "!" + entry.getName()).matches()) {
                            byte[] bytes = zip.getInputStream(entry).readAllBytes();
                            all.put(
                                    named(entry.getName()),
                                    entry.getName().endsWith(".class") ? renamedClass(bytes) : bytes);
                        }
                    }
                }
            }
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                ZipEntry named = new ZipEntry(entry.getKey());
                named.setTime(0);
                zip.putNextEntry(named);
                zip.write(entry.getValue());
            }
        }
        return jar.toByteArray();
    }

    /** All names in a class are texts in its table of constants (Java Virtual Machine Specification, 4.4). */
    private static byte[] renamedClass(byte[] bytes) throws IOException {
        ByteArrayOutputStream renamed = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
                DataOutputStream out = new DataOutputStream(renamed)) {
            out.write(in.readNBytes(8));
            int constants = in.readUnsignedShort();
            out.writeShort(constants);
            for (int i = 1; i < constants; i++) {
                int kind = in.readUnsignedByte();
                out.writeByte(kind);
                switch (kind) {
                    case 1 -> out.writeUTF(named(in.readUTF()));
                    case 5, 6 -> {
                        out.write(in.readNBytes(8));
                        i++; // takes two places
                    }
                    case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
                    case 15 -> out.write(in.readNBytes(3));
                    default -> out.write(in.readNBytes(4));
                }
            }
            in.transferTo(out);
        }
        return renamed.toByteArray();
    }
}
