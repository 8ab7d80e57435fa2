package io.hookline.common.httpoutput;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one receiver and waits for the answers, each within a deadline for the whole exchange. Follows no
 * redirections. Nothing is opened before the first request. For one thread at a time.
 */
public final class HttpSender implements AutoCloseable {

    private static final int MOST_BYTES_OF_AN_ANSWER = 16_000_000;

    private final HttpSettings settings;
    private final Clock clock;
    private final ThreadPoolExecutor threads;
    private @Nullable HttpClient client;

    /** Connects to nothing yet. */
    public HttpSender(HttpSettings settings) {
        this(settings, Clock.systemUTC());
    }

    HttpSender(HttpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "hookline-audit-http");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Sends a request.
     *
     * @throws IOException if there is no answer in time, or it is too large; the message says which address
     */
    public Answer send(HttpCall call) throws IOException, InterruptedException {
        HttpRequest request = request(call);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, head -> new BoundedBody(MOST_BYTES_OF_AN_ANSWER));
        try {
            HttpResponse<byte[]> response = answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            Duration pause = response.headers()
                    .firstValue("Retry-After")
                    .map(text -> RetryAfter.parse(text, clock.instant()))
                    .orElse(Duration.ZERO);
            return new Answer(
                    response.statusCode(),
                    pause,
                    response.headers().firstValue("Content-Type").orElse(""),
                    new String(response.body(), StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof SSLException) {
                // The files may have been renewed: the next request reads them again.
                client = null;
            }
            throw new IOException(settings.url() + " cannot be reached: " + why(cause == null ? e : cause), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    settings.url() + " did not answer within "
                            + settings.timeout().toMillis() + " ms",
                    e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Ends the threads. A request that is under way fails. */
    @Override
    public void close() {
        // The client's own thread ends once the client is collected; the JDK has no other way before release 21.
        client = null;
        threads.shutdownNow();
    }

    private HttpRequest request(HttpCall call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + call.path()));
        settings.headers().forEach(request::setHeader);
        call.headers().forEach(request::setHeader);
        if (call.body().length == 0) {
            return request.method(call.method(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        request.setHeader("Content-Type", call.contentType());
        byte[] body = call.body();
        if (settings.compress()) {
            request.setHeader("Content-Encoding", "gzip");
            body = compressed(body);
        }
        return request.method(call.method(), HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpClient client() throws IOException {
        HttpClient current = client;
        if (current == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(settings.connectTimeout())
                    .executor(threads);
            if ("https".equalsIgnoreCase(settings.url().getScheme())) {
                builder.sslContext(settings.tls().context());
            }
            current = builder.build();
            client = current;
        }
        return current;
    }

    /** The client's own message is empty where it matters most. */
    static String why(Throwable failure) {
        if (!(failure instanceof ConnectException)) {
            return failure.toString();
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name is not known";
            }
        }
        return "the connection is refused";
    }

    private static byte[] compressed(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4 + 64);
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }
}
