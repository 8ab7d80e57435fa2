package io.hookline.gateway.internal;

import io.undertow.client.UndertowClient;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.ConnectionPoolManager;
import io.undertow.server.handlers.proxy.ProxyCallback;
import io.undertow.server.handlers.proxy.ProxyClient;
import io.undertow.server.handlers.proxy.ProxyConnection;
import io.undertow.server.handlers.proxy.ProxyConnectionPool;
import io.undertow.server.handlers.proxy.ProxyConnectionPool.AvailabilityType;
import io.undertow.util.StatusCodes;
import io.undertow.util.WorkerUtils;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.XnioExecutor;

/**
 * The connections to the one upstream, which may change or be absent.
 *
 * <p>Undertow's own balancing client never tries the same host twice, so it would not replace a kept connection that
 * the upstream has just closed.
 */
final class UpstreamPool implements ProxyClient, AutoCloseable {

    private static final ProxyTarget TARGET = new ProxyTarget() {};
    private static final long IDLE_CONNECTION_MS = 30_000;

    private final GatewaySettings settings;
    private volatile @Nullable ProxyConnectionPool pool;

    UpstreamPool(GatewaySettings settings) {
        this.settings = settings;
    }

    /** Sets the upstream of later requests; null if there is none. Requests in flight stay with the old one. */
    synchronized void pointTo(@Nullable URI uri) {
        ProxyConnectionPool old = pool;
        if (uri == null) {
            pool = null;
        } else if (old == null || !old.getUri().equals(uri)) {
            pool = new ProxyConnectionPool(
                    new Limits(settings.connectionsPerIoThread()), uri, UndertowClient.getInstance(), OptionMap.EMPTY);
        } else {
            return;
        }
        if (old != null) {
            old.close();
        }
    }

    @Override
    public ProxyTarget findTarget(HttpServerExchange http) {
        return TARGET;
    }

    @Override
    public void getConnection(
            ProxyTarget target,
            HttpServerExchange http,
            ProxyCallback<ProxyConnection> callback,
            long timeout,
            TimeUnit unit) {
        ProxiedCall call = http.getAttachment(ProxiedCall.KEY);
        if (call == null || !call.isUpstreamAwaited()) {
            return;
        }
        ProxyConnectionPool current = pool;
        if (current == null) {
            call.upstreamFailed(
                    StatusCodes.SERVICE_UNAVAILABLE,
                    "there is no upstream: there is no Endpoint service, and 'upstream' is not configured",
                    null);
            callback.couldNotResolveBackend(http);
            return;
        }
        boolean full = current.available() == AvailabilityType.FULL;
        Wait wait = new Wait(call, callback, current.getUri(), full);
        long patience = settings.upstreamConnectTimeoutMillis();
        wait.timer = WorkerUtils.executeAfter(
                http.getIoThread(), () -> wait.timeOut(patience), patience, TimeUnit.MILLISECONDS);
        current.connect(target, http, wait, patience, TimeUnit.MILLISECONDS, false);
    }

    @Override
    public void close() {
        pointTo(null);
    }

    /** A request's wait for a connection. On the I/O thread. */
    private static final class Wait implements ProxyCallback<ProxyConnection> {

        private final ProxiedCall call;
        private final ProxyCallback<ProxyConnection> callback;
        private final URI uri;
        private final boolean full;
        private boolean over;
        private XnioExecutor.@Nullable Key timer;

        Wait(ProxiedCall call, ProxyCallback<ProxyConnection> callback, URI uri, boolean full) {
            this.call = call;
            this.callback = callback;
            this.uri = uri;
            this.full = full;
        }

        @Override
        public void completed(HttpServerExchange http, ProxyConnection connection) {
            if (end()) {
                HeadInterceptingConnection watched = new HeadInterceptingConnection(connection.getConnection(), call);
                callback.completed(http, new ProxyConnection(watched, connection.getTargetPath()));
            }
        }

        @Override
        public void failed(HttpServerExchange http) {
            if (end()) {
                if (full) {
                    call.upstreamFailed(StatusCodes.SERVICE_UNAVAILABLE, busy(), null);
                } else {
                    call.upstreamFailed(StatusCodes.BAD_GATEWAY, "nothing accepts connections at " + uri, null);
                }
                callback.failed(http);
            }
        }

        @Override
        public void couldNotResolveBackend(HttpServerExchange http) {
            failed(http);
        }

        @Override
        public void queuedRequestFailed(HttpServerExchange http) {
            if (end()) {
                call.upstreamFailed(StatusCodes.SERVICE_UNAVAILABLE, busy(), null);
                callback.queuedRequestFailed(http);
            }
        }

        private void timeOut(long patience) {
            if (end()) {
                call.giveUp(
                        full ? StatusCodes.SERVICE_UNAVAILABLE : StatusCodes.GATEWAY_TIME_OUT,
                        full ? busy() : "no connection to " + uri + " within " + patience + " ms");
            }
        }

        private String busy() {
            return "all connections to " + uri + " are busy";
        }

        private boolean end() {
            XnioExecutor.Key key = timer;
            if (key != null) {
                key.remove();
            }
            boolean first = !over;
            over = true;
            return first && call.isUpstreamAwaited();
        }
    }

    /** The limits of the connections. The upstream is never marked as dead: the next call tries again. */
    private record Limits(int perIoThread) implements ConnectionPoolManager {

        @Override
        public int getProblemServerRetry() {
            return -1;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public boolean handleError() {
            return true;
        }

        @Override
        public boolean clearError() {
            return true;
        }

        @Override
        public int getMaxConnections() {
            return perIoThread;
        }

        @Override
        public int getMaxCachedConnections() {
            return perIoThread;
        }

        @Override
        public int getSMaxConnections() {
            return 0;
        }

        @Override
        public long getTtl() {
            return IDLE_CONNECTION_MS;
        }

        @Override
        public int getMaxQueueSize() {
            return 10_000;
        }
    }
}
