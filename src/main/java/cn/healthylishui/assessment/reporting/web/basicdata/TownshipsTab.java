package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.organization.TownshipLine;
import cn.healthylishui.assessment.organization.Townships;
import cn.healthylishui.assessment.organization.Townships.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 乡镇（街道）. */
@Component
@Order(4)
class TownshipsTab implements Tab {

    static final String KEY = "townships";

    private final Townships townships;
    private final Organization organization;

    TownshipsTab(Townships townships, Organization organization) {
        this.townships = townships;
        this.organization = organization;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String label() {
        return "乡镇（街道）";
    }

    @Override
    public String hint() {
        return "每个乡镇（街道）只由一个地方考核。还没有启动的年度启动时用这里的名单，已启动的年度用它启动时的名单。";
    }

    @Override
    public List<String> heads() {
        return List.of("名称", "代码", "类型", "由哪里考核");
    }

    @Override
    public List<Line> lines(@Nullable Integer year) {
        return townships.all().stream()
                .map(entry -> Line.of(
                        entry.line().code(),
                        !entry.isOpen(),
                        entry.line().name(),
                        entry.line().code(),
                        entry.line().kind(),
                        assessedBy(entry.line())))
                .toList();
    }

    private String assessedBy(TownshipLine line) {
        String by = districtName(line.district());
        return line.district().equals(line.areaCode()) ? by : "%s（区划属%s）".formatted(by, districtName(line.areaCode()));
    }

    private String districtName(String code) {
        return organization.district(code).map(District::name).orElse(code);
    }

    @Override
    public Optional<Opened> open(String line) {
        return townships.find(line).map(entry -> new Opened(entry.line().name(), List.of(new Group("", acts(entry)))));
    }

    private List<Act> acts(Entry entry) {
        TownshipLine line = entry.line();
        Map<String, String> hidden = Tab.hidden(Typed.LINE, line.code(), Typed.SEEN, townships.text(entry));
        return entry.isOpen()
                ? List.of(
                        Act.of(
                                "change",
                                "修改",
                                null,
                                hidden,
                                name(line.name()),
                                kind(line.kind()),
                                district(line.district())),
                        Act.of("abolish", "撤销", "撤销以后，还没有启动的年度不再考核它；已启动的年度照旧。", hidden))
                : List.of(Act.of("reopen", "恢复", "撤销错了的，在这里恢复。", hidden));
    }

    @Override
    public List<Act> additions() {
        return List.of(Act.of(
                "add",
                "新增乡镇（街道）",
                null,
                Map.of(),
                Field.text("code", "代码", "").help("9位，如331121101"),
                name(""),
                kind(""),
                district("")));
    }

    private static Field name(String value) {
        return Field.text("name", "名称", value);
    }

    private static Field kind(String value) {
        return Field.choice(
                "kind",
                "类型",
                value,
                TownshipLine.KINDS.stream().map(kind -> new Option(kind, kind)).toList());
    }

    private Field district(String value) {
        return Field.choice("district", "由哪里考核", value, Choices.districts(organization));
    }

    @Override
    public List<String> logged() {
        return List.of(Townships.KIND);
    }

    @Override
    public Done perform(String act, Typed typed, Actor actor) {
        String line = typed.line();
        switch (act) {
            case "add" -> {
                TownshipLine added = new TownshipLine(
                        typed.text("code"), typed.text("name"), typed.text("kind"), typed.text("district"));
                townships.add(added, typed.reason(), actor);
                return Done.of("已新增%s。".formatted(added.name()), at(added.code()));
            }
            case "change" -> {
                townships.change(
                        line,
                        typed.text("name"),
                        typed.text("kind"),
                        typed.text("district"),
                        typed.seen(),
                        typed.reason(),
                        actor);
                return Done.of("已保存%s。".formatted(typed.text("name")), at(line));
            }
            case "abolish" -> {
                townships.abolish(line, typed.seen(), typed.reason(), actor);
                return Done.of("已撤销。", at(line));
            }
            case "reopen" -> {
                townships.reopen(line, typed.seen(), typed.reason(), actor);
                return Done.of("已恢复。", at(line));
            }
            default -> throw unknown(act);
        }
    }
}
