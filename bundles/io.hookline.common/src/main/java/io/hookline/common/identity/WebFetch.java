package io.hookline.common.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Exchanges small documents: within a deadline for the whole exchange, up to a size, and from no other address. */
public final class WebFetch implements AutoCloseable {

    private final Duration timeout;
    private final int mostBytes;
    private final ThreadPoolExecutor threads;
    private @Nullable HttpClient client;

    /**
     * Connects nowhere yet.
     *
     * @param timeout of one exchange, as a whole
     * @param mostBytes largest answer
     * @param factory makes its threads, at most two
     */
    public WebFetch(Duration timeout, int mostBytes, ThreadFactory factory) {
        this.timeout = timeout;
        this.mostBytes = mostBytes;
        this.threads = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * The body of the answer 200.
     *
     * @throws IOException if it is too late or too large, or another answer
     */
    public byte[] get(URI address) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(address));
    }

    /**
     * The body of the answer 200 to a form.
     *
     * @param form its fields, already encoded
     * @param authorization the header field of that name; null for none
     * @throws IOException if it is too late or too large, or another answer
     */
    public byte[] post(URI address, String form, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return exchange(request);
    }

    private byte[] exchange(HttpRequest.Builder begun) throws IOException, InterruptedException {
        HttpRequest request = begun.header("Accept", "application/json").build();
        URI address = request.uri();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, head -> new BoundedBody(head.statusCode() == 200 ? mostBytes : 0));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered " + response.statusCode() + another(response.statusCode()));
            }
            return response.body();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(address + " cannot be read: " + (cause == null ? e : cause), e);
        } catch (TimeoutException e) {
            throw new IOException(address + " did not answer within " + timeout.toMillis() + " ms", e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        // The client's own thread ends once the client is collected; the JDK has no other way before release 21.
        client = null;
        threads.shutdownNow();
    }

    private HttpClient client() {
        HttpClient current = client;
        if (current == null) {
            current = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(threads)
                    .build();
            client = current;
        }
        return current;
    }

    private static String another(int status) {
        return status >= 300 && status < 400 ? ": redirections are not followed, set the address that it leads to" : "";
    }

    /** Collects a body, and gives up when it gets too large. Of a body that does not matter it keeps nothing. */
    private static final class BoundedBody implements BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int mostBytes;
        private Flow.@Nullable Subscription subscription;

        BoundedBody(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            if (mostBytes == 0) {
                subscribed.cancel();
                body.complete(new byte[0]);
            } else {
                subscribed.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            for (ByteBuffer piece : pieces) {
                if (bytes.size() + piece.remaining() > mostBytes) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new IOException("it is larger than " + mostBytes + " bytes"));
                    return;
                }
                byte[] copy = new byte[piece.remaining()];
                piece.get(copy);
                bytes.writeBytes(copy);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
