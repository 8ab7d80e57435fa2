package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.internal.balance.RetryBudget;
import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.route.Route;
import io.hookline.gateway.internal.route.RouteTable;
import io.hookline.gateway.internal.route.Upstream;
import io.hookline.gateway.internal.strangle.CallWatch;
import io.hookline.gateway.internal.upstream.ConnectionWaiter;
import io.hookline.gateway.internal.upstream.ResponseSink;
import io.hookline.gateway.internal.upstream.UpstreamConnection;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where one call goes: its route, its upstream, and one target after the other until a request can be sent. Counts what
 * came of it for the targets. On the call's I/O thread only.
 */
final class Forwarding implements ConnectionWaiter {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");
    private static final int NO_CONNECTION_FREE = 503;

    private final GatewaySettings settings;
    private final EventLoop loop;
    private final RequestHead head;
    private final ExchangeView view;
    private final Steps steps;
    private @Nullable Route route;
    private @Nullable Upstream upstream;
    private @Nullable UpstreamTarget target;
    private List<UpstreamTarget> tried = List.of();
    private @Nullable RetryBudget budget;
    private @Nullable CallWatch watch;
    private int retries;
    private boolean kept;
    private boolean hasRoutes;

    Forwarding(GatewaySettings settings, EventLoop loop, RequestHead head, ExchangeView view, Steps steps) {
        this.settings = settings;
        this.loop = loop;
        this.head = head;
        this.view = view;
        this.steps = steps;
    }

    /**
     * Finds the route and the upstream, which stay. On the thread of the hooks or the I/O thread, one after the other.
     *
     * @param table the present one
     */
    void route(RouteTable table) {
        if (route != null) {
            return;
        }
        Fields fields = view.requestHeaders().fields();
        Route found = table.find(head.method(), head.target().path(), fields);
        hasRoutes = !table.routes().isEmpty();
        if (found != null) {
            Upstream chosen = found.take(view.chosenUpstream(), view);
            route = found;
            upstream = chosen;
            watch = chosen == null ? null : found.watch(chosen);
            view.showRoute(found.name(), chosen == null ? null : chosen.name());
        }
    }

    /** Asks for a connection. The steps hear what comes of it. */
    void begin() {
        Upstream chosen = upstream;
        Route refused = route;
        if (chosen != null) {
            tryAt(chosen.group().choose(tried), false);
        } else if (refused != null) {
            steps.failed(new Failure(
                    503,
                    "the route " + refused.name() + " is refused, so its requests go nowhere: see hook:routes",
                    null));
        } else if (hasRoutes) {
            steps.failed(new Failure(404, "no route takes the request, and there is no default upstream", null));
        } else {
            steps.failed(new Failure(
                    503, "there is no upstream: there is no Endpoint service, and 'upstream' is not configured", null));
        }
    }

    /** Sends the head of the request on a connection. */
    void send(UpstreamConnection connection, Fields fields, ResponseSink call) {
        CallWatch watching = watch;
        ResponseSink sink = call;
        if (watching != null) {
            fields.remove(CallWatch.COPY_FIELD);
            sink = watching.sent(head, fields, loop, call);
        }
        String line = chosenRoute()
                .line(head.target(), chosenTarget().origin().address().base());
        connection.send(head, line, fields, sink);
    }

    /** Sends a piece of the request's body, and takes the duty to release it. */
    void write(UpstreamConnection connection, ByteBuf data) {
        CallWatch watching = watch;
        if (watching != null) {
            watching.requestBody(data);
        }
        connection.write(data);
    }

    /** Ends the request's body. */
    void finish(UpstreamConnection connection, Fields trailers) {
        CallWatch watching = watch;
        if (watching != null) {
            watching.requestEnd();
        }
        connection.finish(trailers);
    }

    /** The host and port of the target. */
    String authority() {
        return chosenTarget().origin().address().authority();
    }

    /** Whether the upstream gets the target's host, and not the client's. */
    boolean replacesHost() {
        return chosenRoute().settings().upstreamHost();
    }

    /** Time for the head of a response. */
    long headMillis() {
        long own = chosenUpstream().group().settings().timeouts().headMillis();
        return own > 0 ? own : settings.forwarding().requestTimeoutMillis();
    }

    /** How long a response may make no progress. */
    long idleNanos() {
        long own = chosenUpstream().group().settings().timeouts().idleMillis();
        return own > 0
                ? TimeUnit.MILLISECONDS.toNanos(own)
                : settings.listening().idleNanos();
    }

    @Override
    public boolean isWaiting() {
        return steps.isConnecting();
    }

    @Override
    public void connected(UpstreamConnection connection) {
        kept = connection.isKept();
        steps.connected(connection);
    }

