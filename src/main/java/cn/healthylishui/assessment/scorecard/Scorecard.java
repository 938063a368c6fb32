package cn.healthylishui.assessment.scorecard;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 一个考核对象的填报情况: the latest entry of each source, item by item. */
public record Scorecard(Map<String, Map<EntrySource, Entry>> entries) {

    public static final Scorecard EMPTY = new Scorecard(Map.of());

    public @Nullable Entry of(String indicator, EntrySource source) {
        return entries.getOrDefault(indicator, Map.of()).get(source);
    }

    /** Whether nothing on it is of any other source. */
    boolean isOf(Set<EntrySource> sources) {
        return entries.values().stream().allMatch(ofItem -> sources.containsAll(ofItem.keySet()));
    }

    /** The card with one entry more, as the latest of its source. */
    Scorecard with(Entry entry) {
        Map<String, Map<EntrySource, Entry>> more = new HashMap<>(entries);
        Map<EntrySource, Entry> sources = new EnumMap<>(EntrySource.class);
        sources.putAll(entries.getOrDefault(entry.indicator(), Map.of()));
        sources.put(entry.source(), entry);
        more.put(entry.indicator(), sources);
        return new Scorecard(more);
    }

    /** The entry's words in brackets of its own kind; for views that set the sources side by side. */
    public @Nullable Answer answer(String indicator, EntrySource source) {
        Entry entry = of(indicator, source);
        return entry == null ? null : entry.answer();
    }
}
