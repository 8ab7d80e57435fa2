package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.internal.route.RouteDefinitions;
import io.hookline.gateway.internal.route.Routes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A gateway with routes to backends. */
abstract class RoutedFixture extends GatewayFixture {

    /** Long enough for a machine that is ten times slower; the tests end as soon as what they wait for is there. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Shorter than the 30 s after which any idle connection to a target is closed. */
    static final Duration BEFORE_IDLE_ENDS = Duration.ofSeconds(25);

    final RouteDefinitions definitions = new RouteDefinitions();
    private final List<Backend> backends = new ArrayList<>();

    @AfterEach
    void closeBackends() throws IOException {
        for (Backend backend : backends) {
            backend.close();
        }
    }

    Backend backend(String name) throws IOException {
        Backend backend = new Backend(name);
        backends.add(backend);
        return backend;
    }

    /** Configures a group; the server follows when it is started, or by {@link #apply}. */
    void group(String name, Map<String, ?> options, Backend... targets) {
        String[] addresses = new String[targets.length];
        for (int i = 0; i < targets.length; i++) {
            addresses[i] = targets[i].uri().toString();
        }
        definitions.putUpstream(Routes.upstream(name, options, addresses));
    }

    void route(String name, Map<String, ?> options) {
        definitions.putRoute(Routes.route(name, options));
    }

    GatewayServer startRouted() {
        draft.connectTimeoutMillis = 30_000;
        draft.requestTimeoutMillis = 50_000;
        assertThat(definitions.plan().problems()).isEmpty();
        plan = definitions.plan();
        return start();
    }

    void apply(GatewayServer server) {
        assertThat(definitions.plan().problems()).isEmpty();
        server.route(definitions.plan());
    }

    /** The name of the backend that answers. */
    String answering(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body().substring(0, response.body().indexOf(' '));
    }

    /** Clients that call one after the other until they are told to stop. */
    final class Load {

        final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        final AtomicInteger calls = new AtomicInteger();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<Thread> clients = new ArrayList<>();

        Load(int count, String path) {
            for (int i = 0; i < count; i++) {
                Thread thread = new Thread(() -> callOn(path), "load-" + i);
                thread.setDaemon(true);
                clients.add(thread);
                thread.start();
            }
        }

        /** Waits until so many more calls have ended. */
        void goOn(int more) {
            int target = calls.get() + more;
            await("calls to end").atMost(PATIENCE).until(() -> calls.get() >= target || !failures.isEmpty());
        }

        void stop() throws InterruptedException {
            stop.set(true);
            for (Thread thread : clients) {
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        }

        private void callOn(String path) {
            while (!stop.get()) {
                try {
                    HttpResponse<String> response = get(path);
                    if (response.statusCode() != 200) {
                        failures.add(response.statusCode() + " " + response.body());
                    }
                } catch (Exception e) {
                    failures.add(e.toString());
                }
                calls.incrementAndGet();
            }
        }
    }
}
