package cn.healthylishui.assessment.workflow;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** HTTP Basic, for programs: the same check as on the login page, at every call and without a session. */
class BasicLogin implements AuthenticationProvider {

    /** An attempt that comes too early, or while many others log in. */
    static final class TooEarly extends AuthenticationException {

        private final int seconds;

        TooEarly(int seconds, String message) {
            super(message);
            this.seconds = seconds;
        }

        int seconds() {
            return seconds;
        }
    }

    private final Logins logins;

    BasicLogin(Logins logins) {
        this.logins = logins;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        // By what the chain is told to take for the details: where a login comes from is part of the check.
        HttpServletRequest request = (HttpServletRequest) given.getDetails();
        Logins.Checked checked = logins.check(request, given.getName(), String.valueOf(given.getCredentials()));
        if (checked.seconds() > 0) {
            throw new TooEarly(checked.seconds(), checked.message());
        }
        Authentication login = checked.login();
        if (login == null) {
            throw new BadCredentialsException(checked.message());
        }
        return login;
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
