package cn.healthylishui.assessment.closing;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.audit.Operation;
import cn.healthylishui.assessment.audit.OperationLog;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.taskform.OutOfStep;
import cn.healthylishui.assessment.year.AssessmentYears;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 移交: gives a year's result to the yearly comprehensive assessment of 市委、市政府 (办法六), byte for byte as kept here, so that both sides
 * can tell by the SHA-256 that they speak of the same files. A result that is revised is handed over again.
 */
@Component("handOverRecords")
public class HandOvers {

    public enum State {
        PREPARING("准备中"),
        HANDED_OVER("已移交，待签收"),
        RECEIVED("已签收");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Which of the two files. */
    public enum File {
        WORKBOOK("workbook"),
        DATA("data");

        private final String column;

        File(String column) {
            this.column = column;
        }
    }

    /**
     * @param revision the result handed over; null while it is being prepared, like the hashes (lower-case hex)
     * @param receiptNote who took it over, in the receiver's words
     */
    public record HandOver(
            long id,
            int year,
            int number,
            @Nullable Integer revision,
            State state,
            @Nullable String workbookSha256,
            @Nullable String dataSha256,
            @Nullable String note,
            @Nullable String handedBy,
            @Nullable LocalDateTime handedAt,
            @Nullable String receivedBy,
            @Nullable LocalDateTime receivedAt,
            @Nullable String receiptNote) {}

    private record NewHandOver(int year, int number, State state) {}

    private final JdbcClient jdbc;
    private final Rows rows;
    private final Clock clock;
    private final AssessmentYears years;
    private final Results results;
    private final Circulations circulations;
    private final HandOverFiles files;
    private final OperationLog log;

    HandOvers(
            JdbcClient jdbc,
            Clock clock,
            AssessmentYears years,
            Results results,
            Circulations circulations,
            HandOverFiles files,
            OperationLog log) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.clock = clock;
        this.years = years;
        this.results = results;
        this.circulations = circulations;
        this.files = files;
        this.log = log;
    }

    /**
     * Begins a hand-over, unless one is being prepared, which will take the latest result, that result has been handed over, or
     * some of it still waits to be circulated, after which a hand-over is asked for again.
     *
     * @return its id; null where none is needed
     */
    @Transactional
    public @Nullable Long draft(int year) {
        years.lock(year);
        if (results.latest(year).isEmpty()) {
            return null;
        }
        List<HandOver> known = all(year);
        boolean preparing = known.stream().anyMatch(handOver -> handOver.state() == State.PREPARING);
        Pending pending = circulations.pending(year);
        boolean untold = !pending.due().isEmpty() || !pending.held().isEmpty();
        if (preparing || untold || isHandedOver(year)) {
            return null;
        }
        return rows.insertForId("hand_over", new NewHandOver(year, known.size() + 1, State.PREPARING));
    }

    /** Whether the latest result has been handed over, received or not. */
    public boolean isHandedOver(int year) {
        int latest = results.latestNumber(year);
        return all(year).stream().anyMatch(handOver -> Objects.equals(handOver.revision(), latest));
    }

    /** @throws OutOfStep where the hand-over stands elsewhere */
    public void require(long id, State state) {
        HandOver handOver = get(id);
        OutOfStep.require(
                handOver.state() == state,
                "第%d次移交".formatted(handOver.number()),
                handOver.state().label());
    }

    /** Makes the files of the latest result and hands them over. */
    @Transactional
    public void handOver(long id, String note, Actor actor) {
        HandOver handOver = get(id);
        int year = handOver.year();
        years.lock(year);
        require(id, State.PREPARING);
        int revision = results.latestNumber(year);
        byte[] workbook = files.workbook(year);
        byte[] data = files.data(year);
        rows.update(
                """
                update hand_over set state = :state, revision = :revision, workbook = :workbook, workbook_sha256 = :workbookHash,
                  data = :data, data_sha256 = :dataHash, note = :note, handed_by = :by, handed_at = :at
                where id = :id
                """,
                State.HANDED_OVER,
                revision,
                workbook,
                sha256(workbook),
                data,
                sha256(data),
                note,
                actor.userId(),
                LocalDateTime.now(clock),
                id);
        log.record(
                actor,
                Operation.of("移交考核结果", year, "移交%d".formatted(handOver.number()))
                        .to("第%d号考核结果，工作簿 %s，数据 %s".formatted(revision, sha256(workbook), sha256(data)))
                        .because(note));
    }

    @Transactional
    public void received(long id, String note, Actor actor) {
        HandOver handOver = get(id);
        int received =
                rows.update("""
                        update hand_over set state = :state, received_by = :by, received_at = :at, receipt_note = :note
                        where id = :id and state = :handedOver
                        """, State.RECEIVED, actor.userId(), LocalDateTime.now(clock), note, id, State.HANDED_OVER);
        if (received == 0) {
            require(id, State.HANDED_OVER);
        }
        log.record(
                actor,
                Operation.of("签收考核结果", handOver.year(), "移交%d".formatted(handOver.number()))
                        .because(note));
    }

    public HandOver get(long id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("No hand-over " + id));
    }

    public Optional<HandOver> find(long id) {
        return rows.find(HandOver.class, "select * from hand_over where id = :id", id);
    }

    /** Every hand-over of a year by number. */
    public List<HandOver> all(int year) {
        return rows.list(HandOver.class, "select * from hand_over where assessment_year = :year order by number", year);
    }

    /**
     * Writes the file as it was handed over.
     *
     * @return false before that
     */
    @Transactional(readOnly = true)
    public boolean copy(long id, File file, OutputStream out) {
        // A stream, so that no file has to fit into memory.
        return jdbc.sql("select " + file.column + " from hand_over where id = :id and state <> :preparing")
                .param("id", id)
                .param("preparing", State.PREPARING.name())
                .query((rs, i) -> {
                    try (InputStream content = rs.getBinaryStream(1)) {
                        content.transferTo(out);
                        return true;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .optional()
                .orElse(false);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
