package cn.healthylishui.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.healthylishui.assessment.AssessmentApplication;
import cn.healthylishui.rehearsal.process.EngineDriver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.BpmPlatform;
import org.camunda.bpm.container.RuntimeContainerDelegate;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The rehearsal can act as every office. It lies in the jar of every installation, and is there only under its two profiles. */
class RehearsalApartTest {

    private static final String HERE = RehearsalApartTest.class.getPackageName();

    /** The classes of which beans could come. */
    private static List<Class<?>> beanClasses() {
        ClassPathScanningCandidateComponentProvider all =
                new ClassPathScanningCandidateComponentProvider(false, new StandardEnvironment() {
                    @Override
                    public boolean acceptsProfiles(Profiles profiles) {
                        return true;
                    }
                });
        all.addIncludeFilter(
                (type, types) -> !type.getResource().getURL().getPath().contains("/test-classes/"));
        List<Class<?>> found = all.findCandidateComponents(HERE).stream()
                .<Class<?>>map(type -> ClassUtils.resolveClassName(String.valueOf(type.getBeanClassName()), null))
                .filter(type -> MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
                        .isPresent(Component.class))
                .toList();
        assertThat(found).contains(RehearsalConfiguration.class, EngineDriver.class, DemoYears.class);
        return found;
    }

    /** What beans of the rehearsal there would be, were each of its classes put in by itself. */
    private static Set<String> beans(String... profiles) {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment().setActiveProfiles(profiles);
        new AnnotatedBeanDefinitionReader(context).register(beanClasses().toArray(Class[]::new));
        ConfigurationClassPostProcessor configurations = new ConfigurationClassPostProcessor();
        configurations.setEnvironment(context.getEnvironment());
        configurations.postProcessBeanDefinitionRegistry(context);
        return ours(context.getBeanFactory());
    }

    private static Set<String> ours(ConfigurableListableBeanFactory beans) {
        return Stream.of(beans.getBeanDefinitionNames())
                .filter(name -> {
                    BeanDefinition bean = beans.getMergedBeanDefinition(name);
                    Class<?> type = beans.getType(name, false);
                    return Stream.of(
                                    String.valueOf(bean.getBeanClassName()),
                                    String.valueOf(bean.getFactoryBeanName()),
                                    type == null ? "" : type.getName())
                            .anyMatch(of -> of.startsWith(HERE));
                })
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void each_profile_has_its_own() {
        Set<String> both = Set.of(
                "rehearsalConfiguration",
                "adjustmentWork",
                "engineDriver",
                "incidents",
                "rehearsalClock",
                "rehearsalOutput",
                "rehearsalSets",
                "rehearsedYear",
                "setWriter");
        assertThat(beans(Rehearsal.PROFILE)).containsAll(both).contains("rehearsalSeeds");
        assertThat(beans(DemoYears.PROFILE))
                .containsAll(both)
                .contains("demoYears", "demoDoor")
                .doesNotContain("rehearsalSeeds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "prod", "production", "test", "Demo", "rehearse", "demo,rehearsal"})
    void under_any_other_profile_there_is_none_even_of_a_class_that_is_put_in_by_itself(String profile) {
        assertThat(beans(profile)).isEmpty();
        assertThat(beans()).isEmpty();
    }

    private static final RuntimeContainerDelegate CONTAINER = RuntimeContainerDelegate.INSTANCE.get();

    /** The engine of another test's application that stands in this program: an installation has one alone. */
    private final @Nullable ProcessEngine other = BpmPlatform.getDefaultProcessEngine();

    @BeforeEach
    void aloneInTheProgram() {
        if (other != null) {
            CONTAINER.unregisterProcessEngine(other);
        }
    }

    @AfterEach
    void asItWas() {
        if (other != null) {
            CONTAINER.registerProcessEngine(other);
        }
    }

    /** A start as in production, with the settings and calls by which somebody might hope to bring the rehearsal in. */
    @Test
    void a_productive_start_holds_nothing_of_it_and_neither_settings_nor_calls_bring_it() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(AssessmentApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--camunda.bpm.generate-unique-process-application-name=true",
                        "--spring.datasource.url=jdbc:h2:mem:apart;DB_CLOSE_DELAY=-1",
                        "--assessment.evidence.keep=database",
                        "--logging.level.root=warn",
                        "--rehearsal.start=2022-01-04T09:00:00",
                        "--rehearsal.seed=7",
                        "--spring.main.sources=" + HERE + ","
                                + beanClasses().stream().map(Class::getName).collect(Collectors.joining(",")))) {
            assertThat(ours(context.getBeanFactory())).isEmpty();

            String server = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            for (String path : List.of(
                    "/",
                    "/login",
                    "/my",
                    "/my/basic-data",
                    "/public/2021",
                    "/engine-rest/engine",
                    "/refresh",
                    "/actuator/env",
                    "/actuator/refresh",
                    "/camunda/app/tasklist/default/")) {
                call(server + path + "?spring.profiles.active=demo&profile=demo&rehearsal.start=2022-01-04T09:00:00");
            }

            assertThat(ours(context.getBeanFactory())).isEmpty();
            assertThat(context.getEnvironment().getActiveProfiles()).isEmpty();
            assertThat(Arrays.stream(context.getBeanFactory().getSingletonNames())
                            .map(context.getBeanFactory()::getSingleton)
                            .filter(bean ->
                                    bean != null && bean.getClass().getName().startsWith(HERE)))
                    .isEmpty();
        }
    }

    private static void call(String address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (String method : List.of("GET", "POST", "PUT")) {
            client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("spring.profiles.active", "demo")
                            .header("X-Spring-Profiles-Active", "demo")
                            .method(
                                    method,
                                    BodyPublishers.ofString(
                                            "spring.profiles.active=demo&name=spring.profiles.active&value=demo"))
                            .build(),
                    BodyHandlers.discarding());
        }
    }
}
