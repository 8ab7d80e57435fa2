package io.hookline.plugin.auditsyslog.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection with TLS (RFC 5425) or without (RFC 6587), on which each message follows its length. It is opened when
 * it is needed, and again after it has broken; then the latest messages are sent again.
 */
final class StreamLink implements SyslogLink {

    /** Little of it is lost with a connection that breaks. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;

    private static final int LOOK_MS = 1;
    private static final int REFUSAL_MS = 250;
    private static final long CLOSE_MS = 1_000;

    private final SyslogSettings settings;
    private final ScheduledExecutorService timer;
    private final Sent sent;
    private volatile @Nullable Connection connection;

    /**
     * Without a connection yet.
     *
     * @param timer ends what takes too long
     */
    StreamLink(SyslogSettings settings, ScheduledExecutorService timer) {
        this.settings = settings;
        this.timer = timer;
        this.sent = new Sent(settings.resendBytes());
    }

    @Override
    public void send(List<byte[]> messages) throws IOException {
        try {
            Connection open = connection;
            if (open != null && open.isEnded(LOOK_MS)) {
                close();
                open = null;
            }
            if (open == null) {
                open = connect();
                connection = open;
                // Whether the server has got these before the last connection ended is not known.
                write(open, sent.messages());
            }
            write(open, messages);
        } catch (IOException e) {
            close();
            throw e;
        }
        messages.forEach(sent::add);
    }

    @Override
    public void close() {
        Connection last = connection;
        connection = null;
        if (last != null) {
            end(last);
        }
    }

    /** A write has no time limit of its own: the socket is closed under it. */
    private void write(Connection open, List<byte[]> messages) throws IOException {
        if (messages.isEmpty()) {
            return;
        }
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            frames.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            frames.writeBytes(message);
        }
        limited(open.plain(), () -> {
            open.socket().getOutputStream().write(frames.toByteArray());
            open.socket().getOutputStream().flush();
            return frames;
        });
    }

    private Connection connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.setSendBufferSize(SEND_BUFFER_BYTES);
            plain.connect(new InetSocketAddress(settings.host(), settings.port()), settings.timeoutMillis());
            plain.setTcpNoDelay(true);
            if (settings.transport() != SyslogSettings.Transport.TLS) {
                return new Connection(plain, plain);
            }
            Connection made = new Connection(plain, limited(plain, () -> encrypted(plain)));
            // With TLS 1.3 a server refuses a certificate only after the client is through.
            if (made.isEnded(REFUSAL_MS)) {
                throw new IOException("the server ends the connection after the handshake: it may want another"
                        + " certificate of this client, see certificateFile");
            }
            return made;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        try {
            SSLSocket encrypted = (SSLSocket) SyslogTls.context(settings)
                    .getSocketFactory()
                    .createSocket(plain, settings.host(), settings.port(), true);
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            encrypted.setSSLParameters(parameters);
            encrypted.startHandshake();
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private <T> T limited(Socket plain, Step<T> step) throws IOException {
        // Set ahead of the end: the step may fail while the socket is still being closed.
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = closeIn(plain, settings.timeoutMillis(), late);
        try {
            return step.run();
        } catch (IOException e) {
            if (late.get()) {
                throw new SocketTimeoutException(
                        "the server took nothing for " + settings.timeoutMillis() + " ms, timeoutMillis");
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    /** What may take too long. */
    @FunctionalInterface
    private interface Step<T> {

        T run() throws IOException;
    }

    /** Says to the server that this is the end, unless that takes too long. */
    private void end(Connection last) {
        ScheduledFuture<?> end = closeIn(last.plain(), CLOSE_MS, new AtomicBoolean());
        try {
            last.socket().close();
            last.plain().close();
        } catch (IOException e) {
            // The connection is not needed any more.
        } finally {
            end.cancel(false);
        }
    }

    private ScheduledFuture<?> closeIn(Socket plain, long millis, AtomicBoolean late) {
        return timer.schedule(
                () -> {
                    late.set(true);
                    plain.close();
                    return null;
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /**
     * An open connection.
     *
     * @param plain the socket under it, whose end ends everything at once
     * @param socket where messages are written
     */
    private record Connection(Socket plain, Socket socket) {

        /** Whether the server has ended it, or ends it within some time. A syslog server sends nothing else. */
        boolean isEnded(int millis) {
            try {
                socket.setSoTimeout(millis);
                while (socket.getInputStream().read() >= 0) {
                    // What it sends has no meaning.
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }
}
