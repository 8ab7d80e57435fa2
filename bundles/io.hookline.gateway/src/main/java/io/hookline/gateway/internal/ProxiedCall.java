package io.hookline.gateway.internal;

import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.HookContext;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import io.undertow.client.ClientResponse;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import io.undertow.util.WorkerUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * One request. Hooks run on worker threads, one stage at a time; everything else happens on the I/O thread of the
 * client's connection, which also owns this object's state:
 *
 * <pre>
 *  BEFORE ──► UPSTREAM ──► HEAD ──────► STREAMING    hooks before / waiting for the head / hooks after / body
 *    │            │          │ broke
 *    │ refused    ▼ failed   ▼
 *    └───────► ANSWERING ◄── HEAD_BROKE              the gateway answers: http.error, http.post-process
 * </pre>
 */
final class ProxiedCall {

    static final AttachmentKey<ProxiedCall> KEY = AttachmentKey.create(ProxiedCall.class);

    private static final Logger LOG = LoggerFactory.getLogger(ProxiedCall.class);
    private static final HttpString CALL_ID = new HttpString("X-Call-Id");
    private static final HttpString FORWARDED_HOST = new HttpString("X-Forwarded-Host");
    private static final HttpString FORWARDED = new HttpString("Forwarded");

    private final GatewaySettings settings;
    private final HttpServerExchange http;
    private final HttpHandler proxy;
    private final ExchangeView view;
    private final RequestHooks hooks;
    private final BodyMeter meter;
    private volatile Phase phase = Phase.BEFORE;
    private volatile @Nullable Failure noted;
    private XnioExecutor.@Nullable Key timer;
    private @Nullable HeadInterceptingConnection upstream;

    ProxiedCall(GatewaySettings settings, GatewayPoints points, HttpHandler proxy, HttpServerExchange http) {
        this.settings = settings;
        this.proxy = proxy;
        this.http = http;
        String given = http.getRequestHeaders().getFirst(CALL_ID);
        HookContext.Builder context = HookContext.builder().timeout(Duration.ofMillis(settings.requestTimeoutMillis()));
        if (given != null && HookContext.isCallId(given)) {
            context.callId(given);
        }
        this.view = new ExchangeView(http, context.build());
        this.hooks = new RequestHooks(points, view);
        this.meter = new BodyMeter(settings.maxRequestBytes());
    }

    /** Starts. Called by Undertow on the I/O thread. */
    void begin() throws Exception {
        http.putAttachment(KEY, this);
        http.addDefaultResponseListener(this::answerInstead);
        http.addExchangeCompleteListener((exchange, next) -> {
            ended();
            next.proceed();
        });
        if (!http.isRequestComplete()) {
            http.addRequestWrapper((factory, exchange) -> new RequestBodyConduit(factory.create(), this));
        }
        HeaderMap fields = http.getRequestHeaders();
        fields.remove(FORWARDED);
        fields.remove(FORWARDED_HOST);
        HopByHop.stripRequest(fields);
        // Set last: otherwise a client could have it stripped by naming it in Connection.
        fields.put(CALL_ID, view.context().callId());
        view.responseHeaders().set("X-Call-Id", view.context().callId());
        int refusal = refusal();
        if (refusal != 0) {
            http.dispatch(() -> afterHooks(() -> refuse(PlainAnswer.of(refusal, callId()))));
        } else if (hooks.isEmpty()) {
            goUpstream();
        } else {
            http.dispatch(() -> afterHooks(this::askBefore));
        }
    }

    /** Whether a response of the upstream is still expected. Otherwise whatever it sends is ignored. */
    boolean isUpstreamAwaited() {
        return phase == Phase.UPSTREAM;
    }

    /** Records the connection that the request is about to be sent on. */
    void sendingOn(HeadInterceptingConnection connection) {
        upstream = connection;
    }

    /** Records why the upstream failed, in case no retry succeeds. */
    void upstreamFailed(int status, String message, @Nullable Throwable cause) {
        Failure earlier = noted;
        if (earlier == null) {
            noted = new Failure(status, message, cause);
        }
    }

    /**
     * Counts a part of the request's body.
     *
     * @return false if it must not go upstream
     * @throws IOException if the client goes on sending a body that was refused
     */
    boolean admits(long bytes) throws IOException {
        meter.count(bytes);
        if (!meter.isDiscarding() && meter.isTooBig()) {
            tooBig();
        }
        return !meter.isDiscarding();
    }

    /** Handles the head of the upstream's response; {@code deliver} passes it to the client, on the I/O thread. */
    void headArrived(HeadInterceptingExchange exchange, Runnable deliver) {
        if (phase != Phase.UPSTREAM) {
            return;
        }
        stopTimer();
        ClientResponse response = exchange.getResponse();
        HeaderMap fields = response.getResponseHeaders();
        int status = response.getResponseCode();
        if (isBodyless(status) && fields.contains(Headers.CONTENT_LENGTH)) {
            exchange.leaveBody();
        }
        HopByHop.stripResponse(fields, status == StatusCodes.SWITCHING_PROTOCOLS);
        view.showUpstreamResponse(status, fields);
        if (hooks.nothingAfter()) {
            hooks.close();
            stream(exchange, deliver);
            return;
        }
        phase = Phase.HEAD;
        onWorker(() -> {
            hooks.after();
            onIo(() -> deliverHead(exchange, status, fields, deliver));
        });
    }

