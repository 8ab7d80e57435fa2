package io.hookline.runtime;

import io.hookline.load.LoadCaller;
import io.hookline.load.LoadOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a load. It stays open from call to call and is replaced when it is lost. It blocks its thread,
 * which costs least. It never retries: a client that retries silently would hide errors.
 */
final class HttpCaller implements LoadCaller {

    private static final int FIRST_ERROR = 400;
    private static final long REFUSAL_PAUSE_MS = 20;
    /** After this time without a call, a closed connection is not an error. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HttpLoad load;
    private final boolean pauseAfterRefusal;
    private final ClassicHttpRequest request;
    private final HttpCoreContext context = HttpCoreContext.create();
    private final Map<Integer, LoadOutcome> outcomes = new HashMap<>();
    private final byte[] buffer = new byte[8_192];
    private @Nullable DefaultBHttpClientConnection connection;
    private volatile @Nullable Socket socket;
    private volatile boolean aborted;
    private boolean refused;
    private long lastCallNanos;

    /**
     * A caller without a connection.
     *
     * @param pauseAfterRefusal whether to wait a little before connecting again
     */
    HttpCaller(HttpLoad load, boolean pauseAfterRefusal) {
        this.load = load;
        this.pauseAfterRefusal = pauseAfterRefusal;
        this.request = load.request();
    }

    @Override
    public LoadOutcome call() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + load.timeout().toNanos();
        try {
            DefaultBHttpClientConnection open = open();
            ClassicHttpResponse response = exchange(open, deadlineNanos);
            if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
                drop();
            }
            lastCallNanos = System.nanoTime();
            return outcome(response);
        } catch (IOException | HttpException e) {
            drop();
            return failure(e);
        }
    }

    private DefaultBHttpClientConnection open() throws IOException, InterruptedException {
        DefaultBHttpClientConnection open = connection;
        if (open != null && System.nanoTime() - lastCallNanos > IDLE_NANOS && open.isStale()) {
            drop();
            open = null;
        }
        if (open != null) {
            return open;
        }
        if (refused && pauseAfterRefusal) {
            TimeUnit.MILLISECONDS.sleep(REFUSAL_PAUSE_MS);
        }
        refused = true;
        DefaultBHttpClientConnection made = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
        made.bind(connect());
        connection = made;
        refused = false;
        return made;
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        socket = plain;
        if (aborted) {
            throw new IOException("the run has ended");
        }
        int millis = (int) load.timeout().toMillis();
        plain.connect(new InetSocketAddress(load.uri().getHost(), load.port()), millis);
        plain.setTcpNoDelay(true);
        if (!load.isEncrypted()) {
            return plain;
        }
        plain.setSoTimeout(millis);
        SSLSocket encrypted = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, load.uri().getHost(), load.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private ClassicHttpResponse exchange(DefaultBHttpClientConnection open, long deadlineNanos)
            throws IOException, HttpException {
        wait(open, deadlineNanos);
        open.sendRequestHeader(request);
        if (request.getEntity() != null) {
            open.sendRequestEntity(request);
        }
        open.flush();
        ClassicHttpResponse response = open.receiveResponseHeader();
        while (response.getCode() < 200) {
            wait(open, deadlineNanos);
            response = open.receiveResponseHeader();
        }
        boolean bodiless = load.method().equals("HEAD") || response.getCode() == 204 || response.getCode() == 304;
        if (!bodiless) {
            open.receiveResponseEntity(response);
            skipBody(open, response.getEntity(), deadlineNanos);
        }
        return response;
    }

    private void skipBody(DefaultBHttpClientConnection open, @Nullable HttpEntity entity, long deadlineNanos)
            throws IOException {
        if (entity == null) {
            return;
        }
        try (InputStream body = entity.getContent()) {
            do {
                wait(open, deadlineNanos);
            } while (body.read(buffer) >= 0);
        }
    }

    /** Limits the wait of the next read to the deadline. */
    private static void wait(DefaultBHttpClientConnection open, long deadlineNanos) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        open.setSocketTimeout(Timeout.ofMilliseconds(millis));
    }

    private LoadOutcome outcome(ClassicHttpResponse response) {
        return outcomes.computeIfAbsent(response.getCode(), code -> {
            String kind = String.valueOf(code);
            String reason = response.getReasonPhrase();
            return code < FIRST_ERROR ? LoadOutcome.well(kind) : LoadOutcome.failed(kind, reason == null ? "" : reason);
        });
    }

    private LoadOutcome failure(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof SocketTimeoutException) {
            return LoadOutcome.failed(
                    "timeout",
                    (refused ? "no connection" : "no answer") + " within "
                            + load.timeout().toMillis() + " ms");
        }
        if (e instanceof ConnectException) {
            return LoadOutcome.failed("not connected", message);
        }
        if (e instanceof UnknownHostException) {
            return LoadOutcome.failed("unknown host", message);
        }
        if (e instanceof SSLException) {
            return LoadOutcome.failed("TLS failed", message);
        }
        return LoadOutcome.failed(e instanceof HttpException ? "no HTTP" : "connection lost", message);
    }

    private void drop() {
        DefaultBHttpClientConnection open = connection;
        connection = null;
        if (open != null) {
            open.close(CloseMode.IMMEDIATE);
        } else {
            closeSocket();
        }
        socket = null;
    }

    @Override
    public void abort() {
        aborted = true;
        closeSocket();
    }

    @Override
    public void close() {
        drop();
    }

    private void closeSocket() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The connection is not needed any more.
            }
        }
    }
}
