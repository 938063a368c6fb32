package cn.healthylishui.assessment.organization;

import cn.healthylishui.assessment.persistence.Rows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * 组织机构, as it stands today; what a year started with is the year's own roster. Kept in memory, since every page names offices and
 * the data change a few times a year; whoever changes them has them read again ({@link BasicData}), on
 * other nodes too ({@link BasicDataElsewhere}).
 */
@Component
public class Organization {

    private final Rows rows;
    private final ApplicationEventPublisher events;
    private volatile OrganizationSnapshot now;

    /** The loader is asked for so that nobody reads before the reference data are there. */
    Organization(JdbcClient jdbc, ReferenceData loaded, ApplicationEventPublisher events) {
        this.rows = new Rows(jdbc);
        this.events = events;
        this.now = OrganizationSnapshot.read(rows);
    }

    /** One at a time: of two that were committed together, the later one read sees both. */
    synchronized void read() {
        now = OrganizationSnapshot.read(rows);
    }

    /** Reads everything again as soon as the running transaction is committed; where it is taken back, all stays as it is. */
    void readAgainAfterCommit() {
        if (TransactionSynchronizationManager.getSynchronizations().stream().noneMatch(Reading.class::isInstance)) {
            TransactionSynchronizationManager.registerSynchronization(new Reading());
        }
    }

    private final class Reading implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            read();
            events.publishEvent(new OrganizationRefreshed());
        }
    }

    public List<District> districts() {
        return now.districts();
    }

    public Optional<District> district(String code) {
        return districts().stream().filter(one -> one.code().equals(code)).findFirst();
    }

    public List<Township> townships() {
        return now.townships();
    }

    public List<MemberUnit> memberUnits() {
        return now.memberUnits();
    }

    /** Every unit that is or was, by code. */
    public List<MunicipalUnit> municipalUnits() {
        return now.municipalUnits();
    }

    public Optional<MunicipalUnit> municipalUnit(String code) {
        return municipalUnits().stream()
                .filter(unit -> unit.code().equals(code))
                .findFirst();
    }

    /** The unit that is, was or is also called so; its code. */
    public Optional<String> unitNamed(String name) {
        return Optional.ofNullable(now.unitsByName().get(name));
    }

    /** Every name that a unit has had, oldest first. */
    public List<UnitName> namesOf(String unit) {
        return now.unitNames().stream().filter(name -> name.unit().equals(unit)).toList();
    }

    /** What a unit was called on a day; its present name where none is known for that day. */
    public String nameAt(String unit, LocalDate day) {
        return namesOf(unit).stream()
                .filter(name -> name.heldOn(day))
                .map(UnitName::name)
                .findFirst()
                .orElseGet(() -> municipalUnit(unit).map(MunicipalUnit::name).orElse(unit));
    }

    /** Who took over whom, all of it. */
    public List<Succession> successions() {
        return now.successions();
    }

    public List<Collective> collectives() {
        return now.collectives();
    }

    public List<SpecialGroup> specialGroups() {
        return now.specialGroups();
    }

    public List<RaterSeat> raterSeats() {
        return now.raterSeats();
    }

    /** Every office that can be given a task; those that are no more are not among them. */
    public List<Office> offices() {
        return List.copyOf(now.offices().values());
    }

    public Optional<Office> office(String code) {
        return Optional.ofNullable(now.offices().get(code));
    }

    /** The office's name, the last one where it is no more; the code itself where it never was in the reference data. */
    public String officeName(String code) {
        return office(code).map(Office::name).orElseGet(() -> now.formerNames().getOrDefault(code, code));
    }

    /** What offices that are no more were called last, by code. */
    public Map<String, String> formerNames() {
        return now.formerNames();
    }

    /** The text of a clause of the sources, such as 办法五(一). */
    public Optional<String> clause(String ref) {
        return Optional.ofNullable(now.clauses().get(ref));
    }
}
