package cn.healthylishui.assessment.figure.process;

import static cn.healthylishui.assessment.column.Width.L;
import static cn.healthylishui.assessment.column.Width.M;

import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.SourceKind;
import cn.healthylishui.assessment.scorecard.ItemSheet;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.scorecard.ProvenanceCells;
import cn.healthylishui.assessment.taskform.Draft;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Field.Reading;
import cn.healthylishui.assessment.taskform.FormContent.Input;
import cn.healthylishui.assessment.taskform.FormContent.Problem;
import cn.healthylishui.assessment.taskform.Table;
import cn.healthylishui.assessment.taskform.Table.Filled;
import cn.healthylishui.assessment.taskform.Typed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 数据出处和佐证材料: what official figures rest on, told once an indicator and the same for all districts (办法四(一)). */
public final class ProofSheet {

    public static final String EVIDENCE = "evidence";
    /** Of the kinds, each indicator offers its own and the unit's record. */
    public static final Field<SourceKind> KIND = Field.choice("kind", "数据来源", M, SourceKind.values(), SourceKind::label)
            .offering(List.of())
            .help("拿不到文件的选“单位记录”，采用时排在现场核查后面。");

    public static final Field<List<String>> FILES = Field.files("材料", L);

    private ProofSheet() {}

    /**
     * What the figures of an indicator rest on.
     *
     * @param given whether any of its figures that are asked for has a value
     * @param settled whether one of these is more than provisional
     * @param provenance what was said of it before; null where nothing was
     * @param files those that were handed in before
     */
    record Proof(
            Indicator indicator,
            boolean open,
            boolean given,
            boolean settled,
            @Nullable Provenance provenance,
            List<String> files) {

        String code() {
            return indicator.code();
        }

        String named() {
            return indicator.evidence() == null ? "证明数据来源的材料" : indicator.evidence();
        }

        /** The published table fixes the kind; what is not of that kind is the unit's own record. */
        boolean authority(Typed typed) {
            return indicator.authoritative() && typed.is(KIND, indicator.sourceKind());
        }

        /** Whether the document has to be named, which a figure that stands for the time being has not. */
        boolean proves(Typed typed) {
            return settled && authority(typed);
        }

        Provenance provenance(Typed typed) {
            return authority(typed)
                    ? new Provenance(
                            indicator.sourceKind(),
                            typed.text(ProvenanceCells.BODY).strip(),
                            typed.text(ProvenanceCells.DOCUMENT).strip())
                    : Provenance.OWN_RECORD;
        }
    }

    static Filled<Proof> read(List<Proof> proofs, Draft draft) {
        Table<Proof> table = Table.<Proof>of(EVIDENCE, "数据出处和佐证材料", Proof::code)
                .hint("每项指标填一次，对本表中这项指标的全部数据有效。写明出具单位、文件并附材料的，经市健康丽水办确认后排在现场核查前面；暂用数据除外。")
                .lockedWhere(proof -> !proof.open())
                .shows("name", "指标", L, proof -> ItemSheet.title(proof.indicator()))
                .shows("asked", "材料要求", L, ProofSheet::askedFor);
        if (proofs.stream().anyMatch(proof -> proof.indicator().authoritative())) {
            table.asks(KIND, ProofSheet::kind)
                    .input(KIND, proof -> kinds(proof.indicator()))
                    .reads(KIND, (proof, typed) -> kind(proof.indicator(), typed));
            ProvenanceCells.asked(table, "上级单位、统计年鉴、第三方和其他考核的数据必填。", Proof::provenance, Proof::authority)
                    .rules((proof, typed) ->
                            proof.proves(typed) ? ProvenanceCells.problems(proof.indicator(), typed) : List.of());
        }
        return table.asks(FILES, proof -> FILES.written(proof.files()))
                .rule(ProofSheet::unproven)
                .read(proofs, draft);
    }

    private static String askedFor(Proof proof, Typed typed) {
        return proof.indicator().evidenceRequired() || proof.authority(typed)
                ? proof.named()
                : proof.named() + "（有则上传）";
    }

    private static String kind(Proof proof) {
        SourceKind kind = proof.provenance() == null
                ? proof.indicator().sourceKind()
                : proof.provenance().kind();
        return proof.indicator().authoritative() ? kind.name() : kind.label();
    }

    private static Stream<SourceKind> offered(Indicator indicator) {
        return Stream.of(indicator.sourceKind(), SourceKind.UNIT_RECORD);
    }

    private static Input kinds(Indicator indicator) {
        return indicator.authoritative()
                ? Input.choice(offered(indicator)
                        .map(kind -> new Option(kind.name(), kind.label()))
                        .toList())
                : Input.NOTHING;
    }

    private static Reading<SourceKind> kind(Indicator indicator, String typed) {
        return offered(indicator)
                .filter(kind -> kind.name().equals(typed))
                .findFirst()
                .map(Reading::of)
                .orElseGet(() -> Reading.wrong("指标表规定这项指标的数据来源是“%s”，不能填成别的；没有文件的选“单位记录”。"
                        .formatted(indicator.sourceKind().label())));
    }

    private static Optional<Problem> unproven(Proof proof, Typed typed) {
        boolean asked =
                proof.proves(typed) || proof.given() && proof.indicator().evidenceRequired();
        return asked && typed.get(FILES).isEmpty()
                ? Optional.of(FILES.problem("缺少材料：%s。".formatted(proof.named())))
                : Optional.empty();
    }
}
