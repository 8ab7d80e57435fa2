package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.Framing;
import io.hookline.gateway.internal.upstream.UpstreamConnection.Tunnelled;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The client of one call, whatever protocol it speaks. On its I/O thread only. After the client has gone, all methods
 * do nothing.
 */
public interface ClientSide {

    /** The I/O thread that the call belongs to. */
    EventLoop loop();

    /** The address that the client connects from. */
    InetSocketAddress address();

    /** The scheme and port of the gateway that the client uses. */
    Entrance entrance();

    /** The certificate that the client has shown; null if there is none. */
    @Nullable
    ClientCertificate certificate();

    /** A timer for the call. */
    Deadline deadline();

    /** Asks for the next piece of the request's body. */
    void readBody();

    /** Sends an interim response. */
    void interim(int status, String reason, Fields fields);

    /**
     * Sends the final head.
     *
     * @param fields what is sent besides the framing
     * @param framing the body as it will be passed; the client's protocol may need another one
     */
    void head(int status, String reason, Fields fields, Framing framing);

    /** Sends a piece of the response's body, and takes the duty to release it. */
    void data(ByteBuf data);

    /** Sends what has been passed so far. */
    void flush();

    /** Ends the response, and the call with it. */
    void end(Fields trailers);

    /** Whether more can be passed now; if not, {@link RequestSink#writable()} tells when. */
    boolean isWritable();

    /** Breaks the response off, so that the client notices that it is incomplete. */
    void abort();

    /** Connects the client with the upstream, for a protocol that the gateway does not know. */
    void tunnel(Tunnelled upstream);

    /** How clients reach the gateway. */
    record Entrance(String scheme, int port) {}
}
