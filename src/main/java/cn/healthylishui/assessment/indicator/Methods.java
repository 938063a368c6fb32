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
import cn.healthylishui.assessment.scoring.ReferenceBasis;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Parts;
import cn.healthylishui.assessment.scoring.ReferenceBasis.Target;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.stream.StreamSupport;

/** Scoring methods by the name and parameters that an indicator table keeps them under. */
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
                        number(p, "zeroAt"),
                        basis(p));
            case "JUDGED" -> new Judged(text(p, "guidance"));
            case "MUST_PASS" -> new MustPass(comparison(p), number(p, "target"));
            case "TAKEN_OVER" -> new TakenOver(text(p, "from"), number(p, "fullMark"));
            case "REVIEWED_LIST" -> new ReviewedList();
            default -> throw new IllegalArgumentException("没有名为“%s”的评分方法。".formatted(name));
        };
    }

    static String name(Method method) {
        return MethodKind.of(method).name();
    }

    static String parameters(Method method) {
        ObjectNode p = JSON.createObjectNode();
        if (method instanceof ReachTarget m) {
            p.put("comparison", m.comparison().symbol()).put("target", text(m.target()));
        } else if (method instanceof Proportional m) {
            p.put("target", text(m.target())).put("floor", text(m.floor()));
        } else if (method instanceof Tiers m) {
            p.put("comparison", m.comparison().symbol());
            ArrayNode tiers = p.putArray("tiers");
            m.tiers()
                    .forEach(tier ->
                            tiers.addObject().put("bound", text(tier.bound())).put("share", text(tier.share())));
        } else if (method instanceof Deduction m) {
            p.put("perOccurrence", text(m.perOccurrence()));
        } else if (method instanceof Checklist m) {
            ArrayNode items = p.putArray("items");
            m.items().forEach(items::add);
        } else if (method instanceof Reference m) {
            p.put("reference", m.reference().name())
                    .put("better", m.better().name())
                    .put("fullAt", text(m.fullAt()))
                    .put("zeroAt", text(m.zeroAt()));
            put(p, m.basis());
        } else if (method instanceof Judged m) {
            p.put("guidance", m.guidance());
        } else if (method instanceof MustPass m) {
            p.put("comparison", m.comparison().symbol()).put("target", text(m.target()));
        } else if (method instanceof TakenOver m) {
            p.put("from", m.from()).put("fullMark", text(m.fullMark()));
        }
        return p.toString();
    }

    /** Written only where it says something: the parameters of tables published before read, and are written, as they were. */
    private static void put(ObjectNode p, ReferenceBasis basis) {
        if (basis.official()) {
            p.put("official", true);
        }
        if (basis.countiesOnly()) {
            p.put("countiesOnly", true);
        }
        if (basis.parts() != null) {
            p.put("numerator", basis.parts().numerator())
                    .put("denominator", basis.parts().denominator());
        }
        if (!basis.targets().isEmpty()) {
            ArrayNode targets = p.putArray("targets");
            basis.targets().forEach(target -> targets.addObject()
                    .put("place", target.place())
                    .put("name", target.name())
                    .put("value", text(target.value())));
        }
    }

    private static ReferenceBasis basis(JsonNode p) {
        return new ReferenceBasis(
                p.path("official").asBoolean(),
                p.path("countiesOnly").asBoolean(),
                p.hasNonNull("numerator") ? new Parts(text(p, "numerator"), text(p, "denominator")) : null,
                StreamSupport.stream(p.path("targets").spliterator(), false)
                        .map(target -> new Target(text(target, "place"), text(target, "name"), number(target, "value")))
                        .toList());
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
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
