package io.hookline.runtime.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends the files that a command line names to an instance on another machine. */
final class Uploads {

    private static final String DIGEST = "sha256:";

    private final Endpoint endpoint;

    Uploads(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The command line with the digest of each file in place of its name. The instance says where in a command a file
     * may stand; all other words stay as they are.
     *
     * @param words the command's name and what follows it
     */
    List<String> sent(List<String> words) throws IOException {
        List<String> sent = new ArrayList<>();
        for (String word : words) {
            boolean file = !sent.isEmpty() && isFile(word) && takesFile(sent);
            sent.add(file ? DIGEST + upload(Path.of(word)) : word);
        }
        return sent;
    }

    private static boolean isFile(String word) {
        try {
            return !word.startsWith("-") && Files.isRegularFile(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean takesFile(List<String> before) throws IOException {
        try (AdminConnection connection = endpoint.connect()) {
            return connection.complete(before, "").contains(WordOffers.FILES);
        }
    }

    private String upload(Path file) throws IOException {
        try (AdminConnection connection = endpoint.connect()) {
            return connection.upload(file);
        }
    }
}
