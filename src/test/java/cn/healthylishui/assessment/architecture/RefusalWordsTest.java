package cn.healthylishui.assessment.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.architecture.RefusalWords.Sentence;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever is refused something has nothing but the words of it: so each sentence that refuses is held by a test, which fails where the
 * sentence is lost, given for something else, or changed. Here only that there is one is seen; that it brings the refusal about is for
 * whoever writes it.
 */
class RefusalWordsTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");

    /** A clause is what stands between marks, and between what is put in only when the sentence is said. */
    private static final Pattern BETWEEN = Pattern.compile("[…，。；：、“”（）！？\\s]+");

    /** Shorter ones are like others by chance. */
    private static final int SHORTEST = 5;

    /**
     * What these classes make is no refusal, though it comes about in the same way: what a check of the log has found, and how a method
     * scores.
     */
    private static final Set<String> NO_REFUSALS =
            Set.of("ExportCheck.java", "LogCheck.java", "LogSealer.java", "MethodWords.java", "IndicatorLine.java");

    /** Nobody can bring them about in a test; each says why. */
    private static final Set<String> OUT_OF_REACH = Set.of();

    @Test
    void the_words_of_every_refusal_are_held_by_a_test() {
        Collection<Sentence> sentences = RefusalWords.under(MAIN);
        List<String> texts = List.copyOf(RefusalWords.texts(TESTS));

        assertThat(sentences).hasSizeGreaterThan(800);
        assertThat(sentences.stream()
                        .filter(sentence -> !NO_REFUSALS.contains(
                                Path.of(sentence.file()).getFileName().toString()))
                        .filter(sentence -> !OUT_OF_REACH.contains(sentence.words()))
                        .filter(sentence -> characteristic(sentence, sentences)
                                .filter(clause -> texts.stream().noneMatch(text -> text.contains(clause)))
                                .findAny()
                                .isPresent())
                        .map(sentence -> "%s:%d %s".formatted(sentence.file(), sentence.line(), sentence.words())))
                .as("sentences of which no test holds the longest clause that no other has")
                .isEmpty();
    }

    /** The longest clause that no other sentence has; of a sentence without one the longest. */
    private static Stream<String> characteristic(Sentence sentence, Collection<Sentence> all) {
        List<String> clauses = Stream.of(BETWEEN.split(sentence.words()))
                .filter(clause -> !clause.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return clauses.stream()
                .filter(clause -> clause.length() >= SHORTEST)
                .filter(clause -> all.stream()
                                .filter(other -> other.words().contains(clause))
                                .count()
                        == 1)
                .findFirst()
                .or(() -> clauses.stream().findFirst())
                .stream();
    }
}
