package io.hookline.core.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.engine.Engine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindingTableTest {

    private static final String PID = "io.hookline.binding~colour";
    private static final Map<String, String> ROW =
            Map.of("plugin", "org.example.shop", "class", "org.example.shop.Colour", "point", "shop.price");

    private final Engine engine = Engine.create();
    private final FakeBundle plugin = new FakeBundle("org.example.shop");
    private final CountDownLatch underway = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @BeforeEach
    void openPoint() {
        engine.points("host").open("shop.price", Shop.class);
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        engine.close();
    }

    @Test
    void aPluginsStopWaitsForTheThreadThatAdjustsItsBindings() throws Exception {
        Thread settling = settling(table(Duration.ofMinutes(10)));
        Thread stopping = new Thread(plugin::stop, "stopping");
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        stopping.join();
        settling.join();
    }

    @Test
    void aPluginsStopDoesNotWaitForLongerThanTheDrainTimeout() throws Exception {
        Thread settling = settling(table(Duration.ofMillis(20)));
        plugin.stop();
        assertThat(settling.isAlive()).isTrue();
        mayEnd.countDown();
        settling.join();
    }

    private BindingTable table(Duration drainTimeout) {
        BindingTable table = new BindingTable(plugin.context, engine, () -> drainTimeout);
        table.open();
        return table;
    }

    /** A thread that applies a row, and is not done. */
    private Thread settling(BindingTable table) throws InterruptedException {
        plugin.asked = () -> {
            underway.countDown();
            awaitEnd();
        };
        Thread settling = new Thread(() -> table.put(PID, ROW), "settling");
        settling.start();
        underway.await();
        return settling;
    }

    private void awaitEnd() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The contract. */
    public interface Shop {

        void before(String call);
    }
}