    @Override
    public void unconnected(int status, String message, @Nullable Throwable cause) {
        Upstream asked = chosenUpstream();
        boolean ofTarget = status != NO_CONNECTION_FREE;
        if (ofTarget) {
            asked.group().failed(chosenTarget(), message);
        }
        noteFailure();
        // Nothing was sent, so that any request may be sent to another target.
        boolean others = tried.size() + 1 < asked.group().targets().size();
        if ((others && repeat(false)) || fallBack()) {
            return;
        }
        boolean group = !asked.group().settings().isSingleAddress();
        if (group && ofTarget) {
            view.responseHeaders().set("Retry-After", "1");
        }
        steps.failed(
                group && ofTarget
                        ? new Failure(
                                503, "no target of upstream " + asked.name() + " can be reached: " + message, cause)
                        : new Failure(status, message, cause));
    }

    /**
     * The connection broke before a head arrived.
     *
     * @param silent whether nothing at all arrived
     * @return whether the request is tried again
     */
    boolean repeatAfterBreak(boolean silent, String message) {
        // A kept connection may have been closed at any time; that says nothing about the target.
        if (!silent || !kept) {
            chosenUpstream().group().failed(chosenTarget(), message);
        }
        return silent && isRepeatable() && repeat(true);
    }

    /** Whether a request whose response has this status is tried again. The connection has to be closed then. */
    boolean isRepeatedAfter(int status) {
        UpstreamSettings.Retries rule = chosenUpstream().group().settings().retries();
        return rule.isAfter(status) && isRepeatable() && retries < rule.most() && hasBudget();
    }

    /** Tries again after a response, if {@link #isRepeatedAfter}. */
    void repeatAfterResponse() {
        if (!repeat(false)) {
            throw new IllegalStateException("the request cannot be tried again");
        }
    }

    /** Takes notice of a response's status. */
    void answered(int status) {
        UpstreamGroup<UpstreamTarget> group = chosenUpstream().group();
        if (status >= 502 && status <= 504) {
            group.failed(chosenTarget(), "status " + status);
        } else {
            group.succeeded(chosenTarget());
        }
    }

    /** The target has not answered in time. */
    void timedOut(String message) {
        chosenUpstream().group().failed(chosenTarget(), message);
        noteFailure();
    }

    /** The call has ended. Idempotent. */
    void end() {
        CallWatch watching = watch;
        if (watching != null) {
            watching.ended();
        }
        UpstreamTarget last = target;
        target = null;
        if (last != null) {
            last.ended();
        }
        RetryBudget taken = budget;
        budget = null;
        if (taken != null) {
            taken.end();
        }
    }

    private boolean repeat(boolean fresh) {
        Upstream asked = chosenUpstream();
        if (retries >= asked.group().settings().retries().most() || !hasBudget()) {
            return false;
        }
        retries++;
        if (tried.isEmpty()) {
            tried = new ArrayList<>(2);
        }
        UpstreamTarget last = chosenTarget();
        tried.add(last);
        last.ended();
        target = null;
        steps.repeats();
        tryAt(asked.group().choose(tried), fresh);
        return true;
    }

    /**
     * While a route moves, what its new upstream cannot get goes to the old one. It is safe to send: there was no
     * connection, and nothing was sent before unless it may be sent again.
     */
    private boolean fallBack() {
        CallWatch watching = watch;
        Upstream old = watching == null ? null : chosenRoute().before(chosenUpstream());
        if (watching == null || old == null) {
            return false;
        }
        watching.ended();
        watch = null;
        end();
        retries = 0;
        tried = List.of();
        upstream = old;
        view.showRoute(chosenRoute().name(), old.name());
        steps.repeats();
        tryAt(old.group().choose(tried), false);
        return true;
    }

    private void tryAt(UpstreamTarget next, boolean fresh) {
        target = next;
        next.began();
        view.showTarget(next.name());
        next.origin().of(loop).acquire(this, fresh);
    }

    private void noteFailure() {
        CallWatch watching = watch;
        if (watching != null) {
            watching.failed();
        }
    }

    private boolean hasBudget() {
        if (budget == null) {
            budget = chosenUpstream().group().takeBudget();
        }
        return budget != null;
    }

    private boolean isRepeatable() {
        return head.framing().isEmpty() && IDEMPOTENT.contains(head.method());
    }

    private Route chosenRoute() {
        return chosen(route);
    }

    private Upstream chosenUpstream() {
        return chosen(upstream);
    }

    private UpstreamTarget chosenTarget() {
        return chosen(target);
    }

    private static <T> T chosen(@Nullable T known) {
        if (known == null) {
            throw new IllegalStateException("nothing was chosen");
        }
        return known;
    }

    /** What the call does next. */
    interface Steps {

        /** Whether a connection is still of use. */
        boolean isConnecting();

        /** Sends the request on a connection. */
        void connected(UpstreamConnection connection);

        /** The request is tried again: a connection is asked for. */
        void repeats();

        /** There will be no response. */
        void failed(Failure failure);
    }
}
