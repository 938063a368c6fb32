package cn.healthylishui.assessment.scoring;

/** Which way a value improves (指标方向). */
public enum Better {
    HIGHER("越高越好"),
    LOWER("越低越好");

    private final String words;

    Better(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
