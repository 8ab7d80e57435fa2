package io.hookline.runtime;

import java.io.IOException;
import java.net.URI;

/** A call of the demo that is held inside the gateway while plugins that it uses are removed. Used by one thread. */
final class HeldCall {

    private static final String RECORD = "{\"title\":\"a call that was in flight\"}";

    private final HttpConnection connection;

    private HeldCall(HttpConnection connection) {
        this.connection = connection;
    }

    /** Begins a call. When this returns, the hooks before the upstream have run. */
    static HeldCall begin(URI gateway, String key) throws IOException {
        HttpConnection connection = new HttpConnection(gateway);
        try {
            connection.hold("/records", key, RECORD);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        return new HeldCall(connection);
    }

    /** Finishes the call and returns its response. */
    HttpConnection.Answer finish() throws IOException {
        try (connection) {
            return connection.finish(RECORD);
        }
    }

    /** Gives up the call. */
    void abandon() {
        try {
            connection.close();
        } catch (IOException e) {
            // The connection is not needed any more.
        }
    }
}
