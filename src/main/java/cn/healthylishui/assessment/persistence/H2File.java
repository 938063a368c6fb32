package cn.healthylishui.assessment.persistence;

import java.nio.file.Path;
import java.util.Optional;

/** The file in which an H2 database lies, by the address of the database. */
public final class H2File {

    public static final String SUFFIX = ".mv.db";

    private static final String ADDRESS = "jdbc:h2:file:";

    private H2File() {}

    /** Empty where the database is another, or lies in memory. */
    public static Optional<Path> of(String url) {
        if (!url.startsWith(ADDRESS)) {
            return Optional.empty();
        }
        String name = url.substring(ADDRESS.length()).split(";", 2)[0];
        String home = name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
        return Optional.of(Path.of(home + SUFFIX).toAbsolutePath().normalize());
    }

    /** The address of a database in this file, by the same account. */
    public static String address(Path file) {
        String name = file.toAbsolutePath().toString();
        return ADDRESS + name.substring(0, name.length() - SUFFIX.length());
    }
}
