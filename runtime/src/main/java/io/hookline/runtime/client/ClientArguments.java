package io.hookline.runtime.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed behind {@code hookline}, for a running instance: the client's own options, and the command line for
 * the instance.
 *
 * @param endpoint where the instance is
 * @param words the command's name and what follows it
 */
record ClientArguments(Endpoint endpoint, List<String> words) {

    private static final String DEFAULT_DATA = "hookline-data";
    private static final String SERVER_VARIABLE = "HOOKLINE_SERVER";
    private static final String TOKEN_VARIABLE = "HOOKLINE_TOKEN_FILE";

    /**
     * Sorts the words.
     *
     * @param environment {@code HOOKLINE_SERVER} and {@code HOOKLINE_TOKEN_FILE} stand for options that were not typed
     * @throws IllegalArgumentException if an option lacks its value, or options contradict each other; the message is
     *     for the user
     */
    static ClientArguments of(List<String> typed, Map<String, String> environment) {
        Map<ClientOption, String> given = new EnumMap<>(ClientOption.class);
        List<String> words = new ArrayList<>();
        boolean ended = false;
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            ClientOption option = ended ? null : ClientOption.of(word).orElse(null);
            if (option == null) {
                ended |= word.equals("--");
                words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String value = equals >= 0 ? word.substring(equals + 1) : i + 1 < typed.size() ? typed.get(++i) : "";
            if (value.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            given.put(option, value);
        }
        return new ClientArguments(endpoint(given, environment), words);
    }

    private static Endpoint endpoint(Map<ClientOption, String> given, Map<String, String> environment) {
        boolean local = given.containsKey(ClientOption.SOCKET) || given.containsKey(ClientOption.DATA);
        if (local && given.containsKey(ClientOption.SERVER)) {
            throw new IllegalArgumentException(
                    "takes --server, or --data or --socket, not both: an instance is here or elsewhere");
        }
        String server =
                given.getOrDefault(ClientOption.SERVER, local ? "" : environment.getOrDefault(SERVER_VARIABLE, ""));
        if (server.isEmpty()) {
            String socket = given.get(ClientOption.SOCKET);
            return new SocketEndpoint(
                    socket == null
                            ? path(given.getOrDefault(ClientOption.DATA, DEFAULT_DATA))
                                    .resolve("admin.sock")
                            : path(socket));
        }
        URI address = uri(server);
        String token = given.getOrDefault(ClientOption.TOKEN_FILE, environment.getOrDefault(TOKEN_VARIABLE, ""));
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    "--server needs a token: name its file by --token-file FILE or the variable " + TOKEN_VARIABLE
                            + ". Make one where the instance runs: hookline token create NAME");
        }
        return new ServerEndpoint(address, path(token), file(given.get(ClientOption.CA)));
    }

    private static @Nullable Path file(@Nullable String typed) {
        return typed == null ? null : path(typed);
    }

    private static Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + typed + "\" is no path: " + e.getReason(), e);
        }
    }

    private static URI uri(String typed) {
        try {
            URI uri = new URI(typed);
            boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getRawQuery() == null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The exception below covers this, too.
        }
        throw new IllegalArgumentException(
                "--server is an address such as https://host:8181 or http://127.0.0.1:8181, not \"" + typed + "\"");
    }
}
