package io.hookline.admin.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.api.runtime.Actor;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources of the admin API.
 *
 * <pre>
 *  GET  /v1/commands         the commands
 *  POST /v1/commands/NAME    runs one
 *  POST /v1/completions      the words that fit at a place of a command line
 * </pre>
 *
 * Safe for use by many threads.
 */
final class AdminApi {

    private static final String COMMANDS = "/v1/commands";
    private static final String COMPLETIONS = "/v1/completions";
    private static final String JSON_OPTION = "--json";
    private static final int DEFAULT_WIDTH = 160;
    private static final int NARROWEST = 20;
    private static final int WIDEST = 1_000;
    private static final int MOST_WORDS = 1_000;
    private static final int DEEPEST = 8;

    private final CommandService commands;

    AdminApi(CommandService commands) {
        this.commands = commands;
    }

    /**
     * Finds the operation for a request.
     *
     * @throws Problem if there is none
     */
    Operation operation(HttpMethod method, String path) throws Problem {
        if (path.equals(COMMANDS)) {
            require(method, HttpMethod.GET, path);
            return (actor, body, reply) -> reply.json(Json.of(commands.commands()));
        }
        if (path.equals(COMPLETIONS)) {
            require(method, HttpMethod.POST, path);
            return (actor, body, reply) -> complete(read(body, CompletionBody.class), reply);
        }
        if (path.startsWith(COMMANDS + "/")) {
            require(method, HttpMethod.POST, path);
            String name = path.substring(COMMANDS.length() + 1);
            return (actor, body, reply) -> run(name, actor, read(body, CommandBody.class), reply);
        }
        throw new Problem(
                HttpResponseStatus.NOT_FOUND,
                "There is nothing at " + Printable.of(path) + "; there is " + COMMANDS + ", " + COMMANDS + "/NAME and "
                        + COMPLETIONS);
    }

    private static void require(HttpMethod given, HttpMethod right, String path) throws Problem {
        if (!given.equals(right)) {
            throw new Problem(HttpResponseStatus.METHOD_NOT_ALLOWED, Printable.of(path) + " takes " + right + " only");
        }
    }

    private void complete(CompletionBody body, Reply reply) throws Problem {
        reply.json(Json.of(commands.complete(words(body.before()), body.typed() == null ? "" : body.typed())));
    }

    private void run(String name, Actor actor, CommandBody body, Reply reply) throws Problem {
        List<String> words = new ArrayList<>(List.of(name));
        if (!reply.hasEvents()) {
            words.add(JSON_OPTION);
        }
        words.addAll(words(body.arguments()));
        CommandRequest request = new CommandRequest(
                words,
                actor,
                Role.OWNER,
                folder(body.folder()),
                width(body.width()),
                Boolean.TRUE.equals(body.fitted()));
        CommandAnswer answer = commands.run(request, new EventConsole(reply));
        if (reply.hasEvents()) {
            reply.event("end", ended(answer));
            return;
        }
        if (answer.failure() != null) {
            throw new Problem(
                    answer.status() == CommandAnswer.Status.UNKNOWN
                            ? HttpResponseStatus.NOT_FOUND
                            : HttpResponseStatus.UNPROCESSABLE_ENTITY,
                    answer.failure());
        }
        reply.json(answer.text());
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

    private static List<String> words(@Nullable List<@Nullable String> given) throws Problem {
        List<String> words = new ArrayList<>();
        for (String word : given == null ? List.<@Nullable String>of() : given) {
            if (word == null || words.size() == MOST_WORDS) {
                throw new Problem(
                        HttpResponseStatus.BAD_REQUEST,
                        "There are at most " + MOST_WORDS + " words, none of them null");
            }
            words.add(word);
        }
        return words;
    }

    private static @Nullable Path folder(@Nullable String given) throws Problem {
        if (given == null) {
            return null;
        }
        try {
            Path folder = Path.of(given);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // The problem below covers this, too.
        }
        throw new Problem(
                HttpResponseStatus.BAD_REQUEST, "\"folder\" is an absolute path, not \"" + Printable.of(given) + "\"");
    }

    private static int width(@Nullable Integer given) throws Problem {
        if (given == null) {
            return DEFAULT_WIDTH;
        }
        if (given < NARROWEST || given > WIDEST) {
            throw new Problem(
                    HttpResponseStatus.BAD_REQUEST, "\"width\" is a number from " + NARROWEST + " to " + WIDEST);
        }
        return given;
    }

    private static <T> T read(String body, Class<T> type) throws Problem {
        try {
            T read = Holder.MAPPER.readValue(body.isBlank() ? "{}" : body, type);
            if (read != null) {
                return read;
            }
        } catch (UnrecognizedPropertyException e) {
            throw new Problem(
                    HttpResponseStatus.BAD_REQUEST,
                    "The body has a member \"" + Printable.of(e.getPropertyName()) + "\", which there is not");
        } catch (JsonMappingException e) {
            throw new Problem(
                    HttpResponseStatus.BAD_REQUEST,
                    e.getPath().isEmpty()
                            ? "The body is not a JSON object, or has members twice"
                            : "The member \"" + Printable.of(e.getPath().get(0).getFieldName())
                                    + "\" has a wrong type");
        } catch (JsonProcessingException e) {
            throw new Problem(HttpResponseStatus.BAD_REQUEST, "The body is not JSON: " + e.getOriginalMessage());
        }
        throw new Problem(HttpResponseStatus.BAD_REQUEST, "The body is a JSON object");
    }

    /** Built when it is first used: most processes end without a request. */
    private static final class Holder {

        static final ObjectMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();

        static {
            MAPPER.getFactory()
                    .setStreamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build());
        }
    }

    /** Answers a request whose head is accepted. */
    @FunctionalInterface
    interface Operation {

        /**
         * Runs on a thread of its own; an interrupt ends it.
         *
         * @param body the request's body; may be empty
         */
        void run(Actor actor, String body, Reply reply) throws Problem;
    }

    /**
     * A command line without the command's name.
     *
     * @param arguments what follows the name
     * @param folder where relative files belong
     * @param width the terminal's width in characters
     * @param fitted whether no line may be longer than the width
     */
    record CommandBody(
            @Nullable List<@Nullable String> arguments,
            @Nullable String folder,
            @Nullable Integer width,
            @Nullable Boolean fitted) {}

    /**
     * A place in a command line.
     *
     * @param before the words ahead of it, the command's name first
     * @param typed what stands there already
     */
    record CompletionBody(@Nullable List<@Nullable String> before, @Nullable String typed) {}

    /** Sends what a command says while it works. */
    private record EventConsole(Reply reply) implements CommandConsole {

        @Override
        public void print(String text) {
            reply.event("print", Map.of("text", text));
        }

        @Override
        public void redraw(String text) {
            reply.event("redraw", Map.of("text", text));
        }
    }
}
