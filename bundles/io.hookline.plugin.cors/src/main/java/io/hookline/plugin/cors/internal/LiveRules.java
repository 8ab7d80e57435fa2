package io.hookline.plugin.cors.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules by the newest valid configuration. Safe for use by many threads. */
final class LiveRules {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);

    private volatile CorsRules rules;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException if it is invalid; the message says where
     */
    LiveRules(CorsConfig config) {
        this.rules = CorsRules.of(config);
    }

    CorsRules now() {
        return rules;
    }

    void change(CorsConfig config) {
        try {
            rules = CorsRules.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.cors is refused, the old one stays: {}",
                    e.getMessage());
        }
    }
}
