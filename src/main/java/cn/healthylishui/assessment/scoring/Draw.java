package cn.healthylishui.assessment.scoring;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The draw of the townships to be checked (抽签). The seed is fixed by its published commitment before the county names its
 * text, so neither side alone can steer the order, and with both published anyone can repeat it.
 */
public final class Draw {

    private static final int SEED_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private Draw() {}

    /** What is published before the draw: the SHA-256 of the seed. */
    public static String commitment(byte[] seed) {
        refuseWrongLength(seed);
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** All townships of the district in the order of the draw. */
    public static List<DrawnPlace> order(
            byte[] seed, int year, String district, String countyText, Collection<String> townshipCodes) {
        refuseWrongLength(seed);
        if (countyText.isBlank()) {
            throw new IllegalArgumentException("抽签文字是空的；请随意填写一段文字");
        }
        if (new HashSet<>(townshipCodes).size() < townshipCodes.size()) {
            throw new IllegalArgumentException("乡镇（街道）名单有重复；请核对名册后再抽签");
        }
        Map<String, String> codesByHmac = new TreeMap<>();
        for (String code : townshipCodes) {
            codesByHmac.put(hmac(seed, year + "|" + district + "|" + countyText + "|" + code), code);
        }
        List<DrawnPlace> places = new ArrayList<>();
        codesByHmac.forEach((hmac, code) -> places.add(new DrawnPlace(code, hmac, places.size() + 1)));
        return List.copyOf(places);
    }

    private static String hmac(byte[] seed, String message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(seed, HMAC));
            return hex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static void refuseWrongLength(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("抽签种子须是 " + SEED_BYTES + " 字节，现在是 " + seed.length + " 字节；请重新生成种子");
        }
    }
}
