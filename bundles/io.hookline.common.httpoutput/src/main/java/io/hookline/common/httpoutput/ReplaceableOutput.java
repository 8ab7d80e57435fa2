package io.hookline.common.httpoutput;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output that another one can take over from when the configuration changes: from the next batch on. The old one is
 * closed when it has ended its delivery. Safe for use by many threads; one of them delivers.
 */
public final class ReplaceableOutput implements ClosableOutput {

    private ClosableOutput current;
    private @Nullable ClosableOutput busy;

    /** Begins with an output. */
    public ReplaceableOutput(ClosableOutput first) {
        current = first;
    }

    /** Another one takes over. Does not wait for a delivery. */
    public void replace(ClosableOutput next) {
        ClosableOutput old;
        synchronized (this) {
            old = current;
            current = next;
            if (isBusy(old)) {
                return;
            }
        }
        old.close();
    }

    @Override
    public List<Delivery> deliver(List<AuditEntry> entries) throws Exception {
        ClosableOutput used = begin();
        try {
            return used.deliver(entries);
        } finally {
            if (end(used)) {
                used.close();
            }
        }
    }

    @Override
    public void close() {
        ClosableOutput last;
        synchronized (this) {
            last = current;
        }
        last.close();
    }

    private synchronized ClosableOutput begin() {
        busy = current;
        return current;
    }

    /** Whether another one has taken over. */
    @SuppressWarnings("ReferenceEquality") // Which object it is, whatever its equals says.
    private synchronized boolean end(ClosableOutput used) {
        busy = null;
        return used != current;
    }

    @SuppressWarnings("ReferenceEquality") // As above.
    private synchronized boolean isBusy(ClosableOutput output) {
        return busy == output;
    }
}
