package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.CallAttributes;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.hook.Response;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What hooks can do to a request, and how failed requests are handled. */
final class GatewayHooksTest extends GatewayFixture {

    private final AtomicInteger upstreamCalls = new AtomicInteger();
    private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    @Test
    void aRefusalIsSentWithoutCallingTheUpstream() throws Exception {
        preRequest(exchange -> Response.text(401, "who are you?").withHeader("WWW-Authenticate", "Bearer"));
        postProcess(exchange -> {
            statuses.add(exchange.status());
            exchange.responseHeaders().set("X-Post", "seen");
        });
        countingUpstream();

        HttpResponse<String> response = send(request("/x").POST(BodyPublishers.ofString("body")));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("who are you?\n");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(response.headers().firstValue("X-Post")).hasValue("seen");
        assertThat(response.headers().firstValue("X-Call-Id")).isPresent();
        assertThat(upstreamCalls).hasValue(0);
        assertThat(statuses).containsExactly(401);
    }

    @Test
    void hooksDirectlyBeforeTheUpstreamSeeOnlyWhatHasPassed() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        PreUpstreamHook failing = exchange -> {
            throw new IllegalStateException("skipped");
        };
        PreUpstreamHook answering = exchange -> {
            seen.add(exchange.path() + " " + exchange.route());
            exchange.requestHeaders().set("X-Seen", "yes");
            return exchange.path().equals("/stored") ? Response.text(200, "stored") : null;
        };
        points.add(PreUpstreamHook.POINT, failing);
        points.add(PreUpstreamHook.POINT, answering);
        preRequest(exchange -> exchange.path().equals("/no") ? Response.of(403) : null);
        startBefore(http -> respond(http, 200, "" + http.getRequestHeaders().get("X-Seen")));

