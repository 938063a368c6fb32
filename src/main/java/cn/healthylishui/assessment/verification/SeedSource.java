package cn.healthylishui.assessment.verification;

/** 抽签种子的来源: 32 bytes that nobody can guess; a rehearsal puts a repeatable source in its place. */
@FunctionalInterface
public interface SeedSource {

    byte[] seed();
}
