package cn.healthylishui.assessment.workflow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/**
 * PBKDF2 instead of the engine's own single pass of SHA-512: a stolen database would give its passwords away. The cost stands beside
 * each hash ({@code rounds$hash}), so that changing the setting makes no password useless. Hashes without one are of version 0.4.0,
 * made with the rounds that are set or with those set by default.
 */
final class PasswordHash implements PasswordEncryptor {

    private static final int SALT_BYTES = 16;
    private static final int DEFAULT_BEFORE = 310_000;
    private static final char COST_ENDS = '$';

    private final int rounds;
    private final Map<Integer, Pbkdf2PasswordEncoder> encoders = new ConcurrentHashMap<>();
    private final String ofNobody;

    PasswordHash(int rounds) {
        this.rounds = rounds;
        this.ofNobody = encrypt("");
    }

    @Override
    public String encrypt(String password) {
        return rounds + String.valueOf(COST_ENDS) + encoder(rounds).encode(password);
    }

    @Override
    public boolean check(String password, String encrypted) {
        int cost = encrypted.indexOf(COST_ENDS);
        if (cost < 0) {
            return encoder(rounds).matches(password, encrypted)
                    || rounds != DEFAULT_BEFORE && encoder(DEFAULT_BEFORE).matches(password, encrypted);
        }
        return encoder(Integer.parseInt(encrypted.substring(0, cost))).matches(password, encrypted.substring(cost + 1));
    }

    /** Takes as long as a wrong password does, where there is no account to have one. */
    void checkNobody(String password) {
        check(password, ofNobody);
    }

    /** Whether the hash costs less than one made today would. @param encrypted as the engine keeps it, with the algorithm's name before it */
    boolean isCheap(String encrypted) {
        String hash = encrypted.substring(encrypted.indexOf('}') + 1);
        int cost = hash.indexOf(COST_ENDS);
        return !encrypted.startsWith("{" + hashAlgorithmName() + "}")
                || cost < 0
                || Integer.parseInt(hash.substring(0, cost)) < rounds;
    }

    private Pbkdf2PasswordEncoder encoder(int cost) {
        return encoders.computeIfAbsent(
                cost,
                iterations -> new Pbkdf2PasswordEncoder(
                        "", SALT_BYTES, iterations, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256));
    }

    @Override
    public String hashAlgorithmName() {
        return "pbkdf2-sha256";
    }
}
