package cn.healthylishui.assessment.workbook;

import java.util.List;

/** 读到的工作表: its rows in the order of the file, blank ones left out. */
public record ReadSheet(Layout layout, List<ReadRow> rows) {

    public Fault fault(String message) {
        return new Fault(layout.name(), 0, 0, message);
    }
}
