package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.year.SourceRank;
import java.time.LocalDateTime;
import java.util.Optional;

/** 一条填报记录: who said what about one item of one object, when. Never changed; a later one takes its place. */
public record Entry(
        long id,
        String object,
        String indicator,
        EntrySource source,
        Answer answer,
        String office,
        String enteredBy,
        LocalDateTime enteredAt) {

    /** What would be entered, for the book to show what would come of it; it is stored nowhere. */
    public static Entry typed(String object, String indicator, EntrySource source, Answer answer, String office) {
        return new Entry(0, object, indicator, source, answer, office, Actor.SYSTEM.userId(), LocalDateTime.MIN);
    }

    /** The same entry saying something more. */
    Entry with(Answer other) {
        return new Entry(id, object, indicator, source, other, office, enteredBy, enteredAt);
    }

    /**
     * The step on which it stands, wherever a year's order puts that; empty for one reviewer's word among several. An official figure
     * is more than its unit's own record only with the body that gave it out, the document and its file, and not for the time being.
     */
    public Optional<SourceRank> rank(Indicator item) {
        return switch (source) {
            case DECIDED -> Optional.of(SourceRank.DECIDED);
            case OFFICIAL -> Optional.of(isAuthority(item) ? SourceRank.AUTHORITY : SourceRank.UNIT_RECORD);
            case VERIFIED -> Optional.of(SourceRank.VERIFIED);
            case REVIEWED -> Optional.empty();
            case REPORTED -> Optional.of(SourceRank.REPORTED);
        };
    }

    private boolean isAuthority(Indicator item) {
        Provenance provenance = answer.provenance();
        return item.authoritative()
                && !answer.provisional()
                && !answer.evidence().isEmpty()
                && provenance != null
                && provenance.isAuthority();
    }
}
