package io.hookline.faults.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One GET on a connection of its own. It is never retried: a client that retries silently would hide errors.
 *
 * @param status the status of the response
 * @param headers its header fields, by name in their own spelling
 * @param body its body
 */
record GatewayCall(int status, Map<String, String> headers, String body) {

    private static final int TIMEOUT_MS = 20_000;

    /**
     * Makes a request.
     *
     * @param key the API key; null for none
     * @param isValid whether the key is valid
     * @throws IOException if there is no complete response in time
     */
    static GatewayCall get(int port, String path, @Nullable String key, boolean isValid) throws IOException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", path);
        request.addHeader("Host", "127.0.0.1:" + port);
        request.addHeader("Connection", "close");
        request.addHeader(Upstream.KEYED, String.valueOf(isValid));
        if (key != null) {
            request.addHeader("X-API-Key", key);
        }
        Socket socket = new Socket();
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            connection.bind(socket);
            connection.setSocketTimeout(Timeout.ofMilliseconds(TIMEOUT_MS));
            connection.sendRequestHeader(request);
            connection.flush();
            ClassicHttpResponse response = connection.receiveResponseHeader();
            connection.receiveResponseEntity(response);
            String body = response.getEntity() == null
                    ? ""
                    : EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
            Map<String, String> headers = new TreeMap<>();
            for (Header header : response.getHeaders()) {
                headers.put(header.getName(), header.getValue());
            }
            return new GatewayCall(response.getCode(), headers, body);
        } catch (HttpException e) {
            throw new IOException("no HTTP response: " + e.getMessage(), e);
        } finally {
            connection.close(CloseMode.IMMEDIATE);
            socket.close();
        }
    }
}
