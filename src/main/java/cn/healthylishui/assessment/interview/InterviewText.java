package cn.healthylishui.assessment.interview;

import java.util.Optional;

/** The texts that are typed for an interview, each as long as the column that keeps it. */
public enum InterviewText {
    PLACE("约谈地点", 200),
    BRING("需带材料", 1000),
    NOTICE("通知正文", 4000),
    POST("职务", 100),
    NAME("姓名", 100),
    SUBSTITUTE("代为参加人的姓名和职务", 200),
    SUBSTITUTE_REASON("本人未到场的原因", 500),
    PROBLEM("存在问题", 1000),
    MEASURE("整改措施", 1000),
    RESPONSIBLE("责任人", 200),
    OUTCOME("整改结果", 2000),
    COMMENT("核查意见", 2000),
    DECISION("研究意见", 2000);

    private final String label;
    private final int longest;

    InterviewText(String label, int longest) {
        this.label = label;
        this.longest = longest;
    }

    public String label() {
        return label;
    }

    /** Why this will not do; empty where it will. */
    public Optional<String> wrong(String typed) {
        return typed.isBlank() ? Optional.of("请填写%s。".formatted(label)) : tooLong(typed);
    }

    /** The same for a text that may be left out. */
    public Optional<String> tooLong(String typed) {
        int length = typed.strip().length();
        return length <= longest
                ? Optional.empty()
                : Optional.of("%s最多%d字，现在有%d字，请精简%s。"
                        .formatted(label, longest, length, this == OUTCOME ? "，详细内容可作为佐证材料上传" : ""));
    }
}
