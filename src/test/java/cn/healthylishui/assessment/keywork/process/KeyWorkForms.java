package cn.healthylishui.assessment.keywork.process;

import cn.healthylishui.assessment.taskform.TaskForm;

/** The forms of key work for the tests of what is done over it. */
public final class KeyWorkForms {

    public static final Class<? extends TaskForm> DECOMPOSE = DecomposeForm.class;
    public static final Class<? extends TaskForm> CONFIRM_TASKS = ConfirmTasksForm.class;
    public static final Class<? extends TaskForm> REPORT_PROGRESS = ReportProgressForm.class;

    private KeyWorkForms() {}
}
