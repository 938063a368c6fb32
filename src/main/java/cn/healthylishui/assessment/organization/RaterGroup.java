package cn.healthylishui.assessment.organization;

/** 测评主体: who appraises the municipal units (办法四(二)). */
public enum RaterGroup {
    LEADER("领导小组成员"),
    DISTRICT("县（市、区）和开发区代表"),
    DELEGATE("两代表一委员");

    private final String label;

    RaterGroup(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
