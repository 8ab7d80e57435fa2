package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Threads that call the gateway of the demo without pause, with TLS. Of eight calls, one has no valid key, one asks for
 * what the policy never allows, and one for what it allows only after its change.
 */
final class GatewayDemoLoad {

    private static final int CALLS_A_CONNECTION = 40;
    private static final int USERS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final URI gateway;
    private final String key;
    private final DemoTrust trust;
    private final X509Certificate first;
    private final GatewayLedger ledger = new GatewayLedger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile PolicyPhase phase = PolicyPhase.DENIED;
    private volatile boolean stopped;

    /** Against a gateway whose first certificate this is. */
    GatewayDemoLoad(URI gateway, String key, DemoTrust trust, X509Certificate first) {
        this.gateway = gateway;
        this.key = key;
        this.trust = trust;
        this.first = first;
    }

    /** Starts so many threads with HTTP/1.1, and one with HTTP/2. */
    void start(int callers) {
        for (int i = 0; i < callers; i++) {
            int caller = i;
            start("hookline-caller-" + i, () -> callOn(caller));
        }
        start("hookline-caller-h2", this::callOnHttp2);
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Says how far the change of the policy is. */
    void policy(PolicyPhase now) {
        phase = now;
    }

    GatewayLedger ledger() {
        return ledger;
    }

    /** One call outside of the load; its status. */
    int probe(String path) throws IOException {
        try (HttpConnection connection = new HttpConnection(trust.connect(gateway))) {
            return connection.get(path, Map.of("X-API-Key", key)).status();
        }
    }

    /** Whether a new connection is shown this certificate. */
    boolean isShown(X509Certificate certificate) throws IOException {
        try (SSLSocket socket = trust.connect(gateway)) {
            return certificate.equals(socket.getSession().getPeerCertificates()[0]);
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void callOn(int caller) {
        Map<String, Boolean> moved = new HashMap<>();
        HttpConnection connection = null;
        for (long number = caller; !stopped; number++) {
            try {
                if (connection == null) {
                    connection = open();
                }
                HttpConnection used = connection;
                call(number, caller, moved, (path, fields) -> {
                    HttpConnection.Answer answer = used.get(path, fields);
                    return new Answer(answer.status(), answer.headers());
                });
                if (number % CALLS_A_CONNECTION == 0) {
                    connection.close();
                    connection = null;
                }
            } catch (IOException e) {
                ledger.lost(e.getClass().getSimpleName() + ": " + e.getMessage());
                connection = closed(connection);
            }
        }
        closed(connection);
    }

    private HttpConnection open() throws IOException {
        SSLSocket socket = trust.connect(gateway);
        boolean old = first.equals(socket.getSession().getPeerCertificates()[0]);
        ledger.count(old ? GatewayLedger.FIRST_CERTIFICATE : GatewayLedger.SECOND_CERTIFICATE);
        return new HttpConnection(socket);
    }

    private void callOnHttp2() {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trust.context())
                .version(HttpClient.Version.HTTP_2)
                .build();
        Map<String, Boolean> moved = new HashMap<>();
        for (long number = 0; !stopped; number++) {
            try {
                call(number, USERS, moved, (path, fields) -> {
                    HttpRequest.Builder request =
                            HttpRequest.newBuilder(gateway.resolve(path)).timeout(TIMEOUT);
                    fields.forEach(request::header);
                    HttpResponse<Void> response;
                    try {
                        response = client.send(request.build(), BodyHandlers.discarding());
                    } catch (InterruptedException e) {
                        throw new IOException("interrupted", e);
                    }
                    if (response.version() == HttpClient.Version.HTTP_2) {
                        ledger.count(GatewayLedger.HTTP2);
                    }
                    Map<String, String> headers = new HashMap<>();
                    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
                    return new Answer(response.statusCode(), headers);
                });
            } catch (IOException e) {
                ledger.lost("HTTP/2: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    private void call(long number, int caller, Map<String, Boolean> moved, Call call) throws IOException {
        Map<String, String> fields = new HashMap<>();
        fields.put("X-User", "user-" + caller + "-" + number % USERS);
        PolicyPhase before = phase;
        ledger.call();
        switch ((int) (number % 8)) {
            case 0 -> {
                if (number % 16 == 0) {
                    fields.put("X-API-Key", "wrong");
                }
                refused(call.get("/shop/items/1", fields), 401, GatewayLedger.NO_KEY);
            }
            case 3 -> {
                fields.put("X-API-Key", key);
                refused(call.get("/private/" + number, fields), 403, GatewayLedger.FORBIDDEN);
            }
            case 5 -> {
                fields.put("X-API-Key", key);
                report(call.get("/reports/" + number, fields), before, phase);
            }
            default -> {
                fields.put("X-API-Key", key);
                served(call.get("/shop/items/" + number, fields), String.valueOf(fields.get("X-User")), moved);
            }
        }
    }

    private void refused(Answer answer, int status, String what) {
        if (answer.status() == status) {
            ledger.count(what);
        } else if (answer.status() < 400) {
            ledger.unauthorised("status " + answer.status() + " in place of " + status);
        } else {
            ledger.lost("status " + answer.status() + " in place of " + status);
        }
    }

    private void report(Answer answer, PolicyPhase before, PolicyPhase after) {
        if (answer.status() == 403 && before != PolicyPhase.ALLOWED) {
            ledger.count(GatewayLedger.FORBIDDEN);
        } else if (answer.status() == 200 && after != PolicyPhase.DENIED) {
            ledger.count(GatewayLedger.REPORTS);
        } else if (answer.status() < 400) {
            ledger.unauthorised("a report before the policy allowed it");
        } else {
            ledger.lost("a report: status " + answer.status());
        }
    }

    /** A client that was served by the new upstream stays there, because its share only grows. */
    private void served(Answer answer, String user, Map<String, Boolean> moved) {
        if (answer.status() != 200) {
            ledger.lost("status " + answer.status());
            return;
        }
        boolean fresh = "new".equals(answer.headers().get(DemoUpstream.FIELD));
        ledger.count(fresh ? GatewayLedger.NEW : GatewayLedger.LEGACY);
        ledger.count(
                answer.headers().containsKey("x-ratelimit-remaining")
                        ? GatewayLedger.OLD_RELEASE
                        : GatewayLedger.NEW_RELEASE);
        if (!fresh && moved.containsKey(user)) {
            ledger.lost("a client went back to the old upstream");
        }
        if (fresh) {
            moved.put(user, true);
        }
    }

    private static @Nullable HttpConnection closed(@Nullable HttpConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // The connection is not needed any more.
            }
        }
        return null;
    }

    /** How far the change of the policy is. */
    enum PolicyPhase {
        DENIED,
        CHANGING,
        ALLOWED
    }

    /**
     * A response.
     *
     * @param headers by name in lower case
     */
    private record Answer(int status, Map<String, String> headers) {}

    /** Sends a GET. */
    @FunctionalInterface
    private interface Call {
        Answer get(String path, Map<String, String> fields) throws IOException;
    }
}
