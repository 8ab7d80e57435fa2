package io.hookline.gateway.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Sees a request's body come in: when its last piece came, and why it broke off. On the I/O thread. */
final class RequestBodyWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final ProxiedCall call;

    RequestBodyWatch(StreamSourceConduit next, ProxiedCall call) {
        super(next);
        this.call = call;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        try {
            return (int) moved(super.read(buffer));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
        try {
            return moved(super.read(buffers, offset, length));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        try {
            return moved(super.transferTo(position, count, target));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return moved(super.transferTo(count, through, target));
    }

    private long moved(long bytes) {
        if (bytes > 0) {
            call.requestMoved();
        }
        return bytes;
    }

    private IOException broken(IOException cause) {
        call.requestBroke(cause);
        return cause;
    }
}
