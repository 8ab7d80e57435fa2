package io.hookline.gateway.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Counts a request's body as it arrives, and discards what must not go upstream. On the I/O thread.
 *
 * <p>A refused body is read for a while: closing the connection while the client sends would destroy the response
 * that it has not read yet.
 */
final class RequestBodyConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final ProxiedCall call;

    RequestBodyConduit(StreamSourceConduit next, ProxiedCall call) {
        super(next);
        this.call = call;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        int count = super.read(buffer);
        if (count > 0 && !call.admits(count)) {
            buffer.position(start);
            return 0;
        }
        return count;
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        return counted(super.read(buffers, offset, length));
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return counted(super.transferTo(position, count, target));
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return counted(super.transferTo(count, through, target));
    }

    private long counted(long bytes) throws IOException {
        if (bytes > 0) {
            call.admits(bytes);
        }
        return bytes;
    }
}
