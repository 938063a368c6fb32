package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.Limits;
import cn.healthylishui.assessment.limits.Turns;
import cn.healthylishui.assessment.limits.Turns.Turn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before the addresses of logins by the provider, which are for strangers and make the program ask somebody else: counted like our public
 * pages, one at a time for each network address, and a few altogether. What the provider itself calls is answered here.
 */
class ProviderDoor extends OncePerRequestFilter {

    /** Answers the provider, which says that somebody has left there. */
    interface Told {
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private static final Set<String> ADDRESSES =
            Set.of(Doors.PROVIDER_START, Doors.PROVIDER_ANSWER, Doors.PROVIDER_LEAVES);

    /** Each holds a thread while the provider makes up its answer, and no connection of the database. */
    private static final int AT_ONCE = 10;

    private final PublicBudget budget;
    private final Turns turns;
    private final Told told;

    ProviderDoor(PublicBudget budget, Limits limits, Told told) {
        this.budget = budget;
        this.told = told;
        Limits.Turns logins = limits.logins();
        this.turns = new Turns(
                new Limits.Turns(AT_ONCE, logins.waiting(), logins.waitingEach(), logins.patience()),
                Logins.BUSY,
                Logins.BUSY);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ADDRESSES.contains(Doors.path(request));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            budget.enter(request);
            try (Turn turn = turns.begin(request.getRemoteAddr())) {
                if (Doors.path(request).equals(Doors.PROVIDER_LEAVES)
                        && request.getMethod().equals("POST")) {
                    told.answer(request, response);
                } else {
                    chain.doFilter(request, response);
                }
            }
        } finally {
            budget.leave(request);
        }
    }
}
