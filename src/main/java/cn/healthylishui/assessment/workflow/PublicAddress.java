package cn.healthylishui.assessment.workflow;

import cn.healthylishui.assessment.limits.ConnectionsOfAddress;
import cn.healthylishui.assessment.start.UnsafeStart;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * 对外地址: the one switch for a reverse proxy. With it, every address that the program gives is built from it, cookies are marked as
 * it says, who asks is read from what the proxy passes on, believed from the proxy's own address only, and the proxy's connections are
 * not counted as those of one. Without it whatever is
 * passed on is ignored. What a request says of its host decides nothing either way.
 */
@Component
class PublicAddress implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final @Nullable URI address;
    private final List<String> proxies;

    /**
     * @param address such as {@code https://khkh.lishui.example}; empty without a proxy
     * @param proxies addresses from which the proxy calls
     * @throws UnsafeStart where the address is none
     */
    PublicAddress(
            @Value("${assessment.web.public-address}") String address,
            @Value("${assessment.web.proxies}") List<String> proxies) {
        this.address = address.isBlank() ? null : read(address.strip());
        this.proxies = proxies;
    }

    private static URI read(String address) {
        try {
            URI read = URI.create(address);
            if (List.of("http", "https").contains(String.valueOf(read.getScheme()))
                    && read.getHost() != null
                    && (read.getPath().isEmpty() || read.getPath().equals("/"))
                    && read.getQuery() == null
                    && read.getUserInfo() == null) {
                return read;
            }
        } catch (IllegalArgumentException noAddress) {
            throw wrong(address);
        }
        throw wrong(address);
    }

    private static UnsafeStart wrong(String address) {
        return new UnsafeStart(
                List.of("对外地址（assessment.web.public-address）“%s”写得不对，请写成 https://域名 的样子，后面不带路径。".formatted(address)));
    }

    /** Before anything of ours counts who asks, which has no order. */
    @Override
    public int getOrder() {
        return 50;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        if (address == null) {
            return;
        }
        RemoteIpValve asker = new RemoteIpValve();
        asker.setInternalProxies(proxies.stream().map(Pattern::quote).collect(Collectors.joining("|")));
        asker.setProtocolHeader(null); // the address says it
        server.addEngineValves(asker, new AddressValve(address));
        server.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof ConnectionsOfAddress connections) {
                connections.setProxies(proxies);
            }
        });
    }

    /** Lets every request have come to the public address. */
    static final class AddressValve extends ValveBase {

        private final String scheme;
        private final String host;
        private final int port;

        AddressValve(URI address) {
            super(true);
            scheme = address.getScheme();
            host = address.getHost();
            port = address.getPort() > 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setSecure(scheme.equals("https"));
            request.getCoyoteRequest().scheme().setString(scheme);
            request.getCoyoteRequest().serverName().setString(host);
            request.getCoyoteRequest().setServerPort(port);
            getNext().invoke(request, response);
        }
    }
}
