package io.hookline.deploy.internal.receive;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens what an operator names: a file, or an address that begins with {@code http://}, {@code https://} or {@code
 * file:}.
 */
final class ArtifactSources {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private ArtifactSources() {}

    /** Whether it is an address rather than a file. */
    static boolean isRemote(String source) {
        return source.toLowerCase(Locale.ROOT).matches("https?://.*");
    }

    /** A source as messages and records name it: an address without its credentials and its query, a possible key. */
    static String shown(String source) {
        return isRemote(source)
                ? source.replaceFirst("[?#].*", "?...").replaceFirst("//[^/]*@", "//********@")
                : source;
    }

    /**
     * The file that a source names.
     *
     * @throws DeployRefusedException if there is none
     */
    static Path file(String source) throws DeployRefusedException {
        Path file;
        try {
            file = source.startsWith("file:") ? Path.of(new URI(source)) : Path.of(source);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unreadable(source, "it names no file: " + e.getMessage());
        }
        if (!Files.exists(file)) {
            throw unreadable(
                    source,
                    "there is no such file; relative paths start at "
                            + Path.of("").toAbsolutePath());
        }
        if (!Files.isRegularFile(file)) {
            throw unreadable(source, "it is not a file");
        }
        return file;
    }

    /**
     * Opens a source; the caller closes it.
     *
     * @param timeout how long fetching it from an address may take, to the last byte
     * @param cancellation ends it, too
     * @throws DeployRefusedException if it cannot be opened
     */
    static InputStream open(String source, Duration timeout, Cancellation cancellation)
            throws DeployRefusedException, InterruptedException {
        try {
            return isRemote(source) ? openRemote(source, timeout, cancellation) : Files.newInputStream(file(source));
        } catch (IOException e) {
            throw unreadable(source, String.valueOf(e));
        }
    }

    private static InputStream openRemote(String source, Duration timeout, Cancellation cancellation)
            throws IOException, DeployRefusedException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(new URI(source)).build();
        } catch (URISyntaxException | IllegalArgumentException e) {
            // The cause's own message would repeat all of it.
            throw unreadable(source, "it is no address such as https://HOST/FILE.jar");
        }
        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        cancellation.whenCancelled(() -> answer.cancel(true));
        HttpResponse<InputStream> response = await(answer, source, timeout, cancellation);
        if (response.statusCode() != 200) {
            response.body().close();
            throw unreadable(source, "the server answers with status " + response.statusCode());
        }
        Duration left = timeout.minusNanos(System.nanoTime() - begun);
        return AbortableStream.of(response.body(), left, late(timeout), cancellation);
    }

    private static HttpResponse<InputStream> await(
            CompletableFuture<HttpResponse<InputStream>> answer,
            String source,
            Duration timeout,
            Cancellation cancellation)
            throws IOException, DeployRefusedException, InterruptedException {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreadable(source, late(timeout));
        } catch (CancellationException e) {
            cancellation.check();
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }

    private static String late(Duration timeout) {
        return "it has not come within " + timeout.toMillis() + " ms";
    }

    private static DeployRefusedException unreadable(String source, String why) {
        return new DeployRefusedException(DeployRefusal.UNREADABLE, shown(source) + " cannot be read: " + why);
    }
}
