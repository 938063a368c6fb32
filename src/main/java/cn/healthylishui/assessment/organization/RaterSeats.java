package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 测评席位: added, renamed and removed; the ballot of a year that has started knows the seats of its start. */
@Component
public class RaterSeats {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "测评席位：";

    private static final int MOST = 99;

    /** @param closedOn from when on it is no more; null where it is */
    public record Entry(RaterSeat seat, @Nullable LocalDate closedOn) {

        public boolean isOpen() {
            return closedOn == null;
        }
    }

    private record NewSeat(
            String code,
            String name,
            RaterGroup raterGroup,
            @Nullable String district) {}

    private final Rows rows;
    private final BasicData basicData;
    private final Organization organization;

    RaterSeats(JdbcClient jdbc, BasicData basicData, Organization organization) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
        this.organization = organization;
    }

    /** Every seat that is or was, by group. */
    public List<Entry> all() {
        return rows.list(
                Entry.class,
                "select code, name, rater_group as \"group\", district, closed_on from rater_seat order by rater_group desc, code");
    }

    public Optional<Entry> find(String code) {
        return all().stream().filter(entry -> entry.seat().code().equals(code)).findFirst();
    }

    /** A seat in words, for the log, and to tell whether it is still as it was seen. */
    public String text(Entry entry) {
        RaterSeat seat = entry.seat();
        return BasicData.said(
                seat.name(),
                seat.group().label(),
                seat.district() == null
                        ? ""
                        : organization
                                .district(seat.district())
                                .map(District::name)
                                .orElse(seat.district()),
                BasicData.closedText(entry.closedOn()));
    }

    /**
     * Adds a seat.
     *
     * @param district where the rater comes from; null for those of the city
     * @return its code
     */
    @Transactional
    public String add(String name, RaterGroup group, @Nullable String district, String reason, Actor actor) {
        basicData.begin(reason);
        refuseName(name, "");
        if ((group == RaterGroup.DISTRICT) != (district != null)) {
            throw new Refused(district == null ? "请选择是哪个县（市、区）或开发区的代表。" : "只有县（市、区）和开发区代表要选地方，其他人员请不选。");
        }
        String code = freeCode(group, district);
        rows.insert("rater_seat", new NewSeat(code, name, group, district));
        basicData.record(actor, KIND + "新增", code, null, text(entry(code)), reason);
        return code;
    }

    @Transactional
    public void rename(String code, String name, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        if (before.seat().name().equals(name)) {
            throw new Refused("名称没有改动，不用保存。");
        }
        refuseName(name, code);
        rows.update("update rater_seat set name = :name where code = :code", name, code);
        basicData.record(actor, KIND + "更名", code, text(before), text(entry(code)), reason);
    }

    @Transactional
    public void remove(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = seen(code, seen);
        Refused.because(basicData.inUse(code, before.seat().name()));
        boolean last = all().stream()
                .noneMatch(other -> other.isOpen()
                        && other.seat().group() == before.seat().group()
                        && !other.seat().code().equals(code));
        if (last) {
            throw new Refused("%s是%s的最后一个席位，不能撤销：每一类测评人员都要有席位。"
                    .formatted(before.seat().name(), before.seat().group().label()));
        }
        rows.update("update rater_seat set closed_on = :today where code = :code", basicData.today(), code);
        basicData.closing(code, reason, actor);
        basicData.record(actor, KIND + "撤销", code, text(before), text(entry(code)), reason);
    }

    /** Takes back that a seat was removed. */
    @Transactional
    public void reopen(String code, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Entry before = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(before));
        if (before.isOpen()) {
            throw new Refused("%s没有撤销，不用恢复。".formatted(before.seat().name()));
        }
        refuseName(before.seat().name(), code);
        rows.update("update rater_seat set closed_on = null where code = :code", code);
        basicData.record(actor, KIND + "恢复", code, text(before), text(entry(code)), reason);
    }

    /** Seats are called alike: ld-cy-10, qingtian-cpy-2, dbwy-07. */
    private String freeCode(RaterGroup group, @Nullable String district) {
        Set<String> taken = all().stream().map(entry -> entry.seat().code()).collect(Collectors.toSet());
        if (district != null) {
            String slug = organization
                    .district(district)
                    .map(District::slug)
                    .orElseThrow(() -> new Refused("没有“%s”这个县（市、区）或开发区，请从列表中选择。".formatted(district)));
            return IntStream.rangeClosed(1, MOST)
                    .mapToObj(i -> slug + "-cpy" + (i == 1 ? "" : "-" + i))
                    .filter(code -> !taken.contains(code))
                    .findFirst()
                    .orElseThrow(RaterSeats::tooMany);
        }
        String prefix = group == RaterGroup.LEADER ? "ld-cy" : "dbwy";
        return IntStream.rangeClosed(1, MOST)
                .mapToObj(i -> String.format(Locale.ROOT, "%s-%02d", prefix, i))
                .filter(code -> !taken.contains(code))
                .findFirst()
                .orElseThrow(RaterSeats::tooMany);
    }

    private static Refused tooMany() {
        return new Refused("这一类的席位已有%d个，不能再加。".formatted(MOST));
    }

    private void refuseName(String name, String own) {
        Refused.because(BasicData.wrongName(name));
        all().stream()
                .filter(entry -> entry.isOpen()
                        && entry.seat().name().equals(name)
                        && !entry.seat().code().equals(own))
                .findFirst()
                .ifPresent(other -> {
                    throw new Refused("已经有一个叫“%s”的席位（%s），名称不能重复。"
                            .formatted(name, other.seat().code()));
                });
    }

    private Entry entry(String code) {
        return find(code).orElseThrow(() -> new Refused("没有代码为“%s”的席位。请刷新页面后再改。".formatted(code)));
    }

    private Entry seen(String code, String seen) {
        Entry entry = entry(code);
        basicData.requireUnchanged(KIND, code, seen, text(entry));
        if (!entry.isOpen()) {
            throw new Refused("%s已经撤销，不能修改。确要修改的，请先恢复。".formatted(entry.seat().name()));
        }
        return entry;
    }
}
