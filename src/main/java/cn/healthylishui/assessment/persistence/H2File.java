package cn.healthylishui.assessment.persistence;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file in which an H2 database lies, by the address of the database. */
public final class H2File {

    public static final String SUFFIX = ".mv.db";

    /** What H2 says where another program has the file. */
    public static final int IN_USE = 90020;

    /** What it says of an {@link #existing} address without a file. */
    public static final int NOT_THERE = 90146;

    /** Put behind an address. */
    public static final String READ_ONLY = ";ACCESS_MODE_DATA=r";

    private static final String ADDRESS = "jdbc:h2:file:";
    private static final Pattern IN_A_FILE =
            Pattern.compile("jdbc:h2:(?:file:)?(?:waiting:)?(?!mem:|tcp:|ssl:|zip:)([^;]+).*");

    private H2File() {}

    /** Empty where the database is another, or lies in memory. */
    public static Optional<Path> of(String url) {
        Matcher address = IN_A_FILE.matcher(url);
        if (!address.matches()) {
            return Optional.empty();
        }
        String name = address.group(1);
        String home = name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
        return Optional.of(Path.of(home + SUFFIX).toAbsolutePath().normalize());
    }

    /** The address of a database in this file, by the same account. */
    public static String address(Path file) {
        return ADDRESS + withoutSuffix(file);
    }

    /** The same address by another of H2's file systems, its settings kept. */
    static String address(String fileSystem, Path file, String url) {
        int settings = url.indexOf(';');
        return ADDRESS + fileSystem + ":" + withoutSuffix(file) + (settings < 0 ? "" : url.substring(settings));
    }

    /** As an address and a setting name the file. */
    public static String withoutSuffix(Path file) {
        String name = file.toAbsolutePath().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /** The same address; where there is no file a mistyped one makes no new, empty database. */
    public static String existing(String url) {
        return of(url).isPresent() ? url + ";IFEXISTS=TRUE" : url;
    }
}