    /**
     * Handles a broken connection to the upstream; true if the head had arrived already, so that nothing else is to do.
     */
    boolean brokeAfterHead(IOException cause) {
        if (phase == Phase.HEAD) {
            upstreamFailed(StatusCodes.BAD_GATEWAY, "the upstream broke off", cause);
            phase = Phase.HEAD_BROKE;
        }
        return phase != Phase.UPSTREAM;
    }

    /** Gives up on the upstream and responds instead. On the I/O thread. */
    void giveUp(int status, String message) {
        if (phase == Phase.UPSTREAM) {
            noted = new Failure(status, message, null);
            answerFailure();
        }
    }

    private void tooBig() throws IOException {
        String message = "the body is bigger than " + settings.maxRequestBytes() + " bytes";
        meter.discard();
        switch (phase) {
            case UPSTREAM -> giveUp(StatusCodes.REQUEST_ENTITY_TOO_LARGE, message);
            case HEAD -> {
                noted = new Failure(StatusCodes.REQUEST_ENTITY_TOO_LARGE, message, null);
                phase = Phase.HEAD_BROKE;
            }
            case STREAMING -> throw new IOException(message);
            case BEFORE, HEAD_BROKE, ANSWERING -> {}
        }
    }

    private int refusal() {
        HttpString method = http.getRequestMethod();
        if (method.equals(Methods.CONNECT) || method.equals(Methods.TRACE)) {
            return StatusCodes.METHOD_NOT_ALLOWED;
        }
        long limit = settings.maxRequestBytes();
        return limit > 0 && http.getRequestContentLength() > limit ? StatusCodes.REQUEST_ENTITY_TOO_LARGE : 0;
    }

