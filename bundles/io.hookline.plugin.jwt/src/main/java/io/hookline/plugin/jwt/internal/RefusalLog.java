package io.hookline.plugin.jwt.internal;

import io.hookline.common.text.Printable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why requests were refused: each on level debug, and one in ten seconds, with the number of all, on level info.
 * What comes from a token is escaped.
 */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoClock;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong nextNanos;

    RefusalLog(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.nextNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /** Reports one. */
    void refused(String callId, String reason) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("call {} was refused: {}", callId, Printable.excerpt(reason));
        }
        count.incrementAndGet();
        long now = nanoClock.getAsLong();
        long due = nextNanos.get();
        if (now - due >= 0 && nextNanos.compareAndSet(due, now + PAUSE_NANOS)) {
            LOG.info(
                    "{} calls were refused; the latest, {}: {}", count.getAndSet(0), callId, Printable.excerpt(reason));
        }
    }
}
