package cn.healthylishui.assessment.reporting.web;

import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.publicity.Circulations;
import cn.healthylishui.assessment.publicity.Circulations.Circulation;
import cn.healthylishui.assessment.publicity.Circulations.Pending;
import cn.healthylishui.assessment.publicity.Notices;
import cn.healthylishui.assessment.publicity.Notices.Notice;
import cn.healthylishui.assessment.publicity.Notices.Posted;
import cn.healthylishui.assessment.reading.ReadingRights;
import cn.healthylishui.assessment.reporting.Times;
import cn.healthylishui.assessment.result.Results;
import cn.healthylishui.assessment.result.Results.ObjectLine;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearTownship;
import cn.healthylishui.assessment.year.YearUnit;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 公开的内容: what everybody may read of a year: the notices posted, the circulars, and the results these have told (办法六(二)). */
@Component
class Published {

    /** @param withdrawnBy the number of the result that took the object down; null while it stands */
    record NamedObject(String name, @Nullable Integer withdrawnBy) {}

    /** Those of a notice under one heading: the districts, the townships of one of them, or the municipal units. */
    record Group(String heading, List<NamedObject> objects) {}

    /**
     * @param until the last day of the period in words; null where it had none
     * @param running whether one can still object
     */
    record NoticeView(
            int number,
            int revision,
            String postedAt,
            @Nullable String until,
            boolean running,
            String body,
            List<Group> groups) {}

    record CircularView(int number, int revision, String circulatedAt, String body) {}

    /** @param revision the result by which everybody was told */
    record Told(int revision, ObjectLine object) {}

    /** Where an object stands in a list, and what it is called there. */
    private record Place(String heading, String name) {}

    private final Clock clock;
    private final YearRoster roster;
    private final Results results;
    private final Notices notices;
    private final Circulations circulations;

    Published(Clock clock, YearRoster roster, Results results, Notices notices, Circulations circulations) {
        this.clock = clock;
        this.roster = roster;
        this.results = results;
        this.notices = notices;
        this.circulations = circulations;
    }

    boolean hasNotices(int year) {
        return notices.states().getOrDefault(year, Set.of()).stream().anyMatch(ReadingRights::isOpen);
    }

    boolean hasResults(int year) {
        return circulations.states().getOrDefault(year, Set.of()).stream().anyMatch(ReadingRights::isOpen);
    }

    /** The latest first. */
    List<NoticeView> notices(int year) {
        List<Notice> open = notices.all(year).stream()
                .filter(notice -> ReadingRights.isOpen(notice.state()))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        Map<String, Place> places = places(year);
        List<NoticeView> views = new ArrayList<>();
        open.forEach(notice -> views.add(0, view(notice, places)));
        return views;
    }

    Optional<Notice> notice(int year, int number) {
        return notices.all(year).stream()
                .filter(notice -> notice.number() == number && ReadingRights.isOpen(notice.state()))
                .findFirst();
    }

    private NoticeView view(Notice notice, Map<String, Place> places) {
        LocalDateTime postedAt = Objects.requireNonNull(notice.postedAt());
        LocalDate endsOn = Objects.requireNonNull(notice.endsOn());
        Map<String, List<NamedObject>> objects = new LinkedHashMap<>();
        Map<String, Posted> posted =
                notices.posted(notice).stream().collect(Collectors.toMap(Posted::code, object -> object));
        places.forEach((code, place) -> {
            Posted object = posted.get(code);
            if (object != null) {
                objects.computeIfAbsent(place.heading(), heading -> new ArrayList<>())
                        .add(new NamedObject(place.name(), object.withdrawnRevision()));
            }
        });
        return new NoticeView(
                notice.number(),
                notice.revision(),
                Times.minute(postedAt),
                endsOn.isAfter(postedAt.toLocalDate()) ? WorkingDays.dateText(endsOn) : null,
                notice.runsOn(LocalDate.now(clock)),
                Objects.requireNonNullElse(notice.body(), ""),
                objects.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList());
    }

    /** By code; districts first, then townships by district, then municipal units. */
    private Map<String, Place> places(int year) {
        Map<String, Place> places = new LinkedHashMap<>();
        List<YearDistrict> districts = roster.districts(year);
        districts.forEach(district -> places.put(district.code(), new Place("县（市、区）和开发区", district.name())));
        Map<String, List<YearTownship>> townships = roster.townships(year);
        for (YearDistrict district : districts) {
            for (YearTownship township : townships.getOrDefault(district.code(), List.of())) {
                places.put(township.code(), new Place(district.name() + "的乡镇（街道）", township.name()));
            }
        }
        for (YearUnit unit : roster.units(year)) {
            places.put(unit.code(), new Place("市直单位", unit.name()));
        }
        return places;
    }

    /** The latest first. */
    List<CircularView> circulars(int year) {
        List<CircularView> views = new ArrayList<>();
        done(year)
                .forEach(circulation -> views.add(
                        0,
                        new CircularView(
                                circulation.number(),
                                Objects.requireNonNull(circulation.revision()),
                                Times.minute(Objects.requireNonNull(circulation.circulatedAt())),
                                Objects.requireNonNullElse(circulation.body(), ""))));
        return views;
    }

    Optional<Circulation> circular(int year, int number) {
        return done(year).stream()
                .filter(circulation -> circulation.number() == number)
                .findFirst();
    }

    private List<Circulation> done(int year) {
        return circulations.all(year).stream()
                .filter(circulation -> ReadingRights.isOpen(circulation.state()))
                .toList();
    }

    /** The results that everybody has been told, in no order. */
    List<ObjectLine> results(int year) {
        return List.copyOf(circulations.told(year).values());
    }

    /** What everybody was told last of one object. */
    Optional<Told> result(int year, String code) {
        return done(year).stream()
                .filter(circulation -> circulations.objects(circulation).contains(code))
                .reduce((earlier, later) -> later)
                .map(circulation -> Objects.requireNonNull(circulation.revision()))
                .flatMap(revision -> results.object(year, revision, code).map(object -> new Told(revision, object)));
    }

    /** Whether everybody has been told all there is by the latest result. */
    boolean isComplete(int year) {
        if (results.latest(year).isEmpty()) {
            return true;
        }
        Pending pending = circulations.pending(year);
        return pending.due().isEmpty() && pending.held().isEmpty();
    }
}
