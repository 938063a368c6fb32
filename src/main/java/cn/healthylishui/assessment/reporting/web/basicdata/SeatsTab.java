package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.appraisal.SealedSeats;
import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.RaterGroup;
import cn.healthylishui.assessment.organization.RaterSeats;
import cn.healthylishui.assessment.organization.RaterSeats.Entry;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 测评席位. */
@Component
@Order(5)
class SeatsTab implements Tab {

    private final RaterSeats seats;
    private final SealedSeats sealed;
    private final Organization organization;

    SeatsTab(RaterSeats seats, SealedSeats sealed, Organization organization) {
        this.seats = seats;
        this.sealed = sealed;
        this.organization = organization;
    }

    @Override
    public String key() {
        return "rater-seats";
    }

    @Override
    public String label() {
        return "测评席位";
    }

    @Override
    public String hint() {
        return "民主测评一人一席、一席一个账号，投票期间席位和账号都不能动，谁坐哪个席位每年在“确定测评人员”时填。已启动的年度用它启动时的席位。";
    }

    @Override
    public List<String> heads() {
        return List.of("席位", "代码", "类别", "地方");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        return seats.all().stream()
                .map(entry -> Line.of(
                        entry.seat().code(),
                        !entry.isOpen(),
                        entry.seat().name(),
                        entry.seat().code(),
                        entry.seat().group().label(),
                        place(entry.seat().district())))
                .toList();
    }

    private String place(@Nullable String district) {
        return district == null
                ? ""
                : organization.district(district).map(District::name).orElse(district);
    }

    @Override
    public Optional<Opened> open(String line) {
        return seats.find(line).map(entry -> new Opened(entry.seat().name(), List.of(new Group("", acts(entry)))));
    }

    private List<Act> acts(Entry entry) {
        Map<String, String> hidden = Tab.hidden(Typed.LINE, entry.seat().code(), Typed.SEEN, seats.text(entry));
        if (sealed.mayRelease(entry.seat().code())) {
            return List.of(Act.of(
                    "release",
                    "准许换发账号",
                    "正在投票，这个席位还没有投。由市健康丽水办准许，系统管理员才能重设一次密码。谁准许、谁换发、什么理由，本人的票上和本办的任务里都看得到。",
                    hidden));
        }
        return entry.isOpen()
                ? List.of(
                        Act.of(
                                "rename",
                                "更名",
                                null,
                                hidden,
                                Field.text("name", "席位名称", entry.seat().name())),
                        Act.of("remove", "撤销", "在办年度名册里有的不能撤销。撤销以后它的账号移出席位。", hidden))
                : List.of(Act.of("reopen", "恢复", "撤销错了的，在这里恢复；账号要重新加入。", hidden));
    }

    @Override
    public List<Act> additions() {
        return List.of(Act.of(
                "add",
                "新增测评席位",
                "代码由系统接着编。",
                Map.of(),
                Field.text("name", "席位名称", ""),
                Field.choice(
                        "group",
                        "类别",
                        "",
                        Arrays.stream(RaterGroup.values())
                                .map(group -> new Option(group.name(), group.label()))
                                .toList()),
                Field.choice("district", "地方", "", Choices.districts(organization))
                        .help("只有县（市、区）和开发区代表要选")));
    }

    @Override
    public List<String> logged() {
        return List.of(RaterSeats.KIND, SealedSeats.RELEASED);
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        String line = typed.line();
        switch (act) {
            case "add" -> {
                RaterGroup group = Arrays.stream(RaterGroup.values())
                        .filter(one -> one.name().equals(typed.text("group")))
                        .findFirst()
                        .orElseThrow(() -> new Refused("请选择类别。"));
                String district = typed.text("district");
                String code = seats.add(
                        typed.text("name"), group, district.isEmpty() ? null : district, typed.reason(), actor);
                return Done.of("已新增%s，代码%s。请到“机构和账号”给它开账号。".formatted(typed.text("name"), code), at(code));
            }
            case "release" -> sealed.release(line, typed.reason(), actor);
            case "rename" -> seats.rename(line, typed.text("name"), typed.seen(), typed.reason(), actor);
            case "remove" -> seats.remove(line, typed.seen(), typed.reason(), actor);
            case "reopen" -> seats.reopen(line, typed.seen(), typed.reason(), actor);
            default -> throw unknown(act);
        }
        return Done.of("已保存。", at(line));
    }
}
