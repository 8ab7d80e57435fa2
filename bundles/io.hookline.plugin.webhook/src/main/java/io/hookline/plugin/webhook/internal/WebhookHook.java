package io.hookline.plugin.webhook.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.event.EventRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Sends each event by a signed POST, and leaves repetitions to the outbox. */
@Plugin(
        id = "webhook",
        version = "1.0.0",
        tags = {"event", "sink"})
@Component(name = "io.hookline.plugin.webhook")
@Designate(ocd = WebhookConfig.class)
@HookAt(EventHook.ANY)
public final class WebhookHook implements EventHook {

    /** Answers of 4xx that a later attempt may change: timeout, conflict, too early, too many requests. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 409, 425, 429);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Secrets secrets;
    private final Clock clock;
    private volatile Settings settings;
    private volatile @Nullable HttpClient client;

    /** With its configuration. */
    @Activate
    public WebhookHook(WebhookConfig config, @Reference Secrets secrets) {
        this(config, secrets, Clock.systemUTC());
    }

    WebhookHook(WebhookConfig config, Secrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
        settings = settingsOf(config);
    }

    @Modified
    void modified(WebhookConfig config) {
        settings = settingsOf(config);
    }

    private Settings settingsOf(WebhookConfig config) {
        try {
            return new Settings(WebhookSettings.of(config, secrets.resolve(config.secret())), "");
        } catch (IllegalArgumentException e) {
            return new Settings(null, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void onEvent(Event event, HookContext context) throws Exception {
        Settings current = settings;
        WebhookSettings target = current.usable();
        if (target == null) {
            throw new IllegalStateException(current.problem());
        }
        if (!target.types().isEmpty() && !target.types().contains(event.type())) {
            return;
        }
        HttpResponse<InputStream> answer =
                client().send(request(event, context, target), HttpResponse.BodyHandlers.ofInputStream());
        // The timeout ends with the head: a body without end must not hold the delivery.
        answer.body().close();
        judge(answer.statusCode(), target);
    }

    private HttpRequest request(Event event, HookContext context, WebhookSettings target)
            throws EventRefusedException, IOException {
        Duration timeout = context.remaining()
                .filter(left -> left.compareTo(target.timeout()) < 0)
                .orElse(target.timeout());
        if (timeout.isZero()) {
            throw new IOException(
                    "no time is left for the request to " + target.url().getHost());
        }
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(timeout)
                .header("Webhook-Id", event.id())
                .header("Webhook-Timestamp", Long.toString(timestamp))
                .header("Webhook-Signature", target.signature().of(event.id(), timestamp, event.payload()))
                .header("Event-Type", event.type())
                .header("Event-Time", event.time().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.payload()));
        if (!event.key().isEmpty()) {
            request.header("Event-Key", encoded(event.key()));
        }
        for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
            request.header("Event-Attribute", encoded(attribute.getKey()) + '=' + encoded(attribute.getValue()));
        }
        try {
            return request.header("Content-Type", event.contentType()).build();
        } catch (IllegalArgumentException e) {
            throw new EventRefusedException("the event's content type cannot be sent: " + e.getMessage());
        }
    }

    private static void judge(int status, WebhookSettings target) throws EventRefusedException, IOException {
        if (status >= 200 && status < 300) {
            return;
        }
        String problem = target.url().getHost() + " answered " + status;
        if (status >= 400 && status < 500 && !TRANSIENT.contains(status)) {
            throw new EventRefusedException(problem);
        }
        throw new IOException(
                status >= 300 && status < 400 ? problem + ": redirects are not followed, correct the url" : problem);
    }

    /** Made by the first event, so that a start does not pay for it. */
    private HttpClient client() {
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            HttpClient made = client;
            if (made == null) {
                made = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
                client = made;
            }
            return made;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the configuration says, or what is wrong with it. */
    private record Settings(@Nullable WebhookSettings usable, String problem) {}
}
