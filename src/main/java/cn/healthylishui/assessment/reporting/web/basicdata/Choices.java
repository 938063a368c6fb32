package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.organization.MunicipalUnit;
import cn.healthylishui.assessment.organization.Organization;
import cn.healthylishui.assessment.reporting.web.basicdata.Tab.Option;
import java.util.List;

/** What the fields of more than one tab choose from. */
final class Choices {

    private Choices() {}

    static List<Option> districts(Organization organization) {
        return organization.districts().stream()
                .map(district -> new Option(district.code(), district.name()))
                .toList();
    }

    /** The municipal units that exist. */
    static List<Option> municipalUnits(Organization organization) {
        return organization.municipalUnits().stream()
                .filter(MunicipalUnit::exists)
                .map(unit -> new Option(unit.code(), unit.name()))
                .toList();
    }
}
