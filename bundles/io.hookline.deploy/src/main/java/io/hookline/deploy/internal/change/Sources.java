package io.hookline.deploy.internal.change;

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

/** Opens what an operator names: a file, or an address that begins with {@code http://}, {@code https://} or {@code file:}. */
final class Sources {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private Sources() {}

    /** Whether it is an address rather than a file. */
    static boolean isRemote(String source) {
        return source.toLowerCase(Locale.ROOT).matches("https?://.*");
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
                    "there is no such file; this process looks from "
                            + Path.of("").toAbsolutePath());
        }
        if (!Files.isRegularFile(file)) {
            throw unreadable(source, "it is no file");
        }
        return file;
    }

    /**
     * Opens a source; the caller closes it.
     *
     * @throws DeployRefusedException if it cannot be
     */
    static InputStream open(String source) throws DeployRefusedException, InterruptedException {
        try {
            return isRemote(source) ? openRemote(source) : Files.newInputStream(file(source));
        } catch (IOException e) {
            throw unreadable(source, String.valueOf(e));
        }
    }

    private static InputStream openRemote(String source)
            throws IOException, DeployRefusedException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(new URI(source))
                    .timeout(ANSWER_TIMEOUT)
                    .build();
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unreadable(source, "it is no address: " + e.getMessage());
        }
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw unreadable(source, "the server answers with status " + response.statusCode());
        }
        return response.body();
    }

    private static DeployRefusedException unreadable(String source, String why) {
        return new DeployRefusedException(DeployRefusal.UNREADABLE, source + " cannot be read: " + why);
    }
}
