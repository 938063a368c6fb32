package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.persistence.Rows;
import cn.healthylishui.assessment.taskform.Refused;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 单位名称 of the offices that are neither municipal nor member units: those of the city, and the 健康办 of the districts. */
@Component
public class OfficeNames {

    /** How the actions of this kind of data begin in the log. */
    public static final String KIND = "机构：";

    private static final Set<Office.Kind> NAMED_HERE = Set.of(
            Office.Kind.CITY_OFFICE,
            Office.Kind.LEADING_GROUP,
            Office.Kind.RECEIVER,
            Office.Kind.AUDITOR,
            Office.Kind.COUNTY_OFFICE);

    private final Rows rows;
    private final BasicData basicData;
    private final Organization organization;

    OfficeNames(JdbcClient jdbc, BasicData basicData, Organization organization) {
        this.rows = new Rows(jdbc);
        this.basicData = basicData;
        this.organization = organization;
    }

    /** Whether this is where the office is renamed. */
    public static boolean isNamedHere(Office office) {
        return NAMED_HERE.contains(office.kind());
    }

    @Transactional
    public void rename(String code, String name, String seen, String reason, Actor actor) {
        basicData.begin(reason);
        Office office = organization
                .office(code)
                .filter(OfficeNames::isNamedHere)
                .orElseThrow(() -> new Refused("这个单位的名称不在这里改。市直单位、成员单位和测评席位请在各自的页签里改。"));
        String before = rows.get(String.class, """
                        select name from city_body where code = :code
                        union all select office_name from district where office_code = :code
                        """, code);
        basicData.requireUnchanged(KIND, code, seen, before);
        Refused.because(BasicData.wrongName(name));
        if (name.equals(before)) {
            throw new Refused("名称没有改动，不用保存。");
        }
        organization.offices().stream()
                .filter(other -> other.name().equals(name) && !other.code().equals(code))
                .findFirst()
                .ifPresent(other -> {
                    throw new Refused("已经有一个叫“%s”的单位（%s），名称不能重复。".formatted(name, other.code()));
                });
        String sql = office.kind() == Office.Kind.COUNTY_OFFICE
                ? "update district set office_name = :name where office_code = :code"
                : "update city_body set name = :name where code = :code";
        rows.update(sql, name, code);
        basicData.record(actor, KIND + "更名", code, before, name, reason);
    }
}
