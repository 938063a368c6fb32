package cn.healthylishui.assessment.verification;

import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SeedConfiguration {

    private static final int SEED_BYTES = 32;

    @Bean
    @ConditionalOnMissingBean
    SeedSource seedSource() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] seed = new byte[SEED_BYTES];
            random.nextBytes(seed);
            return seed;
        };
    }
}
