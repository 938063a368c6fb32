package cn.healthylishui.assessment.adjustment;

import cn.healthylishui.assessment.adjustment.Adjustment.ChosenDraft;
import cn.healthylishui.assessment.indicator.TableKind;

/** The columns that keep a {@link ChosenDraft}, of an adjustment and of a hearing. */
record DraftRow(TableKind appliesTo, long tableId, long baseId) {

    static DraftRow of(ChosenDraft chosen) {
        return new DraftRow(chosen.table(), chosen.draft(), chosen.base());
    }

    ChosenDraft chosen() {
        return new ChosenDraft(appliesTo, tableId, baseId);
    }
}
