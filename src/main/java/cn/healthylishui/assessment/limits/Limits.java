package cn.healthylishui.assessment.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/**
 * What an installation may set of the limits; the defaults stand in {@code application.yaml} under {@code assessment.limits}.
 *
 * @param cell characters of one cell of a form or a workbook
 * @param rowsASave rows that one save of a form may hold
 */
@ConfigurationProperties("assessment.limits")
public record Limits(
        int cell,
        int rowsASave,
        Workbook workbook,
        Request request,
        Address address,
        Turns heavy,
        Turns logins,
        Answer answer,
        int logLinesAMinute) {

    /** As the program comes, for what runs before or without its settings. */
    public static Limits standard() {
        MutablePropertySources sources = new MutablePropertySources();
        try {
            new YamlPropertySourceLoader()
                    .load("application", new ClassPathResource("application.yaml"))
                    .forEach(sources::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("assessment.limits", Limits.class)
                .get();
    }

    /**
     * Of an uploaded workbook, told while it is read.
     *
     * @param unpacked bytes of all its parts together
     * @param rows of one sheet
     * @param columns of one sheet
     * @param cells of all sheets together
     * @param characters that are read from it
     * @param time that reading it may take
     * @param markedCells above which no copy with marks is made, only the list of faults
     * @param marks cells that are marked in such a copy
     */
    public record Workbook(
            DataSize file,
            DataSize unpacked,
            int sheets,
            int rows,
            int columns,
            int cells,
            int characters,
            Duration time,
            int markedCells,
            int marks) {}

    /**
     * Of the body of a request.
     *
     * @param fromAnybody where no login is asked for before it is read
     * @param save what a form saves at once
     * @param upload a file with what belongs to it
     * @param patience after which a sender must have kept to {@code slowest}
     * @param slowest bytes a second
     * @param sending bodies that are on their way at the same time
     */
    public record Request(
            DataSize fromAnybody, DataSize save, DataSize upload, Duration patience, DataSize slowest, int sending) {}

    /**
     * Of one address, behind which there may be a whole county.
     *
     * @param connections open at the same time; 0 for any number. Those of the proxy, where there is one, are not counted
     * @param sending bodies that are on their way at the same time
     * @param pagesAMinute pages for everybody, asked for without a login
     * @param pagesAtOnce how many of them are made or read at the same time
     */
    public record Address(int connections, int sending, int pagesAMinute, int pagesAtOnce) {}

    /**
     * Of what takes much memory or time: reading and making workbooks and documents, looking at a password.
     *
     * @param atOnce how much of it is done at the same time
     * @param waiting how many may wait for their turn
     * @param waitingEach how many of them for the same user or address
     * @param patience how long they wait
     */
    public record Turns(int atOnce, int waiting, int waitingEach, Duration patience) {}

    /**
     * Of a file that is made to be downloaded.
     *
     * @param inMemory up to which it is kept in memory until it is sent; what is larger lies on disk
     * @param atOnce how many lie there at the same time
     * @param ofOne the same of one account, or of one address without a login
     * @param patience after which a reader must have kept to {@code slowest}
     * @param slowest bytes a second
     */
    public record Answer(
            DataSize largest, DataSize inMemory, int atOnce, int ofOne, Duration patience, DataSize slowest) {}
}
