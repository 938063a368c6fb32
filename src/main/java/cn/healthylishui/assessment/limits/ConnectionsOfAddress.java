package cn.healthylishui.assessment.limits;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * HTTP with a bound on the connections that one address keeps open: a connection that says nothing holds no thread, but there are not
 * any number of them.
 */
public final class ConnectionsOfAddress extends Http11NioProtocol {

    public ConnectionsOfAddress() {
        super(new Endpoint());
    }

    /** @param most 0 for any number */
    void setMost(int most) {
        ((Endpoint) getEndpoint()).most = most;
    }

    /** From these addresses everybody comes: a proxy's connections are nobody's own. */
    public void setProxies(Collection<String> addresses) {
        ((Endpoint) getEndpoint()).proxies = Set.copyOf(addresses);
    }

    private static final class Endpoint extends NioEndpoint {

        private static final long COUNT_LASTS = TimeUnit.MILLISECONDS.toNanos(200);

        private volatile int most;
        private volatile Set<String> proxies = Set.of();

        /** Of the accepting thread alone. */
        private final Map<String, Integer> open = new HashMap<>();

        private long counted = System.nanoTime() - COUNT_LASTS;

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            if (most > 0 && isOneTooMany(socket)) {
                destroySocket(socket);
                return false;
            }
            return super.setSocketOptions(socket);
        }

        /** Those that closed meanwhile are found at the next count. */
        private boolean isOneTooMany(SocketChannel socket) {
            String address = address(socket);
            if (proxies.contains(address)) {
                return false;
            }
            if (open.merge(address, 1, Integer::sum) <= most) {
                return false;
            }
            if (System.nanoTime() - counted >= COUNT_LASTS) {
                open.clear();
                connections.keySet().forEach(other -> open.merge(address(other), 1, Integer::sum));
                counted = System.nanoTime();
                return open.merge(address, 1, Integer::sum) > most;
            }
            return true;
        }

        private static String address(SocketChannel socket) {
            try {
                SocketAddress remote = socket.getRemoteAddress();
                return remote instanceof InetSocketAddress internet
                        ? internet.getAddress().getHostAddress()
                        : "";
            } catch (IOException closed) {
                return "";
            }
        }
    }
}
