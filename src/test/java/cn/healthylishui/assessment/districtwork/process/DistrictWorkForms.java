package cn.healthylishui.assessment.districtwork.process;

import cn.healthylishui.assessment.taskform.TaskForm;

/** The forms of a district's own key work for the tests of what is done over it. */
public final class DistrictWorkForms {

    public static final Class<? extends TaskForm> SET = SetDistrictWorkForm.class;
    public static final Class<? extends TaskForm> REPORT = ReportDistrictWorkForm.class;

    private DistrictWorkForms() {}
}
