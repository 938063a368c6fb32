package cn.healthylishui.assessment.appraisal;

import java.security.SecureRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BallotConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BallotIds ballotIds() {
        SecureRandom random = new SecureRandom();
        return () -> random.nextLong(1, Long.MAX_VALUE);
    }
}
