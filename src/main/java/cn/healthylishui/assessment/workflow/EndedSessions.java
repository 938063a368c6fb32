package cn.healthylishui.assessment.workflow;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 过期的登录: gone from the database every minute, by the program's own clock, whose work is waited for when it stops. */
@Component
class EndedSessions {

    private final ObjectProvider<SessionsInUse> sessions;

    /** @param sessions none where nobody can log in, as in a rehearsal */
    EndedSessions(ObjectProvider<SessionsInUse> sessions) {
        this.sessions = sessions;
    }

    @Scheduled(cron = "30 * * * * *")
    void forget() {
        sessions.ifAvailable(SessionsInUse::cleanUp);
    }
}
