package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Completion.Ending;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.hook.RequestHooks;
import io.hookline.gateway.internal.message.BadMessage;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.upstream.ResponseSink;
import io.hookline.gateway.internal.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way. Data flows one way: each stage hands on to the next, and whatever goes wrong before the
 * response's head is sent leads to the one place that answers. On one I/O thread, except for the hooks.
 *
 * <pre>
 *  BEFORE ──► CONNECTING ──► AWAITING ──► AFTER ──► STREAMING ──► ENDED
 *  hooks          │      ◄─ retry │      hooks        body         ▲
 *    │ refused    │ failed        │ failed │ broke                 │
 *    └────────────┴──────► ANSWERING ◄─────┘ ──────────────────────┘
 * </pre>
 */
public final class Call implements RequestSink, ResponseSink, Forwarding.Steps, Outflow.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final int CLIENT_GONE = 499;

    private final CallServices services;
    private final ClientSide client;
    private final RequestHead head;
    private final ExchangeView view;
    private final RequestHooks hooks;
    private final Outflow outflow;
    private final Answering answering;
    private final CallEnd end;
    private final Forwarding forwarding;
    private Stage stage = Stage.BEFORE;
    private @Nullable UpstreamConnection upstream;
    private @Nullable ResponseHead response;
    private @Nullable Failure noted;
    private @Nullable Failure failed;
    private boolean brokenOff;
    private boolean bodyDone;
    private boolean gone;

    /** A call that has not begun. */
    public Call(CallServices services, ClientSide client, RequestHead head) {
        this.services = services;
        this.client = client;
        this.head = head;
        this.bodyDone = head.framing().isEmpty();
        this.view = new ExchangeView(head, client.address(), services.contextOf(head));
        this.hooks = new RequestHooks(services.points(), view);
        view.arrivedBy(client.entrance().scheme(), client.certificate());
        this.outflow = new Outflow(client, view, services.settings().listening().idleNanos(), this);
        this.end = new CallEnd(hooks, services.inFlight());
        this.answering = new Answering(client, view, hooks, services.stages(), outflow, this::ended, this::broke);
        this.forwarding = new Forwarding(services.settings(), client.loop(), head, view, this);
    }

    /** Begins with a request that passed all checks. */
    public void begin() {
        services.inFlight().begin();
        String callId = view.context().callId();
        boolean underscores = services.settings().heads().underscores();
        ForwardedFields.prepare(view.requestHeaders().fields(), head, callId, underscores);
        view.responseHeaders().set("X-Call-Id", callId);
        long most = services.settings().bodies().maxRequestBytes();
        view.limitRequestBody(most > 0 ? most : Long.MAX_VALUE);
        if (services.inFlight().isClosing()) {
            view.responseHeaders().set("Retry-After", "1");
            refuse(503);
        } else if (head.framing().length() > view.requestLimit()) {
            refuse(413);
        } else {
            Decision decision = new Decision();
            services.stages()
                    .run(
                            client.loop(),
                            hooks.needBefore(),
                            () -> decision.ask(hooks, view, services.settings().hooks(), this::route),
                            () -> follow(decision),
                            this::broke);
        }
    }

    /** Begins, and ends, with a request that is refused because it is malformed. */
    public void refuseAtOnce(BadMessage cause) {
        services.inFlight().begin();
        view.responseHeaders().set("X-Call-Id", view.context().callId());
        LOG.debug("call {}: refused with {}: {}", view.context().callId(), cause.status(), cause.reason());
        bodyDone = true;
        refuse(cause.status());
    }

    // What the client sends.

    @Override
    public void body(ByteBuf data) {
        view.countReceived(data.readableBytes());
        long most = view.requestLimit();
        UpstreamConnection connection = upstream;
        if (view.bytesReceived() > most) {
            data.release();
            stop(new Failure(413, "the body is bigger than " + most + " bytes", null));
        } else if (connection == null) {
            data.release();
        } else {
            if (stage == Stage.AWAITING) {
                awaitHead();
            }
            forwarding.write(connection, data);
            if (connection.isWritable()) {
                client.readBody();
            }
        }
    }

    @Override
    public void bodyEnd(Fields trailers) {
        bodyDone = true;
        UpstreamConnection connection = upstream;
        if (connection != null) {
            forwarding.finish(connection, services.trailers().passed(trailers));
        }
    }

    @Override
    public void bodyBroken(BadMessage cause) {
        // Nothing is owed to an upstream whose connection is closed: it sees that the request was cut off.
        bodyDone = true;
        stop(new Failure(cause.status(), "the request's body is refused: " + cause.reason(), cause));
    }

    @Override
    public void gone() {
        if (gone || stage == Stage.ENDED) {
            return;
        }
        gone = true;
        client.deadline().clear();
        switch (stage) {
            case BEFORE -> cancel();
            case AFTER -> {
                dropUpstream();
                cancel();
            }
            case CONNECTING, AWAITING -> recordGone();
            case STREAMING -> {
                dropUpstream();
                ended();
            }
            case ANSWERING -> {
                if (outflow.isEnding()) {
                    ended();
                }
            }
            case ENDED -> {}
        }
    }

    // What the upstream does.

    @Override
    public boolean isConnecting() {
        return stage == Stage.CONNECTING;
    }

    @Override
    public void connected(UpstreamConnection connection) {
        upstream = connection;
        stage = Stage.AWAITING;
        Fields fields = view.requestHeaders().fields().copy();
        if (forwarding.replacesHost()) {
            fields.set("Host", forwarding.authority());
        }
        ForwardedFields.complete(fields, head, client, forwarding.authority());
        awaitHead();
        forwarding.send(connection, fields, this);
        if (!bodyDone) {
            client.readBody();
        }
    }

    @Override
    public void repeats() {
        stage = Stage.CONNECTING;
        client.deadline().clear();
        dropUpstream();
    }

    @Override
    public void failed(Failure failure) {
        fail(failure);
    }

    @Override
    public void interim(ResponseHead interim) {
        if (stage == Stage.AWAITING && !head.isOld()) {
            ForwardedFields.prepare(interim, false);
            client.interim(interim.status(), interim.reason(), interim.fields());
        }
    }

    @Override
    public void head(ResponseHead arrived) {
        if (stage != Stage.AWAITING) {
            return;
        }
        forwarding.answered(arrived.status());
        if (forwarding.isRepeatedAfter(arrived.status())) {
            forwarding.repeatAfterResponse();
            return;
        }
        stage = Stage.AFTER;
        client.deadline().clear();
        response = arrived;
        ForwardedFields.prepare(arrived, head.method().equals("HEAD"));
        view.showUpstreamResponse(arrived.status(), arrived.fields(), arrived.length());
        services.stages().run(client.loop(), hooks.needAfter(), hooks::after, this::deliver, this::broke);
    }

    @Override
    public void data(ByteBuf data) {
        awaitProgress();
        outflow.data(data);
        UpstreamConnection connection = upstream;
        if (connection != null && !outflow.isReady()) {
            connection.pause();
        }
    }

    @Override
    public void flush() {
        if (stage == Stage.STREAMING) {
            outflow.flush();
        }
    }

    @Override
    public void end(Fields trailers) {
        upstream = null;
        if (stage == Stage.STREAMING) {
            outflow.end(services.trailers().passed(trailers));
        }
    }

    @Override
    public void sent() {
        ended();
    }

    @Override
    public void brokeOff(Failure failure) {
        LOG.debug("call {}: broken off: {}", view.context().callId(), failure.message());
        failed = failure;
        brokenOff = true;
        dropUpstream();
        client.abort();
        ended();
    }

    @Override
    public void broken(String message, Throwable cause, boolean silent) {
        upstream = null;
        if (stage != Stage.AWAITING || !forwarding.repeatAfterBreak(silent, message)) {
            stop(new Failure(502, message, cause));
        }
    }

    @Override
    public void writable() {
        outflow.resume();
        UpstreamConnection connection = upstream;
        if (connection == null) {
            return;
        }
        if (stage == Stage.STREAMING && outflow.isReady()) {
            awaitProgress();
            connection.resume();
        }
        if (!bodyDone && upstream == connection && connection.isWritable()) {
            client.readBody();
        }
    }

    // The stages.

    /** On the thread of the hooks, between those at the two points; or later, if there are none. */
    private void route() {
        forwarding.route(services.routing().table());
    }

    private void follow(Decision decision) {
        Response answer = decision.answer();
        Failure failure = decision.failure();
        if (gone) {
            recordGone();
        } else if (failure != null) {
            fail(failure);
        } else if (answer != null) {
            stage = Stage.ANSWERING;
            answering.answer(answer);
        } else if (head.framing().length() > view.requestLimit()) {
            refuse(413);
        } else {
            stage = Stage.CONNECTING;
            route();
            forwarding.begin();
        }
    }

    private void deliver() {
        ResponseHead arrived = response;
        UpstreamConnection connection = upstream;
        Failure failure = noted;
        if (gone) {
            ended();
        } else if (failure != null || arrived == null || connection == null) {
            fail(failure != null ? failure : new Failure(502, "the upstream broke off", null));
        } else if (view.answer() != null) {
            stage = Stage.ANSWERING;
            if (arrived.framing().isEmpty()) {
                connection.resume();
            } else {
                dropUpstream();
            }
            answering.send();
        } else {
            stage = Stage.STREAMING;
            outflow.head(arrived);
            if (arrived.status() == 101) {
                upstream = null;
                client.tunnel(connection.detach());
                ended();
            } else {
                awaitProgress();
                connection.resume();
            }
        }
    }

    private void refuse(int status) {
        stage = Stage.ANSWERING;
        answering.refuse(status);
    }

    /** Ends the way to the upstream because of a failure; what follows depends on how far the call has come. */
    private void stop(Failure failure) {
        switch (stage) {
            case CONNECTING, AWAITING -> fail(failure);
            case AFTER -> {
                noted = failure;
                dropUpstream();
            }
            case STREAMING -> brokeOff(failure);
            case BEFORE, ANSWERING, ENDED -> {}
        }
    }

    private void fail(Failure failure) {
        stage = Stage.ANSWERING;
        failed = failure;
        client.deadline().clear();
        dropUpstream();
        answering.fail(failure);
    }

    private void recordGone() {
        stage = Stage.ANSWERING;
        dropUpstream();
        answering.record(CLIENT_GONE);
    }

    private void ended() {
        if (stage != Stage.ENDED) {
            stage = Stage.ENDED;
            forwarding.end();
            view.end();
            outflow.close();
            Ending ending = gone ? Ending.CLIENT_GONE : brokenOff ? Ending.BROKEN_OFF : Ending.COMPLETE;
            services.traffic().ended(view, ending);
            end.run(services.stages(), client.loop(), new Completion(ending, failed));
        }
    }

    /** Handles what must not happen: the client is not left waiting, and gets an answer if it has seen none yet. */
    private void broke(Throwable cause) {
        if (stage != Stage.ENDED) {
            stage = Stage.ANSWERING;
            dropUpstream();
            failed = Answering.failureOf(cause);
            if (gone || !answering.answerAlone(failed)) {
                brokeOff(failed);
            }
        }
    }

    /** Closes the connection to the upstream, on which an unwanted response may still arrive. */
    private void dropUpstream() {
        UpstreamConnection connection = upstream;
        upstream = null;
        if (connection != null) {
            connection.abort();
        }
    }

    private void cancel() {
        try {
            services.stages().workers().execute(() -> view.context().cancel("the client has gone"));
        } catch (RejectedExecutionException e) {
            LOG.debug("the gateway has stopped", e);
        }
    }

    private void awaitHead() {
        client.deadline().set(TimeUnit.MILLISECONDS.toNanos(forwarding.headMillis()), this::headMissing);
    }

    private void headMissing() {
        UpstreamConnection connection = upstream;
        if (!bodyDone && connection != null && connection.isWritable()) {
            // The upstream waits for the client, which has a deadline of its own.
            awaitHead();
            return;
        }
        String message = "the upstream gave no answer within " + forwarding.headMillis() + " ms";
        forwarding.timedOut(message);
        fail(new Failure(504, message, null));
    }

    private void awaitProgress() {
        client.deadline().set(forwarding.idleNanos(), this::stalled);
    }

    private void stalled() {
        stop(new Failure(504, "the response made no progress", null));
    }
}
