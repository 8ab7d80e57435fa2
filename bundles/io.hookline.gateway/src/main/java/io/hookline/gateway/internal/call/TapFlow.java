package io.hookline.gateway.internal.call;

import io.hookline.gateway.internal.hook.BodyWork;
import io.hookline.gateway.internal.message.Fields;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the body to a tap, and passes it on as it is. */
final class TapFlow implements Flow {

    private static final Logger LOG = LoggerFactory.getLogger(TapFlow.class);

    private final Flow next;
    private final boolean endIsSure;
    private BodyWork.@Nullable Tapped work;

    /** With {@code endIsSure}, the tap is told of the end. */
    TapFlow(BodyWork.Tapped work, boolean endIsSure, Flow next) {
        this.work = work;
        this.endIsSure = endIsSure;
        this.next = next;
    }

    @Override
    public boolean isReady() {
        return next.isReady();
    }

    @Override
    public void data(ByteBuf data) {
        BodyWork.Tapped current = work;
        if (current != null) {
            try {
                current.tap().data(data.nioBuffer().asReadOnlyBuffer());
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                drop(e);
            }
        }
        next.data(data);
    }

    @Override
    public void flush() {
        next.flush();
    }

    @Override
    public void end(Fields trailers) {
        BodyWork.Tapped current = work;
        if (current != null && endIsSure) {
            try {
                current.tap().end();
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                drop(e);
            }
        }
        next.end(trailers);
    }

    @Override
    public void resume() {
        next.resume();
    }

    @Override
    public void close() {
        BodyWork.Tapped current = work;
        work = null;
        if (current != null) {
            BodyWork.close(current);
        }
        next.close();
    }

    private void drop(Throwable cause) {
        LOG.warn("a tap of a response's body failed and is not called again", cause);
        BodyWork.Tapped current = work;
        work = null;
        if (current != null) {
            BodyWork.close(current);
        }
    }
}
