package io.hookline.gateway.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of every call after its end, with its final status, its bytes ({@link Exchange#bytesReceived()},
 * {@link Exchange#bytesSent()}) and its duration ({@link Exchange#elapsed()}).
 *
 * <p>Called on a worker thread, unless no hook of the point blocks; it delays no response. What it changes in the
 * exchange has no effect. A hook that throws is skipped. While there is a hook at this point, a call keeps its lease up
 * to its end, that of a long download as well. A WebSocket counts as ended when it begins.
 *
 * @since 1.1
 */
@ConsumerType
public interface CompletedHook {

    /** The name of the point. */
    String POINT = "http.completed";

    /**
     * Looks at a call that has ended.
     *
     * @throws Exception is logged and counted; the next hook is called
     */
    void onCompleted(Exchange exchange, Completion completion) throws Exception;
}
