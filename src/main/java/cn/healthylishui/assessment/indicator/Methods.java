package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.scoring.Better;
import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.stream.StreamSupport;

/** Reads a scoring method from its name and parameters in an indicator table. */
final class Methods {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Methods() {}

    /** @throws IllegalArgumentException where the parameters are impossible, in Chinese */
    static Method read(String name, String parameters) {
        JsonNode p = json(parameters);
        return switch (name) {
            case "REACH_TARGET" -> new ReachTarget(comparison(p), number(p, "target"));
            case "PROPORTIONAL" -> new Proportional(number(p, "target"), number(p, "floor"));
            case "TIERS" ->
                new Tiers(
                        comparison(p),
                        StreamSupport.stream(p.path("tiers").spliterator(), false)
                                .map(tier -> new Tiers.Tier(number(tier, "bound"), number(tier, "share")))
                                .toList());
            case "DEDUCTION" -> new Deduction(number(p, "perOccurrence"));
            case "CHECKLIST" ->
                new Checklist(StreamSupport.stream(p.path("items").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
            case "REFERENCE" ->
                new Reference(
                        ReferenceKind.valueOf(text(p, "reference")),
                        Better.valueOf(text(p, "better")),
                        number(p, "fullAt"),
                        number(p, "zeroAt"));
            case "JUDGED" -> new Judged(text(p, "guidance"));
            case "MUST_PASS" -> new MustPass(comparison(p), number(p, "target"));
            case "TAKEN_OVER" -> new TakenOver(text(p, "from"), number(p, "fullMark"));
            default -> throw new IllegalArgumentException("没有名为“%s”的评分方法。".formatted(name));
        };
    }

    private static JsonNode json(String parameters) {
        try {
            return JSON.readTree(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("评分参数不是正确的 JSON：" + parameters, e);
        }
    }

    private static Comparison comparison(JsonNode parameters) {
        return Comparison.of(text(parameters, "comparison"));
    }

    private static BigDecimal number(JsonNode parameters, String name) {
        return new BigDecimal(text(parameters, name));
    }

    private static String text(JsonNode parameters, String name) {
        if (!parameters.hasNonNull(name)) {
            throw new IllegalArgumentException("评分参数缺少“%s”。".formatted(name));
        }
        return parameters.path(name).asText();
    }
}
