package cn.healthylishui.assessment.taskform;

/** 不按步骤: a record does not stand where this step may be done, whoever asks for it; nothing is changed. */
public final class OutOfStep extends Refused {

    public OutOfStep(String message) {
        super(message);
    }

    /**
     * @param inTurn whether the record stands where the step may be done
     * @param record what the step is about, as people call it
     * @param now where it stands, in words
     * @throws OutOfStep where it is not the step's turn
     */
    public static void require(boolean inTurn, String record, String now) {
        if (!inTurn) {
            throw new OutOfStep("%s现在是“%s”，还没有到或已经过了这一步，没有办理。请刷新任务清单后查看。".formatted(record, now));
        }
    }
}
