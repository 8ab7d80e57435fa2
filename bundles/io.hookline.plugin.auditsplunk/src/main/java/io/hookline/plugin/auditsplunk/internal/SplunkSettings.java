package io.hookline.plugin.auditsplunk.internal;

import io.hookline.api.plugin.Secrets;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpSettings;
import java.util.Map;

/** Splunk's own way to send the token. */
final class SplunkSettings {

    private SplunkSettings() {}

    /**
     * The settings of a configuration.
     *
     * @throws IllegalArgumentException if it cannot work; the message names the option
     */
    static HttpSettings of(SplunkConfig config, HttpOptions options, Secrets secrets) {
        if (config.token().isEmpty()) {
            throw new IllegalArgumentException("token is not set: it is shown in Splunk, under HTTP Event Collector");
        }
        String token = HttpSettings.headerValue("token", secrets.resolve(config.token()));
        return HttpSettings.of(config.url(), options).with(Map.of("Authorization", "Splunk " + token));
    }
}
