package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Request;
import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;

/** Runs commands for resources, with the role of the caller. Safe for use by many threads. */
final class CommandCalls {

    private static final int WIDTH = 160;

    private static final CommandConsole SILENT = new CommandConsole() {
        @Override
        public void print(String text) {}

        @Override
        public void redraw(String text) {}
    };

    private final CommandService commands;

    CommandCalls(CommandService commands) {
        this.commands = commands;
    }

    CommandService service() {
        return commands;
    }

    /** A command line that answers with JSON: options, and then what cannot be taken for one. */
    static List<String> line(String name, List<String> options, List<String> positional) {
        List<String> words = new ArrayList<>(List.of(name, "--json"));
        words.addAll(options);
        if (!positional.isEmpty()) {
            words.add("--");
            words.addAll(positional);
        }
        return words;
    }

    /** Runs a command that changes nothing. */
    CommandAnswer run(Caller caller, List<String> words, CommandConsole console) {
        return run(caller, words, "", console);
    }

    /**
     * Runs a command.
     *
     * @param reason why, in the caller's words; empty if they gave none
     */
    CommandAnswer run(Caller caller, List<String> words, String reason, CommandConsole console) {
        return commands.run(
                new CommandRequest(words, caller.actor(), caller.role(), reason, null, WIDTH, false), console);
    }

    /**
     * The JSON that a command answers with.
     *
     * @param whenFailed the status if it fails
     */
    String json(Caller caller, List<String> words, HttpResponseStatus whenFailed) throws Problem {
        return textOf(run(caller, words, SILENT), whenFailed);
    }

    /** The JSON that a command that changes something answers with. */
    String json(Request request, List<String> words, HttpResponseStatus whenFailed) throws Problem {
        return textOf(run(request.who(), words, request.note().reason(), SILENT), whenFailed);
    }

    /** The same as data. */
    JsonNode data(Caller caller, List<String> words, HttpResponseStatus whenFailed) throws Problem {
        return JsonBody.parse(json(caller, words, whenFailed));
    }

    /** The text of an answer, unless it is a failure. */
    static String textOf(CommandAnswer answer, HttpResponseStatus whenFailed) throws Problem {
        String failure = answer.failure();
        if (failure == null) {
            return answer.text();
        }
        throw new Problem(
                switch (answer.status()) {
                    case UNKNOWN -> HttpResponseStatus.NOT_FOUND;
                    case FORBIDDEN -> HttpResponseStatus.FORBIDDEN;
                    case CONFLICT -> HttpResponseStatus.PRECONDITION_FAILED;
                    case INTERRUPTED -> HttpResponseStatus.CONFLICT;
                    case DONE, FAILED -> whenFailed;
                },
                failure);
    }
}
