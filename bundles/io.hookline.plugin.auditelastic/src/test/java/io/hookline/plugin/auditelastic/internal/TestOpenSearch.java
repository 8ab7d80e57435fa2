package io.hookline.plugin.auditelastic.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.HttpSender;
import io.hookline.common.httpoutput.HttpSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** A real OpenSearch with one node, in this JVM. */
final class TestOpenSearch implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final LocalNode node;
    private final String url;
    private final HttpSender sender;

    TestOpenSearch(Path folder) throws Exception {
        node = new LocalNode(Settings.builder()
                .put("path.home", folder.toString())
                .put("node.name", "test")
                .put("cluster.name", "test")
                .put("discovery.type", "single-node")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("network.host", "127.0.0.1")
                .put("http.port", "0")
                .put("transport.port", "0")
                .put("http.max_content_length", "100kb")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build());
        node.start();
        url = "http://127.0.0.1:"
                + node.injector()
                        .getInstance(HttpServerTransport.class)
                        .boundAddress()
                        .publishAddress()
                        .getPort();
        sender = new HttpSender(HttpSettings.of(
                url,
                GivenOptions.as(HttpOptions.class, Map.of()),
                GivenOptions.as(HttpCredentials.class, Map.of()),
                reference -> reference));
    }

    String url() {
        return url;
    }

    JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        Answer answer = sender.send(
                new HttpCall(method, path, "application/json", Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        if (!answer.isSuccess()) {
            throw new IOException(method + " " + path + ": " + answer.excerpt());
        }
        return MAPPER.readTree(answer.body());
    }

    /** The records of a data stream, in order. */
    List<JsonNode> records(String stream) throws IOException, InterruptedException {
        call("POST", "/" + stream + "/_refresh", "");
        JsonNode found = call("GET", "/" + stream + "/_search?size=10000&sort=sequence,time", "");
        return found.path("hits").path("hits").findValues("_source");
    }

    @Override
    public void close() throws IOException {
        sender.close();
        node.close();
    }

    private static final class LocalNode extends Node {

        LocalNode(Settings settings) {
            super(
                    InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test"),
                    List.of(Netty4Plugin.class),
                    false);
        }
    }
}
