package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SandboxDemoLoadTest {

    /** Otherwise a call that came twice would be hidden by one that was refused. */
    @Test
    void aRefusedCallIsNotExpectedAtTheUpstream() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(20);
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", call -> {
            boolean refuses = enough.getCount() % 2 == 0;
            (refuses ? refused : answered).incrementAndGet();
            call.getResponseHeaders().set(SandboxDemoLoad.MARK, "java");
            call.sendResponseHeaders(refuses ? 503 : 200, -1);
            call.close();
            enough.countDown();
        });
        gateway.start();
        try {
            SandboxDemoLoad load = new SandboxDemoLoad(
                    URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()), "key");
            load.mayMiss(true);
            load.start(1);
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            load.stop();
            assertThat(load.excused()).isEqualTo(refused.get()).isPositive();
            assertThat(load.forwarded()).isEqualTo(answered.get()).isPositive();
        } finally {
            gateway.stop(0);
        }
    }
}
