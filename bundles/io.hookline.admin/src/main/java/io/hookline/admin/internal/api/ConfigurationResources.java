package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Configurations: the command config under paths of their own. Safe for use by many threads. */
final class ConfigurationResources {

    /** What stands in an answer in place of a secret; in a request it leaves the secret as it is. */
    private static final String SECRET = "********";

    private static final String PATH = "/v1/configurations";
    private static final int MOST_SETTINGS = 1_000;
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");
    private static final HttpResponseStatus REFUSED = HttpResponseStatus.UNPROCESSABLE_ENTITY;

    private static final CommandConsole SILENT = new CommandConsole() {
        @Override
        public void print(String text) {}

        @Override
        public void redraw(String text) {}
    };

    private final CommandCalls calls;

    ConfigurationResources(CommandCalls calls) {
        this.calls = calls;
    }

    List<Resource> all() {
        String one = PATH + "/{pid}";
        return List.of(
                reading(
                        "listConfigurations",
                        PATH,
                        (request, reply) -> reply.json(
                                calls.json(request.who(), line(List.of()), HttpResponseStatus.SERVICE_UNAVAILABLE))),
                reading(
                        "getConfiguration",
                        one,
                        (request, reply) -> show(
                                calls.json(request.who(), line(List.of(), pid(request)), HttpResponseStatus.NOT_FOUND),
                                reply)),
                reading(
                        "getConfigurationSchema",
                        one + "/schema",
                        (request, reply) -> reply.json(calls.json(
                                request.who(), line(List.of(), pid(request), "schema"), HttpResponseStatus.NOT_FOUND))),
                reading(
                        "listRevisions",
                        one + "/history",
                        (request, reply) -> reply.json(calls.json(
                                request.who(),
                                line(List.of(), pid(request), "history"),
                                HttpResponseStatus.NOT_FOUND))),
                new Resource("putConfiguration", HttpMethod.PUT, one, Role.OPERATOR, Kind.STORING, this::put),
                changing("deleteConfiguration", HttpMethod.DELETE, one, this::delete),
                changing("revertConfiguration", HttpMethod.POST, one + "/revert", this::revert));
    }

    private static Resource reading(String name, String path, Resource.Operation operation) {
        return new Resource(name, HttpMethod.GET, path, Role.VIEWER, Kind.READING, operation);
    }

    private static Resource changing(String name, HttpMethod method, String path, Resource.Operation operation) {
        return new Resource(name, method, path, Role.OPERATOR, Kind.CHANGING, operation);
    }

    private static String pid(Request request) {
        return request.parameter("pid");
    }

    private static List<String> line(List<String> options, String... words) {
        return CommandCalls.line("config", options, List.of(words));
    }

    /** Sends a configuration with its entity tag, which is the number of its revision. */
    private static void show(String json, Reply reply) {
        reply.header(
                HttpHeaderNames.ETAG,
                "\"" + JsonBody.parse(json).path("revision").asLong() + "\"");
        reply.json(json);
    }

    private void put(Request request, Reply reply) throws Problem {
        PutBody body = JsonBody.read(request.body(), PutBody.class);
        request.reason(body.reason());
        Map<String, @Nullable String> wanted = body.settings();
        if (wanted == null || wanted.size() > MOST_SETTINGS) {
            throw Problem.malformed("\"settings\" is an object of at most " + MOST_SETTINGS + " options");
        }
        CommandAnswer known = calls.run(request.who(), line(List.of(), pid(request)), SILENT);
        JsonNode current = known.failure() == null ? JsonBody.parse(known.text()) : JsonBody.parse("{}");
        List<String> set = new ArrayList<>(List.of(pid(request), "set"));
        List<String> unset = new ArrayList<>();
        compare(current, wanted, set, unset);
        if (set.size() == 2 && unset.isEmpty() && known.failure() == null) {
            checkTag(request, current);
            show(known.text(), reply);
            return;
        }
        List<String> options = options(request, body.restart());
        if (request.header(HttpHeaderNames.IF_MATCH).isEmpty()) {
            options.add("--revision=" + current.path("revision").asLong());
        }
        if (!unset.isEmpty()) {
            options.add("--unset=" + String.join(",", unset));
        }
        show(calls.json(request, CommandCalls.line("config", options, set), REFUSED), reply);
    }

    /** What differs from the current settings. */
    private static void compare(
            JsonNode current, Map<String, @Nullable String> wanted, List<String> set, List<String> unset)
            throws Problem {
        Map<String, String> now = new LinkedHashMap<>();
        for (JsonNode setting : current.path("settings")) {
            if (!setting.path("value").isNull()) {
                now.put(setting.path("key").asText(), setting.path("value").asText());
            }
        }
        for (Map.Entry<String, @Nullable String> one : wanted.entrySet()) {
            String value = one.getValue();
            if (one.getKey().isBlank() || one.getKey().indexOf('=') >= 0) {
                throw Problem.malformed("An option's name is not empty and has no equals sign");
            }
            boolean kept = value == null || value.equals(SECRET) || value.equals(now.get(one.getKey()));
            if (!kept) {
                set.add(one.getKey() + "=" + value);
            }
            now.remove(one.getKey());
        }
        unset.addAll(now.keySet());
    }

    private static void checkTag(Request request, JsonNode current) throws Problem {
        String tag = request.header(HttpHeaderNames.IF_MATCH);
        if (!tag.isEmpty()
                && !tag.equals("*")
                && revision(tag) != current.path("revision").asLong()) {
            throw new Problem(
                    HttpResponseStatus.PRECONDITION_FAILED,
                    "Revision " + current.path("revision").asLong() + " is current, not " + tag);
        }
    }

    /** The options of a change, with the revision that it expects. */
    private static List<String> options(Request request, @Nullable Boolean restart) throws Problem {
        List<String> options = new ArrayList<>();
        String tag = request.header(HttpHeaderNames.IF_MATCH);
        if (!tag.isEmpty() && !tag.equals("*")) {
            options.add("--revision=" + revision(tag));
        }
        if (Boolean.TRUE.equals(restart)) {
            options.add("--restart");
        }
        return options;
    }

    private static long revision(String tag) throws Problem {
        Matcher matcher = TAG.matcher(tag);
        if (!matcher.matches()) {
            throw new Problem(
                    HttpResponseStatus.PRECONDITION_FAILED,
                    "If-Match is the ETag of the configuration, such as \"3\" with its quotes");
        }
        return Long.parseLong(matcher.group(1));
    }

    private void delete(Request request, Reply reply) throws Problem {
        request.reason(request.query("reason"));
        List<String> options = options(request, request.query("restart").equals("true"));
        calls.json(request, line(options, pid(request), "delete"), REFUSED);
        reply.empty(HttpResponseStatus.NO_CONTENT);
    }

    private void revert(Request request, Reply reply) throws Problem {
        RevertBody body = JsonBody.read(request.body(), RevertBody.class);
        request.reason(body.reason());
        List<String> words = new ArrayList<>(List.of(pid(request), "revert"));
        if (body.revision() != null) {
            words.add(String.valueOf(body.revision()));
        }
        List<String> options = options(request, body.restart());
        show(calls.json(request, CommandCalls.line("config", options, words), REFUSED), reply);
    }

    /** All options of a configuration. */
    record PutBody(
            @Nullable Map<String, @Nullable String> settings, @Nullable Boolean restart, @Nullable String reason) {}

    /** Which revision comes back; null for the one before. */
    record RevertBody(@Nullable Long revision, @Nullable Boolean restart, @Nullable String reason) {}
}
