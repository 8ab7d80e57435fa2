package io.hookline.faults.process;

import io.hookline.faults.ledger.Agreement;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shell of a child process: commands, and what they say about the deployment. Used by one thread. */
public final class Shell {

    /** The prefix of the names of all plugins that mark responses. */
    public static final String MARKERS = "campaign.";

    private static final long TIMEOUT_S = 90;
    private static final Pattern INTERNAL_ERROR = Pattern.compile("gogo: (?!CommandException)(\\w+(Exception|Error))");

    private final ChildProcess process;
    private final Ledger ledger;

    /** The shell of a process; internal errors of commands are entered in the ledger. */
    public Shell(ChildProcess process, Ledger ledger) {
        this.process = process;
        this.ledger = ledger;
    }

    /** Runs a command and returns what it prints. */
    public String run(String command) throws NoAnswerException, InterruptedException {
        String printed = process.command(command, TIMEOUT_S, TimeUnit.SECONDS);
        Matcher error = INTERNAL_ERROR.matcher(printed);
        if (error.find()) {
            ledger.violation(
                    Violation.Kind.UNCLEAR, "'" + command + "' failed with " + error.group(1) + ": " + printed);
        }
        return printed;
    }

    /** The desired sets, newest first. */
    public List<DesiredState> history() throws NoAnswerException, InterruptedException {
        List<DesiredState> sets = new ArrayList<>();
        for (Object set : JsonText.list(json("hook:history"))) {
            Map<String, String> versions = new TreeMap<>();
            for (Object artifact : JsonText.list(JsonText.object(set).get("artifacts"))) {
                var fields = JsonText.object(artifact);
                versions.put(JsonText.text(fields, "name"), JsonText.text(fields, "version"));
            }
            HashSet<String> stopped = new HashSet<>();
            JsonText.list(JsonText.object(set).get("stopped")).forEach(name -> stopped.add(String.valueOf(name)));
            sets.add(new DesiredState(versions, stopped));
        }
        if (sets.isEmpty()) {
            throw new NoAnswerException("hook:history shows no set");
        }
        return sets;
    }

    /** The number of the current desired set. */
    public String setNumber() throws NoAnswerException, InterruptedException {
        return JsonText.list(json("hook:history")).stream()
                .findFirst()
                .map(set -> JsonText.text(JsonText.object(set), "number"))
                .orElseThrow(() -> new NoAnswerException("hook:history shows no set"));
    }

    /** The current desired set. */
    public DesiredState desired() throws NoAnswerException, InterruptedException {
        return history().get(0);
    }

    /** The state of each release by {@code name version}. */
    public Map<String, Agreement.State> states() throws NoAnswerException, InterruptedException {
        Map<String, Agreement.State> states = new TreeMap<>();
        for (Object row : JsonText.list(json("hook:status"))) {
            var fields = JsonText.object(row);
            states.put(
                    JsonText.text(fields, "name") + " " + JsonText.text(fields, "version"),
                    new Agreement.State(JsonText.text(fields, "state"), JsonText.text(fields, "why")));
        }
        return states;
    }

    /** Whether the status table shows a release whose hooks have failed. */
    public boolean isAnyFailing() throws NoAnswerException, InterruptedException {
        return JsonText.list(json("hook:status")).stream()
                .map(row -> JsonText.text(JsonText.object(row), "failures"))
                .anyMatch(failures -> !failures.isEmpty() && !failures.equals("0"));
    }

    /** The versions of the campaign's plugins in the chain of the gateway's responses, by name. */
    public Map<String, String> chained() throws NoAnswerException, InterruptedException {
        Map<String, String> chained = new TreeMap<>();
        for (Object hook : JsonText.list(
                JsonText.object(json("hook:chain http.post-process")).get("hooks"))) {
            var fields = JsonText.object(hook);
            String plugin = JsonText.text(fields, "plugin");
            if (plugin.startsWith(MARKERS)) {
                chained.put(plugin, JsonText.text(fields, "version"));
            }
        }
        return chained;
    }

    /** All views of what runs, with the marks of a response. */
    public Agreement agreement(Gateway gateway) throws NoAnswerException, InterruptedException {
        DesiredState desired = desired();
        Map<String, String> marked = new TreeMap<>();
        gateway.headers().forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(MARKERS)) {
                marked.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return new Agreement(desired.versions(), desired.stopped(), states(), chained(), marked);
    }

    private Object json(String command) throws NoAnswerException, InterruptedException {
        String printed = run(command + " --json");
        try {
            return JsonText.parse(printed);
        } catch (IOException e) {
            throw new NoAnswerException("'" + command + " --json' printed no JSON: " + printed, e);
        }
    }
}
