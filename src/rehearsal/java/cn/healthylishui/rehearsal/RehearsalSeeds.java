package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.verification.SeedSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** 演练的抽签种子: one after the other, made from one seed, unless others are given. */
final class RehearsalSeeds implements SeedSource {

    private static final int BYTES = 32;

    private final Random random;
    private final Deque<byte[]> given = new ArrayDeque<>();

    RehearsalSeeds(long seed) {
        this.random = new Random(seed);
    }

    /** @param seeds in hex, in the order in which they will be asked for */
    void give(List<String> seeds) {
        seeds.forEach(seed -> given.add(HexFormat.of().parseHex(seed)));
    }

    @Override
    public byte[] seed() {
        byte[] next = given.poll();
        if (next != null) {
            return next;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
