package io.hookline.gateway.internal;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.gateway.internal.config.GatewayOptions;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.GatewaySettings.Listening;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.listen.ListeningSocket;
import io.hookline.gateway.internal.listen.ServerTls;
import io.hookline.gateway.internal.upstream.UpstreamPool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether the gateway can work with settings: its address can be bound, its files can be used. Knows which address
 * the gateway has bound itself. Safe for use by many threads.
 */
final class GatewayCheck implements ConfigurationCheck {

    private final AtomicReference<@Nullable Failed> failed = new AtomicReference<>();
    private volatile @Nullable InetSocketAddress bound;
    private volatile Runnable reporter = () -> {};

    /** Sets what has the current configuration judged again. */
    void reportBy(Runnable next) {
        reporter = next;
    }

    /** Takes note of the address that the gateway listens on; null if it does not. */
    void isBound(@Nullable InetSocketAddress address) {
        bound = address;
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
            settings = GatewayOptions.settings(options);
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
                UpstreamPool.checkFiles(upstream, settings.forwarding());
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void checkAddress(Listening wanted, List<String> problems) {
        InetSocketAddress own = bound;
        boolean isOwnPort = own != null && own.getPort() == wanted.port();
        if (own != null && isOwnPort && own.getHostString().equals(wanted.host())) {
            return;
        }
        try {
            // The gateway's own socket is no obstacle: it gives its port up.
            ListeningSocket.probe(wanted.host(), isOwnPort ? 0 : wanted.port());
        } catch (IOException e) {
            problems.add(GatewayServer.cannotListen(wanted, e));
        }
    }

    private record Failed(GatewaySettings settings, String reason) {}
}
