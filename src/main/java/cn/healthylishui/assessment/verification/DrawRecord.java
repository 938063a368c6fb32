package cn.healthylishui.assessment.verification;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 抽签记录 of one district in one year: what is published at the start, and once drawn all that is needed to repeat the draw.
 *
 * @param commitment the SHA-256 of the seed, published before the county names its text
 * @param countyText the county's own text; null until it has been given
 * @param publishedSeed the seed as lower-case hex; null until drawn
 * @param order all townships in the order of the draw; empty until drawn
 */
public record DrawRecord(
        int year,
        String district,
        int sampleSize,
        String commitment,
        LocalDateTime publishedAt,
        @Nullable String countyText,
        @Nullable LocalDateTime drawnAt,
        @Nullable String publishedSeed,
        List<Place> order) {

    /** @param drawn whether the township is among the first ones, which are checked on site */
    public record Place(String township, int rank, String hmac, boolean drawn) {}

    public boolean isDrawn() {
        return drawnAt != null;
    }

    /** The townships to be checked, in the order of the draw. */
    public List<String> drawnTownships() {
        return order.stream().filter(Place::drawn).map(Place::township).toList();
    }
}
