package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.District;
import cn.healthylishui.assessment.organization.Organization;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** Tells the models whose a task is: the code of an office is the candidate group of its tasks. */
@Component("offices")
public class Offices {

    private final Organization organization;
    private final IdentityService identity;

    Offices(Organization organization, IdentityService identity) {
        this.organization = organization;
        this.identity = identity;
    }

    /** The 健康办 of a county or of the zone. */
    public String countyOffice(String district) {
        return organization.districts().stream()
                .filter(one -> one.code().equals(district))
                .map(District::officeCode)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No district " + district));
    }

    /** The office that an account belongs to. */
    public String officeOf(String user) {
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .filter(group -> organization.office(group).isPresent())
                .sorted()
                .toList();
        return groups.isEmpty() ? user : groups.get(0);
    }
}
