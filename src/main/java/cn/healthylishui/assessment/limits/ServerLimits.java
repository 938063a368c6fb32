package cn.healthylishui.assessment.limits;

import jakarta.servlet.MultipartConfigElement;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the limits the server has to keep by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({Limits.class, MultipartProperties.class})
class ServerLimits {

    /**
     * So many bytes of an answer the system takes off the program's hands, however slowly they are read: no page for everybody is as
     * large, and so no reader of one holds a thread. Linux gives about as much where its own settings were left alone.
     */
    static final int SENT_AHEAD = 256 << 10;

    /** Files on their way in lie where nobody else reads them, and where they go when the program was killed. */
    @Bean
    MultipartConfigElement multipartConfigElement(MultipartProperties properties) {
        properties.setLocation(TemporaryFiles.directory().toString());
        TemporaryFiles.keepWhileServing();
        return properties.createMultipartConfig();
    }

    /** Without an order, and so after all that have one: an address told by a proxy is known before it is counted. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitsOfServer(Limits limits) {
        return factory -> {
            factory.setProtocol(ConnectionsOfAddress.class.getName());
            factory.addEngineValves(new BodyValve(limits));
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof ConnectionsOfAddress protocol) {
                    protocol.setProperty("socket.txBufSize", String.valueOf(SENT_AHEAD));
                    protocol.setMost(limits.address().connections());
                    // a body may pause longer than the head of a request
                    protocol.setDisableUploadTimeout(false);
                    protocol.setConnectionUploadTimeout(
                            (int) (2 * limits.request().patience().toMillis()));
                }
            });
            factory.addContextCustomizers(context ->
                    ((StandardHost) context.getParent()).setErrorReportValveClass(ServerErrors.class.getName()));
        };
    }
}
