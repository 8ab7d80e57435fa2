package io.hookline.benchmarks.proxies;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.ArrayDeque;

/** A proxy on Netty's HTTP/1.1 codecs. All of it runs on one event loop. */
final class NettyProxy {

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ArrayDeque<Channel> idle = new ArrayDeque<>();
    private final Bootstrap upstream;

    private NettyProxy(int upstreamPort) {
        upstream = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(Main.LOOPBACK, upstreamPort)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new NettyUpstream());
                    }
                });
    }

    static void start(int port, int upstreamPort) throws InterruptedException {
        NettyProxy proxy = new NettyProxy(upstreamPort);
        new ServerBootstrap()
                .group(proxy.loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new NettyClient(proxy));
                    }
                })
                .bind(Main.LOOPBACK, port)
                .sync();
    }

    /** Gives the client a connection to the upstream: an idle one, or a new one. */
    void connect(NettyClient client) {
        Channel channel;
        while ((channel = idle.pollLast()) != null) {
            if (channel.isActive()) {
                client.connected(channel);
                return;
            }
        }
        upstream.connect().addListener((ChannelFuture future) -> {
            if (future.isSuccess()) {
                client.connected(future.channel());
            } else {
                client.failed();
            }
        });
    }

    void release(Channel channel) {
        if (channel.isActive()) {
            // The client before may have been slower than the upstream: then it was not read further.
            channel.config().setAutoRead(true);
            idle.addLast(channel);
        }
    }
}
