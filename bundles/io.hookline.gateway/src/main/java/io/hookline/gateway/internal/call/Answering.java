package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.hook.PlainAnswer;
import io.hookline.gateway.internal.hook.RequestHooks;
import io.hookline.gateway.internal.hook.Stages;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.message.Statuses;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where the gateway itself answers a call. Used once for each call, on its I/O thread. */
final class Answering {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    private final ClientSide client;
    private final ExchangeView view;
    private final RequestHooks hooks;
    private final Stages stages;
    private final Outflow outflow;
    private final Runnable done;
    private final Consumer<Throwable> broken;

    Answering(
            ClientSide client,
            ExchangeView view,
            RequestHooks hooks,
            Stages stages,
            Outflow outflow,
            Runnable done,
            Consumer<Throwable> broken) {
        this.client = client;
        this.view = view;
        this.hooks = hooks;
        this.stages = stages;
        this.outflow = outflow;
        this.done = done;
        this.broken = broken;
    }

    /** Answers with the gateway's plain response. */
    void refuse(int status) {
        view.showAnswer(PlainAnswer.of(status, callId()));
        stages.run(client.loop(), hooks.needOnAnswer(), hooks::after, this::send, broken);
    }

    /** Answers with a hook's response. */
    void answer(Response response) {
        if (shown(response)) {
            stages.run(client.loop(), hooks.needOnAnswer(), hooks::after, this::send, broken);
        } else {
            fail(new Failure(SERVER_ERROR, "a hook's answer cannot be sent", null));
        }
    }

    /** Answers a failure: error hooks choose the response, if there are any. */
    void fail(Failure failure) {
        int status = failure.status();
        if (status < SERVER_ERROR) {
            refuse(status);
            return;
        }
        LOG.info("call {}: answered with {}: {}", callId(), status, failure.message());
        view.showAnswer(PlainAnswer.of(status, callId()));
        stages.run(client.loop(), hooks.needOnFailure(), () -> callHooks(failure), this::send, broken);
    }

    /** Shows a call that ended without a response to the hooks after the upstream; sends nothing. */
    void record(int status) {
        view.showAnswer(PlainAnswer.of(status, callId()));
        stages.run(client.loop(), hooks.needOnAnswer(), hooks::after, done, broken);
    }

    /** What a stage's break means for the client: where memory or threads are short, it may try again. */
    static Failure failureOf(Throwable cause) {
        boolean passes = cause instanceof VirtualMachineError || cause instanceof RejectedExecutionException;
        return new Failure(passes ? UNAVAILABLE : SERVER_ERROR, "a stage of hooks broke off: " + cause, cause);
    }

    /** Answers without hooks, one of which broke against all rules; false if it is too late, or fails as well. */
    boolean answerAlone(Failure failure) {
        if (outflow.hasBegun()) {
            return false;
        }
        client.deadline().clear();
        try {
            view.showAnswer(PlainAnswer.of(failure.status(), callId()));
            if (failure.status() == UNAVAILABLE) {
                view.responseHeaders().set("Retry-After", "1");
            }
            send();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.debug("call {}: no answer can be given", callId(), e);
            return false;
        }
    }

    private void callHooks(Failure failure) {
        Response chosen = hooks.onError(failure);
        if (chosen != null && !shown(chosen)) {
            view.showAnswer(PlainAnswer.of(failure.status(), callId()));
        }
        hooks.after();
    }

    private boolean shown(Response response) {
        try {
            view.showAnswer(response);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warn("call {}: a hook's answer cannot be sent: {}", callId(), e.getMessage());
            return false;
        }
    }

    /** Sends the answer that is shown. */
    void send() {
        ByteBuffer shown = view.answer();
        ByteBuffer body = shown == null ? ByteBuffer.allocate(0) : shown;
        int length = body.remaining();
        int status = view.status();
        Fields fields = view.responseHeaders().fields();
        if (!fields.has("Date")) {
            fields.add("Date", HttpDate.now());
        }
        boolean bodyless = ResponseHead.isBodyless(status);
        boolean silent = bodyless || view.method().equals("HEAD");
        if (silent && !bodyless) {
            fields.set("Content-Length", Integer.toString(length));
        }
        outflow.head(status, Statuses.reason(status), fields, silent ? Framing.NONE : Framing.ofLength(length));
        if (!silent && length > 0) {
            outflow.data(Unpooled.wrappedBuffer(body));
        }
        outflow.end(new Fields());
    }

    private String callId() {
        return view.context().callId();
    }
}
