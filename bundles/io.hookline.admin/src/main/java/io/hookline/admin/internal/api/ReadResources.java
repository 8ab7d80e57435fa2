package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.admin.internal.http.Resource.Operation;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs, and how it does: the data of commands that change nothing, under paths of their own. Safe for use by many
 * threads.
 */
final class ReadResources {

    private static final HttpResponseStatus UNAVAILABLE = HttpResponseStatus.SERVICE_UNAVAILABLE;

    private final CommandCalls calls;
    private final List<Resource> all = new ArrayList<>();

    ReadResources(CommandCalls calls) {
        this.calls = calls;
        list("listReleases", "/v1/status", "status");
        list("listPoints", "/v1/points", "points");
        add("getPoint", "/v1/points/{name}", this::point);
        list("listPlugins", "/v1/plugins", "plugins");
        one("getPlugin", "/v1/plugins/{name}", "plugins", "name", "plugin", "name", "id");
        add("listSets", "/v1/sets", this::sets);
        one("getSet", "/v1/sets/{number}", "history", "number", "desired set", "number");
        list("listCanaries", "/v1/canaries", "canaries");
        one("getCanary", "/v1/canaries/{plugin}", "canaries", "plugin", "canary of", "name");
        list("listGuards", "/v1/guards", "guard");
        add(
                "listGuardEvents",
                "/v1/guards/events",
                (request, reply) -> reply.json(calls.json(
                        request.who(), CommandCalls.line("guard", List.of("--events"), List.of()), UNAVAILABLE)));
        list("listRoutes", "/v1/routes", "routes");
        list("listUpstreams", "/v1/upstreams", "upstreams");
        list("listRefused", "/v1/refused", "refused");
        list("listLeaks", "/v1/leaks", "leaks");
        list("listQuarantine", "/v1/quarantine", "quarantine");
        list("listBindings", "/v1/bindings", "bindings");
        list("getStats", "/v1/stats", "stats");
    }

    List<Resource> all() {
        return List.copyOf(all);
    }

    private void add(String name, String path, Operation operation) {
        all.add(new Resource(name, HttpMethod.GET, path, Role.VIEWER, Kind.READING, operation));
    }

    private void list(String name, String path, String command) {
        add(
                name,
                path,
                (request, reply) -> reply.json(
                        calls.json(request.who(), CommandCalls.line(command, List.of(), List.of()), UNAVAILABLE)));
    }

    /** The one of a list that has a value; the last of several, unless it is a set, whose numbers are unique. */
    private void one(String name, String path, String command, String parameter, String what, String... keys) {
        add(name, path, (request, reply) -> {
            String wanted = request.parameter(parameter);
            JsonNode list = calls.data(request.who(), CommandCalls.line(command, List.of(), List.of()), UNAVAILABLE);
            JsonNode found = null;
            for (JsonNode one : list) {
                for (String key : keys) {
                    if (one.path(key).asText().equals(wanted)) {
                        found = one;
                    }
                }
            }
            if (found == null) {
                throw Problem.notFound("There is no " + what + " " + Printable.excerpt(wanted));
            }
            reply.json(Json.of(found));
        });
    }

    /** A point by its whole name, unlike in the shell. */
    private void point(Request request, Reply reply) throws Problem {
        String wanted = request.parameter("name");
        for (JsonNode one : calls.data(request.who(), CommandCalls.line("points", List.of(), List.of()), UNAVAILABLE)) {
            if (one.path("name").asText().equals(wanted)) {
                reply.json(calls.json(
                        request.who(),
                        CommandCalls.line("chain", List.of(), List.of(wanted)),
                        HttpResponseStatus.NOT_FOUND));
                return;
            }
        }
        throw Problem.notFound("There is no open point " + Printable.excerpt(wanted));
    }

    private void sets(Request request, Reply reply) throws Problem {
        JsonNode sets = calls.data(request.who(), CommandCalls.line("history", List.of(), List.of()), UNAVAILABLE);
        reply.header(HttpHeaderNames.ETAG, tagOf(sets));
        reply.json(Json.of(sets));
    }

    /** The entity tag of the current desired set. */
    static String tagOf(JsonNode sets) {
        return "\"" + sets.path(0).path("number").asLong() + "\"";
    }
}
