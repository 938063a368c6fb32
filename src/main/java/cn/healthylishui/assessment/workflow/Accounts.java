package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.organization.Office;
import cn.healthylishui.assessment.organization.Organization;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 账号: one for each office, for demonstrations and training. */
@Component
public class Accounts {

    private final IdentityService identity;
    private final Organization organization;

    Accounts(IdentityService identity, Organization organization) {
        this.identity = identity;
        this.organization = organization;
    }

    /** Whether any office has an account yet. */
    public boolean exist() {
        return identity.createUserQuery().memberOfGroup(Office.CITY).count() > 0;
    }

    /**
     * Gives every office one account, called by the office's code; all share one password.
     *
     * @return the password
     */
    @Transactional
    public String createForEveryOffice() {
        String password = Passwords.generate();
        for (Office office : organization.offices()) {
            User user = identity.newUser(office.code());
            user.setFirstName(office.name());
            user.setLastName("");
            user.setPassword(password);
            identity.saveUser(user);
            identity.createMembership(user.getId(), office.code());
        }
        return password;
    }
}
