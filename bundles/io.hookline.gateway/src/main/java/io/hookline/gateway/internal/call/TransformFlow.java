package io.hookline.gateway.internal.call;

import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.internal.hook.BodyWork;
import io.hookline.gateway.internal.message.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes the body by a transform. Holds one piece at most, and gives output only while the next step takes it, so that
 * a piece that expands is bounded by the client's pace.
 */
final class TransformFlow implements Flow {

    private static final int ROOM_BYTES = 16 << 10;

    private final BodyWork.Transformed work;
    private final BodyTransform transform;
    private final ByteBufAllocator memory;
    private final Consumer<Throwable> failed;
    private final Flow next;
    private @Nullable ByteBuf piece;
    private ByteBuffer input = ByteBuffer.allocate(0);
    private @Nullable Fields trailers;
    private boolean flushDue;
    private boolean ended;
    private boolean working;
    private boolean closed;

    /** {@code failed} gets what the transform threw; it closes this flow. */
    TransformFlow(BodyWork.Transformed work, ByteBufAllocator memory, Consumer<Throwable> failed, Flow next) {
        this.work = work;
        this.transform = work.transform();
        this.memory = memory;
        this.failed = failed;
        this.next = next;
    }

    @Override
    public boolean isReady() {
        return piece == null && !flushDue && trailers == null && next.isReady();
    }

    @Override
    public void data(ByteBuf data) {
        if (closed) {
            data.release();
            return;
        }
        if (piece != null) {
            data.release();
            throw new IllegalStateException("a second piece, ahead of the room for it");
        }
        piece = data;
        input = data.nioBuffer().asReadOnlyBuffer();
        proceed();
    }

    @Override
    public void flush() {
        flushDue = !ended;
        proceed();
    }

    @Override
    public void end(Fields given) {
        trailers = given;
        proceed();
    }

    @Override
    public void resume() {
        next.resume();
        proceed();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            releasePiece();
            BodyWork.close(work);
        }
        next.close();
    }

    private void proceed() {
        if (working) {
            return;
        }
        working = true;
        try {
            boolean more = true;
            while (more && !closed) {
                more = step();
            }
        } catch (Exception | LinkageError | StackOverflowError e) {
            failed.accept(e);
        } finally {
            working = false;
        }
    }

    /** Gives one room of output; false if there is nothing to do, or the next step is not ready. */
    private boolean step() throws Exception {
        Fields last = trailers;
        if (piece == null && !flushDue && last == null) {
            return false;
        }
        if (!next.isReady()) {
            // The client is writable again only after what has been written is sent.
            next.flush();
            if (closed || !next.isReady()) {
                return false;
            }
        }
        boolean taking = piece != null;
        boolean done = call(last != null);
        if (!done || closed) {
            return true;
        }
        if (taking) {
            if (input.hasRemaining()) {
                throw new IllegalStateException("the transform left input behind although there was room");
            }
            releasePiece();
        } else if (last != null) {
            closeAfterEnd(last);
        } else {
            flushDue = false;
            next.flush();
        }
        return true;
    }

    /** Calls the transform once; true if it left room, and so is done. */
    private boolean call(boolean ended) throws Exception {
        ByteBuf out = memory.buffer(ROOM_BYTES, ROOM_BYTES);
        boolean passed = false;
        try {
            ByteBuffer room = out.nioBuffer(0, ROOM_BYTES);
            if (piece != null) {
                transform.transform(input, room);
            } else if (ended) {
                transform.end(room);
            } else {
                transform.flush(room);
            }
            out.writerIndex(room.position());
            passed = out.isReadable();
            if (passed) {
                next.data(out);
            }
            return room.hasRemaining();
        } finally {
            if (!passed) {
                out.release();
            }
        }
    }

    private void closeAfterEnd(Fields last) {
        trailers = null;
        flushDue = false;
        ended = true;
        Outflow.removeDescriptions(last);
        next.end(last);
    }

    private void releasePiece() {
        ByteBuf held = piece;
        piece = null;
        input = ByteBuffer.allocate(0);
        if (held != null) {
            held.release();
        }
    }
}
