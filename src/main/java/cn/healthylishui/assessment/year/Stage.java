package cn.healthylishui.assessment.year;

import java.util.Arrays;

/** 环节: where a procedure stands whose record has no state of its own; of each procedure the first is where it begins. */
public enum Stage {
    ASSIGNMENT(Procedure.DISTRICT, "确认成员单位分工"),
    MATRIX(Procedure.DISTRICT, "填报、汇总乡镇（街道）考核表"),
    SELF_SCORE(Procedure.DISTRICT, "本级自查打分"),
    PAPERS(Procedure.DISTRICT, "上报四项材料"),
    SUBMISSION(Procedure.DISTRICT, "审核上报材料"),
    DRAW(Procedure.DISTRICT, "抽签"),
    CHECKS(Procedure.DISTRICT, "现场核查"),
    ITEMS(Procedure.DISTRICT, "逐项审核"),
    REVERIFICATION(Procedure.DISTRICT, "重新核实数据"),
    REVIEWED(Procedure.DISTRICT, "审核完成"),

    UNIT_SELF_SCORE(Procedure.UNIT, "自查打分"),
    UNIT_PAPERS(Procedure.UNIT, "上报三项材料"),
    UNIT_REVIEW(Procedure.UNIT, "评审"),
    UNIT_SETTLED(Procedure.UNIT, "考评完成"),

    FIGURES_ENTRY(Procedure.FIGURES, "填报官方数据"),
    FIGURES_CHECK(Procedure.FIGURES, "审核官方数据"),
    FIGURES_ACCEPTED(Procedure.FIGURES, "官方数据已接受"),

    SUMMARY(Procedure.SUMMARY, "汇总得分和排名"),
    REJUDGEMENT(Procedure.SUMMARY, "重新评判"),
    CITY_PAPERS(Procedure.SUMMARY, "编制三项材料"),
    APPROVAL(Procedure.SUMMARY, "审定考核结果"),
    RESULT_APPROVED(Procedure.SUMMARY, "已审定，待形成结果"),
    RESULT_FIXED(Procedure.SUMMARY, "结果已形成"),

    PLAN_DECOMPOSITION(Procedure.PLAN, "分解任务"),
    PLAN_CONFIRMATION(Procedure.PLAN, "确认和审定"),
    PLAN_DECIDED(Procedure.PLAN, "已审定或作废");

    /** Whose stages these are. */
    public enum Procedure {
        DISTRICT,
        UNIT,
        FIGURES,
        SUMMARY,
        PLAN;

        /** Key work is entered before its year is assessed; everything else goes on only while it is. */
        boolean needsAssessing() {
            return this != PLAN;
        }

        /** Where each of its records begins. */
        public Stage opening() {
            return Arrays.stream(Stage.values())
                    .filter(stage -> stage.procedure() == this)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final Procedure procedure;
    private final String label;

    Stage(Procedure procedure, String label) {
        this.procedure = procedure;
        this.label = label;
    }

    public Procedure procedure() {
        return procedure;
    }

    public String label() {
        return label;
    }
}
