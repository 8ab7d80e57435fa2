package io.hookline.plugin.ssh.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel with its streams, and the thread that serves it. The library sets the streams before it starts it. */
abstract class Streams implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream err;
    private @Nullable ExitCallback exit;
    private volatile @Nullable Thread thread;

    @Override
    public final void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public final void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public final void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public final void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public final void start(ChannelSession channel, Environment environment) throws IOException {
        InputStream input = in;
        OutputStream output = out;
        OutputStream errors = err;
        ExitCallback callback = exit;
        if (input == null || output == null || errors == null || callback == null) {
            throw new IOException("the channel has no streams");
        }
        Thread serving = new Thread(
                () -> {
                    int status = 1;
                    try {
                        status = serve(input, output, errors, environment);
                    } catch (IOException | RuntimeException e) {
                        LOG.debug("a channel of SSH has ended", e);
                    } finally {
                        callback.onExit(status);
                    }
                },
                "hookline-ssh");
        serving.setDaemon(true);
        thread = serving;
        serving.start();
    }

    /** Serves the channel on a thread of its own, and returns the exit status; an interrupt ends it. */
    abstract int serve(InputStream input, OutputStream output, OutputStream errors, Environment environment)
            throws IOException;

    /** Ends what the thread does. */
    final void interrupt() {
        Thread serving = thread;
        if (serving != null) {
            serving.interrupt();
        }
    }

    @Override
    public final void destroy(ChannelSession channel) {
        interrupt();
    }
}
