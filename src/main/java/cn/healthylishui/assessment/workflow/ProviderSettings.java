package cn.healthylishui.assessment.workflow;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.Environment;

/**
 * What an installation says of its 统一身份认证; the defaults stand in {@code application.yaml} under {@code assessment.login}.
 *
 * @param issuer as the provider names itself; empty where there is none
 * @param client as whom the provider knows this program
 * @param secret empty where the provider has given none
 * @param name as people call it
 * @param scopes what is asked for beside openid, so that the claim comes along
 * @param claim what of the provider's answer is the name of an account of ours
 * @param patience how long the provider is waited for
 */
@ConfigurationProperties("assessment.login")
record ProviderSettings(
        String issuer,
        String client,
        String secret,
        String name,
        List<String> scopes,
        String claim,
        Duration patience) {

    private static final String ISSUER = "assessment.login.issuer";

    boolean isOffered() {
        return !issuer.isBlank();
    }

    /** @return what is wrong with the settings; empty where nothing is */
    static List<String> faults(Environment settings) {
        List<String> faults = new ArrayList<>();
        String issuer = settings.getProperty(ISSUER, "").strip();
        if (issuer.isEmpty()) {
            return faults;
        }
        if (settings.getProperty("assessment.login.client", "").isBlank()) {
            faults.add("设了统一身份认证（%s），没有写本系统在那里登记的客户端（assessment.login.client）。请补上；不用统一身份认证的，请删去 %s。"
                    .formatted(ISSUER, ISSUER));
        }
        URI address = address(issuer);
        if (address == null) {
            faults.add("统一身份认证的地址（%s）“%s”写得不对，请写成它自己公布的 issuer，例如 https://sso.lishui.example/realms/lishui。"
                    .formatted(ISSUER, issuer));
        } else if (!isThisMachine(address)) {
            if (!"https".equals(address.getScheme())) {
                faults.add("统一身份认证的地址（%s）“%s”不是 https，谁在中间都能冒充它。请用 https 的地址。".formatted(ISSUER, issuer));
            }
            if (settings.getProperty("assessment.web.public-address", "").isBlank()) {
                faults.add("设了统一身份认证（%s），它要把人送回本系统，却没有写本系统的对外地址。请设 assessment.web.public-address。".formatted(ISSUER));
            }
        }
        return faults;
    }

    private static @Nullable URI address(String issuer) {
        try {
            URI address = URI.create(issuer);
            return List.of("http", "https").contains(String.valueOf(address.getScheme()))
                            && address.getHost() != null
                            && address.getQuery() == null
                            && address.getFragment() == null
                    ? address
                    : null;
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** A provider that is tried out beside the program. */
    private static boolean isThisMachine(URI address) {
        return List.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
    }
}
