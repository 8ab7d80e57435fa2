package io.hookline.gateway.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.GatewaySettings.Listening;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.listen.OwnAddress;
import io.hookline.gateway.internal.listen.ServerTls;
import io.hookline.gateway.internal.upstream.Origins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the gateway can work with settings: its address can be bound, its files can be used. Knows which
 * address the gateway has bound itself. Safe for use by many threads.
 */
final class GatewayCheck implements ConfigurationCheck {

    private final AtomicReference<@Nullable Failed> failed = new AtomicReference<>();
    private final OwnAddress own = new OwnAddress();
    private volatile Runnable reporter = () -> {};

    /** Sets what has the current configuration judged again. */
    void reportBy(Runnable next) {
        reporter = next;
    }

    /** The address that the gateway has bound itself. */
    OwnAddress own() {
        return own;
    }

    /** Settings that seemed good have failed: they are refused once more, with this reason. */
    void failed(GatewaySettings settings, String reason) {
        failed.set(new Failed(settings, reason));
        reporter.run();
    }

    @Override
    public List<String> problems(Map<String, Object> options) {
        GatewaySettings settings;
        try {
            settings = GatewaySettings.of(GivenOptions.as(GatewayConfig.class, options));
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        List<String> problems = new ArrayList<>();
        Failed before = failed.get();
        if (before != null && before.settings.equals(settings) && failed.compareAndSet(before, null)) {
            problems.add(before.reason);
        }
        checkFiles(settings, problems);
        checkAddress(settings.listening(), problems);
        return problems;
    }

    private static void checkFiles(GatewaySettings settings, List<String> problems) {
        GatewaySettings.Tls files = settings.tls();
        UpstreamAddress upstream = settings.upstream();
        try {
            if (files != null) {
                new ServerTls(files, settings.http2().withTls());
            }
            if (upstream != null) {
                Origins.checkFiles(upstream, settings.forwarding());
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void checkAddress(Listening wanted, List<String> problems) {
        try {
            own.probe(wanted.host(), wanted.port());
        } catch (IOException e) {
            problems.add(GatewayServer.cannotListen(wanted, e));
        }
    }

    private record Failed(GatewaySettings settings, String reason) {}
}
