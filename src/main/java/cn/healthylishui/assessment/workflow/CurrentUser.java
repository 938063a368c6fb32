package cn.healthylishui.assessment.workflow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** 当前登录人: who looks at a page, for everything outside the engine that answers differently to different people. */
@Component
public class CurrentUser {

    /**
     * Somebody logged in.
     *
     * @param name what the person is called; the id where the account has no name
     * @param offices codes of the offices the person belongs to, in order
     */
    public record User(String id, String name, List<String> offices, boolean administrator) {

        public boolean belongsTo(String office) {
            return offices.contains(office);
        }
    }

    private final IdentityService identity;

    CurrentUser(IdentityService identity) {
        this.identity = identity;
    }

    /** Empty for a stranger, and where the procedure itself acts. */
    public Optional<User> get() {
        Authentication login = identity.getCurrentAuthentication();
        if (login == null || login.getUserId() == null) {
            return Optional.empty();
        }
        Set<String> groups = login.getGroupIds() == null ? Set.of() : Set.copyOf(login.getGroupIds());
        return Optional.of(new User(
                login.getUserId(),
                name(login.getUserId()),
                groups.stream()
                        .filter(group -> !group.equals(EngineDoor.ADMINISTRATORS))
                        .sorted()
                        .toList(),
                groups.contains(EngineDoor.ADMINISTRATORS)));
    }

    String name(String userId) {
        return asEngine(
                        identity,
                        () -> identity.createUserQuery().userId(userId).list())
                .stream()
                .findFirst()
                .map(user -> Stream.of(user.getFirstName(), user.getLastName())
                        .filter(CurrentUser::isSaid)
                        .map(String::strip)
                        .collect(Collectors.joining()))
                .filter(CurrentUser::isSaid)
                .orElse(userId);
    }

    private static boolean isSaid(@Nullable String part) {
        return part != null && !part.isBlank();
    }

    /** Asks without the rights of whoever is logged in, and leaves the login as it was. */
    static <T> T asEngine(IdentityService identity, Supplier<T> question) {
        Authentication login = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return question.get();
        } finally {
            if (login != null) {
                identity.setAuthentication(login);
            }
        }
    }
}
