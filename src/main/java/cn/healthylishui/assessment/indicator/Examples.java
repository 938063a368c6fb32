package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.organization.ReferenceData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packaged tables: the sources give no weights, so these are ours and marked 示例. */
final class Examples {

    private static final Map<TableKind, String> FILES = Map.of(
            TableKind.COUNTY, "indicators-county",
            TableKind.ZONE, "indicators-zone",
            TableKind.TOWNSHIP, "indicators-township");

    private Examples() {}

    static List<Indicator> of(TableKind kind) {
        List<Map<String, String>> lines = ReferenceData.read("reference/%s.csv".formatted(FILES.get(kind)));
        List<Indicator> indicators = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            indicators.add(indicator(i + 1, lines.get(i)));
        }
        return indicators;
    }

    private static Indicator indicator(int seq, Map<String, String> line) {
        return new Indicator(
                text(line, "code"),
                seq,
                text(line, "name"),
                text(line, "field"),
                optional(line, "content"),
                TableStore.parents(text(line, "applies_to")),
                flag(line, "must_pass"),
                new BigDecimal(text(line, "points")).setScale(2),
                text(line, "unit_of_measure"),
                text(line, "direction"),
                Methods.read(text(line, "method"), text(line, "parameters")),
                SourceKind.valueOf(text(line, "source_kind")),
                text(line, "owner"),
                flag(line, "key"),
                flag(line, "evidence_required"),
                optional(line, "evidence"),
                text(line, "criterion"),
                optional(line, "stage_target"),
                flag(line, "not_applicable_allowed"),
                optional(line, "data_source"),
                text(line, "confidence"));
    }

    private static boolean flag(Map<String, String> line, String header) {
        return Boolean.parseBoolean(text(line, header));
    }

    private static @Nullable String optional(Map<String, String> line, String header) {
        String text = text(line, header);
        return text.isEmpty() ? null : text;
    }

    private static String text(Map<String, String> line, String header) {
        String text = line.get(header);
        if (text == null) {
            throw new IllegalStateException("The packaged tables have no column " + header);
        }
        return text;
    }
}
