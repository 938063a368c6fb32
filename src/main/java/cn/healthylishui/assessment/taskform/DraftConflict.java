package cn.healthylishui.assessment.taskform;

import cn.healthylishui.assessment.taskform.Draft.DraftRow;
import cn.healthylishui.assessment.taskform.Draft.RowId;
import java.util.Map;

/** A colleague saved these rows after the writer last saw them; nothing of the writer's change was kept on the server. */
public class DraftConflict extends RuntimeException {

    private final transient Map<RowId, DraftRow> theirs;

    public DraftConflict(Map<RowId, DraftRow> theirs) {
        super("同事刚刚改过同一行，请选择保留哪一份。");
        this.theirs = Map.copyOf(theirs);
    }

    public Map<RowId, DraftRow> theirs() {
        return theirs;
    }
}
