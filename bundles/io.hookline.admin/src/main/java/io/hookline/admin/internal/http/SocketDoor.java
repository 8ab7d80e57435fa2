package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.handler.codec.http.HttpRequest;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Unix domain socket. Only its owner can open it, and the system says who that is. */
final class SocketDoor implements Door {

    private static final Logger LOG = LoggerFactory.getLogger(SocketDoor.class);

    @Override
    public Caller identify(Channel channel, HttpRequest head) {
        return new Caller(actor(channel), Role.OWNER, Caller.SOCKET, null, () -> true);
    }

    @Override
    public String address(Channel channel) {
        return Caller.SOCKET;
    }

    /** The user at the other end, as the system says; the user of this process where it says nothing. */
    private static Actor actor(Channel channel) {
        UnixDomainPrincipal peer = null;
        try {
            peer = channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the system does not tell who is connected", e);
        }
        return new Actor(
                Actor.Kind.SHELL,
                peer == null ? System.getProperty("user.name", "") : peer.user().getName());
    }
}
