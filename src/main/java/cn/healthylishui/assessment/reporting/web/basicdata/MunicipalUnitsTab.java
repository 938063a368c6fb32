package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.MunicipalUnitLine;
import cn.healthylishui.assessment.organization.MunicipalUnits;
import cn.healthylishui.assessment.organization.MunicipalUnits.Entry;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.UnitKind;
import cn.healthylishui.assessment.organization.UnitName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 市直单位 with their former names, aliases and whom they took over. */
@Component
@Order(3)
class MunicipalUnitsTab implements Tab {

    private final MunicipalUnits units;
    private final Organization organization;

    MunicipalUnitsTab(MunicipalUnits units, Organization organization) {
        this.units = units;
        this.organization = organization;
    }

    @Override
    public String key() {
        return "municipal-units";
    }

    @Override
    public String label() {
        return "市直单位";
    }

    @Override
    public String hint() {
        return "代码不变，名称从某天起改，曾用名保留。已启动的年度不受影响；已建立、还没有启动的年度跟着改名、跟着增加，是否列入考核以该年度的“核对年度名册”为准。";
    }

    @Override
    public List<String> heads() {
        return List.of("名称", "代码", "性质", "考核", "曾用名", "别称", "承接", "说明");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        return units.all().stream().map(this::line).toList();
    }

    private Line line(Entry entry) {
        MunicipalUnit unit = entry.unit();
        return Line.of(
                unit.code(),
                !unit.exists(),
                unit.name() + (unit.toConfirm() ? "（待确认）" : ""),
                unit.code(),
                UnitKind.of(unit.kind()).map(UnitKind::label).orElse(unit.kind()) + (unit.cityOwn() ? "" : "，非市属"),
                unit.assessed() ? "列入" : "不列入",
                entry.names().stream()
                        .filter(name -> name.validTo() != null)
                        .map(name -> "%s（至%s）".formatted(name.name(), name.validTo()))
                        .collect(Collectors.joining("、")),
                String.join("、", entry.aliases()),
                entry.predecessors().stream()
                        .map(succession -> organization.officeName(succession.predecessor())
                                + (succession.toConfirm() ? "（待确认）" : ""))
                        .collect(Collectors.joining("、")),
                Objects.requireNonNullElse(unit.note(), ""));
    }

    @Override
    public Optional<Opened> open(String line) {
        return units.find(line).map(entry -> new Opened(title(entry), List.of(new Group("", acts(entry)))));
    }

    private static String title(Entry entry) {
        UnitName last = entry.names().get(entry.names().size() - 1);
        return entry.unit().name() + (last.validFrom() == null ? "" : "（自%s起用此名）".formatted(last.validFrom()));
    }

    private List<Act> acts(Entry entry) {
        MunicipalUnit unit = entry.unit();
        Map<String, String> hidden = Tab.hidden(Typed.LINE, unit.code(), Typed.SEEN, units.text(entry));
        if (!unit.exists()) {
            return List.of(Act.of("reopen", "恢复", "撤销错了的，在这里恢复；已由别的单位承接的席位和成员单位不跟着回来。", hidden));
        }
        List<Act> acts = new ArrayList<>();
        acts.add(Act.of(
                "rename",
                "更名",
                "旧名称保留到新名称起用的前一天，以前的年度仍显示旧名称。",
                hidden,
                Field.text("name", "新名称", unit.name()),
                Field.date("from", "起用日期", "")));
        acts.add(new Act("change", "修改其他内容", null, fields(line(unit)), hidden));
        acts.add(Act.of("addAlias", "增加别称", "文件里的另一种写法，导入和对照时按同一个单位认。", hidden, Field.text("alias", "别称", "")));
        if (!entry.aliases().isEmpty()) {
            acts.add(Act.of(
                    "removeAlias",
                    "去掉别称",
                    null,
                    hidden,
                    Field.choice(
                            "alias",
                            "别称",
                            "",
                            entry.aliases().stream()
                                    .map(alias -> new Option(alias, alias))
                                    .toList())));
        }
        acts.add(Act.of(
                "addPredecessor",
                "增加承接关系",
                "它承接了哪个单位的全部或部分职责。",
                hidden,
                Field.choice("predecessor", "被承接的单位", "", others(unit)),
                Field.yesNo("toConfirm", "待确认", false)));
        if (!entry.predecessors().isEmpty()) {
            acts.add(Act.of(
                    "removePredecessor",
                    "去掉承接关系",
                    null,
                    hidden,
                    Field.choice(
                            "predecessor",
                            "被承接的单位",
                            "",
                            entry.predecessors().stream()
                                    .map(succession -> new Option(
                                            succession.predecessor(),
                                            organization.officeName(succession.predecessor())))
                                    .toList())));
        }
        acts.add(Act.of(
                "close",
                "撤销",
                "有任务没有办结的、在办年度名册里有的不能撤销。专项组席位和对应它的成员单位转给承接的单位。",
                hidden,
                Field.date("from", "撤销日期", ""),
                Field.choice(
                        "successor",
                        "由谁承接",
                        "",
                        Choices.municipalUnits(organization).stream()
                                .filter(option -> !option.value().equals(unit.code()))
                                .toList())));
        return acts;
    }

