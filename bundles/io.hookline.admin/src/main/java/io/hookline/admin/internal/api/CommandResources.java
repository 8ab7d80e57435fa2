package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shell's commands as they are. Safe for use by many threads. */
final class CommandResources {

    private static final String JSON_OPTION = "--json";
    private static final int DEFAULT_WIDTH = 160;
    private static final int NARROWEST = 20;
    private static final int WIDEST = 1_000;
    private static final int MOST_WORDS = 1_000;

    private final CommandCalls calls;
    private final Artifacts artifacts;

    CommandResources(CommandCalls calls, Artifacts artifacts) {
        this.calls = calls;
        this.artifacts = artifacts;
    }

    List<Resource> all() {
        return List.of(
                new Resource(
                        "listCommands",
                        HttpMethod.GET,
                        "/v1/commands",
                        Role.VIEWER,
                        Kind.READING,
                        (request, reply) -> reply.json(Json.of(calls.service().commands()))),
                new Resource(
                        "runCommand", HttpMethod.POST, "/v1/commands/{name}", Role.VIEWER, Kind.RUNNING, this::run),
                new Resource(
                        "complete", HttpMethod.POST, "/v1/completions", Role.VIEWER, Kind.READING, this::complete));
    }

    private void complete(Request request, Reply reply) throws Problem {
        CompletionBody body = JsonBody.read(request.body(), CompletionBody.class);
        List<String> before = JsonBody.words(body.before(), "before", MOST_WORDS);
        if (!before.isEmpty() && !mayUse(request.who(), before.get(0))) {
            // What fits there may be what only others see, such as the names of tokens.
            reply.json(Json.of(CommandOffers.NONE));
            return;
        }
        reply.json(Json.of(calls.service().complete(before, body.typed() == null ? "" : body.typed())));
    }

    /** Whether a caller may use a command at all. */
    private boolean mayUse(Caller caller, String name) {
        return caller.role() == Role.OWNER
                || calls.service().commands().stream()
                        .filter(command -> isNamed(command, name))
                        .anyMatch(command -> Arrays.stream(Role.values())
                                .filter(role -> role.word().equals(command.permission()))
                                .anyMatch(caller.role()::includes));
    }

    private static boolean isNamed(CommandInfo command, String name) {
        return command.name().equals(name) || ("hook:" + command.name()).equals(name);
    }

    private void run(Request request, Reply reply) throws Problem {
        CommandBody body = JsonBody.read(request.body(), CommandBody.class);
        Caller caller = request.who();
        String name = request.parameter("name");
        List<String> arguments = JsonBody.words(body.arguments(), "arguments", MOST_WORDS);
        request.reason(body.reason());
        request.note().says(name, String.join(" ", MaskedLine.of(arguments)));
        List<String> words = new ArrayList<>(List.of(name));
        if (!reply.hasEvents()) {
            words.add(JSON_OPTION);
        }
        words.addAll(named(name, arguments, caller));
        CommandRequest command = new CommandRequest(
                words,
                caller.actor(),
                caller.role(),
                request.note().reason(),
                folder(body.folder(), caller),
                width(body.width()),
                Boolean.TRUE.equals(body.fitted()));
        CommandAnswer answer = calls.service().run(command, new EventConsole(request, reply));
        if (answer.status() == CommandAnswer.Status.FORBIDDEN) {
            request.note().refuses();
        }
        if (reply.hasEvents()) {
            reply.event("end", ended(answer));
            return;
        }
        reply.json(CommandCalls.textOf(answer, HttpResponseStatus.UNPROCESSABLE_ENTITY));
    }

    /** Uploads by their files. Callers from elsewhere name no files of this machine. */
    private List<String> named(String name, List<String> arguments, Caller caller) throws Problem {
        CommandInfo called = calls.service().commands().stream()
                .filter(command -> isNamed(command, name))
                .filter(CommandResources::takesFiles)
                .findFirst()
                .orElse(null);
        if (called == null) {
            return arguments;
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (called.isReason(arguments, i)) {
                words.add(word);
                continue;
            }
            words.add(
                    Sources.isDigest(word) ? artifacts.use(Sources.digest(word)).toString() : word);
            if (!caller.isLocal() && Sources.isFile(word)) {
                throw new Problem(
                        HttpResponseStatus.FORBIDDEN,
                        "\"" + Printable.excerpt(word) + "\" is a file of the instance's machine, which only its owner"
                                + " may name, over the socket. Upload the jar, and name it by sha256:DIGEST: POST"
                                + " /v1/artifacts");
            }
        }
        return words;
    }

    private static boolean takesFiles(CommandInfo command) {
        return command.arguments().stream().anyMatch(CommandInfo.Argument::files);
    }

    private static Map<String, Object> ended(CommandAnswer answer) {
        Map<String, Object> ended = new LinkedHashMap<>();
        ended.put("status", answer.status().name());
        ended.put("text", answer.text());
        if (answer.failure() != null) {
            ended.put("failure", answer.failure());
        }
        return ended;
    }

    private static @Nullable Path folder(@Nullable String given, Caller caller) throws Problem {
        if (given == null) {
            return null;
        }
        if (!caller.isLocal()) {
            throw new Problem(HttpResponseStatus.FORBIDDEN, "\"folder\" can be given over the socket only");
        }
        try {
            Path folder = Path.of(given);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // The problem below covers this, too.
        }
        throw Problem.malformed("\"folder\" is an absolute path, not \"" + Printable.excerpt(given) + "\"");
    }

    private static int width(@Nullable Integer given) throws Problem {
        if (given == null) {
            return DEFAULT_WIDTH;
        }
        if (given < NARROWEST || given > WIDEST) {
            throw Problem.malformed("\"width\" is a number from " + NARROWEST + " to " + WIDEST);
        }
        return given;
    }

    /**
     * A command line without the command's name.
     *
     * @param arguments what follows the name
     * @param folder where relative files belong
     * @param width the terminal's width in characters
     * @param fitted whether no line may be longer than the width
     * @param reason why, for the audit record
     */
    record CommandBody(
            @Nullable List<@Nullable String> arguments,
            @Nullable String folder,
            @Nullable Integer width,
            @Nullable Boolean fitted,
            @Nullable String reason) {}

    /**
     * A place in a command line.
     *
     * @param before the words ahead of it, the command's name first
     * @param typed what stands there already
     */
    record CompletionBody(@Nullable List<@Nullable String> before, @Nullable String typed) {}

    /** Sends what a command says while it works. */
    private record EventConsole(Request request, Reply reply) implements CommandConsole {

        @Override
        public void print(String text) {
            reply.event("print", Map.of("text", text));
        }

        @Override
        public void redraw(String text) {
            reply.event("redraw", Map.of("text", text));
        }

        @Override
        public void reasoned(String reason) {
            request.note().reasoned(reason);
        }

        @Override
        public void admitted(Role needed) {
            if (needed != Role.VIEWER) {
                request.note().changes();
            }
        }
    }
}
