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
        organization.offices().forEach(office -> create(office.code(), office.name(), password));
        return password;
    }

    /** Gives each seat that has no account yet one called by its code, for rehearsals: its password is told to nobody. */
    @Transactional
    public void createForSeats() {
        organization.raterSeats().stream()
                .filter(seat ->
                        identity.createUserQuery().memberOfGroup(seat.code()).count() == 0)
                .forEach(seat -> create(seat.code(), seat.name(), Passwords.generate()));
    }

    private void create(String code, String name, String password) {
        User user = identity.newUser(code);
        user.setFirstName(name);
        user.setLastName("");
        user.setPassword(password);
        identity.saveUser(user);
        identity.createMembership(code, code);
    }
}