        assertThat(get("/no").statusCode()).isEqualTo(403);
        assertThat(get("/stored").body()).isEqualTo("stored\n");
        assertThat(get("/live").body()).isEqualTo("[yes]");
        assertThat(seen).containsExactly("/stored default", "/live default");
    }

    @Test
    void hooksSeeForwardedAddressesThatTheUpstreamDoesNot() throws Exception {
        AtomicReference<@Nullable String> claimed = new AtomicReference<>();
        preRequest(exchange -> {
            claimed.set(exchange.requestHeaders().first("X-Forwarded-For"));
            return null;
        });
        startBefore(http -> respond(http, 200, "" + http.getRequestHeaders().get("X-Forwarded-For")));

        HttpResponse<String> response = send(request("/").header("X-Forwarded-For", "6.6.6.6"));

        assertThat(claimed).hasValue("6.6.6.6");
        assertThat(response.body()).isEqualTo("[127.0.0.1]");
    }

    @Test
    void hooksThatNeverBlockRunOnTheIoThread() throws Exception {
        points.nonBlocking = true;
        preRequest(exchange -> exchange.path().equals("/no") ? Response.of(403) : null);
        postProcess(exchange -> statuses.add(exchange.status()));
        onError((exchange, failed) -> Response.of(599));
        countingUpstream();

        assertThat(get("/yes").statusCode()).isEqualTo(200);
        assertThat(get("/no").statusCode()).isEqualTo(403);
        draft.upstream = null;
        stop();
        start();
        assertThat(get("/").statusCode()).isEqualTo(599);

        assertThat(statuses).containsExactly(200, 403, 599);
        assertThat(points.callThreads).isNotEmpty().allMatch(name -> name.contains("I/O"));
    }

    @Test
    void aCanaryCanRouteByFieldsMethodPathAndClient() throws Exception {
        AtomicReference<List<@Nullable String>> told = new AtomicReference<>();
        preRequest(exchange -> {
            CallAttributes call = points.told;
            told.set(Arrays.asList(
                    call.get("x-USER-tier"),
                    call.get(":method"),
                    call.get(":path"),
                    call.get(":client"),
                    call.get("no")));
            return null;
        });
        countingUpstream();

        send(request("/orders?id=1").header("X-User-Tier", "gold"));

        assertThat(told.get()).containsExactly("gold", "GET", "/orders", "127.0.0.1", null);
    }

    @Test
    void requestFieldsChangedByAHookGoUpstream() throws Exception {
        preRequest(exchange -> {
            exchange.requestHeaders().set("X-Env", "gray");
            exchange.requestHeaders().remove("Authorization");
            exchange.setPrincipal("ann");
            return null;
        });
        AtomicReference<@Nullable String> principal = new AtomicReference<>();
        postProcess(exchange -> principal.set(exchange.principal()));
        startBefore(http -> respond(
                http,
                200,
                http.getRequestHeaders().get("X-Env") + " "
                        + http.getRequestHeaders().get("Authorization")));

        HttpResponse<String> response =
                send(request("/").header("X-Env", "spoofed").header("Authorization", "Bearer t"));

        assertThat(response.body()).isEqualTo("[gray] null");
        assertThat(principal).hasValue("ann");
    }

    @Test
    void responseFieldsOfPreRequestHooksReplaceThoseOfTheUpstream() throws Exception {
        preRequest(exchange -> {
            exchange.responseHeaders().set("X-Same", "mine");
            exchange.responseHeaders().add("X-Same", "too");
            return null;
        });
        startBefore(http -> {
            http.getResponseHeaders().set("X-Same", "theirs");
            http.getResponseHeaders().set("X-Other", "theirs");
            respond(http, 200, "ok");
        });

        HttpResponse<String> response = get("/");

        assertThat(response.headers().allValues("X-Same")).containsExactly("mine", "too");
        assertThat(response.headers().allValues("X-Other")).containsExactly("theirs");
    }

    @Test
    void postProcessChangesStatusAndFields() throws Exception {
        postProcess(exchange -> {
            statuses.add(exchange.status());
            assertThat(exchange.responseHeaders().first("Server")).isEqualTo("old");
            exchange.responseHeaders().remove("server");
            exchange.setStatus(exchange.path().equals("/304") ? 200 : 418);
        });
        GatewayServer gateway = startBefore(http -> {
            http.getResponseHeaders().set("Server", "old");
            if (http.getRequestURI().getPath().equals("/304")) {
                http.getResponseHeaders().set("Content-Length", "100");
                http.sendResponseHeaders(304, -1);
            } else {
                respond(http, 200, "body stays");
            }
        });

        HttpResponse<String> response = get("/");
        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("body stays");
        assertThat(response.headers().firstValue("Server")).isEmpty();
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("GET /304 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: 0");
        }
        assertThat(statuses).containsExactly(200, 304);
    }

    @Test
    void aHookThatThrowsFailsTheRequestWithoutLeakingDetails() throws Exception {
        preRequest(exchange -> {
            throw new IllegalStateException("secret");
        });
        onError((exchange, f) -> {
            failure.set(f);
            return null;
        });
        postProcess(exchange -> statuses.add(exchange.status()));
        countingUpstream();

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"status\":500", "callId").doesNotContain("secret", "Exception");
        assertThat(failure.get()).isNotNull().extracting(Failure::status).isEqualTo(500);
        assertThat(statuses).containsExactly(500);
        assertThat(upstreamCalls).hasValue(0);
    }

    @Test
    void aMissingRequiredHookGivesServiceUnavailable() throws Exception {
        draft.required = List.of("org.example.auth");
        countingUpstream();

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(upstreamCalls).hasValue(0);
    }

    @Test
    void anUpstreamThatIsDownGivesBadGateway() throws Exception {
        try (ServerSocket reserved = new ServerSocket(0)) {
            draft.upstream = URI.create("http://127.0.0.1:" + reserved.getLocalPort());
        }
        start();
        HttpResponse<String> plain = get("/");
        assertThat(plain.statusCode()).isEqualTo(502);
        assertThat(plain.body()).contains("Bad Gateway").doesNotContain("127.0.0.1");

        onError((exchange, f) -> {
            failure.set(f);
            assertThat(exchange.status()).isEqualTo(502);
            return Response.json(503, "{\"sorry\":true}");
        });
        postProcess(exchange -> {
            statuses.add(exchange.status());
            exchange.responseHeaders().set("X-Post", "seen");
        });
        HttpResponse<String> chosen = send(request("/").POST(BodyPublishers.ofString("x")));
        assertThat(chosen.statusCode()).isEqualTo(503);
        assertThat(chosen.body()).isEqualTo("{\"sorry\":true}");
        assertThat(chosen.headers().firstValue("X-Post")).hasValue("seen");
        assertThat(failure.get()).isNotNull().extracting(Failure::status).isEqualTo(502);
        assertThat(statuses).containsExactly(503);
    }

    @Test
    void anUpstreamThatIsSilentGivesGatewayTimeout() throws Exception {
        draft.requestTimeoutMillis = 300;
        CountDownLatch end = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> end.await())) {
            draft.upstream = upstream.uri();
            start();
            postProcess(exchange -> statuses.add(exchange.status()));
            assertThat(get("/").statusCode()).isEqualTo(504);
            assertThat(send(request("/").POST(BodyPublishers.ofString("x"))).statusCode())
                    .isEqualTo(504);
            assertThat(statuses).containsExactly(504, 504);
            assertThat(upstream.connections).hasValue(2);
        } finally {
            end.countDown();
        }
    }

    @Test
    void anUpstreamThatClosesWithoutAnswerGivesBadGateway() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> socket.readHead())) {
            draft.upstream = upstream.uri();
            start();
            onError((exchange, f) -> {
                failure.set(f);
                return null;
            });
            assertThat(send(request("/").POST(BodyPublishers.ofString("x"))).statusCode())
                    .isEqualTo(502);
            assertThat(upstream.connections).hasValue(1);
            assertThat(failure.get()).isNotNull().extracting(Failure::status).isEqualTo(502);
            assertThat(get("/").statusCode()).isEqualTo(502);
            assertThat(upstream.connections)
                    .as("a GET is tried again, a POST is not")
                    .hasValue(3);
        }
    }

    @Test
    void aKeptConnectionThatTheUpstreamClosedIsReplaced() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            if (number == 1) {
                socket.readHead();
            }
        })) {
            draft.upstream = upstream.uri();
            start();
            assertThat(get("/").body()).isEqualTo("ok");
            assertThat(get("/").body()).isEqualTo("ok");
        }
    }

    @Test
    void aTruncatedResponseIsTruncatedForTheClient() throws Exception {
        postProcess(exchange -> statuses.add(exchange.status()));
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(socket.readHead()).startsWith("HTTP/1.1 200");
                assertThat(socket.read(100)).isEqualTo("only this");
            }
        }
    }

    @Test
    void aClientThatLeavesDuringItsUploadReleasesTheScope() throws Exception {
        preRequest(exchange -> null);
        postProcess(exchange -> statuses.add(exchange.status()));
        CountDownLatch arrived = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            arrived.countDown();
            socket.in.transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            draft.upstream = upstream.uri();
            try (RawSocket socket = RawSocket.to(start().uri())) {
                socket.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\nsome");
                assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(points.scopesOpen).hasValue(1);
                socket.socket.setSoLinger(true, 0);
            }
            await().until(() -> points.scopesOpen.get() == 0);
        }
    }

    @Test
    void aClientThatLeavesDuringAHookReleasesTheScope() throws Exception {
        CountDownLatch inHook = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        preRequest(exchange -> {
            inHook.countDown();
            go.await();
            return null;
        });
        GatewayServer gateway = countingUpstream();
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            inHook.await();
            socket.socket.setSoLinger(true, 0);
        }
        go.countDown();
        await().until(() -> points.scopesOpen.get() == 0 && points.scopesEntered.get() == 1);
    }

    @Test
    void bodiesBeyondTheLimitAreRefused() throws Exception {
        draft.maxRequestBytes = 1000;
        preRequest(exchange -> null);
        startBefore(http -> {
            upstreamCalls.addAndGet(http.getRequestBody().readAllBytes().length);
            respond(http, 200, "ok");
        });
        byte[] tooBig = new byte[1001];
        assertThat(send(request("/").POST(BodyPublishers.ofByteArray(tooBig))).statusCode())
                .isEqualTo(413);
        assertThat(send(request("/").POST(BodyPublishers.ofByteArray(new byte[1000])))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> chunked = send(request("/")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[5_000_000]))));
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void aRefusedClientThatGoesOnSendingStillReadsTheResponse() throws Exception {
        preRequest(exchange -> Response.of(403));
        GatewayServer gateway = countingUpstream();
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n");
            socket.out.write(new byte[4_000_000]);
            assertThat(socket.readHead()).startsWith("HTTP/1.1 403");
            socket.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(socket.readHead()).as("the connection is kept").startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void theConnectionOfARefusedClientThatWaitsToSendIsClosed() throws Exception {
        preRequest(exchange -> Response.of(403));
        GatewayServer gateway = countingUpstream();
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 403").containsIgnoringCase("connection: close");
            assertThat(socket.in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFullPoolGivesServiceUnavailable() throws Exception {
        draft.maxConnections = 2;
        draft.connectTimeoutMillis = 300;
        CountDownLatch end = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            end.await();
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        })) {
            draft.upstream = upstream.uri();
            start();
            List<java.util.concurrent.CompletableFuture<Integer>> calls = new java.util.ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(client.sendAsync(request("/").build(), HttpResponse.BodyHandlers.ofString())
                        .thenApply(HttpResponse::statusCode));
            }
            await().until(() -> calls.stream().filter(c -> c.isDone()).count() >= 4);
            end.countDown();
            await().until(() -> calls.stream().allMatch(c -> c.isDone()));
            assertThat(calls.stream().map(c -> c.join())).containsOnly(200, 503);
        } finally {
            end.countDown();
        }
    }

    @Test
    void aHookResponseWithAForbiddenFieldGivesServerError() throws Exception {
        preRequest(exchange -> new Response(200, List.of(Map.entry("X-Bad", "a\r\nSet-Cookie: x")), new byte[0]));
        countingUpstream();

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void tunnelsAreRefused() throws Exception {
        GatewayServer gateway = countingUpstream();
        try (RawSocket socket = RawSocket.to(gateway.uri())) {
            socket.send("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n");
            assertThat(socket.readHead()).startsWith("HTTP/1.1 405");
        }
    }

    private GatewayServer countingUpstream() throws Exception {
        return startBefore(http -> {
            upstreamCalls.incrementAndGet();
            respond(http, 200, "ok");
        });
    }
}
