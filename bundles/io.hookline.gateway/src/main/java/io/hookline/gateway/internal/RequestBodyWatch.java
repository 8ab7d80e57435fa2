package io.hookline.gateway.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Sees a request's body come in, and swallows what is not to go upstream any more. On the I/O thread.
 *
 * <p>A refused body is read on for a while, since closing the connection on a client that sends would destroy the answer
 * it has not read yet.
 */
final class RequestBodyWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final ProxiedCall call;

    RequestBodyWatch(StreamSourceConduit next, ProxiedCall call) {
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
