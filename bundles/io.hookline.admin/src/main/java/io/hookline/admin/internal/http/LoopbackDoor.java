package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * TCP on this machine for the owner of a file with a secret. Without it nothing is answered, not even what is open to
 * all elsewhere. A page in a browser cannot know the secret, and no cookie counts here.
 */
final class LoopbackDoor implements Door {

    private final byte[] expected;

    LoopbackDoor(String secret) {
        this.expected = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Caller identify(Channel channel, HttpRequest head) throws Problem {
        String given = head.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw NetworkDoor.unauthorized("The secret is another one: the file beside the socket's place has it");
        }
        return new Caller(
                new Actor(Actor.Kind.SHELL, System.getProperty("user.name", "")),
                Role.OWNER,
                Caller.LOOPBACK,
                null,
                () -> true);
    }

    @Override
    public String address(Channel channel) {
        return Caller.LOOPBACK;
    }
}
