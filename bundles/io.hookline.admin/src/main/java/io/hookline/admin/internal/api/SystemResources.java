package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.common.json.Json;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The process, and the description of this API. Safe for use by many threads. */
final class SystemResources {

    private static final String DOCUMENT = "/io/hookline/admin/internal/openapi.json";

    private final String version;
    private final String started;
    private final Supplier<@Nullable String> url;

    SystemResources(String version, String started, Supplier<@Nullable String> url) {
        this.version = version;
        this.started = started;
        this.url = url;
    }

    List<Resource> all() {
        return List.of(
                new Resource(
                        "getOpenApi",
                        HttpMethod.GET,
                        "/v1/openapi.json",
                        Role.VIEWER,
                        Kind.READING,
                        (request, reply) -> reply.json(document())),
                new Resource("getInstance", HttpMethod.GET, "/v1/instance", Role.VIEWER, Kind.READING, this::instance));
    }

    /** The OpenAPI document. */
    static String document() {
        try (InputStream in = SystemResources.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + DOCUMENT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void instance(Request request, Reply reply) {
        reply.json(Json.of(new Instance(
                version,
                started,
                url.get(),
                Runtime.version().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"))));
    }

    /** The process. */
    record Instance(String version, String started, @Nullable String url, String java, String system) {}
}
