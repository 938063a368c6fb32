package cn.healthylishui.assessment.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.xml.ModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** The models and forms of the repository, as they lie in their folders. */
final class Models {

    private static final Path PROCESSES = Path.of("processes");
    static final Path RELEASED = Path.of("src", "test", "resources", "released");
    private static final Path HINTS = Path.of("forms", "hints");

    /** Read once; nobody changes them. */
    private static final List<Bpmns> BPMN = readBpmn();

    /** A BPMN file; its name is without the ending. */
    record Bpmns(String name, BpmnModelInstance model) {

        Process process() {
            return model.getModelElementsByType(Process.class).iterator().next();
        }

        <T extends ModelElementInstance> Stream<T> all(Class<T> type) {
            return model.getModelElementsByType(type).stream();
        }

        @Override
        public String toString() {
            return name + ".bpmn";
        }
    }

    record Dmns(String name, DmnModelInstance model) {}

    private Models() {}

    static List<Bpmns> bpmn() {
        return BPMN;
    }

    static List<Dmns> dmn() {
        return files(PROCESSES)
                .filter(name -> name.endsWith(".dmn"))
                .map(name -> new Dmns(
                        stem(name),
                        Dmn.readModelFromFile(PROCESSES.resolve(name).toFile())))
                .toList();
    }

    /** The names of everything in processes/. */
    static Set<String> processFiles() {
        return files(PROCESSES).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the hints: a form is there when its hint is. */
    static Set<String> hints() {
        return files(HINTS).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A piece of text. @param element the id of the innermost element around it that has one */
    record Word(String element, String text) {}

    /** Every attribute and every piece of text of a file, whatever element holds it. */
    static Stream<String> words(ModelInstance model) {
        return wordsByElement(model).map(Word::text);
    }

    static Stream<Word> wordsByElement(ModelInstance model) {
        return words(model.getDocument().getDomSource().getNode(), "");
    }

    private static Stream<Word> words(Node node, String around) {
        Node id = node.getAttributes() == null ? null : node.getAttributes().getNamedItem("id");
        String element = id == null ? around : id.getNodeValue();
        Stream<Word> own =
                node.getNodeValue() == null ? Stream.empty() : Stream.of(new Word(element, node.getNodeValue()));
        return Stream.of(
                        own,
                        attributes(node).map(value -> new Word(element, value)),
                        IntStream.range(0, node.getChildNodes().getLength())
                                .mapToObj(node.getChildNodes()::item)
                                .flatMap(child -> words(child, element)))
                .flatMap(words -> words);
    }

    private static Stream<String> attributes(Node node) {
        NamedNodeMap attributes = node.getAttributes();
        return attributes == null
                ? Stream.empty()
                : IntStream.range(0, attributes.getLength())
                        .mapToObj(attributes::item)
                        .map(Node::getNodeValue);
    }

    /** The models of every released version, each named with the version before it. */
    static List<Bpmns> releasedBpmn() {
        return released(".bpmn")
                .map(file -> new Bpmns(nameOf(file), Bpmn.readModelFromFile(file.toFile())))
                .toList();
    }

    static List<Dmns> releasedDmn() {
        return released(".dmn")
                .map(file -> new Dmns(nameOf(file), Dmn.readModelFromFile(file.toFile())))
                .toList();
    }

    private static Stream<Path> released(String ending) {
        return files(RELEASED).flatMap(version -> files(
                        RELEASED.resolve(version).resolve(PROCESSES))
                .filter(name -> name.endsWith(ending))
                .map(name -> RELEASED.resolve(version).resolve(PROCESSES).resolve(name)));
    }

    private static String nameOf(Path file) {
        return RELEASED.relativize(file).getName(0) + "/"
                + stem(file.getFileName().toString());
    }

    private static List<Bpmns> readBpmn() {
        return files(PROCESSES)
                .filter(name -> name.endsWith(".bpmn"))
                .map(name -> new Bpmns(
                        stem(name),
                        Bpmn.readModelFromFile(PROCESSES.resolve(name).toFile())))
                .toList();
    }

    private static Stream<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }
}
