package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.MemberUnitLine;
import cn.healthylishui.assessment.organization.MemberUnits;
import cn.healthylishui.assessment.organization.MemberUnits.Entry;
import cn.healthylishui.assessment.organization.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 成员单位 of the districts. */
@Component
@Order(2)
class MemberUnitsTab implements Tab {

    static final String KEY = "member-units";

    private final MemberUnits units;
    private final Organization organization;

    MemberUnitsTab(MemberUnits units, Organization organization) {
        this.units = units;
        this.organization = organization;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String label() {
        return "成员单位";
    }

    @Override
    public String hint() {
        return "县（市、区）和开发区的成员单位，给乡镇（街道）打分，向对应的市直单位报送数据。已启动的年度用它启动时的名单；有任务在办的单位不能撤销。新增以后请到“机构和账号”给它开账号。";
    }

    @Override
    public List<String> heads() {
        return List.of("名称", "代码", "县（市、区）", "类别", "对应的市直单位", "说明");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        return units.all().stream()
                .map(entry -> Line.of(
                        entry.code(),
                        !entry.isOpen(),
                        entry.line().name(),
                        entry.code(),
                        districtName(entry.line().district()),
                        entry.line().unitType(),
                        organization.officeName(entry.line().municipalUnit()),
                        entry.line().toConfirm() ? "待确认" : ""))
                .toList();
    }

    private String districtName(String code) {
        return organization.district(code).map(District::name).orElse(code);
    }

    @Override
    public Optional<Opened> open(String line) {
        return units.find(line).map(entry -> new Opened(entry.line().name(), List.of(new Group("", acts(entry)))));
    }

    private List<Act> acts(Entry entry) {
        Map<String, String> hidden = Tab.hidden(Typed.LINE, entry.code(), Typed.SEEN, units.text(entry));
        MemberUnitLine line = entry.line();
        return entry.isOpen()
                ? List.of(
                        Act.of(
                                "change",
                                "修改",
                                null,
                                hidden,
                                Field.text("name", "名称", line.name()),
                                municipalUnit(line.municipalUnit()),
                                Field.yesNo("toConfirm", "待确认", line.toConfirm())),
                        Act.of("close", "撤销", "有任务没有办结的、在办年度名册里有的不能撤销。撤销以后它的账号移出本单位。", hidden))
                : List.of(Act.of("reopen", "恢复", "撤销错了的，在这里恢复；账号要重新加入。", hidden));
    }

    private Field municipalUnit(String value) {
        return Field.choice("municipalUnit", "对应的市直单位", value, Choices.municipalUnits(organization));
    }

    @Override
    public List<Act> additions() {
        TreeMap<String, Option> types = new TreeMap<>();
        units.open()
                .forEach(line -> types.putIfAbsent(line.unitType(), new Option(line.unitType(), "如" + line.name())));
        return List.of(Act.of(
                "add",
                "新增成员单位",
                null,
                Map.of(),
                Field.choice("district", "县（市、区）", "", Choices.districts(organization)),
                Field.suggest("unitType", "类别代码", List.copyOf(types.values())).help("简称的拼音首字母，如wjj；定下后不能改"),
                Field.text("name", "名称", ""),
                municipalUnit(""),
                Field.yesNo("toConfirm", "待确认", false)));
    }

    @Override
    public List<String> logged() {
        return List.of(MemberUnits.KIND);
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        String line = typed.line();
        switch (act) {
            case "add" -> {
                String code = units.add(
                        new MemberUnitLine(
                                typed.text("district"),
                                typed.text("unitType"),
                                typed.text("name"),
                                typed.text("municipalUnit"),
                                typed.yes("toConfirm")),
                        typed.reason(),
                        actor);
                return Done.of("已新增%s，代码%s。请到“机构和账号”给它开账号。".formatted(typed.text("name"), code), at(code));
            }
            case "change" -> {
                units.change(
                        line,
                        typed.text("name"),
                        typed.text("municipalUnit"),
                        typed.yes("toConfirm"),
                        typed.seen(),
                        typed.reason(),
                        actor);
                return Done.of("已保存%s。".formatted(typed.text("name")), at(line));
            }
            case "close" -> {
                units.close(line, typed.seen(), typed.reason(), actor);
                return Done.of("已撤销。", at(line));
            }
            case "reopen" -> {
                units.reopen(line, typed.seen(), typed.reason(), actor);
                return Done.of("已恢复。", at(line));
            }
            default -> throw unknown(act);
        }
    }
}
