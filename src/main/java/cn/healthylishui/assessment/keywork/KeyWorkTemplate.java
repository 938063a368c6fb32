package cn.healthylishui.assessment.keywork;

import cn.healthylishui.assessment.keywork.KeyTask.Group;
import cn.healthylishui.assessment.keywork.KeyTask.Target;
import cn.healthylishui.assessment.organization.Collective;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.ReferenceData;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 2021年健康丽水建设工作要点: the packaged key work, by which the first batch of a year can begin. */
@Component
public class KeyWorkTemplate {

    public static final String TITLE = "2021年健康丽水建设工作要点";
    public static final String DOCUMENT_NUMBER = "丽政办发〔2021〕58号";
    public static final LocalDate ISSUED_ON = LocalDate.of(2021, 10, 20);

    /** @param lead the lead as the source names it, empty where nobody leads; units likewise, with 、 between them */
    public record Line(
            String code,
            String chapter,
            String section,
            String body,
            Responsibility form,
            String lead,
            String units,
            List<Target> targets,
            List<Group> groups) {}

    private final List<Line> lines;

    KeyWorkTemplate(Organization organization) {
        Map<String, List<Map<String, String>>> units = byTask("units");
        Map<String, List<Map<String, String>>> targets = byTask("targets");
        Map<String, List<Map<String, String>>> groups = byTask("groups");
        this.lines = ReferenceData.read("reference/key-tasks-2021.csv").stream()
                .map(line -> {
                    String code = cell(line, "code");
                    return new Line(
                            code,
                            cell(line, "chapter"),
                            cell(line, "section"),
                            cell(line, "text"),
                            Responsibility.valueOf(cell(line, "form")),
                            names(units.getOrDefault(code, List.of()), true, organization),
                            names(units.getOrDefault(code, List.of()), false, organization),
                            targets.getOrDefault(code, List.of()).stream()
                                    .map(target -> new Target(
                                            Integer.parseInt(cell(target, "seq")),
                                            cell(target, "text"),
                                            cell(target, "comparator"),
                                            cell(target, "value"),
                                            cell(target, "unit_of_measure"),
                                            optional(target, "baseline"),
                                            optional(target, "reporter")))
                                    .toList(),
                            groups.getOrDefault(code, List.of()).stream()
                                    .map(group ->
                                            new Group(Integer.parseInt(cell(group, "group")), optional(group, "note")))
                                    .toList());
                })
                .toList();
    }

    /** In the order of the document. */
    public List<Line> lines() {
        return lines;
    }

    private static Map<String, List<Map<String, String>>> byTask(String file) {
        return ReferenceData.read("reference/key-task-%s-2021.csv".formatted(file)).stream()
                .collect(Collectors.groupingBy(line -> cell(line, "task")));
    }

    private static String names(List<Map<String, String>> units, boolean lead, Organization organization) {
        return units.stream()
                .filter(unit -> cell(unit, "role").equals("LEAD") == lead)
                .map(unit -> organization.collectives().stream()
                        .filter(collective -> collective.code().equals(cell(unit, "collective")))
                        .map(Collective::name)
                        .findFirst()
                        .orElse(cell(unit, "source_name")))
                .collect(Collectors.joining("、"));
    }

    private static @Nullable String optional(Map<String, String> line, String header) {
        String text = cell(line, header);
        return text.isEmpty() ? null : text;
    }

    private static String cell(Map<String, String> line, String header) {
        return line.getOrDefault(header, "");
    }
}
