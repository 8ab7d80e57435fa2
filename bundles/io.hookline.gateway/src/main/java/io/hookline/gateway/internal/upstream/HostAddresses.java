package io.hookline.gateway.internal.upstream;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Looks up the addresses of a host. Names are looked up on a worker, because the JDK blocks; it caches for 30 s. */
final class HostAddresses {

    private HostAddresses() {}

    /** Looks a host up; one of the two gets the result, on the I/O thread. */
    static void resolve(
            String host,
            int port,
            EventLoop loop,
            Executor workers,
            Consumer<List<InetSocketAddress>> found,
            Consumer<Exception> failed) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
            try {
                found.accept(List.of(new InetSocketAddress(InetAddress.getByAddress(host, address), port)));
            } catch (UnknownHostException e) {
                failed.accept(e);
            }
            return;
        }
        try {
            workers.execute(() -> lookUp(host, port, loop, found, failed));
        } catch (RejectedExecutionException e) {
            failed.accept(e);
        }
    }

    private static void lookUp(
            String host,
            int port,
            EventLoop loop,
            Consumer<List<InetSocketAddress>> found,
            Consumer<Exception> failed) {
        Runnable result;
        try {
            List<InetSocketAddress> addresses = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                addresses.add(new InetSocketAddress(address, port));
            }
            result = () -> found.accept(addresses);
        } catch (UnknownHostException e) {
            result = () -> failed.accept(e);
        }
        loop.execute(result);
    }
}
