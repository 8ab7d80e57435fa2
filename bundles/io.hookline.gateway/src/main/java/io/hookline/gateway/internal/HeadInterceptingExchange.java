package io.hookline.gateway.internal;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.client.ContinueNotification;
import io.undertow.client.PushCallback;
import io.undertow.util.AttachmentKey;
import io.undertow.util.AttachmentList;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.EmptyStreamSourceChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/** An exchange with the upstream that shows the head of its response to the call first. */
final class HeadInterceptingExchange implements ClientExchange {

    private final ClientExchange exchange;
    private final ProxiedCall call;
    private @Nullable ClientResponse replacement;
    private boolean bodyLeft;

    HeadInterceptingExchange(ClientExchange exchange, ProxiedCall call) {
        this.exchange = exchange;
        this.call = call;
    }

    @Override
    public void setResponseListener(ClientCallback<ClientExchange> listener) {
        exchange.setResponseListener(new ClientCallback<>() {
            @Override
            public void completed(ClientExchange result) {
                call.headArrived(
                        HeadInterceptingExchange.this, () -> listener.completed(HeadInterceptingExchange.this));
            }

            @Override
            public void failed(IOException e) {
                if (!call.brokeAfterHead(e)) {
                    call.upstreamFailed(StatusCodes.BAD_GATEWAY, "the upstream closed the connection", e);
                    listener.failed(e);
                }
            }
        });
    }

    /** Replaces the response of the upstream. */
    void replaceResponse(ClientResponse response) {
        replacement = response;
    }

    /**
     * Treats the response as empty, whatever its length says: a 304 may state the length that a 200 would have, and
     * Undertow would wait for it.
     */
    void leaveBody() {
        bodyLeft = true;
    }

    /** Whether the connection must not be reused, because the response was treated as empty. */
    boolean isBodyLeft() {
        return bodyLeft;
    }

    @Override
    public ClientResponse getResponse() {
        ClientResponse other = replacement;
        return other != null ? other : exchange.getResponse();
    }

    @Override
    public void setContinueHandler(ContinueNotification handler) {
        exchange.setContinueHandler(handler);
    }

    @Override
    public void setPushHandler(PushCallback callback) {
        exchange.setPushHandler(callback);
    }

    @Override
    public StreamSinkChannel getRequestChannel() {
        return exchange.getRequestChannel();
    }

    @Override
    public StreamSourceChannel getResponseChannel() {
        return bodyLeft
                ? new EmptyStreamSourceChannel(exchange.getConnection().getIoThread())
                : exchange.getResponseChannel();
    }

    @Override
    public ClientRequest getRequest() {
        return exchange.getRequest();
    }

    @Override
    public @Nullable ClientResponse getContinueResponse() {
        return exchange.getContinueResponse();
    }

    @Override
    public ClientConnection getConnection() {
        return exchange.getConnection();
    }

    @Override
    public <T> @Nullable T getAttachment(AttachmentKey<T> key) {
        return exchange.getAttachment(key);
    }

    @Override
    public <T> List<T> getAttachmentList(AttachmentKey<? extends List<T>> key) {
        return exchange.getAttachmentList(key);
    }

    @Override
    public <T> @Nullable T putAttachment(AttachmentKey<T> key, T value) {
        return exchange.putAttachment(key, value);
    }

    @Override
    public <T> @Nullable T removeAttachment(AttachmentKey<T> key) {
        return exchange.removeAttachment(key);
    }

    @Override
    public <T> void addToAttachmentList(AttachmentKey<AttachmentList<T>> key, T value) {
        exchange.addToAttachmentList(key, value);
    }
}
