package io.hookline.runtime;

import io.hookline.runtime.client.Client;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operates the instance of a demo, by commands as {@code hookline COMMAND} sends them. */
final class DemoOperator {

    private final DataFolder data;

    /** Of the instance with this data folder. */
    DemoOperator(DataFolder data) {
        this.data = data;
    }

    /**
     * Runs a command and returns what it prints.
     *
     * @throws LaunchException if it fails
     */
    String run(String... words) {
        List<String> typed = new ArrayList<>(List.of("--data", data.root().toString()));
        typed.addAll(List.of(words));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = new Client(out, out, Map.of()).run(typed, List.of());
        String text = said.toString(StandardCharsets.UTF_8).strip();
        if (status != 0) {
            throw new LaunchException("hookline " + String.join(" ", words) + " failed: " + text);
        }
        return text;
    }
}
