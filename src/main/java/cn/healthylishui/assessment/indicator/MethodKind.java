package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.scoring.Checklist;
import cn.healthylishui.assessment.scoring.Deduction;
import cn.healthylishui.assessment.scoring.Judged;
import cn.healthylishui.assessment.scoring.Method;
import cn.healthylishui.assessment.scoring.MustPass;
import cn.healthylishui.assessment.scoring.Proportional;
import cn.healthylishui.assessment.scoring.ReachTarget;
import cn.healthylishui.assessment.scoring.Reference;
import cn.healthylishui.assessment.scoring.ReferenceBasis;
import cn.healthylishui.assessment.scoring.ReviewedList;
import cn.healthylishui.assessment.scoring.TakenOver;
import cn.healthylishui.assessment.scoring.Tiers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 评分方法 by name: as a table keeps it and as people read it. */
public enum MethodKind {
    REACH_TARGET("达标得分", ReachTarget.class),
    PROPORTIONAL("按比例得分", Proportional.class),
    TIERS("分档得分", Tiers.class),
    DEDUCTION("扣分", Deduction.class),
    CHECKLIST("清单得分", Checklist.class),
    REFERENCE("与参照值比较", Reference.class),
    JUDGED("评判得分", Judged.class),
    MUST_PASS("必备", MustPass.class),
    TAKEN_OVER("直接采用", TakenOver.class),
    REVIEWED_LIST("本地清单得分", ReviewedList.class);

    private final String label;
    private final Class<? extends Method> method;

    MethodKind(String label, Class<? extends Method> method) {
        this.label = label;
        this.method = method;
    }

    public String label() {
        return label;
    }

    public static MethodKind of(Method method) {
        return Arrays.stream(values())
                .filter(kind -> kind.method.isInstance(method))
                .findFirst()
                .orElseThrow();
    }

    /** The method with its parameters, as it is read: 按比例得分：目标值81，起评值77. */
    public static String words(Method method) {
        return of(method).label() + "：" + parameters(method);
    }

    private static String parameters(Method method) {
        if (method instanceof ReachTarget m) {
            return m.comparison().sign() + plain(m.target());
        } else if (method instanceof Proportional m) {
            return "目标值%s，起评值%s".formatted(plain(m.target()), plain(m.floor()));
        } else if (method instanceof Tiers m) {
            return m.tiers().stream()
                    .map(tier -> "%s%s得%s%%"
                            .formatted(
                                    m.comparison().sign(),
                                    plain(tier.bound()),
                                    plain(tier.share().movePointRight(2))))
                    .collect(Collectors.joining("；"));
        } else if (method instanceof Deduction m) {
            return "每次扣%s分".formatted(plain(m.perOccurrence()));
        } else if (method instanceof Checklist m) {
            return IntStream.range(0, m.items().size())
                    .mapToObj(i -> (i + 1) + ". " + m.items().get(i))
                    .collect(Collectors.joining("；"));
        } else if (method instanceof Reference m) {
            return "%s%s，%s，满分线%s%%，零分线%s%%"
                    .formatted(
                            m.reference().words(),
                            basis(m.basis()),
                            m.better().words(),
                            plain(m.fullAt()),
                            plain(m.zeroAt()));
        } else if (method instanceof Judged m) {
            return m.guidance();
        } else if (method instanceof MustPass m) {
            return m.comparison().sign() + plain(m.target());
        } else if (method instanceof TakenOver m) {
            return "%s，原满分%s".formatted(m.from(), plain(m.fullMark()));
        } else if (method instanceof ReviewedList) {
            return "按当地清单各项的加权完成率";
        }
        throw new IllegalArgumentException("No words for " + method);
    }

    /** What the table says of the reference beyond its kind, in brackets; nothing where it says nothing. */
    public static String basis(ReferenceBasis basis) {
        List<String> said = new ArrayList<>();
        if (basis.official()) {
            said.add("有官方数");
        }
        if (basis.countiesOnly()) {
            said.add("只算县（市、区）");
        }
        if (basis.parts() != null) {
            said.add(ReferenceText.of(basis.parts()));
        }
        if (!basis.targets().isEmpty()) {
            said.add(ReferenceText.of(basis.targets()));
        }
        return said.isEmpty() ? "" : "（" + String.join("，", said) + "）";
    }

    /** Without trailing zeros and exponents. */
    static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
