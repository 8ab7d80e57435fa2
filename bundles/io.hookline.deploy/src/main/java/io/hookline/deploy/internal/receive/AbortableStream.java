package io.hookline.deploy.internal.receive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream from elsewhere that ends with an error at a deadline or when its change is cancelled, even within a read.
 */
final class AbortableStream extends FilterInputStream {

    private volatile @Nullable String ended;

    private AbortableStream(InputStream in) {
        super(in);
    }

    /**
     * A stream that ends.
     *
     * @param in may be closed while it is read
     * @param left how long it may be read
     * @param late what the error says then
     */
    static AbortableStream of(InputStream in, Duration left, String late, Cancellation cancellation) {
        AbortableStream stream = new AbortableStream(in);
        CompletableFuture.delayedExecutor(left.toNanos(), TimeUnit.NANOSECONDS).execute(() -> stream.end(late));
        cancellation.whenCancelled(() -> stream.end("the change was cancelled"));
        return stream;
    }

    private void end(String why) {
        ended = why;
        try {
            in.close();
        } catch (IOException e) {
            // It has ended before.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, from, length);
        } catch (IOException e) {
            throw ended == null ? e : new IOException(ended, e);
        }
        if (read < 0 && ended != null) {
            throw new IOException(ended);
        }
        return read;
    }
}
