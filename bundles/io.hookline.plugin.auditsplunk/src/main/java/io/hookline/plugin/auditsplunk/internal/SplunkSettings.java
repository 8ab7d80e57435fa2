package io.hookline.plugin.auditsplunk.internal;

import io.hookline.api.plugin.Secrets;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.Map;

/** Splunk's own way to send the token. */
final class SplunkSettings {

    private static final String HEADER = "Authorization";

    private SplunkSettings() {}

    /**
     * The settings of a configuration.
     *
     * @throws IllegalArgumentException if it cannot work; the message names the option
     */
    static HttpSettings of(SplunkConfig config, HttpOptions options, Secrets secrets) {
        HttpSettings settings = HttpSettings.of(config.url(), options, secrets);
        String bearer = settings.headers().get(HEADER);
        if (bearer == null) {
            throw new IllegalArgumentException("token is not set: it is shown in Splunk, under HTTP Event Collector");
        }
        return settings.with(Map.of(HEADER, "Splunk" + bearer.substring(bearer.indexOf(' '))));
    }
}