    private List<Option> others(MunicipalUnit own) {
        return organization.municipalUnits().stream()
                .filter(unit -> !unit.code().equals(own.code()))
                .map(unit -> new Option(unit.code(), unit.name() + (unit.exists() ? "" : "（已撤销）")))
                .toList();
    }

    private static MunicipalUnitLine line(MunicipalUnit unit) {
        return new MunicipalUnitLine(
                unit.kind(),
                unit.cityOwn(),
                unit.assessed(),
                unit.toConfirm(),
                Objects.requireNonNullElse(unit.note(), ""));
    }

    private static List<Field> fields(MunicipalUnitLine line) {
        return List.of(
                Field.choice(
                        "kind",
                        "性质",
                        line.kind(),
                        Arrays.stream(UnitKind.values())
                                .map(kind -> new Option(kind.name(), kind.label()))
                                .toList()),
                Field.yesNo("cityOwn", "市属", line.cityOwn()),
                Field.yesNo("assessed", "列入考核", line.assessed()).help("只影响以后建立的年度"),
                Field.yesNo("toConfirm", "待确认", line.toConfirm()),
                Field.longText("note", "说明", line.note()));
    }

    @Override
    public List<Act> additions() {
        List<Field> fields = new ArrayList<>(List.of(
                Field.text("code", "代码", "").help("shi-加简称的拼音首字母，如shi-wjw；定下后不能改"),
                Field.text("name", "名称", ""),
                Field.date("from", "起用日期", "")));
        fields.addAll(fields(new MunicipalUnitLine("", true, true, false, "")));
        return List.of(new Act("add", "新增市直单位", null, fields, Map.of()));
    }

    @Override
    public List<String> logged() {
        return List.of(MunicipalUnits.KIND);
    }

    private static MunicipalUnitLine typedLine(Typed typed) {
        return new MunicipalUnitLine(
                typed.text("kind"),
                typed.yes("cityOwn"),
                typed.yes("assessed"),
                typed.yes("toConfirm"),
                typed.text("note"));
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        String line = typed.line();
        String seen = typed.seen();
        String reason = typed.reason();
        switch (act) {
            case "add" -> {
                String code = typed.text("code");
                units.add(code, typed.text("name"), typed.date("from", "起用日期"), typedLine(typed), reason, actor);
                return Done.of("已新增%s。请到“机构和账号”给它开账号。".formatted(typed.text("name")), at(code));
            }
            case "rename" -> {
                units.rename(line, typed.text("name"), typed.date("from", "起用日期"), seen, reason, actor);
                return Done.of("已更名为%s。".formatted(typed.text("name")), at(line));
            }
            case "change" -> units.change(line, typedLine(typed), seen, reason, actor);
            case "addAlias" -> units.addAlias(line, typed.text("alias"), seen, reason, actor);
            case "removeAlias" -> units.removeAlias(line, typed.text("alias"), seen, reason, actor);
            case "addPredecessor" ->
                units.addPredecessor(line, typed.text("predecessor"), typed.yes("toConfirm"), seen, reason, actor);
            case "removePredecessor" -> units.removePredecessor(line, typed.text("predecessor"), seen, reason, actor);
            case "close" -> units.close(line, typed.date("from", "撤销日期"), typed.text("successor"), seen, reason, actor);
            case "reopen" -> units.reopen(line, seen, reason, actor);
            default -> throw unknown(act);
        }
        return Done.of("已保存。", at(line));
    }
}
