package cn.healthylishui.assessment.interview;

/** The steps of an interview in their order; the last three come again as often as something is not mended. */
public enum InterviewStep {
    NOTICE("发出约谈通知"),
    MATERIAL("提交书面材料"),
    TALK("约谈并作记录"),
    PLAN("制定整改方案"),
    REPORT("报告整改结果"),
    CHECK("逐项核查整改"),
    REVIEW("研究未整改到位的问题");

    private final String label;

    InterviewStep(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
