package cn.healthylishui.assessment.appraisal;

/** 测评票编号的来源: positive numbers that nobody can guess and that follow no order. */
@FunctionalInterface
public interface BallotIds {

    long next();
}
