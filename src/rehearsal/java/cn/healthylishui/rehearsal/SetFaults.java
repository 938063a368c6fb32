package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.workbook.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 数据集的问题: all that has to be mended in a set, one to a cell. */
final class SetFaults {

    private record Found(String file, Fault fault) {}

    private record Place(String file, String sheet, int row, int column) {}

    private final List<Found> found = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

    void add(SetFile file, String message) {
        add(file.fileName(), message);
    }

    void add(String file, String message) {
        found.add(new Found(file, Fault.whole(message)));
    }

    /** Of two faults of one cell the first is the cause of the other. */
    void add(SetFile file, Fault fault) {
        boolean cell = fault.row() > 0 && fault.column() > 0;
        if (!cell || places.add(new Place(file.fileName(), fault.sheet(), fault.row(), fault.column()))) {
            found.add(new Found(file.fileName(), fault));
        }
    }

    void addAll(SetFile file, List<Fault> faults) {
        faults.forEach(fault -> add(file, fault));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    /** 06-township-scores.xlsx “青田县”表第12行E列：……, file by file and from above to below. */
    List<String> lines() {
        Map<String, Integer> sheets = new HashMap<>();
        found.forEach(one -> sheets.putIfAbsent(one.fault().sheet(), sheets.size()));
        return found.stream()
                .sorted(Comparator.comparing(Found::file)
                        .thenComparing(one -> sheets.get(one.fault().sheet()))
                        .thenComparing(one -> one.fault().row())
                        .thenComparing(one -> one.fault().column()))
                .map(one -> one.file() + " " + one.fault())
                .toList();
    }
}
