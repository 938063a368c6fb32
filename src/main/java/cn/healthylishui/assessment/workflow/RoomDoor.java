package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.persistence.DatabaseRoom;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While the disk of the database is full nothing that changes it begins: what is left of it is for what has begun. Coming and going
 * write little, and whoever wants to look may have to come in first; of the engine's calls {@link EngineDoor} knows which only ask.
 */
class RoomDoor extends OncePerRequestFilter {

    private final DatabaseRoom room;

    RoomDoor(DatabaseRoom room) {
        this.room = room;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!Doors.isReading(request)
                && !Doors.isComingOrGoing(request)
                && !EngineDoor.guards(Doors.path(request))
                && room.isFull()) {
            throw Refusals.noRoom();
        }
        chain.doFilter(request, response);
    }
}
