package cn.healthylishui.assessment.start;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * 展开: {@code unpack --to FOLDER} lays the packaged program and its libraries out in an empty folder, starts it once on a database in
 * memory, and keeps what Java learns of its classes meanwhile beside them, so that it need not be learnt again at each start. Exit code 0
 * where it is there, 1 where it is not, 2 where it was not understood.
 */
public final class Unpack implements Command {

    /** Beside the program, what {@code java @FOLDER/start} is told: where its classes are, and what was learnt of them. */
    public static final String START = "start";

    private static final String LEARNT = "classes.jsa";

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;
    private static final String NAME = "unpack";
    private static final String TO = "--to";
    private static final String LEARN = "--learn";
    private static final String USAGE = """
            用法：unpack --to 空文件夹
            　　　把程序展开到这个文件夹，以后从那里启动，快一些。展开以后不能再移到别处。""";

    /** Java compares where a class lies as an address: what is written otherwise there is not recognized, and nothing learnt is used. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.~:/\\\\-]+");

    /** Nothing of this machine's settings, which are for the program at work: no database, mail or login of the city's. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME");

    private static final List<String> ON_A_DATABASE_IN_MEMORY =
            List.of("--spring.datasource.url=jdbc:h2:mem:learning", "--server.port=0", "--management.server.port=0");

    private static final List<String> PAGES = List.of("/", "/login");

    private final Class<?> application;

    /** @param application that is started to learn its classes */
    public Unpack(Class<?> application) {
        this.application = application;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int run(List<String> arguments) {
        if (arguments.equals(List.of(LEARN))) {
            return learn();
        }
        if (arguments.size() != 2 || !arguments.get(0).equals(TO)) {
            System.err.println(USAGE);
            return NOT_UNDERSTOOD;
        }
        Path to = Path.of(arguments.get(1)).toAbsolutePath().normalize();
        @Nullable File jar = new ApplicationHome(application).getSource();
        if (jar == null || !jar.isFile()) {
            System.err.println("没有展开：这里不是打成一个文件的程序。请用 java -jar healthy-lishui-assessment.jar unpack --to 空文件夹。");
            return FAILED;
        }
        try {
            if (!PLAIN.matcher(to.toString()).matches()) {
                System.err.printf("没有展开：%s 里有空格、汉字或者别的符号，Java 从那里学不到。请换一个只有字母、数字、点和横线的路径。%n", to);
                return FAILED;
            }
            if (!isEmpty(to)) {
                System.err.printf("没有展开：%s 不是空的文件夹。请换一个，或者先删去里面的内容（程序在从那里运行的，先停下）。%n", to);
                return FAILED;
            }
            return unpack(jar.toPath(), to);
        } catch (IOException e) {
            System.err.println("没有展开成：" + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private int unpack(Path jar, Path to) throws IOException, InterruptedException {
        Files.createDirectories(to);
        if (!java(
                to, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", to.toString())) {
            return FAILED;
        }
        Path learnt = to.resolve(LEARNT);
        Path place = Files.createDirectory(to.resolve("learning"));
        String classes = classPath(to.resolve(Objects.requireNonNull(jar.getFileName())));
        if (!java(place, "-XX:ArchiveClassesAtExit=" + learnt, "-cp", classes, application.getName(), NAME, LEARN)) {
            return FAILED;
        }
        FileSystemUtils.deleteRecursively(place);
        if (!Files.exists(learnt)) {
            System.err.println("没有展开成：这个 Java 没有写下 %s。请换用 OpenJDK 17，或者直接从 jar 启动。".formatted(LEARNT));
            return FAILED;
        }
        Path start = to.resolve(START);
        Files.write(start, List.of("-XX:SharedArchiveFile=" + learnt, "-cp", classes, application.getName()));
        System.out.printf("展开好了。以后这样启动（换了 Java 的版本，请重新展开）：%n  java @%s%n", start);
        return 0;
    }

    /**
     * All jars by name, as the unpacked one lists them: Tomcat finds the pages that libraries bring only in those that the class path
     * names itself.
     */
    private static String classPath(Path program) throws IOException {
        try (JarFile jar = new JarFile(program.toFile())) {
            String libraries = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.concat(
                            Stream.of(program), Stream.of(libraries.split(" ")).map(program::resolveSibling))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** @return whether it ended well; where it did not, what it said is passed on */
    private static boolean java(Path place, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it ends before a second compilation would pay
        command.addAll(List.of(arguments));
        ProcessBuilder java =
                new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true);
        java.environment().keySet().retainAll(ENVIRONMENT);
        Process process = java.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0) {
            return true;
        }
        System.err.println(said);
        System.err.println("没有展开成，原因见上。请删去写了一半的文件夹，排除原因后再展开。");
        return false;
    }

    /** Starts the program on nothing, looks at what everybody looks at first, and stops it. */
    private int learn() {
        try (ConfigurableApplicationContext started =
                SpringApplication.run(application, ON_A_DATABASE_IN_MEMORY.toArray(String[]::new))) {
            String port = started.getEnvironment().getRequiredProperty("local.server.port");
            HttpClient browser = HttpClient.newHttpClient();
            for (String page : PAGES) {
                browser.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                                .build(),
                        BodyHandlers.discarding());
            }
            return 0;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
