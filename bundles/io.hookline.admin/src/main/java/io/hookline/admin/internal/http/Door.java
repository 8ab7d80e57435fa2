package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** A way in: says who is at the other end. Safe for use by many threads. */
public interface Door {

    /**
     * Who makes a request; null if they do not say.
     *
     * @throws Problem if what they say is wrong, or no such request may come in here
     */
    @Nullable
    Caller identify(Channel channel, HttpRequest head) throws Problem;

    /** The address of the other end. */
    String address(Channel channel);
}
