package cn.healthylishui.assessment.scorecard;

import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 同类考核对象: who is scored by the same order of sources and compared with each other.
 *
 * @param district whose townships; null for the other kinds
 */
public record PeerGroup(Kind kind, @Nullable String district) {

    public enum Kind {
        DISTRICTS,
        TOWNSHIPS,
        UNITS
    }

    public static final PeerGroup DISTRICTS = new PeerGroup(Kind.DISTRICTS, null);
    public static final PeerGroup UNITS = new PeerGroup(Kind.UNITS, null);

    public static PeerGroup townshipsOf(String district) {
        return new PeerGroup(Kind.TOWNSHIPS, district);
    }

    String ofDistrict() {
        if (district == null) {
            throw new IllegalStateException("No townships: " + this);
        }
        return district;
    }

    List<String> codes(int year, YearRoster roster) {
        return switch (kind) {
            case DISTRICTS ->
                roster.districts(year).stream().map(YearDistrict::code).toList();
            case TOWNSHIPS ->
                roster.townships(year, ofDistrict()).stream()
                        .map(YearTownship::code)
                        .toList();
            case UNITS ->
                roster.assessedUnits(year).stream().map(YearUnit::code).toList();
        };
    }
}
