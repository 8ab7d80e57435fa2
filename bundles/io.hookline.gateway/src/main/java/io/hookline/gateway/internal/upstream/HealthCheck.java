package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.message.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one target for its health path again and again, each time on a new connection, and tells the target what came of
 * it. All on one I/O thread, except for {@link #close()}.
 */
public final class HealthCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
    private static final int LEAST_HEALTHY = 200;
    private static final int LEAST_UNHEALTHY = 400;

    private final String group;
    private final UpstreamTarget target;
    private final UpstreamSettings.HealthChecks rule;
    private final EventLoop loop;
    private final ConnectionPool pool;
    private final RequestHead request;
    private volatile boolean closed;

    private HealthCheck(
            String group,
            UpstreamTarget target,
            UpstreamSettings.HealthChecks rule,
            EventLoop loop,
            ConnectionPool pool) {
        this.group = group;
        this.target = target;
        this.rule = rule;
        this.loop = loop;
        this.pool = pool;
        this.request = RequestHead.sample("GET", rule.path());
    }

    /**
     * Begins with the first check.
     *
     * @param group the name of the target's group, for messages
     */
    public static HealthCheck start(
            Origins origins, String group, UpstreamTarget target, UpstreamSettings.HealthChecks rule) {
        EventLoop loop = origins.nextLoop();
        ConnectionPool pool = origins.openForChecks(target.origin().address(), loop, rule.timeoutMillis());
        HealthCheck check = new HealthCheck(group, target, rule, loop, pool);
        loop.execute(check::begin);
        return check;
    }

    /** Ends the checks; the result of one that is running does not count. */
    @Override
    public void close() {
        closed = true;
        pool.close();
    }

    private void begin() {
        if (!closed) {
            new Probe().begin();
        }
    }

    private void take(String why) {
        if (closed) {
            return;
        }
        if (target.checked(why, rule.healthyAfter(), rule.unhealthyAfter())) {
            if (why.isEmpty()) {
                LOG.info("upstream {}: {} is healthy again", group, target.name());
            } else {
                LOG.warn("upstream {}: {} is unhealthy: {}", group, target.name(), why);
            }
        }
        try {
            Wire.later(loop, rule.intervalMillis(), this::begin);
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped", e);
        }
    }

    /** One check. */
    private final class Probe implements ConnectionWaiter, ResponseSink {

        private @Nullable UpstreamConnection connection;
        private @Nullable ScheduledFuture<?> timeout;
        private boolean done;

        void begin() {
            timeout = loop.schedule(this::expired, rule.timeoutMillis(), TimeUnit.MILLISECONDS);
            pool.acquire(this, true);
        }

        @Override
        public boolean isWaiting() {
            return !done && connection == null;
        }

        @Override
        public void connected(UpstreamConnection opened) {
            connection = opened;
            UpstreamAddress address = target.origin().address();
            Fields fields = new Fields();
            fields.add("Host", address.authority());
            fields.add("User-Agent", "hookline-health-check");
            fields.add("Accept", "*/*");
            fields.add("Connection", "close");
            opened.send(request, request.target().line(address.base()), fields, this);
        }

        @Override
        public void unconnected(int status, String message, @Nullable Throwable cause) {
            done("check failed: " + message);
        }

        @Override
        public void interim(ResponseHead head) {}

        @Override
        public void head(ResponseHead head) {
            boolean healthy = head.status() >= LEAST_HEALTHY && head.status() < LEAST_UNHEALTHY;
            done(healthy ? "" : "check failed: status " + head.status());
        }

        @Override
        public void data(ByteBuf data) {
            data.release();
        }

        @Override
        public void flush() {}

        @Override
        public void end(Fields trailers) {}

        @Override
        public void broken(String message, Throwable cause, boolean silent) {
            connection = null;
            done("check failed: " + message);
        }

        @Override
        public void writable() {}

        private void expired() {
            done("check failed: no answer within " + rule.timeoutMillis() + " ms");
        }

        private void done(String why) {
            if (done) {
                return;
            }
            done = true;
            ScheduledFuture<?> timer = timeout;
            if (timer != null) {
                timer.cancel(false);
            }
            UpstreamConnection opened = connection;
            if (opened != null) {
                opened.abort();
            }
            take(why);
        }
    }
}
