package cn.healthylishui.assessment.workflow;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes passwords that keep to the engine's policy and can be read aloud: no letters that look alike. */
final class Passwords {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** Such as {@code Kwfm-7294-tbxe}: about 48 bits. */
    static String generate() {
        return pick(LETTERS, 1).toUpperCase(Locale.ROOT) + pick(LETTERS, 3) + "-" + pick("23456789", 4) + "-"
                + pick(LETTERS, 4);
    }

    /** Of which nobody ever learns: about 150 bits. */
    static String unknowable() {
        return generate() + "-" + pick(LETTERS, 24);
    }

    private static String pick(String from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf(from.charAt(RANDOM.nextInt(from.length()))))
                .collect(Collectors.joining());
    }
}
