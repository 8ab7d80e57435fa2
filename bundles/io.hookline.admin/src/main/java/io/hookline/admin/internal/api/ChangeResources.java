package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.EventStream;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.common.json.Json;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans, changes and resets. Safe for use by many threads. */
final class ChangeResources {

    private static final String PATH = "/v1/changes";
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final CommandCalls calls;
    private final Changes changes;
    private final Artifacts artifacts;
    private final StreamLimit streams;

    ChangeResources(CommandCalls calls, Changes changes, Artifacts artifacts, StreamLimit streams) {
        this.calls = calls;
        this.changes = changes;
        this.artifacts = artifacts;
        this.streams = streams;
    }

    List<Resource> all() {
        String one = PATH + "/{id}";
        return List.of(
                new Resource("createPlan", HttpMethod.POST, "/v1/plans", Role.OPERATOR, Kind.READING, this::plan),
                new Resource(
                        "listChanges",
                        HttpMethod.GET,
                        PATH,
                        Role.VIEWER,
                        Kind.READING,
                        (request, reply) -> reply.json(Json.of(changes.list()))),
                new Resource("createChange", HttpMethod.POST, PATH, Role.OPERATOR, Kind.CHANGING, this::begin),
                new Resource("getChange", HttpMethod.GET, one, Role.VIEWER, Kind.READING, this::show),
                new Resource("cancelChange", HttpMethod.DELETE, one, Role.OPERATOR, Kind.CHANGING, this::cancel),
                new Resource(
                        "resetGuard",
                        HttpMethod.POST,
                        "/v1/guards/{name}/reset",
                        Role.OPERATOR,
                        Kind.CHANGING,
                        this::reset));
    }

    private void plan(Request request, Reply reply) throws Problem {
        ChangeBody body = JsonBody.read(request.body(), ChangeBody.class);
        request.reason(body.reason());
        reply.json(calls.json(
                request.who(), ChangeLine.of(body, true, artifacts).words(), HttpResponseStatus.UNPROCESSABLE_ENTITY));
    }

    private void begin(Request request, Reply reply) throws Problem {
        ChangeBody body = JsonBody.read(request.body(), ChangeBody.class);
        request.reason(body.reason());
        String key = request.header(KEY);
        if (key.length() > LONGEST_KEY) {
            throw Problem.malformed(KEY + " has at most " + LONGEST_KEY + " characters");
        }
        ChangeLine checked = ChangeLine.of(body, false, artifacts);
        request.note().says(String.valueOf(body.action()), checked.shown());
        Change change = changes.begin(
                request.who(),
                String.valueOf(body.action()),
                body.reason() == null ? "" : body.reason(),
                key,
                request.body(),
                checked,
                running -> checkSet(request, running));
        reply.header(HttpHeaderNames.LOCATION, PATH + "/" + change.id());
        reply.json(HttpResponseStatus.ACCEPTED, Json.of(change.view()));
    }

    /** The set that the change was decided on is the current one, and stays so until the change begins. */
    private void checkSet(Request request, Changes.Running running) throws Problem {
        String tag = request.header(HttpHeaderNames.IF_MATCH);
        if (tag.isEmpty() || tag.equals("*")) {
            return;
        }
        String current = ReadResources.tagOf(calls.data(
                request.who(),
                CommandCalls.line("history", List.of(), List.of()),
                HttpResponseStatus.SERVICE_UNAVAILABLE));
        if (!tag.equals(current)) {
            throw new Problem(
                    HttpResponseStatus.PRECONDITION_FAILED,
                    "The current desired set is " + current + ", not " + tag + ": look at it, and decide again");
        }
        if (running.isAny()) {
            throw new Problem(
                    HttpResponseStatus.CONFLICT,
                    "A change runs, after which there may be another set; wait for its end");
        }
    }

    private void show(Request request, Reply reply) throws Problem {
        Change change = changes.get(request.parameter("id"));
        if (!reply.hasEvents()) {
            reply.json(Json.of(change.view()));
            return;
        }
        streams.open(request.who(), reply, new Progress(change));
    }

    private void cancel(Request request, Reply reply) throws Problem {
        request.reason(request.query("reason"));
        Change change = changes.get(request.parameter("id"));
        if (!change.cancel()) {
            throw new Problem(HttpResponseStatus.CONFLICT, "The change has ended already");
        }
        reply.json(HttpResponseStatus.ACCEPTED, Json.of(change.view()));
    }

    private void reset(Request request, Reply reply) throws Problem {
        request.reason(JsonBody.read(request.body(), Reasoned.class).reason());
        reply.json(calls.json(
                request,
                CommandCalls.line("guard", List.of(), List.of("reset", request.parameter("name"))),
                HttpResponseStatus.NOT_FOUND));
    }

    /** A body with a reason alone. */
    record Reasoned(@Nullable String reason) {}

    /** The steps of a change, and its end. Used by one I/O thread. */
    private static final class Progress implements EventStream.Source {

        private final Change change;
        private long known;

        Progress(Change change) {
            this.change = change;
        }

        @Override
        public Runnable open(EventStream stream) {
            return change.watch(stream::wake);
        }

        @Override
        public void send(EventStream stream) {
            Change.Steps steps = change.after(known);
            known = steps.count();
            steps.texts().forEach(text -> stream.send("step", null, Map.of("text", text)));
            if (steps.ended()) {
                stream.send("end", null, change.view());
                stream.end();
            }
        }
    }
}
