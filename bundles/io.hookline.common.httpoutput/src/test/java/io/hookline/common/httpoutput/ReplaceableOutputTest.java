package io.hookline.common.httpoutput;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReplaceableOutputTest {

    @Test
    void anOutputThatIsReplacedEndsItsDeliveryAndIsClosedThen() throws Exception {
        HeldOutput first = new HeldOutput();
        HeldOutput second = new HeldOutput();
        second.gate.countDown();
        ReplaceableOutput output = new ReplaceableOutput(first);
        Thread deliverer = new Thread(() -> deliver(output));
        deliverer.start();
        first.begun.await();
        output.replace(second);
        assertThat(first.isClosed).isFalse();
        first.gate.countDown();
        deliverer.join();
        assertThat(first.isClosed).isTrue();
        deliver(output);
        assertThat(second.begun.getCount()).isZero();
        assertThat(second.isClosed).isFalse();
        output.close();
        assertThat(second.isClosed).isTrue();
    }

    @Test
    void anOutputThatIsIdleIsClosedAtOnce() {
        HeldOutput first = new HeldOutput();
        ReplaceableOutput output = new ReplaceableOutput(first);
        output.replace(new HeldOutput());
        assertThat(first.isClosed).isTrue();
    }

    private static void deliver(ReplaceableOutput output) {
        try {
            assertThat(output.deliver(TestEntries.range(1, 1))).containsExactly(Delivery.DONE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class HeldOutput implements ClosableOutput {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);
        private volatile boolean isClosed;

        @Override
        public List<Delivery> deliver(List<AuditEntry> entries) throws InterruptedException {
            begun.countDown();
            gate.await();
            return Collections.nCopies(entries.size(), Delivery.DONE);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
