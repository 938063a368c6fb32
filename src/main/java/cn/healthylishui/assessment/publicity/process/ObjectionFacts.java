package cn.healthylishui.assessment.publicity.process;

import cn.healthylishui.assessment.column.Width;
import cn.healthylishui.assessment.indicator.IndicatorTables;
import cn.healthylishui.assessment.publicity.Objections;
import cn.healthylishui.assessment.publicity.Objections.Objection;
import cn.healthylishui.assessment.publicity.Objections.Stage;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.FormContent.Section;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.year.YearRoster;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** 异议情况: what whoever works on an objection has before them, the same at every step. */
@Component
class ObjectionFacts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    private final Objections objections;
    private final Results results;
    private final IndicatorTables tables;
    private final YearRoster roster;

    ObjectionFacts(Objections objections, Results results, IndicatorTables tables, YearRoster roster) {
        this.objections = objections;
        this.results = results;
        this.tables = tables;
        this.roster = roster;
    }

    String itemName(Objection objection) {
        return objection.indicator() == null
                ? "整体结果"
                : objection.indicator()
                        + " "
                        + tables.ofObject(objection.year(), objection.object())
                                .indicator(objection.indicator())
                                .name();
    }

    /** @param files what was handed in with it */
    private record Said(String key, String what, String text, List<String> files) {

        Said(String key, String what, String text) {
            this(key, what, text, List.of());
        }
    }

    Section section(Objection objection) {
        List<Said> said = new ArrayList<>();
        said.add(new Said("receipt", "受理编号", objection.receipt()));
        said.add(new Said("by", "提出人", objection.objector() + (objection.fromPublic() ? "（社会公众）" : "")));
        said.add(new Said("contact", "联系方式", objection.contact()));
        said.add(new Said("at", "提出时间", TIME.format(objection.filedAt())));
        said.add(new Said(
                "object", "异议对象", roster.fullName(objection.year(), objection.object()) + "，" + result(objection)));
        said.add(new Said("item", "异议事项", itemName(objection)));
        score(objection).ifPresent(said::add);
        said.add(new Said("content", "事实和理由", objection.content(), objections.evidence(objection.id(), Stage.FILED)));
        if (objection.investigation() != null) {
            said.add(new Said(
                    "investigation",
                    "调查情况",
                    objection.investigation(),
                    objections.evidence(objection.id(), Stage.INVESTIGATED)));
        }
        if (objection.decisionReason() != null) {
            said.add(new Said("decision", "决定", objection.state().label() + "。" + objection.decisionReason()));
        }
        return Table.of("objection", "异议情况", Said::key)
                .shows("what", "事项", Width.S, Said::what)
                .shows("text", "内容", Width.L, Said::text)
                .showsFiles(Draft.FILES, "材料", Width.M, Said::files)
                .section(said);
    }

    private String result(Objection objection) {
        return results.object(objection.year(), results.latestNumber(objection.year()), objection.object())
                .map(line -> "%s分，%s（%s）".formatted(line.score(), line.grade().label(), line.gradeReason()))
                .orElse("");
    }

    /** How the item was scored, in the words of the result. */
    private Optional<Said> score(Objection objection) {
        return results.items(objection.year(), results.latestNumber(objection.year()), objection.object()).stream()
                .filter(item -> item.indicator().code().equals(objection.indicator()))
                .findFirst()
                .map(item -> new Said(
                        "score",
                        "现在的得分",
                        "满分%s分，得%s分。%s"
                                .formatted(item.score().maximum(), item.score().points(), item.explanation())));
    }
}
