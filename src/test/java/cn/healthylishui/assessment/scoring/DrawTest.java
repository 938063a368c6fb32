package cn.healthylishui.assessment.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {

    private static final List<String> TOWNSHIPS =
            List.of("331121001", "331121002", "331121003", "331121101", "331121102");

    /** The literals were computed apart from this program, with Python's hashlib and hmac over the bytes 00 01 … 1f. */
    @Test
    void theCommitmentIsTheSha256OfTheSeed() {
        assertThat(Draw.commitment(seed(32)))
                .isEqualTo("630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd");
    }

    /** Literals from the same independent computation. */
    @Test
    void townshipsStandInTheOrderOfTheirHmac() {
        assertThat(Draw.order(seed(32), 2021, "331121", "山高水长 2022", TOWNSHIPS))
                .containsExactly(
                        new DrawnPlace(
                                "331121002", "47d931f8833b10f055525b510d6edca09dd2a362bb22e25658d8ca71aa5ad19c", 1),
                        new DrawnPlace(
                                "331121101", "6c86b32065ba663cb746750cf9b24549d29c06eef89c2b025e9f42e88c3aa11f", 2),
                        new DrawnPlace(
                                "331121102", "b963b05acbf1f46f2710854797a629162837c1d7db2a6045332a971a4380424a", 3),
                        new DrawnPlace(
                                "331121001", "c20e03c716119f05020dd362b3bb332ac3b4e204c77076d641820cc144b13a05", 4),
                        new DrawnPlace(
                                "331121003", "fac48b475203b488e251d9eb1b686cb063172ee9e94e7ecaf21eb50bc971ba20", 5));
    }

    /** Literals from the same independent computation. */
    @Test
    void anotherTextGivesAnotherOrder() {
        assertThat(Draw.order(seed(32), 2021, "331121", "山高水长 2023", TOWNSHIPS))
                .extracting(DrawnPlace::code)
                .containsExactly("331121003", "331121002", "331121101", "331121102", "331121001");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aSeedOfAnotherLengthIsRefused(int bytes) {
        String message = "抽签种子须是 32 字节，现在是 " + bytes + " 字节；请重新生成种子";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Draw.commitment(seed(bytes)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Draw.order(seed(bytes), 2021, "331121", "山高水长", TOWNSHIPS))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "　"})
    void anEmptyTextIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Draw.order(seed(32), 2021, "331121", text, TOWNSHIPS))
                .withMessage("抽签文字是空的；请随意填写一段文字");
    }

    @Test
    void aTownshipListedTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Draw.order(seed(32), 2021, "331121", "山高水长", List.of("331121001", "331121001")))
                .withMessage("乡镇（街道）名单有重复；请核对名册后再抽签");
    }

    @Test
    void aDistrictWithoutTownshipsDrawsNone() {
        assertThat(Draw.order(seed(32), 2021, "331121", "山高水长", List.of())).isEmpty();
    }

    private static byte[] seed(int bytes) {
        byte[] seed = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }
}
