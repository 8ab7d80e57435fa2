package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.internal.hook.BodyWork;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.message.ResponseHead;
import io.hookline.gateway.internal.message.Statuses;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way to the client: through the taps and transforms that hooks have set, at the client's pace. On
 * the call's I/O thread only.
 *
 * <pre>
 *  head, data, end ──► tap or transform ──► … ──► client
 * </pre>
 */
final class Outflow {

    /** What a transform makes untrue. */
    private static final Set<String> DESCRIPTIONS =
            Set.of("content-length", "content-digest", "repr-digest", "digest", "content-md5");

    private final ClientSide client;
    private final ExchangeView view;
    private final long idleNanos;
    private final Owner owner;
    private @Nullable Flow first;
    private boolean ending;
    private boolean sent;

    /**
     * The way of one response.
     *
     * @param idleNanos how long the client may take nothing of the rest
     */
    Outflow(ClientSide client, ExchangeView view, long idleNanos, Owner owner) {
        this.client = client;
        this.view = view;
        this.idleNanos = idleNanos;
        this.owner = owner;
    }

    /** Sends the head of the upstream's response, as hooks have changed it. */
    void head(ResponseHead arrived) {
        int status = view.status();
        Fields fields = view.responseHeaders().fields();
        Framing framing = arrived.framing();
        String reason = arrived.reason();
        if (status != arrived.status()) {
            reason = Statuses.reason(status);
            if (ResponseHead.isBodyless(arrived.status())) {
                fields.remove("Content-Length");
                framing = Framing.ofLength(0);
            }
        }
        head(status, reason, fields, framing);
    }

    /** Sends a head. */
    void head(int status, String reason, Fields fields, Framing framing) {
        boolean carried = framing.kind() != Framing.Kind.NONE;
        boolean endIsSure = framing.kind() != Framing.Kind.UNTIL_CLOSE;
        boolean transformed = false;
        Flow flow = new ToClient();
        List<BodyWork.Item> work = view.bodyWork().take();
        for (int i = work.size() - 1; i >= 0; i--) {
            BodyWork.Item item = work.get(i);
            if (item instanceof BodyWork.Tapped tapped) {
                flow = new TapFlow(tapped, endIsSure, flow);
            } else if (item instanceof BodyWork.Transformed change) {
                transformed = true;
                if (carried) {
                    flow = new TransformFlow(change, ByteBufAllocator.DEFAULT, this::failed, flow);
                } else {
                    BodyWork.close(change);
                }
            }
        }
        first = flow;
        if (transformed) {
            removeDescriptions(fields);
        }
        client.head(status, reason, fields, transformed && carried ? Framing.CHUNKED : framing);
    }

    /** Takes a piece of the body, and the duty to release it. */
    void data(ByteBuf data) {
        flow().data(data);
    }

    /** Sends what has been passed so far. */
    void flush() {
        flow().flush();
    }

    /** Ends the response, at once or when the client has taken the rest. */
    void end(Fields trailers) {
        ending = true;
        flow().end(trailers);
        awaitClient();
    }

    /** Whether more can be passed now; if not, {@link #resume()} follows. */
    boolean isReady() {
        return flow().isReady();
    }

    /** Whether the head has been passed. */
    boolean hasBegun() {
        return first != null;
    }

    /** Whether the end has come, and the client has to take the rest. */
    boolean isEnding() {
        return ending && !sent;
    }

    /** The client takes more. */
    void resume() {
        Flow flow = first;
        if (flow != null) {
            flow.resume();
            awaitClient();
        }
    }

    /** Nothing follows. Idempotent. */
    void close() {
        view.bodyWork().discard();
        Flow flow = first;
        if (flow != null) {
            flow.close();
        }
    }

    /** Removes the fields that a transform makes untrue. */
    static void removeDescriptions(Fields fields) {
        fields.removeIf(name -> DESCRIPTIONS.contains(name.toLowerCase(Locale.ROOT)));
    }

    private void awaitClient() {
        if (isEnding()) {
            client.deadline()
                    .set(
                            idleNanos,
                            () -> owner.brokeOff(
                                    new Failure(504, "the client takes nothing more of the response", null)));
        }
    }

    private void failed(Throwable cause) {
        owner.brokeOff(new Failure(500, "a transform of the body failed: " + cause, cause));
    }

    private Flow flow() {
        Flow flow = first;
        if (flow == null) {
            throw new IllegalStateException("the head comes first");
        }
        return flow;
    }

    /** What is told how the response went. */
    interface Owner {

        /** The whole response has been passed to the client. */
        void sent();

        /** The response cannot be completed. */
        void brokeOff(Failure failure);
    }

    /** The last step. */
    private final class ToClient implements Flow {

        @Override
        public boolean isReady() {
            return client.isWritable();
        }

        @Override
        public void data(ByteBuf data) {
            view.countSent(data.readableBytes());
            client.data(data);
        }

        @Override
        public void flush() {
            client.flush();
        }

        @Override
        public void end(Fields trailers) {
            sent = true;
            // Before the end, after which the connection may begin with its next call at once.
            client.deadline().clear();
            client.end(trailers);
            owner.sent();
        }

        @Override
        public void resume() {}

        @Override
        public void close() {}
    }
}
