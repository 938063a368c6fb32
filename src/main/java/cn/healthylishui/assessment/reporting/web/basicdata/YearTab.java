package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.calendar.WorkingDays;
import cn.healthylishui.assessment.organization.BasicData;
import cn.healthylishui.assessment.taskform.Field;
import cn.healthylishui.assessment.taskform.Refused;
import cn.healthylishui.assessment.taskform.Table.Line;
import cn.healthylishui.assessment.taskform.TypedDate;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.DeadlineKind;
import cn.healthylishui.assessment.year.Deadlines;
import cn.healthylishui.assessment.year.YearDistrict;
import cn.healthylishui.assessment.year.YearRoster;
import cn.healthylishui.assessment.year.YearSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 年度参数和期限, of years that have not started; those of the others are shown. */
@Component
@Order(6)
class YearTab implements Tab {

    static final String KEY = "years";

    private static final String SETTING = "S";
    private static final String DEADLINE = "D";
    private static final String SAMPLE = "N";
    private static final Pattern LINE = Pattern.compile("(\\d{4})-([SDN])-(\\w{1,60})");

    private final AssessmentYears years;
    private final YearRoster roster;
    private final Deadlines deadlines;
    private final Clock clock;

    YearTab(AssessmentYears years, YearRoster roster, Deadlines deadlines, Clock clock) {
        this.years = years;
        this.roster = roster;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** Where a line's datum is. */
    private record Place(int year, String kind, String name) {

        String line() {
            return "%d-%s-%s".formatted(year, kind, name);
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String label() {
        return "年度参数和期限";
    }

    @Override
    public String hint() {
        return "只有还没有启动的年度能改；新建立的年度沿用上一个年度的参数。启动以后参数不再改，期限只能通过延期改。";
    }

    @Override
    public List<String> heads() {
        return List.of("项目", "现在的值", "系统默认", "依据");
    }

    /** The years on record, newest first. */
    List<Integer> choices() {
        return years.all().stream().map(AssessmentYear::year).toList();
    }

    /** The year that is shown: the one asked for, else the oldest that has not started, else the newest. */
    Optional<AssessmentYear> shown(@Nullable Integer asked) {
        List<AssessmentYear> all = years.all();
        return all.stream()
                .filter(year -> asked != null && year.year() == asked)
                .findFirst()
                .or(() -> all.stream().filter(year -> !year.isStarted()).reduce((newer, older) -> older))
                .or(() -> all.stream().findFirst());
    }

    @Override
    public List<Line> lines(@Nullable Integer asked) {
        return shown(asked).map(this::lines).orElse(List.of());
    }

    private List<Line> lines(AssessmentYear record) {
        int year = record.year();
        boolean fixed = record.isStarted();
        YearSettings settings = years.settings(year);
        List<Line> lines = new ArrayList<>();
        for (YearSettings.Name name : YearSettings.Name.values()) {
            lines.add(line(
                    new Place(year, SETTING, name.name()),
                    fixed || name == YearSettings.Name.FULL_MARK,
                    name.label(),
                    settings.text(name),
                    YearSettings.DEFAULTS.text(name),
                    ""));
        }
        deadlines
                .all(year)
                .forEach((kind, date) -> lines.add(line(
                        new Place(year, DEADLINE, kind.name()),
                        fixed,
                        "期限：" + kind.label(),
                        WorkingDays.dateText(date),
                        WorkingDays.dateText(kind.defaultFor(year)),
                        Objects.requireNonNullElse(kind.clause(), ""))));
        for (YearDistrict district : roster.districts(year)) {
            lines.add(line(
                    new Place(year, SAMPLE, district.code()),
                    fixed,
                    "抽查数：" + district.name(),
                    district.sampleSize()
                            + (district.sampleReason() == null ? "" : "（" + district.sampleReason() + "）"),
                    String.valueOf(settings.sampleFor(district.kind())),
                    "办法四(一)"));
        }
        return lines;
    }

    private static Line line(Place place, boolean fixed, String... cells) {
        return new Line(place.line(), List.of(cells), false, fixed);
    }

    private static Optional<Place> place(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new Place(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** The year of a line; null where the line is none. */
    static @Nullable Integer yearOf(String line) {
        return place(line).map(Place::year).orElse(null);
    }

    @Override
    public Optional<Opened> open(String line) {
        return place(line)
                .filter(place -> years.find(place.year())
                        .filter(year -> !year.isStarted())
                        .isPresent())
                .flatMap(this::opened);
    }

    private Optional<Opened> opened(Place place) {
        return switch (place.kind()) {
            case SETTING ->
                setting(place.name())
                        .filter(name -> name != YearSettings.Name.FULL_MARK)
                        .map(name -> {
                            String value = years.settings(place.year()).text(name);
                            return opened(place, name.label(), "setting", value, Field.text("value", "值", value));
                        });
            case DEADLINE ->
                deadline(place.name()).map(kind -> {
                    String date = deadlines.due(place.year(), kind).toString();
                    return opened(place, "期限：" + kind.label(), "deadline", date, Field.date("value", "日期", date));
                });
            default ->
                roster.districts(place.year()).stream()
                        .filter(district -> district.code().equals(place.name()))
                        .findFirst()
                        .map(district -> opened(
                                place,
                                "抽查数：" + district.name(),
                                "sample",
                                String.valueOf(district.sampleSize()),
                                Field.text("value", "抽查乡镇（街道）数", String.valueOf(district.sampleSize()))));
        };
    }

    private static Opened opened(Place place, String title, String act, String seen, Field field) {
        return new Opened(
                "%d年度　%s".formatted(place.year(), title),
                List.of(new Group(
                        "",
                        List.of(Act.of(
                                act, "修改", null, Tab.hidden(Typed.LINE, place.line(), Typed.SEEN, seen), field)))));
    }

    private static Optional<YearSettings.Name> setting(String name) {
        return Arrays.stream(YearSettings.Name.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    private static Optional<DeadlineKind> deadline(String name) {
        return Arrays.stream(DeadlineKind.values())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Act> additions() {
        int present = LocalDate.now(clock).getYear();
        return years.find(present).isPresent()
                ? List.of()
                : List.of(Act.of(
                        "prepare",
                        "建立%d年度".formatted(present),
                        "建立以后可以先定参数、期限和指标；%d年1月由市健康丽水办启动考核。".formatted(present + 1),
                        Tab.hidden("year", String.valueOf(present))));
    }

    @Override
    public List<String> logged() {
        return List.of("设定参数：", "设定期限：", "设定抽查数", "建立考核年度");
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        Refused.because(BasicData.wrongReason(typed.reason()));
        if (act.equals("prepare")) {
            int year = years.prepare(LocalDate.now(clock).getYear(), typed.reason(), actor)
                    .year();
            return Done.of("已建立%d年度。".formatted(year), "/my/basic-data/%s?year=%d".formatted(KEY, year));
        }
        Place place = place(typed.line()).orElseThrow(() -> unknown(act));
        if (years.find(place.year()).isEmpty()) {
            throw new Refused("没有%d年度，请刷新页面后再改。".formatted(place.year()));
        }
        switch (act) {
            case "setting" -> {
                YearSettings.Name name = setting(place.name()).orElseThrow(() -> unknown(act));
                Map<YearSettings.Name, String> value = new EnumMap<>(Map.of(name, typed.text("value")));
                years.setSettings(place.year(), value, Map.of(name, typed.seen()), typed.reason(), actor);
            }
            case "deadline" -> {
                DeadlineKind kind = deadline(place.name()).orElseThrow(() -> unknown(act));
                LocalDate seen = TypedDate.read(typed.seen()).orElseThrow(() -> unknown(act));
                years.changeDeadline(place.year(), kind, typed.date("value", "日期"), seen, typed.reason(), actor);
            }
            case "sample" -> sample(place, typed, actor);
            default -> throw unknown(act);
        }
        return Done.of("已保存。", "/my/basic-data/%s?year=%d#r-%s".formatted(KEY, place.year(), place.line()));
    }

    private void sample(Place place, Typed typed, Actor actor) {
        YearDistrict district = roster.districts(place.year()).stream()
                .filter(one -> one.code().equals(place.name()))
                .findFirst()
                .orElseThrow(() -> new Refused("%d年度名册里没有“%s”，请刷新页面后再改。".formatted(place.year(), place.name())));
        if (!typed.seen().equals(String.valueOf(district.sampleSize()))) {
            throw new Refused("%s的抽查数刚被改为%d，您的修改没有保存。请刷新页面，核对后再改。".formatted(district.name(), district.sampleSize()));
        }
        String value = typed.text("value");
        if (!value.matches("\\d{1,4}")) {
            throw new Refused("抽查数应为整数，不能是“%s”。".formatted(value));
        }
        years.setSample(place.year(), district.code(), Integer.parseInt(value), typed.reason(), actor);
    }
}
