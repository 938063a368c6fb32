package cn.healthylishui.assessment.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a file of {@link LogExport} by nothing but itself, and by hashes noted elsewhere. */
final class ExportCheck {

    /**
     * What was found.
     *
     * @param hidden how many fields are there as their hash alone
     * @param bare how many entries are: removed, or not for whoever exported
     * @param faults in words
     */
    record Result(long first, long last, String hash, long lines, long hidden, long bare, List<String> faults) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FAULTS_TOLD = 100;

    private final List<String> faults = new ArrayList<>();
    private final LogHashes.OldLog old = new LogHashes.OldLog();
    private long lines;
    private long hidden;
    private long bare;
    private long first;
    private long last;
    private String hash = "";

    private ExportCheck() {}

    static Result check(BufferedReader file, Collection<String> anchors) throws IOException {
        ExportCheck check = new ExportCheck();
        check.read(file, new HashSet<>(anchors));
        return new Result(
                check.first, check.last, check.hash, check.lines, check.hidden, check.bare, List.copyOf(check.faults));
    }

    private void read(BufferedReader file, Set<String> anchors) throws IOException {
        JsonNode head = json(file.readLine());
        if (head == null
                || !head.path("format").asText().equals(LogExport.FORMAT)
                || head.path("version").asInt() != 1) {
            fault("这不是操作日志的校验文件：第一行对不上");
            return;
        }
        first = head.path("first").asLong();
        long end = head.path("last").asLong();
        last = first - 1;
        for (String text = file.readLine(); text != null; text = file.readLine()) {
            JsonNode line = json(text);
            if (line == null) {
                fault("第%d号后面的一行读不出来".formatted(last));
                continue;
            }
            JsonNode before = line.path("old");
            if (before.isObject()) {
                old.add(field -> before.path(field.key()).isNull()
                        ? null
                        : before.path(field.key()).asText());
                continue;
            }
            link(line);
            anchors.remove(hash);
            lines++;
        }
        if (last != end) {
            fault("文件应到第%d号，实际到第%d号".formatted(end, last));
        }
        anchors.forEach(missing -> fault("文件里没有校验值%s".formatted(missing)));
    }

    private void link(JsonNode line) {
        long number = line.path("number").asLong();
        if (number != last + 1) {
            fault("第%d号之后是第%d号，中间缺号或次序被调换".formatted(last, number));
        }
        String previous = line.path("previous").asText();
        if (number == 1 ? !previous.equals(LogHashes.NOTHING) : lines > 0 && !previous.equals(hash)) {
            fault("第%d号没有接上前一号".formatted(number));
        }
        String entry = entryHash(line, number);
        String stated = line.path("hash").asText();
        LocalDate on = day(line.path("sealedOn").asText());
        if (entry == null
                || on == null
                || !LogHashes.seal(number, on, entry, previous).equals(stated)) {
            fault("第%d号的内容与校验值不符".formatted(number));
        }
        last = number;
        hash = stated;
    }

    private @Nullable String entryHash(JsonNode line, long number) {
        JsonNode sum = line.path("oldLog");
        if (number == 1 && sum.isObject()) {
            long count = sum.path("count").asLong();
            String stated = sum.path("hash").asText();
            if (old.count() > 0 && (old.count() != count || !old.hash().equals(stated))) {
                fault("启用封存以前的记录被改动");
            }
            return LogHashes.oldLog(count, stated);
        }
        JsonNode fields = line.path("fields");
        if (!fields.isObject()) {
            bare++;
            return line.path("entryHash").asText();
        }
        List<String> hashes = new ArrayList<>();
        for (LogField field : LogField.values()) {
            JsonNode one = fields.path(field.key());
            if (one.has("salt")) {
                JsonNode value = one.path("value");
                hashes.add(LogHashes.field(field, one.path("salt").asText(), value.isNull() ? null : value.asText()));
            } else if (one.has("hash")) {
                hidden++;
                hashes.add(one.path("hash").asText());
            } else {
                return null;
            }
        }
        return LogHashes.entry(hashes);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    private static @Nullable JsonNode json(@Nullable String line) {
        try {
            return line == null ? null : JSON.readTree(line);
        } catch (IOException notJson) {
            return null;
        }
    }

    private void fault(String words) {
        if (faults.size() < FAULTS_TOLD) {
            faults.add(words);
        }
    }
}
