package cn.healthylishui.assessment.reporting.web.basicdata;

import cn.healthylishui.assessment.audit.Actor;
import cn.healthylishui.assessment.organization.LineChange;
import cn.healthylishui.assessment.organization.MemberUnitWorkbook;
import cn.healthylishui.assessment.organization.MemberUnits;
import cn.healthylishui.assessment.organization.TownshipWorkbook;
import cn.healthylishui.assessment.organization.Townships;
import cn.healthylishui.assessment.year.AssessmentYear;
import cn.healthylishui.assessment.year.AssessmentYears;
import cn.healthylishui.assessment.year.YearRoster;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** 整张表 of a tab as a workbook: out, tried, and in. */
record Book(
        String fileName, Supplier<byte[]> export, Trial trial, Import taking, BiPredicate<Integer, String> inRoster) {

    @FunctionalInterface
    interface Trial {
        /** What would change; whatever is wrong with the file is thrown. */
        List<LineChange> of(byte[] file);
    }

    @FunctionalInterface
    interface Import {
        List<LineChange> of(byte[] file, String reason, Actor actor);
    }

    /** Which tabs have one. */
    @Component
    static class Books {

        private final Townships townships;
        private final TownshipWorkbook townshipWorkbook;
        private final MemberUnits memberUnits;
        private final MemberUnitWorkbook memberUnitWorkbook;
        private final AssessmentYears years;
        private final YearRoster roster;

        Books(
                Townships townships,
                TownshipWorkbook townshipWorkbook,
                MemberUnits memberUnits,
                MemberUnitWorkbook memberUnitWorkbook,
                AssessmentYears years,
                YearRoster roster) {
            this.townships = townships;
            this.townshipWorkbook = townshipWorkbook;
            this.memberUnits = memberUnits;
            this.memberUnitWorkbook = memberUnitWorkbook;
            this.years = years;
            this.roster = roster;
        }

        Optional<Book> of(String tab) {
            return switch (tab) {
                case TownshipsTab.KEY ->
                    Optional.of(new Book(
                            "乡镇（街道）名单.xlsx",
                            townshipWorkbook::export,
                            file -> townships.difference(townshipWorkbook.read(file)),
                            (file, reason, actor) -> townships.replace(townshipWorkbook.read(file), reason, actor),
                            this::hasTownship));
                case MemberUnitsTab.KEY ->
                    Optional.of(new Book(
                            "成员单位名单.xlsx",
                            memberUnitWorkbook::export,
                            file -> memberUnits.difference(memberUnitWorkbook.read(file)),
                            (file, reason, actor) -> memberUnits.replace(memberUnitWorkbook.read(file), reason, actor),
                            (year, code) -> roster.memberUnit(year, code).isPresent()));
                default -> Optional.empty();
            };
        }

        private boolean hasTownship(int year, String code) {
            return roster.townships(year).values().stream()
                    .flatMap(List::stream)
                    .anyMatch(township -> township.code().equals(code));
        }

        /** The years under way whose roster a change does not touch, in words; empty where there is none. */
        String untouched(Book book, List<LineChange> changes) {
            return years.all().stream()
                    .filter(AssessmentYear::isRunning)
                    .filter(year -> changes.stream()
                            .anyMatch(change ->
                                    change.before() != null && book.inRoster().test(year.year(), change.code())))
                    .map(year -> year.year() + "年度")
                    .collect(Collectors.joining("、"));
        }
    }
}