    private void askBefore() {
        Response answer;
        try {
            answer = hooks.before();
        } catch (RequiredHookMissingException e) {
            long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(settings.requiredWaitMillis()));
            view.responseHeaders().set("Retry-After", Long.toString(seconds));
            fail(new Failure(StatusCodes.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), e));
            return;
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.warn("call {}: a hook before the upstream failed", callId(), e);
            fail(new Failure(StatusCodes.INTERNAL_SERVER_ERROR, "a hook failed: " + e, e));
            return;
        }
        if (answer == null) {
            onIo(this::goUpstream);
        } else {
            refuse(answer);
        }
    }

    private void goUpstream() {
        if (http.isComplete()) {
            return;
        }
        phase = Phase.UPSTREAM;
        meter.restartTime();
        startTimer(TimeUnit.MILLISECONDS.toNanos(settings.requestTimeoutMillis()));
        try {
            proxy.handleRequest(http);
        } catch (Exception e) {
            upstreamFailed(StatusCodes.INTERNAL_SERVER_ERROR, "the request could not be passed on: " + e, e);
            answerFailure();
        }
    }

    private void deliverHead(HeadInterceptingExchange exchange, int status, HeaderMap fields, Runnable deliver) {
        if (phase == Phase.HEAD_BROKE) {
            answerFailure();
            return;
        }
        if (http.isComplete() || !http.getConnection().isOpen()) {
            dropUpstream();
            return;
        }
        if (view.status() != status) {
            ClientResponse old = exchange.getResponse();
            exchange.replaceResponse(
                    new ClientResponse(view.status(), StatusCodes.getReason(view.status()), old.getProtocol(), fields));
            if (isBodyless(status)) {
                fields.remove(Headers.TRANSFER_ENCODING);
                fields.put(Headers.CONTENT_LENGTH, "0");
            }
        }
        stream(exchange, deliver);
    }

    private void stream(HeadInterceptingExchange exchange, Runnable deliver) {
        phase = Phase.STREAMING;
        deliver.run();
        if (exchange.isBodyLeft()) {
            dropUpstream();
        }
    }

    /** Called by Undertow when a request ended without a response; true if this sends one. */
    private boolean answerInstead(HttpServerExchange exchange) {
        if (exchange.isResponseStarted() || !exchange.getConnection().isOpen()) {
            return false;
        }
        // Undertow calls each listener once, but may end a request more than once.
        exchange.addDefaultResponseListener(this::answerInstead);
        switch (phase) {
            case UPSTREAM -> {
                if (noted == null) {
                    noted = new Failure(StatusCodes.BAD_GATEWAY, "the upstream broke off", null);
                }
                answerFailure();
            }
            case HEAD -> {
                if (noted == null) {
                    noted = new Failure(StatusCodes.BAD_GATEWAY, "the upstream broke off", null);
                }
                phase = Phase.HEAD_BROKE;
            }
            case HEAD_BROKE, ANSWERING -> {}
            case BEFORE, STREAMING -> {
                return false;
            }
        }
        return true;
    }

    private void answerFailure() {
        phase = Phase.ANSWERING;
        meter.discard();
        stopTimer();
        dropUpstream();
        Failure failure = noted;
        Failure known = failure != null ? failure : new Failure(StatusCodes.BAD_GATEWAY, "no response", null);
        onWorker(() -> fail(known));
    }

    /** Calls the error hooks, on a worker, and sends the response. */
    private void fail(Failure failure) {
        int status = failure.status();
        if (status < StatusCodes.INTERNAL_SERVER_ERROR) {
            refuse(PlainAnswer.of(status, callId()));
            return;
        }
        LOG.info("call {}: answered with {}: {}", callId(), status, failure.message());
        view.showAnswer(PlainAnswer.of(status, callId()));
        Response answer = hooks.onError(failure);
        if (answer != null) {
            try {
                finish(answer);
                return;
            } catch (IllegalArgumentException e) {
                LOG.warn("call {}: an error hook's answer cannot be sent: {}", callId(), e.getMessage());
            }
        }
        finish(PlainAnswer.of(status, callId()));
    }

    /** Sends a response that replaces that of the upstream; on a worker. */
    private void refuse(Response answer) {
        try {
            finish(answer);
        } catch (IllegalArgumentException e) {
            LOG.warn("call {}: a hook's answer cannot be sent: {}", callId(), e.getMessage());
            fail(new Failure(StatusCodes.INTERNAL_SERVER_ERROR, "a hook's answer cannot be sent", e));
        }
    }

    private void finish(Response answer) {
        view.showAnswer(answer);
        hooks.after();
        byte[] body = answer.body();
        onIo(() -> send(body));
    }

    private void send(byte[] body) {
        phase = Phase.ANSWERING;
        meter.discard();
        if (http.isComplete() || http.isResponseStarted()) {
            return;
        }
        http.setStatusCode(view.status());
        HeaderMap out = http.getResponseHeaders();
        for (HeaderValues values : view.responseHeaders().map()) {
            out.remove(values.getHeaderName());
            out.putAll(values.getHeaderName(), values);
        }
        if (meter.isUntouched() && HttpContinue.requiresContinueResponse(http)) {
            // The client will not send the body that it holds back, so what follows on this connection is undefined.
            http.setPersistent(false);
        }
        boolean bodyless = isBodyless(view.status());
        if (!bodyless) {
            http.setResponseContentLength(body.length);
        }
        boolean silent = bodyless || http.getRequestMethod().equals(Methods.HEAD);
        http.getResponseSender().send(ByteBuffer.wrap(silent ? new byte[0] : body));
    }

    private void ended() {
        stopTimer();
        Phase last = phase;
        hooks.close();
        if (last != Phase.STREAMING) {
            dropUpstream();
        }
        if (last == Phase.HEAD || last == Phase.BEFORE) {
            onWorker(() -> view.context().cancel("the client has gone"));
        }
    }

    /** Closes the connection to the upstream, on which an unwanted response may still arrive. */
    private void dropUpstream() {
        HeadInterceptingConnection connection = upstream;
        upstream = null;
        if (connection != null) {
            IoUtils.safeClose(connection);
        }
    }

    private void startTimer(long delayNanos) {
        timer = WorkerUtils.executeAfter(http.getIoThread(), this::checkTime, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void stopTimer() {
        XnioExecutor.Key key = timer;
        timer = null;
        if (key != null) {
            key.remove();
        }
    }

    private void checkTime() {
        long limit = TimeUnit.MILLISECONDS.toNanos(settings.requestTimeoutMillis());
        long left = meter.lastMoveNanos() + limit - System.nanoTime();
        if (left > 0 && phase == Phase.UPSTREAM) {
            startTimer(left);
        } else {
            giveUp(
                    StatusCodes.GATEWAY_TIME_OUT,
                    "the upstream gave no answer within " + settings.requestTimeoutMillis() + " ms");
        }
    }

    private static boolean isBodyless(int status) {
        return status == StatusCodes.NO_CONTENT || status == StatusCodes.NOT_MODIFIED;
    }

    private String callId() {
        return view.context().callId();
    }

    private void onIo(Runnable task) {
        try {
            http.getIoThread().execute(task);
        } catch (RejectedExecutionException e) {
            abandon(e);
        }
    }

    private void onWorker(Runnable task) {
        try {
            http.getConnection().getWorker().execute(() -> afterHooks(task));
        } catch (RejectedExecutionException e) {
            abandon(e);
        }
    }

    /** Runs a task on a worker. An unexpected exception must not leave the client waiting. */
    private void afterHooks(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("call {}: broke off", callId(), e);
            abandon(e);
        }
    }

    private void abandon(Throwable cause) {
        LOG.debug("call {}: abandoned", callId(), cause);
        hooks.close();
        IoUtils.safeClose(http.getConnection());
    }

    private enum Phase {
        BEFORE,
        UPSTREAM,
        HEAD,
        HEAD_BROKE,
        STREAMING,
        ANSWERING
    }
}
