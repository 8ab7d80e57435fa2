package io.hookline.plugin.webhook.internal;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;

/**
 * Where events are sent, and how.
 *
 * @param types those that are sent; empty for all
 */
record WebhookSettings(URI url, WebhookSignature signature, Set<String> types, Duration timeout) {

    private static final String PID = "io.hookline.plugin.webhook";

    /**
     * Checks a configuration.
     *
     * @param secret the secret itself
     * @throws IllegalArgumentException if it is wrong or incomplete; the message is for an operator
     */
    static WebhookSettings of(WebhookConfig config, String secret) {
        if (config.url().isBlank()) {
            throw new IllegalArgumentException(PID + " has no url: set it to the address that is to get the events");
        }
        URI url = URI.create(config.url().strip());
        String host = url.getHost();
        if (host == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    PID + ": url needs a host and no user, for instance https://example.org/hook");
        }
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        if (!tls && !config.plainHttp() && !isThisMachine(host)) {
            throw new IllegalArgumentException(
                    PID + ": " + host + " is another machine: use https://, or set plainHttp=true");
        }
        return new WebhookSettings(
                url, new WebhookSignature(secret), Set.of(config.types()), Duration.ofMillis(config.timeoutMillis()));
    }

    private static boolean isThisMachine(String host) {
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+") || host.equalsIgnoreCase("localhost");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
