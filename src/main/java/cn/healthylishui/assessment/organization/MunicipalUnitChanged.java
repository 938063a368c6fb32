package cn.healthylishui.assessment.organization;

import java.util.List;

/**
 * A municipal unit was added or changed; published in the transaction that does it, for the years that have not started.
 *
 * @param unit as it is now
 * @param names all that it has had, oldest first
 */
public record MunicipalUnitChanged(MunicipalUnit unit, List<UnitName> names) {}
