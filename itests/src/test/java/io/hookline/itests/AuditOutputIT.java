package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditSink;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.audit.status.OutputState;
import io.hookline.audit.status.OutputStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** An output of the distribution in the framework, with its configuration. */
public class AuditOutputIT extends FrameworkTest {

    private static final String PLUGIN = "io.hookline.plugin.auditotlp";
    private static final String OUTPUT = "otlp";
    private static final String NOTHING_LISTENS = "http://127.0.0.1:1";

    @Test
    public void aMendedConfigurationDeliversWhatWaitsAtOnce() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/v1/logs", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        receiver.start();
        Configuration route =
                service(ConfigurationAdmin.class).getFactoryConfiguration("io.hookline.audit.route", "otlp", "?");
        Path jar = folder("hookline.distribution").resolve("plugins/available/" + PLUGIN + "-1.0.0.jar");
        Bundle plugin = context().installBundle(jar.toUri().toString());
        try {
            // So long that only the changed configuration can end the pause.
            configure("io.hookline.audit", Map.of("retryMillis", 3_600_000L, "retryMaxMillis", 86_400_000L));
            configure(PLUGIN, Map.of("url", NOTHING_LISTENS, "compress", false));
            route.update(FrameworkUtil.asDictionary(Map.of("outputs", OUTPUT, "sources", "test")));
            plugin.start();
            // The route and the output are there, each on its own time.
            settled().until(() -> service(AuditPipeline.class)
                    .tryOut(record("trial"))
                    .targets()
                    .containsKey(OUTPUT));
            service(AuditSink.class).put(record("delivered after all"));
            settled().until(() -> status().state() == OutputState.RETRYING);
            assertThat(status().problem()).contains("the connection is refused");
            assertThatThrownBy(() -> configure(PLUGIN, Map.of("url", "http://example.com")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("plainHttp");

            String url = "http://127.0.0.1:" + receiver.getAddress().getPort();
            configure(PLUGIN, Map.of("url", url, "compress", false));
            settled().until(() -> status().sent() == 1);
            assertThat(bodies).hasSize(1);
            assertThat(bodies.get(0)).contains("delivered after all");
        } finally {
            plugin.uninstall();
            route.delete();
            for (String pid : List.of(PLUGIN, "io.hookline.audit")) {
                service(ConfigurationAdmin.class).getConfiguration(pid, "?").delete();
            }
            receiver.stop(0);
        }
    }

    private OutputStatus status() {
        return service(AuditPipeline.class).outputs().stream()
                .filter(one -> one.name().equals(OUTPUT))
                .findFirst()
                .orElseThrow();
    }

    private void configure(String pid, Map<String, ?> properties) throws IOException {
        service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(properties));
    }

    private static AuditRecord record(String action) {
        return AuditRecord.builder(Instant.now(), "test", action).build();
    }

    private static ConditionFactory settled() {
        return Awaitility.await().atMost(Duration.ofSeconds(120)).ignoreExceptions();
    }
}
